"""Home over HTTP: one read, so that a slow line asks once."""

from __future__ import annotations

from rest_framework.request import Request
from rest_framework.response import Response

from coops import queries as coops
from home import queries
from home.serializers import HomeSerializer
from lib.operations import operation
from lib.views import View, signed_in


class HomeView(View):
    """`/home`"""

    @operation("home_getHome", responses=HomeSerializer)
    def get(self, request: Request) -> Response:
        """What needs me, what changed and what comes next, over all associations and producers of mine."""
        person_id = signed_in(request)
        mine = coops.belongings(person_id)
        return self.with_positions(Response(HomeSerializer(queries.home(person_id, mine)).data), mine.positions)

"""An association's pool at a glance."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response

from catalog.queries.insight import insight
from catalog.serializers.insight import InsightSerializer
from coops import queries as coops
from events import feed
from lib.operations import operation
from lib.views import View, signed_in


class InsightView(View):
    """`/associations/{association_id}/insight`"""

    @operation("catalog_getInsight", responses=InsightSerializer)
    def get(self, request: Request, association_id: UUID) -> Response:
        """What is unsold in the association's pools by product, member, comuna and best-before date."""
        positions = feed.positions([f"association:{association_id}"])
        mine = set(coops.producers_of(signed_in(request)))
        told = insight(association_id, mine=mine, today=timezone.localdate())
        return self.with_positions(Response(InsightSerializer(told).data), positions)

"""What a member has in the pools."""

from __future__ import annotations

from uuid import UUID

from rest_framework.request import Request
from rest_framework.response import Response

from catalog import queries
from catalog.serializers import StakeSerializer
from lib.operations import operation
from lib.views import View


class StakeView(View):
    """`/associations/{association_id}/members/{membership_id}/stake`"""

    @operation("catalog_getStake", responses=StakeSerializer(many=True))
    def get(self, request: Request, association_id: UUID, membership_id: UUID) -> Response:
        """What the member has unsold in each offer, and what becomes of it if the membership ends now."""
        return Response(StakeSerializer(queries.stake(association_id, membership_id), many=True).data)

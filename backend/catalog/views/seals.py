"""Which seals an offer requires."""

from __future__ import annotations

from uuid import UUID

from rest_framework.request import Request
from rest_framework.response import Response

from catalog import services
from catalog.serializers.pool import PoolSerializer, RequiredSealsSerializer
from catalog.views.pool import pool_answer
from lib.operations import operation
from lib.views import View, actor, parsed


class RequiredSealsView(View):
    """`/associations/{association_id}/offers/{offer_id}/seals`"""

    @operation("catalog_requireSeals", request=RequiredSealsSerializer, responses=PoolSerializer)
    def post(self, request: Request, association_id: UUID, offer_id: UUID) -> Response:
        """Says which seals every unit sold in the offer must be covered by; what isn't covered waits."""
        services.require_seals(
            actor=actor(request), association_id=association_id, offer_id=offer_id,
            **parsed(RequiredSealsSerializer, request.data),
        )  # fmt: skip
        return Response(pool_answer(request, association_id, offer_id))

"""What a producer finds in her store, and the book of each of her lots."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer

from catalog import queries, services
from catalog.product_serializers import LotSerializer
from catalog.serializers.stocktaking import (
    AdjustSerializer,
    CountSerializer,
    LotMovementSerializer,
    SpoilSerializer,
)
from catalog.views.pool import ByVersion
from lib.idempotency import idempotent
from lib.operations import operation
from lib.paged import PAGE_PARAMETERS, page, page_of
from lib.views import View, actor, parsed


def _found(
    request: Request, producer_id: UUID, lot_id: UUID, command: Callable[..., Any], serializer: type[Serializer[Any]]
) -> Response:
    """What she found, written down by the command; the lot as it stands then."""
    command(
        actor=actor(request, producer_id), producer_id=producer_id, lot_id=lot_id, **parsed(serializer, request.data)
    )
    return Response(LotSerializer(queries.described_lots([queries.lot_of(producer_id, lot_id)])[0]).data)


class LossesView(View):
    """`/producers/{producer_id}/lots/{lot_id}/losses`"""

    @operation("catalog_spoilUnits", request=SpoilSerializer, responses=LotSerializer)
    @idempotent(required=True)
    def post(self, request: Request, producer_id: UUID, lot_id: UUID) -> Response:
        """Writes off units that went bad or are gone: free ones, or ones in an offer that no buyer holds."""
        return _found(request, producer_id, lot_id, services.spoil, SpoilSerializer)


class CountsView(View):
    """`/producers/{producer_id}/lots/{lot_id}/counts`"""

    @operation("catalog_countLot", request=CountSerializer, responses=LotSerializer)
    @idempotent(required=True)
    def post(self, request: Request, producer_id: UUID, lot_id: UUID) -> Response:
        """Says how many are in the house; the difference to the book becomes a movement."""
        return _found(request, producer_id, lot_id, services.count, CountSerializer)


class CorrectionView(View):
    """`/producers/{producer_id}/lots/{lot_id}/correction`"""

    @operation("catalog_adjustLot", request=AdjustSerializer, responses=LotSerializer)
    @idempotent(required=True)
    def post(self, request: Request, producer_id: UUID, lot_id: UUID) -> Response:
        """Corrects how many were made: it was written down wrong."""
        return _found(request, producer_id, lot_id, services.adjust, AdjustSerializer)


class LotMovementsView(View):
    """`/producers/{producer_id}/lots/{lot_id}/movements`"""

    @operation("catalog_listLotMovements", parameters=PAGE_PARAMETERS, responses=page_of(LotMovementSerializer))
    def get(self, request: Request, producer_id: UUID, lot_id: UUID) -> Response:
        """Where the lot's units went, newest first."""
        return page(
            self,
            queries.lot_movements(producer_id, lot_id),
            lambda rows: list(LotMovementSerializer(queries.described_lot_movements(rows), many=True).data),
            order=ByVersion,
        )

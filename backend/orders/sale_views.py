"""HTTP of what an association sold, for its members; handing it over is for those who deliver."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from rest_framework.request import Request
from rest_framework.response import Response

from coops import queries as coops
from events import feed
from lib.idempotency import idempotent
from lib.operations import operation
from lib.paged import PAGE_PARAMETERS, page, page_of
from lib.views import View, actor, parsed, signed_in
from orders import queries, sales, services
from orders.permissions import DELIVERS
from orders.sale_serializers import (
    HandoverSerializer,
    ReturnSerializer,
    SaleListQuerySerializer,
    SaleSerializer,
    SalesQuerySerializer,
    SalesSerializer,
    UndoHandoverSerializer,
)


class AssociationOrdersView(View):
    """`/associations/{association_id}/orders`"""

    @operation(
        "orders_listForAssociation",
        parameters=[*PAGE_PARAMETERS, SaleListQuerySerializer],
        responses=page_of(SaleSerializer),
    )
    def get(self, request: Request, association_id: UUID) -> Response:
        """What the association sold, newest first."""
        person_id = signed_in(request)
        asked = parsed(SaleListQuerySerializer, request.query_params.dict())
        positions = feed.positions([f"association:{association_id}"])
        delivers = _delivers(person_id, association_id)
        response = page(
            self,
            queries.association_orders(association_id, offer_id=asked["offer"], waiting=asked["waiting"]),
            lambda rows: [_sale(row) for row in _described(rows, person_id, delivers=delivers)],
        )
        return self.with_positions(response, positions)


class SalesView(View):
    """`/associations/{association_id}/sales`"""

    @operation("orders_getSales", parameters=[SalesQuerySerializer], responses=SalesSerializer)
    def get(self, request: Request, association_id: UUID) -> Response:
        """What was sold, added up by week or month, by offer and by member."""
        asked = parsed(SalesQuerySerializer, request.query_params.dict())
        positions = feed.positions([f"association:{association_id}"])
        found = sales.sales(
            association_id=association_id, person_id=signed_in(request), period=asked["period"], offer_id=asked["offer"]
        )
        return self.with_positions(Response(SalesSerializer(found).data), positions)


class HandoverView(View):
    """`/associations/{association_id}/orders/{order_id}/handover`"""

    @operation("orders_handOver", request=HandoverSerializer, responses={201: SaleSerializer})
    @idempotent()
    def post(self, request: Request, association_id: UUID, order_id: UUID) -> Response:
        """Takes a paid order one step on towards its buyer, who is told."""
        wanted = parsed(HandoverSerializer, request.data)
        order = services.take_handover_step(
            actor=actor(request), association_id=association_id, order_id=order_id, **wanted
        )
        return _as_it_stands(request, order.pk, association_id)


class UndoHandoverView(View):
    """`/associations/{association_id}/orders/{order_id}/handover/undo`"""

    @operation("orders_undoHandover", request=UndoHandoverSerializer, responses={201: SaleSerializer})
    @idempotent()
    def post(self, request: Request, association_id: UUID, order_id: UUID) -> Response:
        """Takes back the order's last step, which was marked by mistake; the buyer is told."""
        wanted = parsed(UndoHandoverSerializer, request.data)
        services.undo_handover_step(actor=actor(request), association_id=association_id, order_id=order_id, **wanted)
        return _as_it_stands(request, order_id, association_id)


class ReturnsView(View):
    """`/associations/{association_id}/orders/{order_id}/lines/{line_id}/returns`"""

    @operation("orders_noteReturn", request=ReturnSerializer, responses={201: SaleSerializer})
    @idempotent(required=True)
    def post(self, request: Request, association_id: UUID, order_id: UUID, line_id: UUID) -> Response:
        """Notes what came back of a line: on sale again or lost, with the money back or without; the buyer is told."""
        services.note_return(
            actor=actor(request), association_id=association_id, order_id=order_id, line_id=line_id,
            **parsed(ReturnSerializer, request.data),
        )  # fmt: skip
        return _as_it_stands(request, order_id, association_id)


def _as_it_stands(request: Request, order_id: UUID, association_id: UUID) -> Response:
    """The order after a command, without contact and notes: the answer is kept for repeats, what is the buyer's is not."""
    rows = queries.association_orders(association_id, offer_id=None, waiting=False).filter(pk=order_id)
    (described,) = _described(list(rows), signed_in(request), delivers=True)
    steps = [{**step, "note": ""} for step in described["steps"]]
    return Response(_sale({**described, "contact": None, "steps": steps}), status=201)


def _delivers(person_id: UUID, association_id: UUID) -> bool:
    return bool(coops.roles_in_association(person_id, association_id) & DELIVERS)


def _described(rows: Any, person_id: UUID, *, delivers: bool) -> list[dict[str, Any]]:
    return queries.described_orders(rows, person_id=person_id, with_contact=delivers)


def _sale(described: dict[str, Any]) -> dict[str, Any]:
    return dict(SaleSerializer(described).data)

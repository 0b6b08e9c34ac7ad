"""What happens to order groups. Ids and amounts only: the buyer's name and address stay in orders."""

from __future__ import annotations

from uuid import UUID

from events.registry import Event


class OrderPlaced(Event):
    """A buyer checked out; the units are kept while the payment is open."""

    name = "orders.order_placed"

    order_group_id: UUID
    association_ids: list[UUID]
    buyer_id: UUID | None
    total_clp: int


class OrderPaid(Event):
    """An order group is paid, and its units are allocated. `units` are by association id."""

    name = "orders.order_paid"

    order_group_id: UUID
    association_ids: list[UUID]
    buyer_id: UUID | None
    total_clp: int
    units: dict[UUID, int]


class OrderExpired(Event):
    """An order group was not paid in time; its units are free again."""

    name = "orders.order_expired"

    order_group_id: UUID
    association_ids: list[UUID]
    buyer_id: UUID | None


class OrderRefunded(Event):
    """Money of an order went back to the buyer: all of it, or what was paid for units that can't be delivered or came back."""

    name = "orders.order_refunded"

    order_group_id: UUID
    association_ids: list[UUID]
    buyer_id: UUID | None
    amount_clp: int


class HandoverStepTaken(Event):
    """An association has an order ready to be fetched, has sent it, or has handed it over."""

    name = "orders.handover_step_taken"

    order_group_id: UUID
    order_id: UUID
    association_id: UUID
    buyer_id: UUID | None
    step: str


class HandoverStepUndone(Event):
    """A step that was marked by mistake was taken back; the order stands at `handover` again."""

    name = "orders.handover_step_undone"

    order_group_id: UUID
    order_id: UUID
    association_id: UUID
    buyer_id: UUID | None
    step: str
    handover: str


class GoodsReturned(Event):
    """Units came back from the buyer, `good` of them on sale again; `amount_clp` goes back to her, or nothing."""

    name = "orders.goods_returned"

    order_group_id: UUID
    order_id: UUID
    association_id: UUID
    buyer_id: UUID | None
    units: int
    good: int
    amount_clp: int


class GoodsStopped(Event):
    """Paid units may not be delivered under their name: they wait (suspended), or `amount_clp` goes back (revoked; ended)."""

    name = "orders.goods_stopped"

    order_group_id: UUID
    order_id: UUID
    association_id: UUID
    buyer_id: UUID | None
    units: int
    reason: str
    amount_clp: int


class GoodsReleased(Event):
    """Paid units that waited for a suspended certificate can be delivered after all."""

    name = "orders.goods_released"

    order_group_id: UUID
    order_id: UUID
    association_id: UUID
    buyer_id: UUID | None
    units: int

"""What buyers hear of their orders, and those who deliver of goods that are stopped."""

from __future__ import annotations

from uuid import UUID

from coops.queries.offices import people_in_office
from notifications.models import InboxItem
from notifications.services.inbox import tell_people
from orders.events import GoodsReturned, GoodsStopped, HandoverStepTaken, HandoverStepUndone
from orders.permissions import DELIVERS

Kind = InboxItem.Kind


def tell_buyer(
    *, kind: Kind, event_id: UUID, buyer_id: UUID | None, order_group_id: UUID, amount_clp: int | None = None
) -> int:
    """This will tell a buyer who was signed in how her order stands; a guest follows it by her link."""
    people = [] if buyer_id is None else [buyer_id]
    return tell_people(kind, event_id, people, order_group_id=order_group_id, amount_clp=amount_clp)


def tell_of_stopped_goods(event: GoodsStopped, *, event_id: UUID) -> int:
    """This will tell the buyer what becomes of her order, and those who deliver that they can't for now, or at all."""
    about = {"order_group_id": event.order_group_id, "association_id": event.association_id, "reason": event.reason}
    buyers = [] if event.buyer_id is None else [event.buyer_id]
    told = tell_people(Kind.ORDER_STOPPED, event_id, buyers, **about, amount_clp=event.amount_clp or None)
    deliverers = people_in_office(event.association_id, DELIVERS)
    return told + tell_people(Kind.GOODS_STOPPED, event_id, deliverers, units=event.units, **about)


def tell_of_handover(event: HandoverStepTaken, *, event_id: UUID) -> int:
    """This will tell a buyer that her order can be fetched or is on its way; that she has it she knows herself."""
    kinds = {"ready": Kind.ORDER_READY, "sent": Kind.ORDER_SENT}
    people = [event.buyer_id] if event.buyer_id and event.step in kinds else []
    return tell_people(
        kinds.get(event.step, Kind.ORDER_READY),
        event_id,
        people,
        order_group_id=event.order_group_id,
        association_id=event.association_id,
    )


def tell_of_undone_step(event: HandoverStepUndone, *, event_id: UUID) -> int:
    """This will tell a buyer that what she was told of her order isn't so yet; of what she wasn't told, nothing."""
    people = [event.buyer_id] if event.buyer_id and event.step in {"ready", "sent"} else []
    return tell_people(
        Kind.ORDER_CORRECTED,
        event_id,
        people,
        order_group_id=event.order_group_id,
        association_id=event.association_id,
        reason=event.step,
    )


def tell_of_returned_goods(event: GoodsReturned, *, event_id: UUID) -> int:
    """This will tell a buyer what the association got back from her, and what she gets for it."""
    return tell_people(
        Kind.ORDER_RETURNED,
        event_id,
        [] if event.buyer_id is None else [event.buyer_id],
        order_group_id=event.order_group_id,
        association_id=event.association_id,
        units=event.units,
        amount_clp=event.amount_clp or None,
    )

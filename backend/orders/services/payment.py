"""What a payment does to its order group: goods, or the money back; never neither, never both."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from catalog import services as catalog
from events import outbox
from lib.clock import database_now
from orders import events
from orders.letters import write_to_buyer
from orders.models import Allocation, Order, OrderGroup, OrderLine, Refund, Shortage
from orders.services.checkout import hold_again, streams_of
from payments import services as payments


def settle_payment(*, order_group_id: UUID, attempt_id: UUID, amount_clp: int) -> None:
    """This will spend the group's holds and allocate its units; if they expired, hold them again; else refund.

    Safe to run twice. A second payment of a paid group goes back.
    """
    with transaction.atomic():
        group = _lock(order_group_id)
        if (
            group is None
            or group.paid_attempt_id == attempt_id
            or Refund.objects.filter(attempt_id=attempt_id).exists()
        ):
            return
        if group.status in {OrderGroup.Status.PENDING, OrderGroup.Status.EXPIRED}:
            _goods_or_refund(group, attempt_id, amount_clp)
        else:
            _refund(group, attempt_id, amount_clp, Refund.Reason.PAID_TWICE)


def expire_order(*, order_group_id: UUID, attempt_id: UUID, outcome: str) -> None:
    """This will free the group's units now that its payment attempt ended without money. Safe to run twice."""
    with transaction.atomic():
        group = _lock(order_group_id)
        if group is None or group.status != OrderGroup.Status.PENDING or group.attempt_id != attempt_id:
            return
        catalog.unpin(reference=str(group.pk), reason=f"payment_{outcome}")
        _set_status(group, OrderGroup.Status.EXPIRED)
        associations = _associations(group)
        outbox.record(
            events.OrderExpired(order_group_id=group.pk, association_ids=associations, buyer_id=group.buyer_id),
            key=group.pk,
            streams=streams_of(group, associations),
        )


def refund_of(attempt_id: UUID, reason_key: str) -> Refund | None:
    """This will return the refund that payments knows by this key."""
    refunds = Refund.objects.filter(attempt_id=attempt_id)
    return next((refund for refund in refunds if refund.reason_key == reason_key), None)


def finish_refund(*, attempt_id: UUID, reason_key: str) -> None:
    """This will note that the provider gave the money of an attempt back. Safe to run twice."""
    with transaction.atomic():
        refund = refund_of(attempt_id, reason_key)
        if refund is None:
            return
        group = _lock(refund.group_id)
        if group is None or not Refund.objects.filter(pk=refund.pk, done_at=None).update(done_at=database_now()):
            return
        if refund.reason == Refund.Reason.SHORTAGE:
            finish_shortages(group, refund)
        elif refund.reason == Refund.Reason.RETURN:
            pass  # the order itself stands as it is: its goods were delivered
        elif group.status != OrderGroup.Status.REFUNDING or refund.reason != Refund.Reason.TOO_LATE:
            return
        else:
            _set_status(group, OrderGroup.Status.REFUNDED)
        associations = _associations(group)
        outbox.record(
            events.OrderRefunded(
                order_group_id=group.pk, association_ids=associations, buyer_id=group.buyer_id,
                amount_clp=refund.amount_clp,
            ),
            key=group.pk,
            streams=streams_of(group, associations),
        )  # fmt: skip
        if refund.reason == Refund.Reason.TOO_LATE:
            write_to_buyer(group, "refunded")


def note_failed_refund(*, attempt_id: UUID, reason_key: str) -> None:
    """This will note that the provider could not give the money back: stewards see it among the refunds."""
    if (refund := refund_of(attempt_id, reason_key)) is not None and refund.done_at is None:
        Refund.objects.filter(pk=refund.pk).update(failed_at=database_now())


def finish_shortages(group: OrderGroup, refund: Refund) -> None:
    """This will note that the money for what could not be delivered is back; the caller has locked the group."""
    assert refund.cover_id
    shortages = Shortage.objects.filter(
        allocation__line__order__group=group, cover_id=refund.cover_id, status=Shortage.Status.REFUNDING
    )
    shortages.update(status=Shortage.Status.REFUNDED)
    # A second payment that goes back too is another matter.
    if Refund.objects.filter(group=group, reason=Refund.Reason.SHORTAGE, done_at=None).exists():
        return
    group.orders.filter(status=OrderGroup.Status.REFUNDING).update(status=OrderGroup.Status.REFUNDED)
    if group.status == OrderGroup.Status.REFUNDING:
        OrderGroup.objects.filter(pk=group.pk).update(status=OrderGroup.Status.REFUNDED)


def _goods_or_refund(group: OrderGroup, attempt_id: UUID, amount_clp: int) -> None:
    other = group.attempt_id if group.attempt_id != attempt_id else None
    was = group.status
    try:
        # A savepoint: neither the words about a paid order nor what was held again before a shortage may stay.
        with transaction.atomic():
            _say_paid(group, attempt_id)
            # Stock last: the offers' rows stay locked from here to the commit.
            _take_goods(group, held=was == OrderGroup.Status.PENDING)
    except (catalog.HoldExpired, catalog.UnitsShort, catalog.OfferNotOpen):
        group.paid_at = None
        _set_status(group, OrderGroup.Status.REFUNDING)
        _refund(group, attempt_id, amount_clp, Refund.Reason.TOO_LATE)
        catalog.release(hold_ids=_holds(group), reason="refund", via="system")
    if other is not None:
        payments.close_attempt(other)


def _say_paid(group: OrderGroup, attempt_id: UUID) -> None:
    group.paid_attempt_id = attempt_id
    group.paid_at = database_now()
    _set_status(group, OrderGroup.Status.PAID)
    units: dict[UUID, int] = {}
    lines = OrderLine.objects.filter(order__group=group).values_list("association_id", "units")
    for association_id, count in lines:
        units[association_id] = units.get(association_id, 0) + count
    outbox.record(
        events.OrderPaid(
            order_group_id=group.pk, association_ids=sorted(units), buyer_id=group.buyer_id,
            total_clp=group.total_clp, units=units,
        ),
        key=group.pk,
        streams=streams_of(group, sorted(units)),
    )  # fmt: skip
    write_to_buyer(group, "paid")


def _take_goods(group: OrderGroup, *, held: bool) -> None:
    if not held:
        hold_again(group, limited=False)
    lines = OrderLine.objects.filter(order__group=group).values_list("pk", "hold_id", "total_clp")
    allocated = catalog.spend(
        sales=[catalog.Sale(hold_id=hold, document=str(line), amount_clp=total) for line, hold, total in lines]
    )
    Allocation.objects.bulk_create(
        Allocation(
            line_id=UUID(part.document), contribution_id=part.contribution_id, lot_id=part.lot_id,
            producer_id=part.producer_id, units=part.units, rule_version=part.rule_version, reason=part.reason,
        )
        for part in allocated
    )  # fmt: skip


def _refund(group: OrderGroup, attempt_id: UUID, amount_clp: int, reason: Refund.Reason) -> None:
    Refund.objects.create(group=group, attempt_id=attempt_id, amount_clp=amount_clp, reason=reason)
    payments.request_refund(attempt_id=attempt_id, amount_clp=amount_clp, reason_key=reason)


def _lock(order_group_id: UUID) -> OrderGroup | None:
    group = OrderGroup.objects.select_for_update(no_key=True).filter(pk=order_group_id).first()
    if group is not None:
        list(Order.objects.select_for_update(no_key=True).filter(group=group).order_by("pk").values_list("pk"))
    return group


def _set_status(group: OrderGroup, status: OrderGroup.Status) -> None:
    group.status = status
    group.save(update_fields=["status", "paid_at", "paid_attempt_id"])
    group.orders.update(status=status)


def _holds(group: OrderGroup) -> list[UUID]:
    return list(OrderLine.objects.filter(order__group=group).values_list("hold_id", flat=True))


def _associations(group: OrderGroup) -> list[UUID]:
    return list(group.orders.order_by("association_id").values_list("association_id", flat=True))

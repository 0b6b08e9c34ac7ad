"""Goods come back from the buyer: good ones go on sale again, the others are lost, and her money goes back if it is so agreed.

Which lot's units they are the association may say; else it is the lot that was allocated last, and then the one before.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalog import services as catalog
from events import outbox
from lib.actor import Actor
from lib.clock import database_now
from lib.errors import DomainError, NotFound
from lib.retries import retried
from orders import events
from orders.handover import LEAVES
from orders.letters import write_of_return
from orders.models import Allocation, Order, OrderGroup, OrderLine, Refund, Return
from orders.services.checkout import streams_of
from payments import services as payments


class GoodsStillHere(DomainError):
    """What hasn't left the house can't come back."""

    code = "goods_still_here"
    title = _("This order hasn't been sent or handed over, so nothing of it can come back.")


class ReturnsChanged(DomainError):
    """Somebody noted something that came back since the form was opened: perhaps the very same."""

    code = "returns_changed"
    title = _("Somebody noted something that came back of this meanwhile. Look again.")


class ReturnBeyondDelivered(DomainError):
    """More would come back than the buyer has."""

    code = "return_beyond_delivered"
    title = _("The buyer has fewer units than that.")
    detail = _("%(left)s can come back.")


@retried
def note_return(
    *, actor: Actor, association_id: UUID, order_id: UUID, line_id: UUID, good: int, lost: int, before: int,
    refund: bool, reason: str = "", lot_id: UUID | None = None,
) -> Return:  # fmt: skip
    """This will take units of a paid line back, `good` of them on sale again, and with `refund` give back their price.

    `before` is how many of the line had come back when the person looked: who notes the same once more is refused.

    :raises NotFound: if the line isn't the association's, or no unit of it was of the lot.
    :raises GoodsStillHere: if the goods never left. :raises ReturnsChanged: if more came back than `before`.
    :raises ReturnBeyondDelivered: if the buyer has fewer.
    :raises catalog.services.pool.LotPastItsDate: if good ones are past their date.
    """
    with transaction.atomic():
        group, line = _lock(association_id, order_id, line_id)
        if line.returned != before:
            raise ReturnsChanged(returned=line.returned)
        came = list(_spread(_parts(line, lot_id), good, lost))
        catalog.lock_offers([line.offer_id])
        lots = catalog.lock_lots(part.lot_id for part, _good, _lost in came)
        today = timezone.localdate(database_now())
        for part, of_good, _of_lost in came:
            until = lots[part.lot_id].best_before
            if of_good and until is not None and until < today:
                raise catalog.LotPastItsDate
        assert actor.person_id, "only members note what came back"
        amount = (good + lost) * line.unit_price_clp if refund else 0
        noted = Return.objects.create(
            line=line, good=good, lost=lost, reason=reason if lost else "", amount_clp=amount, person_id=actor.person_id
        )
        for part, of_good, of_lost in came:
            _take_back(actor, noted, part, good=of_good, lost=of_lost)
        paid = good + lost if refund else 0
        OrderLine.objects.filter(pk=line.pk).update(returned=F("returned") + good + lost, refunded=F("refunded") + paid)
        if refund:
            _refund(group, noted)
        outbox.record(
            events.GoodsReturned(
                order_group_id=group.pk, order_id=order_id, association_id=association_id, buyer_id=group.buyer_id,
                units=good + lost, good=good, amount_clp=amount,
            ),
            key=group.pk,
            streams=streams_of(group, [association_id]),
        )  # fmt: skip
        write_of_return(noted, group=group)
    return noted


def _lock(association_id: UUID, order_id: UUID, line_id: UUID) -> tuple[OrderGroup, OrderLine]:
    """Locks the group, then the order, as everybody does who moves an order's money."""
    groups = OrderGroup.objects.select_for_update(no_key=True, of=("self",))
    group = groups.filter(orders=order_id, orders__association_id=association_id).first()
    if group is None:
        raise NotFound
    order = Order.objects.select_for_update(no_key=True).get(pk=order_id)
    line = OrderLine.objects.filter(pk=line_id, order=order).first()
    if line is None:
        raise NotFound
    if order.status != OrderGroup.Status.PAID or order.handover not in LEAVES:
        raise GoodsStillHere
    return group, line


def _parts(line: OrderLine, lot_id: UUID | None) -> list[Allocation]:
    """What of the line may come back, the lot that was allocated last before others."""
    parts = Allocation.objects.filter(line=line).order_by("-pk")
    if lot_id is None:
        return list(parts)
    chosen = list(parts.filter(lot_id=lot_id))
    if not chosen:
        raise NotFound
    return chosen


def _spread(parts: Sequence[Allocation], good: int, lost: int) -> Iterator[tuple[Allocation, int, int]]:
    """Says of which part how many came back, good ones first."""
    left = [(part, part.units - part.short - part.returned) for part in parts]
    if good + lost > (most := sum(units for _part, units in left)):
        raise ReturnBeyondDelivered(left=most)
    for part, units in left:
        of_good = min(good, units)
        of_lost = min(lost, units - of_good)
        good, lost = good - of_good, lost - of_lost
        if of_good or of_lost:
            yield part, of_good, of_lost


def _take_back(actor: Actor, noted: Return, part: Allocation, *, good: int, lost: int) -> None:
    line = noted.line
    price = line.unit_price_clp if noted.amount_clp else 0
    Allocation.objects.filter(pk=part.pk).update(
        returned=F("returned") + good + lost, refunded=F("refunded") + (good + lost if price else 0)
    )
    for units, to_stock in ((good, True), (lost, False)):
        if units:
            catalog.take_back(
                actor=actor, contribution_id=part.contribution_id, units=units, sale=str(line.pk), to_stock=to_stock,
                reason="" if to_stock else noted.reason, amount_clp=units * price,
            )  # fmt: skip


def _refund(group: OrderGroup, noted: Return) -> None:
    assert group.paid_attempt_id
    refund = Refund(
        group=group, attempt_id=group.paid_attempt_id, goods=noted, amount_clp=noted.amount_clp,
        reason=Refund.Reason.RETURN,
    )  # fmt: skip
    refund.save(force_insert=True)
    payments.request_refund(attempt_id=refund.attempt_id, amount_clp=refund.amount_clp, reason_key=refund.reason_key)

"""Paid goods whose certificate is stopped: they wait while it is suspended, and their money goes back when it is revoked.

What was sold by a certificate stays with it, whatever else its lot is granted later. Of goods that wait, each unit ends in
one of these ways: the certificate is reinstated (they can be delivered); it is revoked, or its time ends before anybody
lifted the suspension (their money goes back); or their money goes back because of another certificate (they wait no more).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from contextlib import suppress
from datetime import datetime
from typing import Any, Final, Literal
from uuid import UUID

from django.db import transaction
from django.db.models import F, QuerySet

from catalog import queries as catalog_queries
from catalog import services as catalog
from coops import queries as coops
from events import outbox
from orders import events
from orders.letters import write_of_stop
from orders.models import Allocation, Order, OrderGroup, OrderLine, Refund, Shortage
from orders.services.checkout import streams_of
from payments import services as payments

Handover = Order.Handover
Status = Shortage.Status
# What has left the house, has left it.
_HERE: Final = (Handover.WAITING, Handover.READY)


def end_payments(*, references: Iterable[str]) -> None:
    """This will have the payments ended of groups whose units had to be given back; who pays all the same is refunded.

    Nothing is asked of the provider here: a queued job ends the session and finds out what became of it.
    """
    with transaction.atomic():
        groups = OrderGroup.objects.select_for_update(no_key=True).filter(pk__in=list(_groups_of(references)))
        for group in groups.order_by("pk"):
            if group.status == OrderGroup.Status.PENDING and group.attempt_id is not None:
                payments.close_attempt(group.attempt_id)


def _groups_of(references: Iterable[str]) -> Iterator[UUID]:
    """Others may pin holds too, by names of their own."""
    for reference in references:
        with suppress(ValueError):
            yield UUID(reference)


def still_here() -> QuerySet[Allocation]:
    """This will return what is paid, not refunded, and hasn't left the house."""
    return Allocation.objects.filter(line__order__status=OrderGroup.Status.PAID, line__order__handover__in=_HERE)


def bring_in_line(*, cover_id: UUID, group_ids: Set[UUID]) -> dict[UUID, datetime]:
    """This will do to the groups' paid goods what the cover says now, and tell everybody whom it concerns.

    Safe to run twice. Returns which groups have goods that wait for the cover, and when they are to be looked at again.
    """
    with transaction.atomic():
        _lock(group_ids)
        cover = catalog_queries.cover_standing(cover_id)
        if cover is None:
            return {}
        found = still_here().filter(line__order__group__in=group_ids).select_related("line__order__group")
        parts = list(found.order_by("line__order_id", "pk"))
        uses = _uses([cover_id], parts)
        sold = {part.pk: min(uses.get((cover_id, *_place(part)), 0), _left(part)) for part in parts}
        known = Shortage.objects.filter(cover_id=cover_id, allocation__line__order__group__in=group_ids)
        if not cover.blocked:
            _release(parts, sold, known)
            return {}
        status = Status.REFUNDING if cover.blocked == "revoked" or cover.over else Status.WAITING
        of_part = {part.pk: part for part in parts if sold[part.pk]}
        stopped = _note(known, of_part, sold, Shortage(cover_id=cover_id, seal_id=cover.seal_id, status=status))
        if status == Status.WAITING:
            _tell(stopped, "suspended")
            return {part.line.order.group_id: cover.valid_until for part in of_part.values()}
        _tell(stopped, "revoked" if cover.blocked == "revoked" else "ended")
        _refund(stopped, cover_id)
        _settle_waiting(stopped, cover_id)
        return {}


def _lock(group_ids: Iterable[UUID]) -> None:
    groups = set(group_ids)
    list(OrderGroup.objects.select_for_update(no_key=True).filter(pk__in=groups).order_by("pk").values_list("pk"))
    list(Order.objects.select_for_update(no_key=True).filter(group__in=groups).order_by("pk").values_list("pk"))


def _place(part: Allocation) -> tuple[str, UUID]:
    """How the catalog knows the part: by what it was sold for, and of which lot."""
    return str(part.line_id), part.lot_id


def _left(part: Allocation) -> int:
    return part.units - part.short - part.returned


def _uses(cover_ids: Iterable[UUID], parts: Iterable[Allocation]) -> dict[tuple[UUID, str, UUID], int]:
    return catalog_queries.uses_of(cover_ids, {str(part.line_id) for part in parts})


def _note(
    known: Iterable[Shortage], of_part: Mapping[UUID, Allocation], sold: Mapping[UUID, int], like: Shortage
) -> list[Shortage]:
    """The shortages, `like` this one, that are to be told now; those that were told before are left out."""
    before = {shortage.allocation_id: shortage for shortage in known}
    made, changed = [], []
    for pk, part in of_part.items():
        shortage = before.get(pk)
        if shortage is None:
            made.append(
                Shortage(
                    allocation=part, cover_id=like.cover_id, seal_id=like.seal_id, units=sold[pk], status=like.status
                )
            )  # fmt: skip
        elif shortage.status not in {like.status, Status.REFUNDING, Status.REFUNDED}:
            shortage.units, shortage.status, shortage.allocation = sold[pk], like.status, part
            changed.append(shortage)
    Shortage.objects.bulk_create(made)
    Shortage.objects.bulk_update(changed, ["units", "status"])
    return made + changed


def _release(parts: Sequence[Allocation], sold: Mapping[UUID, int], known: QuerySet[Shortage]) -> None:
    """Lets the goods be delivered that waited. Of some the money may have gone back meanwhile: nobody is told of them."""
    waiting = set(known.filter(status=Status.WAITING).values_list("allocation", flat=True))
    known.filter(status=Status.WAITING).update(status=Status.LIFTED)
    by_order: dict[Order, int] = defaultdict(int)
    for part in parts:
        if part.pk in waiting and sold[part.pk]:
            by_order[part.line.order] += sold[part.pk]
    outbox.record_all([_told(events.GoodsReleased, order, units=units) for order, units in by_order.items()])
    names = _names(by_order)
    for order in by_order:
        write_of_stop(order, "released", amount_clp=0, association=names[order.association_id])


def _told(kind: type[events.GoodsReleased | events.GoodsStopped], order: Order, **what: Any) -> outbox.Told:
    event = kind(
        order_group_id=order.group_id, order_id=order.pk, association_id=order.association_id,
        buyer_id=order.group.buyer_id, **what,
    )  # fmt: skip
    return outbox.Told(event, order.group_id, streams_of(order.group, [order.association_id]))


def _names(orders: Iterable[Order]) -> dict[UUID, str]:
    cards = coops.association_cards({order.association_id for order in orders})
    return {pk: card.name for pk, card in cards.items()}


def _worth(shortages: Iterable[Shortage]) -> int:
    return sum(one.units * one.allocation.line.unit_price_clp for one in shortages)


def _tell(shortages: Sequence[Shortage], reason: Literal["suspended", "revoked", "ended"]) -> None:
    by_order: dict[Order, list[Shortage]] = defaultdict(list)
    for shortage in shortages:
        by_order[shortage.allocation.line.order].append(shortage)
    amounts = {order: 0 if reason == "suspended" else _worth(of_order) for order, of_order in by_order.items()}
    outbox.record_all(
        [
            _told(
                events.GoodsStopped, order, units=sum(one.units for one in of_order), reason=reason,
                amount_clp=amounts[order],
            )
            for order, of_order in by_order.items()
        ]
    )  # fmt: skip
    names = _names(by_order)
    for order, amount in amounts.items():
        write_of_stop(order, reason, amount_clp=amount, association=names[order.association_id])


def _refund(shortages: Sequence[Shortage], cover_id: UUID) -> None:
    """Asks for the money and takes the units out of the sale; stock last: its rows stay locked from there to the commit."""
    if not shortages:
        return
    lines: dict[UUID, OrderLine] = {}
    by_group: dict[OrderGroup, list[Shortage]] = defaultdict(list)
    for shortage in shortages:
        part = shortage.allocation
        line = lines.setdefault(part.line_id, part.line)
        part.short += shortage.units
        line.short += shortage.units
        by_group[line.order.group].append(shortage)
    Allocation.objects.bulk_update([shortage.allocation for shortage in shortages], ["short"])
    OrderLine.objects.bulk_update(lines.values(), ["short"])
    refunds = []
    for group, of_group in by_group.items():
        assert group.paid_attempt_id
        refunds.append(
            Refund(
                group=group, attempt_id=group.paid_attempt_id, cover_id=cover_id, amount_clp=_worth(of_group),
                reason=Refund.Reason.SHORTAGE,
            )
        )  # fmt: skip
    for refund in Refund.objects.bulk_create(refunds):
        payments.request_refund(
            attempt_id=refund.attempt_id, amount_clp=refund.amount_clp, reason_key=refund.reason_key
        )
    _end_empty(by_group)
    catalog.give_back(
        [
            catalog.Undone(
                contribution_id=shortage.allocation.contribution_id, lot_id=shortage.allocation.lot_id,
                offer_id=shortage.allocation.line.offer_id, sale=str(shortage.allocation.line_id),
                units=shortage.units, amount_clp=_worth([shortage]),
            )
            for shortage in shortages
        ],
        cover_id=cover_id, reason="revoked",
    )  # fmt: skip


def _end_empty(groups: Iterable[OrderGroup]) -> None:
    """What has nothing left to deliver is not paid any more: its money goes back."""
    ids = {group.pk for group in groups}
    full = OrderLine.objects.filter(order__group__in=ids, units__gt=F("short"))
    # Of others that are refunded already the money is back.
    empty = Order.objects.filter(group__in=ids, status=OrderGroup.Status.PAID).exclude(pk__in=full.values("order"))
    empty.update(status=OrderGroup.Status.REFUNDING, handover=Handover.WAITING)
    over = [OrderGroup.Status.REFUNDING, OrderGroup.Status.REFUNDED]
    alive = Order.objects.filter(group__in=ids).exclude(status__in=over)
    OrderGroup.objects.filter(pk__in=ids).exclude(pk__in=alive.values("group")).update(
        status=OrderGroup.Status.REFUNDING
    )


def _settle_waiting(shortages: Sequence[Shortage], cover_id: UUID) -> None:
    """Of the same goods some may have waited for another certificate too; what went back waits for nothing any more."""
    parts = [shortage.allocation for shortage in shortages]
    waiting = Shortage.objects.filter(allocation__in=parts, status=Status.WAITING).exclude(cover_id=cover_id)
    others = list(waiting.select_related("allocation"))
    if not others:
        return
    uses = _uses({other.cover_id for other in others}, parts)
    for other in others:
        left = uses.get((other.cover_id, *_place(other.allocation)), 0)
        # How many they were stays written down.
        other.units, other.status = left or other.units, Status.WAITING if left else Status.LIFTED
    Shortage.objects.bulk_update(others, ["units", "status"])

"""Paid goods whose certificate is stopped: they wait while it is suspended, and their money goes back when it is revoked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import F, QuerySet

from catalog import queries as catalog_queries
from catalog import services as catalog
from events import outbox
from lib.actor import Actor
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


def stop_goods(*, cover_id: UUID) -> None:
    """This will note which paid goods can't be delivered because of the cover, and tell their buyers. Safe to run twice.

    Of a suspended one they wait. Of a revoked one their money goes back, and the units to the members whose they were.
    """
    with transaction.atomic():
        reason = catalog_queries.blocked_for(cover_id)
        if not reason:
            return
        _lock(_sold_by(_uses_of(cover_id)).values_list("line__order__group_id", flat=True))
        # Another revocation may have given some of it back until its groups were locked. More of it nobody can sell.
        uses = _uses_of(cover_id)
        found = _sold_by(uses)
        by_order: dict[UUID, list[Shortage]] = defaultdict(list)
        for part in found.select_related("line__order__group", "line").order_by("line__offer_id", "pk"):
            units = uses.get((part.line_id, part.lot_id), 0)
            if units and (shortage := _note(part, cover_id, units, reason)) is not None:
                by_order[part.line.order_id].append(shortage)
        for _order_id, shortages in sorted(by_order.items()):
            _tell(shortages, reason)
        if reason == "revoked":
            _give_back([shortage for shortages in by_order.values() for shortage in shortages], cover_id)


def release_goods(*, cover_id: UUID) -> None:
    """This will let the goods be delivered that waited for the cover, unless it is blocked again. Safe to run twice."""
    with transaction.atomic():
        if catalog_queries.blocked_for(cover_id):
            return
        waiting = Shortage.objects.filter(cover_id=cover_id, status=Status.WAITING)
        _lock(waiting.values_list("allocation__line__order__group_id", flat=True))
        # Of some the money may have gone back meanwhile, because of another certificate.
        here = waiting.filter(
            allocation__line__order__status=OrderGroup.Status.PAID, allocation__line__order__handover__in=_HERE
        )
        by_order: dict[UUID, int] = defaultdict(int)
        for shortage in here.select_related("allocation__line"):
            part = shortage.allocation
            if units := min(shortage.units, part.units - part.short):
                by_order[part.line.order_id] += units
        waiting.update(status=Status.LIFTED)
        for order in Order.objects.filter(pk__in=by_order).select_related("group").order_by("pk"):
            outbox.record(
                events.GoodsReleased(
                    order_group_id=order.group_id, order_id=order.pk, association_id=order.association_id,
                    buyer_id=order.group.buyer_id, units=by_order[order.pk],
                ),
                key=order.group_id,
                streams=streams_of(order.group, [order.association_id]),
            )  # fmt: skip
            write_of_stop(order, "released", amount_clp=0)


def _uses_of(cover_id: UUID) -> dict[tuple[UUID, UUID], int]:
    """Units sold by the cover and not given back, by paid line and lot."""
    return {(UUID(line), lot): units for line, lot, units in catalog_queries.uses_of(cover_id)}


def _sold_by(uses: Iterable[tuple[UUID, UUID]]) -> QuerySet[Allocation]:
    """What of these lines is paid and still here."""
    return Allocation.objects.filter(
        line__in={line for line, _lot in uses}, line__order__status=OrderGroup.Status.PAID,
        line__order__handover__in=_HERE,
    )  # fmt: skip


def _lock(group_ids: Iterable[UUID]) -> None:
    groups = set(group_ids)
    list(OrderGroup.objects.select_for_update(no_key=True).filter(pk__in=groups).order_by("pk").values_list("pk"))
    list(Order.objects.select_for_update(no_key=True).filter(group__in=groups).order_by("pk").values_list("pk"))


def _note(part: Allocation, cover_id: UUID, units: int, reason: str) -> Shortage | None:
    """The shortage as it is to be told now; None if that was done before."""
    status = Status.REFUNDING if reason == "revoked" else Status.WAITING
    shortage, made = Shortage.objects.get_or_create(
        allocation=part, cover_id=cover_id, defaults={"units": units, "status": status}
    )
    if not made:
        if shortage.status in {status, Status.REFUNDING, Status.REFUNDED}:
            return None
        shortage.units, shortage.status = units, status
        shortage.save(update_fields=["units", "status"])
    shortage.allocation = part
    return shortage


def _worth(shortages: Iterable[Shortage]) -> int:
    return sum(one.units * one.allocation.line.unit_price_clp for one in shortages)


def _tell(shortages: Sequence[Shortage], reason: str) -> None:
    order = shortages[0].allocation.line.order
    amount = _worth(shortages) if reason == "revoked" else 0
    outbox.record(
        events.GoodsStopped(
            order_group_id=order.group_id, order_id=order.pk, association_id=order.association_id,
            buyer_id=order.group.buyer_id, units=sum(one.units for one in shortages), reason=reason, amount_clp=amount,
        ),
        key=order.group_id,
        streams=streams_of(order.group, [order.association_id]),
    )  # fmt: skip
    write_of_stop(order, "revoked" if reason == "revoked" else "suspended", amount_clp=amount)


def _give_back(shortages: Sequence[Shortage], cover_id: UUID) -> None:
    """Asks for the money and takes the units out of the sale."""
    by_group: dict[OrderGroup, list[Shortage]] = defaultdict(list)
    # All offers first, then all lots, as everybody locks them: what is taken back goes from one to the next in its own order.
    catalog.lock_offers({shortage.allocation.line.offer_id for shortage in shortages})
    catalog.lock_lots({shortage.allocation.lot_id for shortage in shortages})
    for shortage in shortages:
        part, line = shortage.allocation, shortage.allocation.line
        by_group[line.order.group].append(shortage)
        Allocation.objects.filter(pk=part.pk).update(short=F("short") + shortage.units)
        OrderLine.objects.filter(pk=line.pk).update(short=F("short") + shortage.units)
        catalog.take_back(
            actor=Actor.system(), contribution_id=part.contribution_id, units=shortage.units, sale=str(line.pk),
            to_stock=True, dispatched=False, reason="revoked", amount_clp=shortage.units * line.unit_price_clp,
            cover_id=cover_id,
        )  # fmt: skip
    for group, of_group in by_group.items():
        assert group.paid_attempt_id
        refund = Refund(
            group=group, attempt_id=group.paid_attempt_id, cover_id=cover_id, amount_clp=_worth(of_group),
            reason=Refund.Reason.SHORTAGE,
        )  # fmt: skip
        refund.save(force_insert=True)
        payments.request_refund(
            attempt_id=refund.attempt_id, amount_clp=refund.amount_clp, reason_key=refund.reason_key
        )
        _end_empty(group)


def _end_empty(group: OrderGroup) -> None:
    """What has nothing left to deliver is not paid any more: its money goes back."""
    full = OrderLine.objects.filter(units__gt=F("short"))
    # Of others that are refunded already the money is back.
    empty = group.orders.filter(status=OrderGroup.Status.PAID).exclude(
        pk__in=full.filter(order__group=group).values("order")
    )
    empty.update(status=OrderGroup.Status.REFUNDING, handover=Handover.WAITING)
    if not group.orders.exclude(status__in=[OrderGroup.Status.REFUNDING, OrderGroup.Status.REFUNDED]).exists():
        OrderGroup.objects.filter(pk=group.pk).update(status=OrderGroup.Status.REFUNDING)

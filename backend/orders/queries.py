"""What the views may ask of baskets and orders. Each starts from what the asker may see."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from accounts import queries as accounts
from catalog import queries as catalog
from coops import queries as coops
from lib.errors import NotFound
from lib.money import taxes_in
from orders import links, sales
from orders.handover import LEAVES, next_steps, undoable
from orders.models import Allocation, Basket, BasketLine, HandoverStep, Order, OrderGroup, OrderLine, Refund, Shortage
from payments import queries as payments


def basket_contents(basket: Basket | None) -> dict[str, Any]:
    """This will return a basket's lines with their offers as they are now, and until when they are held.

    A line whose time is over has no `expires_at`; what can be had of it now is the offer's `free`.
    """
    lines = list(BasketLine.objects.filter(basket=basket).order_by("pk")) if basket else []
    cards = catalog.offer_cards(line.offer_id for line in lines)
    expiry = catalog.expiry_of(line.hold_id for line in lines)
    taxes = [
        taxes_in(cards[line.offer_id]["price_clp"] * line.units, cards[line.offer_id]["tax_class"]) for line in lines
    ]
    rows = [
        {
            "offer": cards[line.offer_id],
            "units": line.units,
            "total_clp": cards[line.offer_id]["price_clp"] * line.units,
            "expires_at": expiry.get(line.hold_id),
        }
        for line in lines
    ]
    return {
        "lines": rows,
        "total_clp": sum(row["total_clp"] for row in rows),
        "iva_clp": sum(tax.iva_clp for tax in taxes),
        "ila_clp": sum(tax.ila_clp for tax in taxes),
        "expires_at": min((row["expires_at"] for row in rows if row["expires_at"]), default=None),
        "for_adults": any(row["offer"]["alcohol_degrees"] is not None for row in rows),
    }


def visible_group(
    *, order_group_id: UUID, person_id: UUID | None, guest_basket_id: UUID | None, link: str
) -> OrderGroup:
    """This will return an order group to its buyer, to the guest whose basket it was, or to who has its link.

    :raises NotFound: to everybody else.
    """
    group = OrderGroup.objects.filter(pk=order_group_id).first()
    if group is None:
        raise NotFound
    is_buyer = person_id is not None and group.buyer_id == person_id
    is_guest = guest_basket_id is not None and group.buyer_id is None and group.basket_id == guest_basket_id
    if not (is_buyer or is_guest or (link and links.opens(link, group.pk))):
        raise NotFound
    return group


def groups_of(person_id: UUID) -> QuerySet[OrderGroup]:
    """This will return a buyer's order groups, newest first."""
    return OrderGroup.objects.filter(buyer_id=person_id).order_by("-id")


def group_numbers(ids: Iterable[UUID]) -> dict[UUID, str]:
    """This will return the numbers that people call these order groups by."""
    return dict(OrderGroup.objects.filter(pk__in=list(ids)).values_list("pk", "number"))


def payment_page(group: OrderGroup) -> str | None:
    """This will return the address of the page where the group can be paid now, if there is one."""
    if group.status != OrderGroup.Status.PENDING or group.attempt_id is None:
        return None
    attempt = payments.attempt(group.attempt_id)
    return attempt.url or None if attempt else None


def described_groups(groups: Sequence[OrderGroup]) -> list[dict[str, Any]]:
    """This will return order groups with all that their buyer may know, in the same few queries for one or many."""
    orders: dict[UUID, list[dict[str, Any]]] = defaultdict(list)
    rows = list(_with_lines(Order.objects.filter(group__in=groups)).select_related("association").order_by("pk"))
    cards = catalog.offer_cards(line.offer_id for row in rows for line in row.lines.all())
    producers = _producers(rows)
    for row in rows:
        orders[row.group_id].append(_order(row, cards, producers))
    refunds: dict[UUID, list[Refund]] = defaultdict(list)
    for refund in Refund.objects.filter(group__in=groups).order_by("pk"):
        refunds[refund.group_id].append(refund)
    return [_group(group) | {"orders": orders[group.pk], "refunds": refunds[group.pk]} for group in groups]


def association_orders(association_id: UUID, *, offer_id: UUID | None, waiting: bool) -> QuerySet[Order]:
    """This will return what an association has sold or is about to, newest first; of one offer, or what still waits."""
    orders = sales.waiting(association_id) if waiting else Order.objects.filter(association_id=association_id)
    if offer_id:
        orders = orders.filter(lines__offer_id=offer_id)
    return _with_lines(orders).select_related("group").order_by("-id")


def described_orders(rows: Sequence[Order], *, person_id: UUID, with_contact: bool) -> list[dict[str, Any]]:
    """This will return orders as the members of the selling association see them.

    Who bought, where it goes and what was written about it is for those who deliver (`with_contact`).
    """
    mine = set(coops.producers_of(person_id))
    takers = accounts.names_of(step.person_id for row in rows for step in row.steps.all()) if with_contact else {}
    producers = _producers(rows)
    return [
        {
            "id": row.pk,
            "order_group_id": row.group_id,
            "number": row.group.number,
            "status": row.status,
            "total_clp": row.total_clp,
            "placed_at": row.group.placed_at,
            "paid_at": row.group.paid_at,
            "delivery": row.group.delivery,
            "contact": _contact(row.group) if with_contact and row.status == OrderGroup.Status.PAID else None,
            "handover": row.handover,
            "steps": [
                {
                    "step": step.step,
                    "taken_at": step.taken_at,
                    "note": step.note if with_contact else "",
                    "by": takers.get(step.person_id),
                }
                for step in row.steps.all()
            ],
            "next_steps": list(next_steps(row)) if with_contact else [],
            "undo": undoable(row) if with_contact else None,
            "lines": [
                {
                    "id": line.pk,
                    "offer_id": line.offer_id,
                    "name": line.name,
                    "units": line.units,
                    **_stopped(line),
                    **_came_back(line),
                    "from_lots": _from_lots(line) if with_contact and row.handover in LEAVES else [],
                    "unit_price_clp": line.unit_price_clp,
                    "total_clp": line.total_clp,
                    "parts": [
                        {
                            "producer_id": producer_id,
                            "name": producers[producer_id].name,
                            "initials": producers[producer_id].initials,
                            "units": units,
                            "amount_clp": amount,
                            "mine": producer_id in mine and not producers[producer_id].itself,
                        }
                        for producer_id, units, amount in _sold(line)
                    ],
                }
                for line in row.lines.all()
            ],
        }
        for row in rows
    ]


def _with_lines(orders: QuerySet[Order]) -> QuerySet[Order]:
    parts = Allocation.objects.order_by("pk").select_related("producer", "lot").defer("producer__story")
    parts = parts.prefetch_related("shortages")
    lines = OrderLine.objects.order_by("pk").prefetch_related(Prefetch("allocations", queryset=parts))
    steps = HandoverStep.objects.filter(undone_at=None).order_by("pk")
    return orders.prefetch_related(Prefetch("lines", queryset=lines), Prefetch("steps", queryset=steps))


def _parts(order: Order) -> Iterable[Allocation]:
    return (part for line in order.lines.all() for part in line.allocations.all())


def _producers(orders: Iterable[Order]) -> dict[UUID, coops.ProducerCard]:
    return {part.producer_id: coops.producer_card(part.producer) for row in orders for part in _parts(row)}


def _stopped(line: OrderLine) -> dict[str, int]:
    """Of the line's units, those that wait for their certificate, and those that can't be delivered any more."""
    waiting = sum(_waiting(part) for part in line.allocations.all())
    return {"waiting": min(waiting, line.units - line.short), "short": line.short}


def _waiting(part: Allocation) -> int:
    """A unit that two names stand on waits once: it can be sent when both hold again."""
    by_seal: dict[UUID, int] = defaultdict(int)
    for shortage in part.shortages.all():
        if shortage.status == Shortage.Status.WAITING:
            by_seal[shortage.seal_id] += shortage.units
    return max(by_seal.values(), default=0)


def _came_back(line: OrderLine) -> dict[str, int]:
    """Of the line's units, those that the buyer gave back, and what she gets for them."""
    return {"returned": line.returned, "refunded_clp": line.refunded * line.unit_price_clp}


def _from_lots(line: OrderLine) -> list[dict[str, Any]]:
    """The lots of the units that the buyer has, the one that was allocated last first."""
    return [
        {"lot_id": part.lot_id, "code": part.lot.code, "best_before": part.lot.best_before, "units": units}
        for part in reversed(list(line.allocations.all()))
        if (units := part.units - part.short - part.returned)
    ]


def _sold(line: OrderLine) -> list[tuple[UUID, int, int]]:
    """By producer what of the line is sold after all, and what was paid for it and not given back."""
    units: dict[UUID, int] = defaultdict(int)
    paid: dict[UUID, int] = defaultdict(int)
    for part in line.allocations.all():
        units[part.producer_id] += part.units - part.short - part.returned
        paid[part.producer_id] += part.units - part.short - part.refunded
    found = [(pk, units[pk], paid[pk] * line.unit_price_clp) for pk in units if units[pk] or paid[pk]]
    return sorted(found, key=lambda part: (-part[1], part[0]))


def _by_producer(parts: Iterable[Allocation]) -> list[tuple[UUID, int]]:
    units: dict[UUID, int] = defaultdict(int)
    for part in parts:
        units[part.producer_id] += part.units
    return sorted(units.items(), key=lambda part: (-part[1], part[0]))


def _contact(group: OrderGroup) -> dict[str, Any]:
    return {"name": group.contact_name, "email": group.contact_email, "address": group.address}


def _group(group: OrderGroup) -> dict[str, Any]:
    pending = group.status == OrderGroup.Status.PENDING
    return {
        "id": group.pk,
        "number": group.number,
        "status": group.status,
        "contact_name": group.contact_name,
        "delivery": group.delivery,
        "address": group.address,
        "total_clp": group.total_clp,
        "iva_clp": group.iva_clp,
        "ila_clp": group.ila_clp,
        "placed_at": group.placed_at,
        "paid_at": group.paid_at,
        "expires_at": group.pay_by if pending else None,
        "payment_url": None,
        "can": ["orders_pay"] if group.status in {OrderGroup.Status.PENDING, OrderGroup.Status.EXPIRED} else [],
    }


def _order(
    row: Order,
    cards: dict[UUID, dict[str, Any]],
    producers: dict[UUID, coops.ProducerCard],
) -> dict[str, Any]:
    seller = row.association
    return {
        "id": row.pk,
        "association": {"id": seller.pk, "slug": seller.slug, "name": seller.name, "kind": seller.kind},
        "status": row.status,
        "handover": row.handover,
        "steps": [{"step": step.step, "taken_at": step.taken_at, "note": step.note} for step in row.steps.all()],
        "total_clp": row.total_clp,
        "lines": [_line(line, cards[line.offer_id], producers) for line in row.lines.all()],
    }


def _line(line: OrderLine, card: dict[str, Any], producers: dict[UUID, coops.ProducerCard]) -> dict[str, Any]:
    words = (
        *(
            "slug",
            "picture",
            "photo",
            "emblem",
            "unit_es",
            "units_es",
            "unit_en",
            "units_en",
            "net_content",
            "perishable",
        ),
        *("withdrawal_right", "alcohol_degrees"),
    )
    return {word: card[word] for word in words} | {
        "id": line.pk,
        "offer_id": line.offer_id,
        "name": line.name,
        "units": line.units,
        **_stopped(line),
        **_came_back(line),
        "unit_price_clp": line.unit_price_clp,
        "total_clp": line.total_clp,
        "net_clp": line.net_clp,
        "iva_clp": line.iva_clp,
        "ila_clp": line.ila_clp,
        "parts": [
            {
                "public_name": producers[producer_id].public_name,
                "initials": producers[producer_id].public_initials,
                "units": units,
            }
            for producer_id, units in _by_producer(line.allocations.all())
        ],
    }

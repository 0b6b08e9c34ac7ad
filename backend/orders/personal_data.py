"""What orders keep of a buyer. A paid order keeps its figures; whom it went to is forgotten when no claim is open."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Final
from uuid import UUID

from django.db.models import Q, QuerySet
from django.db.models.functions import Now

from accounts.holders import Hindrance, Holder, Kept, Section, register
from accounts.personal_data import NOBODY
from orders.models import Basket, BasketLine, HandoverStep, OrderGroup, OrderLine, Refund, Return

# The legal guarantee of a consumer (Ley 19.496): six months in which the seller must know whom to answer.
_GUARANTEE: Final = timedelta(days=183)
_GUARANTEE_MONTHS: Final = 6
_PAPERS_MONTHS: Final = 72
_UNSETTLED: Final = (OrderGroup.Status.PENDING, OrderGroup.Status.REFUNDING)


def _export(person_id: UUID) -> Iterable[Section]:
    bought = OrderGroup.objects.filter(buyer_id=person_id)
    yield Section(
        "orders",
        bought.order_by("placed_at").values(
            "number", "status", "contact_name", "contact_email", "delivery", "address", "total_clp", "iva_clp",
            "ila_clp", "placed_at", "paid_at",
        ),
    )  # fmt: skip
    yield Section(
        "order_lines",
        OrderLine.objects.filter(order__group__in=bought).values(
            "order__group__number", "order__association__name", "name", "units", "unit_price_clp", "total_clp"
        ),
    )
    yield Section(
        "refunds",
        Refund.objects.filter(group__in=bought).values(
            "group__number", "amount_clp", "reason", "requested_at", "done_at"
        ),
    )
    yield Section(
        "handovers",
        HandoverStep.objects.filter(order__group__in=bought)
        .order_by("taken_at")
        .values("order__group__number", "order__association__name", "step", "note", "taken_at", "undone_at"),
    )
    yield Section(
        "returns",
        Return.objects.filter(line__order__group__in=bought)
        .order_by("noted_at")
        .values("line__order__group__number", "line__name", "good", "lost", "reason", "amount_clp", "noted_at"),
    )
    yield Section("basket", BasketLine.objects.filter(basket__person_id=person_id).values("offer__slug", "units"))


def _hindrances(person_id: UUID) -> Iterable[Hindrance]:
    unsettled = OrderGroup.objects.filter(buyer_id=person_id, status__in=_UNSETTLED)
    yield Hindrance("payment_open", list(unsettled.order_by("placed_at").values_list("number", flat=True)))


def _kept(person_id: UUID) -> Iterable[Kept]:
    paid = OrderGroup.objects.filter(buyer_id=person_id, paid_attempt_id__isnull=False)
    yield Kept("orders", paid.count(), months=_PAPERS_MONTHS)
    yield Kept("order_contacts", _guaranteed(paid).count(), months=_GUARANTEE_MONTHS)


def _guaranteed(groups: QuerySet[OrderGroup]) -> QuerySet[OrderGroup]:
    return groups.filter(paid_attempt_id__isnull=False, paid_at__gt=Now() - _GUARANTEE)


def _erase(person_id: UUID) -> None:
    Basket.objects.filter(person_id=person_id).delete()
    bought = OrderGroup.objects.filter(buyer_id=person_id)
    _forget(bought.exclude(pk__in=_guaranteed(bought).values("pk")))


def forget_contacts(limit: int) -> int:
    """This will blank the contact in up to `limit` orders of closed accounts whose guarantee is over."""
    over = OrderGroup.objects.filter(
        Q(paid_at__isnull=True) | Q(paid_at__lte=Now() - _GUARANTEE), buyer__closed_at__isnull=False
    ).exclude(contact_name=NOBODY)
    return _forget(OrderGroup.objects.filter(pk__in=list(over.values_list("pk", flat=True)[:limit])))


def _forget(groups: QuerySet[OrderGroup]) -> int:
    # What sellers wrote about the way to the buyer may say where she lives.
    HandoverStep.objects.filter(order__group__in=groups).exclude(note="").update(note="")
    groups.exclude(address="").update(address=NOBODY)
    return groups.update(contact_name=NOBODY, contact_email="")


register(
    "orders",
    Holder(
        references={
            "orders.Basket.person": "deleted",
            "orders.HandoverStep.person": "kept as an id: it is on record who handed goods over",
            "orders.HandoverStep.undone_by": "kept as an id: it is on record who took a step back",
            "orders.Return.person": "kept as an id: it is on record who noted what came back",
            "orders.OrderGroup.buyer": "kept as an id; name and address go when the guarantee is over",
        },
        export=_export,
        erase=_erase,
        hindrances=_hindrances,
        kept=_kept,
    ),
)

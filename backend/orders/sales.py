"""What an association sold, added up: by week or month, by offer, by member. Amounts are what buyers paid, taxes inside.

All units of a line have one price, so a member's part of it is a whole number of pesos and nothing is ever rounded.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final, Literal
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import TruncMonth, TruncWeek
from django.utils import timezone

from catalog import queries as catalog
from coops import queries as coops
from orders.models import Allocation, Order, OrderGroup, OrderLine

Period = Literal["month", "last_month", "year", "all"]
# What is left out of a long list is still in the sums.
MOST_MEMBERS: Final = 300
MOST_OFFERS: Final = 100
MOST_BARS: Final = 60
# What can't be delivered or came back isn't sold; of what came back the money stays where it was not given back.
_UNITS: Final = F("units") - F("short") - F("returned")
_PAID: Final = F("units") - F("short") - F("refunded")
_AMOUNT: Final = _PAID * F("unit_price_clp")


@dataclass(frozen=True, slots=True)
class Span:
    """Days in the region, the last one not included; None where there is no end."""

    first: date | None
    after: date | None
    by: Literal["week", "month"]


def span_of(period: Period, today: date) -> Span:
    """This will return the days of a period: short ones are told by week, long ones by month."""
    month = today.replace(day=1)
    match period:
        case "month":
            return Span(month, None, "week")
        case "last_month":
            return Span((month - timedelta(days=1)).replace(day=1), month, "week")
        case "year":
            return Span(today.replace(month=1, day=1), None, "month")
        case "all":
            return Span(None, None, "month")


def sales(*, association_id: UUID, person_id: UUID, period: Period, offer_id: UUID | None = None) -> dict[str, Any]:
    """This will return the sums of what was paid for in a period, of one offer or of all."""
    span = span_of(period, timezone.localdate())
    everything = _sold(association_id, span)
    lines = everything.filter(offer_id=offer_id) if offer_id else everything
    return {
        "first_date": span.first,
        "last_date": span.after - timedelta(days=1) if span.after else None,
        "by": span.by,
        **_sums(lines),
        "to_hand_over": waiting(association_id).count(),
        "bars": _by_time(lines, span),
        "offers": _by_offer(everything),
        **_by_member(lines, person_id),
    }


def waiting(association_id: UUID) -> QuerySet[Order]:
    """This will return the orders that are paid for and not yet with their buyers, but for what came back whole."""
    due = OrderLine.objects.filter(order=OuterRef("pk"), units__gt=F("short") + F("returned"))
    return Order.objects.filter(
        ~Q(handover=Order.Handover.HANDED_OVER), Exists(due), association_id=association_id,
        status=OrderGroup.Status.PAID,
    )  # fmt: skip


def _sold(association_id: UUID, span: Span) -> QuerySet[OrderLine]:
    lines = OrderLine.objects.filter(association_id=association_id, order__status=OrderGroup.Status.PAID)
    if span.first:
        lines = lines.filter(order__group__paid_at__gte=_midnight(span.first))
    if span.after:
        lines = lines.filter(order__group__paid_at__lt=_midnight(span.after))
    return lines


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime(day.year, day.month, day.day))  # noqa: DTZ001


def _sums(lines: QuerySet[OrderLine]) -> dict[str, int]:
    found = lines.aggregate(total=Sum(_AMOUNT), units=Sum(_UNITS), orders=Count("order_id", distinct=True))
    return {"total_clp": found["total"] or 0, "units": found["units"] or 0, "orders": found["orders"]}


def _by_time(lines: QuerySet[OrderLine], span: Span) -> list[dict[str, Any]]:
    start = (TruncWeek if span.by == "week" else TruncMonth)("order__group__paid_at")
    rows = (
        lines.annotate(start=start)
        .values("start")
        .annotate(amount=Sum(_AMOUNT), sold=Sum(_UNITS))
        .order_by("-start")[:MOST_BARS]
    )
    # A week may begin before the month whose sales it shows.
    return [
        {"start": max(row["start"].date(), span.first or date.min), "total_clp": row["amount"], "units": row["sold"]}
        for row in reversed(rows)
    ]


def _by_offer(lines: QuerySet[OrderLine]) -> list[dict[str, Any]]:
    rows = list(
        lines.values("offer_id")
        .annotate(amount=Sum(_AMOUNT), sold=Sum(_UNITS))
        .order_by("-amount", "offer_id")[:MOST_OFFERS]
    )
    cards = catalog.offer_cards(row["offer_id"] for row in rows)
    words = ("name", "unit_es", "units_es", "unit_en", "units_en")
    return [
        {word: cards[row["offer_id"]][word] for word in words}
        | {"offer_id": row["offer_id"], "units": row["sold"], "total_clp": row["amount"]}
        for row in rows
    ]


def _by_member(lines: QuerySet[OrderLine], person_id: UUID) -> dict[str, Any]:
    parts = (
        Allocation.objects.filter(line__in=lines)
        .values("producer_id")
        .annotate(sold=Sum(_UNITS), amount=Sum(_PAID * F("line__unit_price_clp")))
    )
    mine = set(coops.producers_of(person_id))
    # One who looks finds her own first, also among a thousand.
    rows = sorted(parts, key=lambda row: (row["producer_id"] not in mine, -row["amount"], row["producer_id"]))
    shown, others = rows[:MOST_MEMBERS], rows[MOST_MEMBERS:]
    cards = coops.producer_cards(row["producer_id"] for row in shown)
    return {
        "members": [
            {
                "producer_id": row["producer_id"],
                "name": cards[row["producer_id"]].name,
                "initials": cards[row["producer_id"]].initials,
                "units": row["sold"],
                "amount_clp": row["amount"],
                "mine": row["producer_id"] in mine and not cards[row["producer_id"]].itself,
                "itself": cards[row["producer_id"]].itself,
            }
            for row in shown
        ],
        "others": {
            "members": len(others),
            "units": sum(row["sold"] for row in others),
            "amount_clp": sum(row["amount"] for row in others),
        },
    }

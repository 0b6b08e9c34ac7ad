"""What changed lately in what a person belongs to, for her Home."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Subquery

from coops.queries import AssociationCard
from notifications.models import InboxGroup, InboxItem
from notifications.queries.inbox import inbox, lines
from notifications.queries.items import described

# A buyer follows an order on the order's own page, and finds it in the inbox.
_OF_BUYERS = (
    InboxItem.Kind.ORDER_PAID,
    InboxItem.Kind.ORDER_READY,
    InboxItem.Kind.ORDER_SENT,
    InboxItem.Kind.ORDER_EXPIRED,
    InboxItem.Kind.ORDER_REFUNDED,
    InboxItem.Kind.ORDER_STOPPED,
    InboxItem.Kind.ORDER_CORRECTED,
    InboxItem.Kind.ORDER_RETURNED,
)


def changes(person_id: UUID, *, inside: Mapping[UUID, AssociationCard], limit: int) -> list[dict[str, Any]]:
    """This will return the newest lines of the inbox that aren't a buyer's, newest first: each by its newest item, with
    the sum of its units. A line counts as unread while its newest item is.

    `inside` holds the associations that the person has a part in.
    """
    newest = lines(person_id).exclude(kind__in=_OF_BUYERS).order_by("-last_item").values("last_item")[:limit]
    line = InboxGroup.objects.filter(person_id=person_id, last_item=OuterRef("pk"))
    items = list(
        inbox(person_id)
        .filter(pk__in=newest)
        .annotate(
            line_id=Subquery(line.values("pk")[:1]),
            times=Subquery(line.values("count")[:1]),
            line_units=Subquery(line.values("units")[:1]),
        )
        .order_by("-id")
    )
    rows = described(items, person_id=person_id, inside=inside.keys(), known=inside)
    for row, item in zip(rows, items, strict=True):
        row |= {"group_id": item.line_id, "count": item.times}
        if item.times > 1:
            row |= {"units": item.line_units if "units" in item.params else None, "order_units": None}
            # Whoever did the newest did not do them all.
            row |= {"producer": None}
    return rows

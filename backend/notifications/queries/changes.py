"""What changed lately in what a person belongs to, for her Home."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from notifications.models import InboxItem
from notifications.queries.inbox import lines
from notifications.queries.items import described_lines

# A buyer follows an order on the order's own page, and finds it in the inbox.
_OF_BUYERS = (InboxItem.Kind.ORDER_PAID, InboxItem.Kind.ORDER_EXPIRED, InboxItem.Kind.ORDER_REFUNDED)


def changes(person_id: UUID, *, inside: Collection[UUID], limit: int) -> list[dict[str, Any]]:
    """This will return the newest lines of the inbox that aren't a buyer's, newest first.

    `inside` are the associations that the person has a part in.
    """
    newest = lines(person_id).exclude(kind__in=_OF_BUYERS).order_by("-last_item")[:limit]
    return described_lines(list(newest), person_id=person_id, inside=inside)

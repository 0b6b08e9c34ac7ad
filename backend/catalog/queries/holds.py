"""Holds as their owner may see them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from catalog.models import ClockTimestamp, Hold


def expiry_of(hold_ids: Iterable[UUID]) -> dict[UUID, datetime]:
    """This will return when the holds expire, of those whose time is not over."""
    rows = Hold.objects.holding().filter(pk__in=list(hold_ids), expires_at__gt=ClockTimestamp())
    return dict(rows.values_list("pk", "expires_at"))

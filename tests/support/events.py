"""What was recorded in the outbox."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from events.models import OutboxEvent


def recorded(*names: str, key: UUID | None = None) -> list[dict[str, Any]]:
    """This will return the recorded events in order: name, key, data as text, streams.

    Of these names only, if any are given, and of this key.
    """
    events = OutboxEvent.objects.order_by("number")
    if names:
        events = events.filter(name__in=names)
    if key is not None:
        events = events.filter(key=key)
    return [
        {"name": event.name, "key": event.key, "data": json.dumps(event.data), "streams": event.streams}
        for event in events
    ]


def names(*, key: UUID | None = None) -> list[str]:
    """This will return the names of the recorded events in order."""
    return [event["name"] for event in recorded(key=key)]

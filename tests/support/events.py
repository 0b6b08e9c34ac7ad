"""What was recorded in the outbox."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from django.db import connection

from events import consumers, delivery, epoch
from events.messages import COLUMNS, from_row
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


def handled(*groups: str) -> None:
    """This will let consumer groups hear what was recorded, in order, each event once; what they record is heard too."""
    for group in groups:
        heard, seen = consumers.heard_by(group), -1
        while seen < OutboxEvent.objects.count():
            seen = OutboxEvent.objects.count()
            with connection.cursor() as cursor:
                cursor.execute(f"SELECT {COLUMNS} FROM events_outboxevent ORDER BY number")
                messages = [from_row(row, epoch.current()) for row in cursor.fetchall()]
            for message in messages:
                if message.name in heard:
                    delivery.deliver(group, message)

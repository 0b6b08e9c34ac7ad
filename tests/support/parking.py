"""Events that a group set aside, as its consumer leaves them, without a consumer."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.db import connection, transaction

from coops.events import MemberJoined
from events import delivery, epoch, outbox
from events.messages import COLUMNS, Message, from_row
from events.models import ParkedEvent
from lib.ids import new_id

GROUP = "notifications"


def tell(key: UUID, *, streams: tuple[str, ...] = ()) -> UUID:
    """This will record an event that concerns nobody: its handlers work, and have nothing to do."""
    event = MemberJoined(association_id=key, membership_id=new_id(), producer_id=new_id(), number=1, people=[])
    with transaction.atomic():
        return outbox.record(event, key=key, streams=streams)


def message(event_id: UUID) -> Message:
    """This will return the event as a broker brings it."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {COLUMNS} FROM events_outboxevent WHERE event_id = %s", [event_id])
        row = cursor.fetchone()
    assert row is not None
    return from_row(row, epoch.current())


def park(count: int = 3, *, group: str = GROUP, error: Exception | None = None, key: UUID | None = None) -> list[UUID]:
    """This will record so many events of one key and park them: the first failed, the others stand behind it."""
    key = key or uuid4()
    ids = [tell(key) for _ in range(count)]
    delivery.park(group, message(ids[0]), error or ValueError("no hay caso"))
    for event_id in ids[1:]:
        delivery.deliver(group, message(event_id))
    assert ParkedEvent.objects.filter(group=group, key=key).count() == count
    return ids

"""One event into one group: its effects and the inbox row in one transaction, or parked, or tried again."""

from __future__ import annotations

import zlib
from contextlib import AbstractContextManager
from typing import Final

import structlog
from django.db import connection, transaction

from events import consumers, registry
from events.consumers import EventMeta
from events.faults import is_transient
from events.messages import Message
from events.models import ParkedEvent
from lib import request_id, tracing

log = structlog.get_logger(__name__)

_PARKING: Final = 0x6D70  # the advisory locks under which a key is parked or re-driven
_BUILDING: Final = 0x6D62  # those under which a projection is built anew
_ACCEPT: Final = """
    INSERT INTO events_inbox ("group", event_id, handled_at)
    SELECT %(group)s, %(event_id)s, clock_timestamp()
    WHERE NOT EXISTS (SELECT FROM events_parkedevent WHERE "group" = %(group)s AND key = %(key)s)
    ON CONFLICT DO NOTHING
"""


def deliver(group: str, message: Message) -> None:
    """This will give the event to the group's handlers, once, or park it; afterwards its offset may be committed.

    :raises Exception: if the fault is transient (events.faults): nothing was written, try again.
    """
    with request_id.working_on(message.request_id), _traced(group, message):
        try:
            with transaction.atomic():
                if consumers.is_projection(group):
                    lock_projection(group, exclusively=False)
                accepted = _accept(group, message)
                if accepted:
                    _handle(group, message)
        except Exception as error:
            if is_transient(error):
                raise
            tracing.fail(error)
            park(group, message, error)
            return
        if not accepted and not _is_handled(group, message):
            _park_behind(group, message)


def _traced(group: str, message: Message) -> AbstractContextManager[object]:
    return tracing.span(f"handle {message.name}", kind="consumer", parent=message.traceparent, group=group)


def _accept(group: str, message: Message) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(_ACCEPT, {"group": group, "event_id": message.event_id, "key": message.key})
        return cursor.rowcount == 1


def _handle(group: str, message: Message) -> None:
    event = registry.read(message.name, message.version, message.data)
    meta = EventMeta(
        id=message.event_id,
        time=message.recorded_at,
        key=message.key,
        request_id=message.request_id,
        epoch=message.epoch,
    )
    for handler in consumers.handlers(group, message.name):
        handler(event, meta)


def _is_handled(group: str, message: Message) -> bool:
    with connection.cursor() as cursor:
        cursor.execute('SELECT 1 FROM events_inbox WHERE "group" = %s AND event_id = %s', [group, message.event_id])
        return cursor.fetchone() is not None


def park(group: str, message: Message, error: Exception) -> None:
    """This will set the event aside for the group; its later siblings will be parked behind it."""
    unreadable = isinstance(error, registry.UnknownVersion | registry.UnreadableEvent)
    reason = ParkedEvent.Reason.UNREADABLE if unreadable else ParkedEvent.Reason.FAILED
    with transaction.atomic():
        lock_parking(group, message.key.bytes)
        _store(group, message, reason, f"{type(error).__name__}: {error}")
    log.error("event_parked", group=group, name=message.name, event_id=str(message.event_id), exc_info=error)


def _park_behind(group: str, message: Message) -> None:
    with transaction.atomic():
        lock_parking(group, message.key.bytes)
        # While we waited for the lock the key may have been re-driven: then this event's turn is now.
        if ParkedEvent.objects.filter(group=group, key=message.key).exists():
            _store(group, message, ParkedEvent.Reason.BEHIND, "")
            return
    deliver(group, message)


def _store(group: str, message: Message, reason: str, error: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO events_parkedevent AS row
                ("group", event_id, key, name, version, reason, error, attempts, parked_at)
            VALUES (%s, %s, %s, %s, %s, %s, %s, 1, clock_timestamp())
            ON CONFLICT ("group", event_id) DO NOTHING
            """,
            [
                group,
                message.event_id,
                message.key,
                message.name,
                message.version,
                reason,
                error[:2000].replace("\x00", ""),
            ],
        )


def lock_parking(group: str, key: bytes) -> None:
    """This will let nobody else park or re-drive events of the key until the transaction ends."""
    number = zlib.crc32(group.encode() + key) & 0x7FFFFFFF
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_PARKING, number])


def lock_projection(group: str, *, exclusively: bool) -> None:
    """This will keep a projection from being built and fed at the same time, until the transaction ends."""
    function = "pg_advisory_xact_lock" if exclusively else "pg_advisory_xact_lock_shared"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(%s, %s)", [_BUILDING, zlib.crc32(group.encode()) & 0x7FFFFFFF])


def redrive(group: str, message: Message) -> bool:
    """This will handle a parked event, in the caller's transaction, which has locked its key. Says whether it worked.

    :raises Exception: if the fault is transient: try again later.
    """
    with request_id.working_on(message.request_id):
        try:
            with transaction.atomic():
                ParkedEvent.objects.filter(group=group, event_id=message.event_id).delete()
                with connection.cursor() as cursor:
                    cursor.execute(
                        """
                        INSERT INTO events_inbox ("group", event_id, handled_at) VALUES (%s, %s, clock_timestamp())
                        ON CONFLICT DO NOTHING
                        """,
                        [group, message.event_id],
                    )
                    fresh = cursor.rowcount == 1
                if fresh:
                    _handle(group, message)
        except Exception as error:
            if is_transient(error):
                raise
            log.warning("redrive_failed", group=group, event_id=str(message.event_id), exc_info=error)
            note_failure(group, message, error)
            return False
        return True


def note_failure(group: str, message: Message, error: Exception) -> None:
    """This will say of a parked event that it failed once more, and why."""
    parked = ParkedEvent.objects.select_for_update(no_key=True).get(group=group, event_id=message.event_id)
    parked.reason = ParkedEvent.Reason.FAILED
    parked.error = f"{type(error).__name__}: {error}"[:2000].replace("\x00", "")
    parked.attempts += 1
    parked.save(update_fields=["reason", "error", "attempts"])

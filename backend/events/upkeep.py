"""What stewards may do to the spine by hand: send again, try again, build anew, begin another epoch."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final
from uuid import UUID

from django.db import connection, transaction

from events import consumers, delivery, epoch
from events.consumers import LIVE
from events.faults import is_transient
from events.membership import LiveWork
from events.messages import COLUMNS, Message, from_row
from events.models import Inbox, ParkedEvent
from lib.clock import database_now

_PAGE: Final = 500


def replay(*, first: int = 0, last: int | None = None, name: str | None = None, key: UUID | None = None) -> int:
    """This will have published events sent once more, in their order; groups that know them do nothing.

    `first` and `last` are outbox numbers. Returns how many. They keep their old position until they get the next one:
    without it the embedded broker would count from a lower number than its groups have read.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """
            UPDATE events_outboxevent SET published_at = NULL
            WHERE published_at IS NOT NULL AND number >= %(first)s
              AND (%(last)s::bigint IS NULL OR number <= %(last)s)
              AND (%(name)s::text IS NULL OR name = %(name)s) AND (%(key)s::uuid IS NULL OR key = %(key)s)
            """,
            {"first": first, "last": last, "name": name, "key": key},
        )
        return cursor.rowcount


def redrive(*, group: str, key: UUID, most: int | None = None) -> tuple[int, int]:
    """This will handle the group's parked events of the key again, in order, up to the first that fails.

    `most` stops after so many. Returns how many worked and how many are still parked. Who comes second waits for the
    key's lock and finds what is left.
    """
    worked = 0
    with transaction.atomic():
        delivery.lock_parking(group, key.bytes)
        for message in _parked_messages(group, key)[:most]:
            if not (_redrive_live(message) if group == LIVE else delivery.redrive(group, message)):
                break
            worked += 1
    return worked, ParkedEvent.objects.filter(group=group, key=key).count()


def _redrive_live(message: Message) -> bool:
    work = LiveWork()
    try:
        work.write([message] if message.streams else [])
    except Exception as error:
        if is_transient(error):
            raise
        delivery.note_failure(LIVE, message, error)
        return False
    finally:
        work.close()
    ParkedEvent.objects.filter(group=LIVE, event_id=message.event_id).delete()
    return True


def set_aside(*, group: str, event_id: UUID) -> ParkedEvent:
    """This will have a group do without an event for good: it counts as handled, and the next of its key may follow.

    Only the first parked event of a key can be given up. Returns what was given up; the caller keeps why.

    :raises LookupError: if it isn't parked (any more), or another of its key comes first.
    """
    with transaction.atomic():
        parked = ParkedEvent.objects.filter(group=group, event_id=event_id).first()
        if parked is None:
            raise LookupError(event_id)
        delivery.lock_parking(group, parked.key.bytes)
        first = _parked_messages(group, parked.key)[:1]
        if [message.event_id for message in first] != [event_id]:
            raise LookupError(event_id)
        ParkedEvent.objects.filter(group=group, event_id=event_id).delete()
        Inbox.objects.bulk_create(
            [Inbox(group=group, event_id=event_id, handled_at=database_now())], ignore_conflicts=True
        )
    return parked


def _parked_messages(group: str, key: UUID) -> list[Message]:
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT {COLUMNS} FROM events_outboxevent WHERE event_id IN (
                SELECT event_id FROM events_parkedevent WHERE "group" = %s AND key = %s
            ) ORDER BY number
            """,  # noqa: S608  a constant of ours
            [group, key],
        )
        rows = cursor.fetchall()
    current = epoch.current()
    return [from_row(row, current) for row in rows]


def rebuild(*, group: str) -> int:
    """This will clear a projection with its inbox and build it anew from the outbox, in one transaction.

    Only for projections: the handlers of other groups have effects that must not be repeated. Returns how many events
    it read. Its members wait meanwhile.

    :raises KeyError: if no projection of that name is declared.
    """
    projection = consumers.projection(group)
    count = 0
    with transaction.atomic():
        delivery.lock_projection(group, exclusively=True)
        with connection.cursor() as cursor:
            cursor.execute('DELETE FROM events_inbox WHERE "group" = %s', [group])
            cursor.execute('DELETE FROM events_parkedevent WHERE "group" = %s', [group])
        projection.clear()
        for message in _all_messages(consumers.heard_by(group)):
            delivery.deliver(group, message)
            count += 1
    return count


def _all_messages(names: frozenset[str]) -> Iterator[Message]:
    current = epoch.current()
    number = 0
    while True:
        with connection.cursor() as cursor:
            cursor.execute(
                f"""
                SELECT number, {COLUMNS} FROM events_outboxevent WHERE number > %s AND name = ANY(%s)
                ORDER BY number LIMIT %s
                """,  # noqa: S608  a constant of ours
                [number, sorted(names), _PAGE],
            )
            rows = cursor.fetchall()
        for row in rows:
            yield from_row(row[1:], current)
        if len(rows) < _PAGE:
            return
        number = rows[-1][0]


def begin_epoch() -> tuple[UUID, int]:
    """This will draw a new epoch, as after a restore, and have those events sent again that a group still lacks.

    What Kafka carries of the former epoch is dropped by its readers; whatever of it the restored database knows and a
    group has not handled must therefore come again. Returns the epoch and the number of events.
    """
    with transaction.atomic():
        value = epoch.draw()
        missing = 0
        for group in consumers.groups():
            missing += _send_again_what_lacks(group)
    return value, missing


def _send_again_what_lacks(group: str) -> int:
    values: dict[str, Any] = {"group": group, "names": sorted(consumers.heard_by(group)), "live": group == LIVE}
    with connection.cursor() as cursor:
        cursor.execute(
            """
            UPDATE events_outboxevent AS row SET published_at = NULL
            WHERE published_at IS NOT NULL AND name = ANY(%(names)s)
              AND (NOT %(live)s OR cardinality(streams) > 0)
              AND NOT EXISTS (SELECT FROM events_inbox i WHERE i."group" = %(group)s AND i.event_id = row.event_id)
              AND NOT EXISTS (SELECT FROM events_parkedevent p WHERE p."group" = %(group)s AND p.event_id = row.event_id)
            """,
            values,
        )
        return cursor.rowcount

"""Where a service tells what it did: in the same transaction as the change, or not at all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final
from uuid import UUID

from django.db import connection, transaction

from events.notifier import notifier
from events.registry import Event, written
from lib import request_id, tracing
from lib.ids import new_id

_STREAM: Final = re.compile(r"[a-z]+(:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})?")


class OutsideTransaction(RuntimeError):
    """An event was recorded outside of a transaction: it would be told even if the change is not kept."""


class MalformedStream(ValueError):
    """A stream's name is a word, or a word, a colon and an id in its canonical form."""


def record(event: Event, *, key: UUID, streams: Sequence[str]) -> UUID:
    """This will write the event to the outbox and return its id; after the commit the relay is woken.

    `key` is the aggregate's id: events of one key keep their order, so its row must be locked (or born in this
    transaction, or the event come from the very statement that changed it). `streams` names who sees it live.

    :raises OutsideTransaction: if no transaction is open.
    :raises MalformedStream: if a stream's name is none.
    :raises events.registry.EventTooLarge: if the event takes more than 64 KiB.
    """
    if not connection.in_atomic_block:
        raise OutsideTransaction(f"{event.name} must be recorded inside transaction.atomic()")
    names = sorted(set(streams))
    for name in names:
        if not _STREAM.fullmatch(name):
            raise MalformedStream(name)
    event_id = new_id()
    with tracing.span(f"record {event.name}", kind="producer"), connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO events_outboxevent
                (event_id, name, version, key, data, streams, request_id, traceparent, recorded_at)
            VALUES (%s, %s, %s, %s, %s::jsonb, %s, %s, %s, clock_timestamp())
            """,
            [
                event_id,
                event.name,
                event.version,
                key,
                written(event).decode(),
                names,
                request_id.current(),
                tracing.current(),
            ],
        )
    transaction.on_commit(notifier.wake)
    return event_id

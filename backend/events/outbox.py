"""Where a service tells what it did: in the same transaction as the change, or not at all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.db import connection, transaction

from events.notifier import notifier
from events.registry import Event, written
from lib import request_id, tracing
from lib.ids import new_id

_STREAM: Final = re.compile(r"[a-z]+(:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})?")


# Identities rise in the order of the rows.
_INSERT: Final = """
INSERT INTO events_outboxevent (event_id, name, version, key, data, streams, request_id, traceparent, recorded_at)
SELECT event_id, name, version, key, data::jsonb, string_to_array(streams, ','), %s, %s, clock_timestamp()
FROM unnest(%s::uuid[], %s::text[], %s::int[], %s::uuid[], %s::text[], %s::text[]) WITH ORDINALITY
  AS told(event_id, name, version, key, data, streams, place)
ORDER BY place
"""


@dataclass(frozen=True, slots=True)
class Told:
    """An event with its key and who sees it live."""

    event: Event
    key: UUID
    streams: Sequence[str]


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
    return record_all([Told(event, key, streams)])[0]


def record_all(told: Sequence[Told]) -> list[UUID]:
    """This will write events to the outbox in this order, by one statement however many they are.

    :raises OutsideTransaction, MalformedStream, events.registry.EventTooLarge: as for one.
    """
    if not told:
        return []
    name = told[0].event.name
    if not connection.in_atomic_block:
        raise OutsideTransaction(f"{name} must be recorded inside transaction.atomic()")
    rows = [
        (new_id(), one.event.name, one.event.version, one.key, written(one.event).decode(), _streams(one))
        for one in told
    ]
    with tracing.span(f"record {name}", kind="producer"), connection.cursor() as cursor:
        cursor.execute(_INSERT, [request_id.current(), tracing.current(), *map(list, zip(*rows, strict=True))])
    transaction.on_commit(notifier.wake)
    return [row[0] for row in rows]


def _streams(one: Told) -> str:
    """The streams of an event as one word: no name of one has a comma, and lists in lists must be of one length."""
    names = sorted(set(one.streams))
    for name in names:
        if not _STREAM.fullmatch(name):
            raise MalformedStream(name)
    return ",".join(names)

"""The group `live`: writes each event into the feed of its streams, then tells the hubs, entry included."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID

import orjson
import psycopg
import structlog

from events.connections import dedicated
from events.consumers import LIVE
from events.messages import Message

log = structlog.get_logger(__name__)

# Sorted, because two processes that write the same ids in the order of arrival wait for each other.
_ACCEPT: Final = """
    INSERT INTO events_inbox ("group", event_id, handled_at)
    SELECT %s, id, clock_timestamp() FROM unnest(%s::uuid[]) AS arrived(id) ORDER BY id
    ON CONFLICT DO NOTHING RETURNING event_id
"""
# The counters are the last lock, taken in the order of their names, one upsert for each.
_ENTER: Final = """
    WITH arrived AS (
        SELECT * FROM unnest(%(streams)s::text[], %(nth)s::bigint[], %(events)s::text[], %(subjects)s::uuid[],
                             %(times)s::timestamptz[]) AS entry(stream, nth, event, subject, at)
    ), counted AS (
        INSERT INTO events_streamcounter AS counter (stream, seq)
        SELECT stream, count(*) FROM arrived GROUP BY stream ORDER BY stream COLLATE "C"
        ON CONFLICT (stream) DO UPDATE SET seq = counter.seq + EXCLUDED.seq
        RETURNING counter.stream, counter.seq
    ), totals AS (
        SELECT stream, count(*) AS count FROM arrived GROUP BY stream
    )
    INSERT INTO events_feedentry (stream, seq, event, subject, at, entered_at)
    SELECT stream, counted.seq - totals.count + arrived.nth, event, subject, at, clock_timestamp()
    FROM arrived JOIN counted USING (stream) JOIN totals USING (stream)
    RETURNING stream, seq, event, subject, at
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """One event in one stream, as clients see it."""

    stream: str
    seq: int
    event: str
    subject: UUID
    at: datetime
    traceparent: str = ""

    def shape(self) -> dict[str, object]:
        """This will return the entry as clients read it."""
        at = self.at.astimezone(UTC).isoformat().replace("+00:00", "Z")
        return {"stream": self.stream, "seq": self.seq, "event": self.event, "subject": self.subject, "at": at}

    def frame(self) -> str:
        """This will return the entry as the websocket sends it."""
        return orjson.dumps({"type": "entry", **self.shape()}).decode()


class FeedWriter:
    """Writes batches on a connection of its own, whose statements stay prepared."""

    def __init__(self) -> None:
        self._connection: psycopg.Connection[Any] | None = None

    def write(self, messages: Sequence[Message]) -> list[Entry]:
        """This will write the entries of those events that are new to the feed, in one transaction.

        :raises psycopg.Error: nothing was written; events.faults tells whether to try again.
        """
        try:
            if self._connection is None:
                self._connection = dedicated("live")
            with self._connection.transaction():
                return self._write(self._connection, messages)
        except (psycopg.OperationalError, psycopg.InterfaceError):
            self.close()
            raise

    def _write(self, connection: psycopg.Connection[Any], messages: Sequence[Message]) -> list[Entry]:
        ids = [message.event_id for message in messages]
        new = {row[0] for row in connection.execute(_ACCEPT, [LIVE, ids])}
        rows = list(_entries(message for message in messages if message.event_id in new))
        if not rows:
            return []
        streams, nth, events, subjects, times, traces = zip(*rows, strict=True)
        values = {"streams": streams, "nth": nth, "events": events, "subjects": subjects, "times": times}
        written = connection.execute(_ENTER, {name: list(column) for name, column in values.items()})
        entries = sorted((Entry(*row) for row in written), key=lambda entry: (entry.stream, entry.seq))
        return _traced(entries, zip(streams, traces, strict=True)) if any(traces) else entries

    def close(self) -> None:
        """This will give the connection back; the next write opens another."""
        if self._connection is not None:
            with suppress(psycopg.Error):
                self._connection.close()
        self._connection = None


def _traced(entries: Sequence[Entry], traces: Iterable[tuple[str, str]]) -> list[Entry]:
    """Give each entry the trace of its event: within a stream both stand in the order of their numbers."""
    waiting: dict[str, list[str]] = {}
    for stream, traceparent in traces:
        waiting.setdefault(stream, []).append(traceparent)
    following = {stream: iter(found) for stream, found in waiting.items()}
    return [replace(entry, traceparent=next(following[entry.stream])) for entry in entries]


def _entries(messages: Iterator[Message]) -> Iterator[tuple[str, int, str, UUID, datetime, str]]:
    """Yield (stream, how manieth of its stream in this batch, event, subject, time, trace), each event once."""
    counts: dict[str, int] = {}
    seen: set[UUID] = set()
    for message in messages:
        if message.event_id in seen:
            continue
        seen.add(message.event_id)
        for stream in message.streams:
            counts[stream] = counts.get(stream, 0) + 1
            yield stream, counts[stream], message.name, message.key, message.recorded_at, message.traceparent

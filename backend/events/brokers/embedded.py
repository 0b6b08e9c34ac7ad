"""The broker that needs no server of its own: the outbox table, read by position.

Publishing means giving a row the next position, in one transaction of the one leader; so whoever sees position n sees
everything before it. A group has one active member, which holds an advisory lock, and keeps its offset in a row.
"""

from __future__ import annotations

import time
import zlib
from collections.abc import Sequence
from contextlib import suppress
from typing import Any, Final

import psycopg

from events import epoch
from events.brokers import BrokerDown
from events.connections import dedicated
from events.consumers import LIVE
from events.messages import COLUMNS, Message, from_row
from events.notifier import PUBLISHED
from lib import tracing
from lib.ids import new_id

_LOCKS: Final = 0x6D67  # the advisory locks of consumer groups: this number and the group's
_BATCH: Final = 100
_STANDBY_SECONDS: Final = 0.5
_SEPARATOR: Final = " "

_PUBLISH: Final = """
    WITH due AS (
        SELECT number FROM events_outboxevent WHERE published_at IS NULL ORDER BY number LIMIT %s
    ), placed AS (
        SELECT number, row_number() OVER (ORDER BY number)
                       + (SELECT coalesce(max(position), 0) FROM events_outboxevent) AS position
        FROM due
    )
    UPDATE events_outboxevent AS row SET position = placed.position, published_at = clock_timestamp()
    FROM placed WHERE row.number = placed.number RETURNING row.name, row.traceparent
"""
# Always at least one row, so that the offset moves past what is for other groups.
_READ: Final = f"""
    SELECT head.position, head.epoch, found.* FROM (
        SELECT coalesce((SELECT max(position) FROM events_outboxevent), 0) AS position, ({epoch.READ}) AS epoch
    ) AS head LEFT JOIN LATERAL (
        SELECT position, {COLUMNS} FROM events_outboxevent
        WHERE position > %s AND position <= head.position AND (name = ANY(%s) OR %s) ORDER BY position LIMIT %s
    ) AS found ON true ORDER BY found.position
"""  # noqa: S608  both parts are constants of ours
_KEEP: Final = """
    INSERT INTO events_consumeroffset AS row ("group", member, position, lag, seen_at)
    VALUES (%s, '', %s, 0, clock_timestamp())
    ON CONFLICT ("group", member) DO UPDATE SET position = EXCLUDED.position, seen_at = EXCLUDED.seen_at
"""


class EmbeddedPublisher:
    """Gives unpublished rows the next positions and wakes the groups."""

    def publish(self, connection: psycopg.Connection[Any], limit: int) -> int:
        began = tracing.now()
        placed: list[tuple[str, str]] = connection.execute(_PUBLISH, [limit]).fetchall()
        if placed:
            names = sorted({name for name, _traceparent in placed})
            connection.execute("SELECT pg_notify(%s, %s)", [PUBLISHED, _SEPARATOR.join(names)])
        for name, traceparent in placed:
            tracing.note(f"publish {name}", kind="producer", parent=traceparent, began=began)
        return len(placed)

    def close(self) -> None:
        """There is nothing on its way."""


class EmbeddedSource:
    """The active member of a group, or one that waits to become it."""

    outlives_database = False

    def __init__(self, group: str, names: frozenset[str]) -> None:
        self._group = group
        self._known = names
        # The feed shows also what a newer release tells and this one doesn't know.
        self._hears_all = group == LIVE
        self._names = sorted(names)
        self._offset = 0
        self._next_offset = 0
        self._active = False
        try:
            self._connection = dedicated(f"consume-{group}")
            # An offset that is lost with the machine is read again, and the inbox stops what was handled.
            self._connection.execute("SET synchronous_commit = off")
            self._connection.execute(f"LISTEN {PUBLISHED}")
        except psycopg.Error as error:
            raise BrokerDown(str(error)) from error

    def poll(self, seconds: float) -> Sequence[Message]:
        try:
            if not self._active and not self._take_over():
                time.sleep(min(seconds, _STANDBY_SECONDS))
                return []
            if messages := self._read():
                return messages
            for notification in self._connection.notifies(timeout=seconds):
                # What is for other groups only need not be looked for.
                if self._hears_all or not self._known.isdisjoint(notification.payload.split(_SEPARATOR)):
                    break
            return self._read()
        except psycopg.Error as error:
            raise BrokerDown(str(error)) from error

    def _take_over(self) -> bool:
        row = self._connection.execute(
            "SELECT pg_try_advisory_lock(%s, %s)", [_LOCKS, _number_of(self._group)]
        ).fetchone()
        if row is None or not row[0]:
            return False
        kept = self._connection.execute(
            """SELECT position FROM events_consumeroffset WHERE "group" = %s AND member = ''""", [self._group]
        ).fetchone()
        self._offset = self._next_offset = kept[0] if kept else 0
        self._active = True
        return True

    def _read(self) -> list[Message]:
        rows = self._connection.execute(_READ, [self._offset, self._names, self._hears_all, _BATCH]).fetchall()
        head, current_epoch = rows[0][:2]
        if current_epoch is None:  # a database that was emptied
            self._connection.execute(epoch.DRAW_IF_MISSING, [new_id()])
            return []
        messages = [from_row(row[3:], current_epoch) for row in rows if row[2] is not None]
        self._next_offset = rows[-1][2] if len(messages) == _BATCH else max(head, self._offset)
        if not messages and self._next_offset - self._offset >= _BATCH:
            self._keep()
        elif not messages:
            self._offset = self._next_offset
        return messages

    def commit(self) -> None:
        try:
            self._keep()
        except psycopg.Error as error:
            raise BrokerDown(str(error)) from error

    def _keep(self) -> None:
        self._connection.execute(_KEEP, [self._group, self._next_offset])
        self._offset = self._next_offset

    def rest(self, seconds: float) -> None:
        time.sleep(seconds)

    def lag(self) -> int:
        try:
            row = self._connection.execute(
                "SELECT count(*) FROM events_outboxevent WHERE position > %s AND (name = ANY(%s) OR %s)",
                [self._offset, self._names, self._hears_all],
            ).fetchone()
        except psycopg.Error as error:
            raise BrokerDown(str(error)) from error
        return row[0] if row else 0

    def close(self) -> None:
        with suppress(psycopg.Error):
            self._connection.close()


def _number_of(group: str) -> int:
    return zlib.crc32(group.encode()) & 0x7FFFFFFF

"""What happened in a stream since a number; the same for the websocket and for HTTP."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

import orjson
from django.db import connection
from django.db.models import BigIntegerField, Func

from events.live import Entry

KEPT: Final = timedelta(days=30)
PAGE: Final = 500

HEADS: Final = "SELECT stream, seq, floor FROM events_streamcounter WHERE stream = ANY(%s)"
# For a statement that reads the data too: what one snapshot sees of both is never older than the position says.
POSITION: Final = "coalesce((SELECT seq FROM events_streamcounter WHERE stream = %(stream)s), 0)"
# The same for each row of a query set: the position of the stream whose id the expression names.
_POSITION_OF: Final = (
    "coalesce((SELECT seq FROM events_streamcounter WHERE stream = '%(prefix)s:' || (%(expressions)s)::text), 0)"
)
ENTRIES: Final = """
    SELECT stream, seq, event, subject, at FROM events_feedentry
    WHERE stream = %s AND seq > %s ORDER BY seq LIMIT %s
"""


class PositionOf(Func):
    """The last number of the stream `prefix:<expression>`, as an expression in a statement that reads other data too."""

    template = _POSITION_OF
    output_field = BigIntegerField()

    def __init__(self, prefix: str, expression: Any) -> None:
        super().__init__(expression, prefix=prefix)


@dataclass(frozen=True, slots=True)
class Head:
    """The last number of a stream, and the last that is no longer kept."""

    seq: int = 0
    floor: int = 0

    def can_continue(self, after: int) -> bool:
        """This will say whether every entry after that number is still there. A number from the future can't be ours."""
        return self.floor <= after <= self.seq


def frame(value: object) -> str:
    """This will return a frame of the websocket."""
    return orjson.dumps(value).decode()


def position(stream: str) -> int:
    """This will return the stream's last number. Read it before the data that it is to vouch for."""
    return head(stream).seq


def head(stream: str) -> Head:
    """This will return where the stream begins and ends."""
    with connection.cursor() as cursor:
        cursor.execute(HEADS, [[stream]])
        row = cursor.fetchone()
    return Head(row[1], row[2]) if row else Head()


def positions(streams: Sequence[str]) -> dict[str, int]:
    """This will return the last number of each of the streams; 0 where nothing happened yet."""
    with connection.cursor() as cursor:
        cursor.execute(HEADS, [list(streams)])
        found = {stream: seq for stream, seq, _floor in cursor.fetchall()}
    return {stream: found.get(stream, 0) for stream in streams}


def entries(stream: str, after: int, limit: int = PAGE) -> list[Entry]:
    """This will return up to `limit` entries whose number is above `after`, in order."""
    with connection.cursor() as cursor:
        cursor.execute(ENTRIES, [stream, after, limit])
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return [Entry(*row) for row in rows]


def forget_old(limit: int) -> int:
    """This will delete up to `limit` entries older than 30 days and raise their streams' floors; returns how many."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT stream, max(seq) FROM (
                SELECT stream, seq FROM events_feedentry WHERE entered_at < clock_timestamp() - %s::interval
                ORDER BY entered_at LIMIT %s
            ) AS old GROUP BY stream
            """,
            [str(KEPT), limit],
        )
        old = cursor.fetchall()
    # A statement for each stream: two counters locked in one would be out of the order that `live` locks them in.
    return sum(_forget(stream, last) for stream, last in old)


def _forget(stream: str, last: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            """
            WITH gone AS (DELETE FROM events_feedentry WHERE stream = %(stream)s AND seq <= %(last)s RETURNING seq),
            raised AS (
                UPDATE events_streamcounter SET floor = greatest(floor, %(last)s) WHERE stream = %(stream)s
            )
            SELECT count(*) FROM gone
            """,
            {"stream": stream, "last": last},
        )
        return cursor.fetchone()[0]

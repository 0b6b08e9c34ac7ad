"""Parked events as stewards look at them: a line for each key, its causes, and what waits behind."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import orjson
from django.db import connection

MOST: Final = 200
# What failed without the particulars, which may hold an id: "LotShort: …" of a hundred orders is one cause.
_KIND: Final = "split_part(error, ':', 1)"


@dataclass(frozen=True, slots=True, kw_only=True)
class ParkedLine:
    """The first parked event of a group and key, and how many wait behind it. `data` is None if the outbox lacks it."""

    group: str
    key: UUID
    event_id: UUID
    name: str
    version: int
    reason: str
    error: str
    error_kind: str
    attempts: int
    parked_at: datetime
    recorded_at: datetime | None
    data: dict[str, Any] | None
    behind: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ParkedCause:
    """Lines of one group whose first event has the same name and failed in the same way."""

    group: str
    name: str
    error_kind: str
    keys: int
    events: int


_LINES: Final = f"""
    SELECT DISTINCT ON (parked."group", parked.key)
           parked."group", parked.key, parked.event_id, parked.name, parked.version, reason, error,
           {_KIND} AS error_kind, attempts, parked_at, recorded_at, data::text AS data,
           count(*) OVER (PARTITION BY parked."group", parked.key) - 1 AS behind
    FROM events_parkedevent parked LEFT JOIN events_outboxevent event USING (event_id)
    WHERE (%(group)s::text IS NULL OR parked."group" = %(group)s) AND (%(key)s::uuid IS NULL OR parked.key = %(key)s)
    ORDER BY parked."group", parked.key, event.number
"""  # noqa: S608  a constant of ours


def lines(
    *,
    group: str | None = None,
    key: UUID | None = None,
    name: str | None = None,
    error_kind: str | None = None,
    limit: int = MOST,
) -> list[ParkedLine]:
    """This will return the lines, those that were parked first at the top."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT * FROM ({_LINES}) AS line
            WHERE (%(name)s::text IS NULL OR name = %(name)s)
              AND (%(error_kind)s::text IS NULL OR error_kind = %(error_kind)s)
            ORDER BY parked_at, event_id LIMIT %(limit)s
            """,  # noqa: S608  a constant of ours
            {"group": group, "key": key, "name": name, "error_kind": error_kind, "limit": limit},
        )
        names = [column.name for column in cursor.description]
        rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return [ParkedLine(**{**row, "data": _json(row["data"])}) for row in rows]


def causes() -> list[ParkedCause]:
    """This will return the causes, the one that stops most events first."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT "group", name, error_kind, count(*) AS keys, (count(*) + sum(behind))::bigint AS events
            FROM ({_LINES}) AS line GROUP BY "group", name, error_kind ORDER BY events DESC, "group", name
            """,  # noqa: S608  a constant of ours
            {"group": None, "key": None},
        )
        names = [column.name for column in cursor.description]
        return [ParkedCause(**dict(zip(names, row, strict=True))) for row in cursor.fetchall()]


def _json(text: str | None) -> dict[str, Any] | None:
    return None if text is None else orjson.loads(text)

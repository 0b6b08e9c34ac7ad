"""An association's history as people read it: lines from the rows that rooms keep anyway, newest first.

A room above registers what it has to tell; all of it is read in one statement, however much there is.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID

import orjson
from django.db.models import CharField, F, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast, JSONObject

from lib.errors import NotFound

TOPICS: Final = ("members", "offices", "statutes", "decisions", "association")

Rows = Callable[[UUID], QuerySet[Any]]


@dataclass(frozen=True, slots=True)
class Source:
    """What becomes one kind of line. `rows` are an association's; `at` names their time and `said` what a line tells."""

    kind: str
    topic: str
    rows: Rows
    at: str
    said: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that happened. `said` holds names and numbers of today for the client to put into a sentence."""

    kind: str
    row: UUID
    at: datetime
    said: dict[str, Any]


_sources: list[Source] = []


def register(*sources: Source) -> None:
    """This will make sources known."""
    _sources.extend(sources)


def kinds() -> list[str]:
    """This will return the kinds of lines there are."""
    return [source.kind for source in _sources]


def history(
    association_id: UUID, *, topics: Iterable[str] = (), after: str = "", limit: int
) -> tuple[list[Line], str | None]:
    """This will return `limit` lines, newest first, and what to pass as `after` for the ones before them, if any.

    :raises NotFound: if `after` is nothing that this returned.
    """
    wanted = set(topics) or set(TOPICS)
    last = _read(after) if after else None
    parts = [_part(source, association_id, last, limit + 1) for source in _sources if source.topic in wanted]
    rows = parts[0]
    if len(parts) > 1:  # one alone is in order already, and Django sorts no slice again
        rows = rows.union(*parts[1:], all=True).order_by("-line_at", "-line_kind", "-line_row")[: limit + 1]
    lines = [Line(kind=kind, row=UUID(row), at=at, said=said) for at, kind, row, said in rows]
    return lines[:limit], _mark(lines[limit - 1]) if len(lines) > limit else None


def _part(source: Source, association_id: UUID, last: tuple[datetime, str, str] | None, most: int) -> QuerySet[Any]:
    rows = source.rows(association_id).annotate(
        line_at=F(source.at),
        line_kind=Value(source.kind, output_field=CharField()),
        line_row=Cast("pk", TextField()),
        line_said=JSONObject(**source.said),
    )
    if last is not None:
        at, kind, row = last
        # Of one moment the kinds come one after the other, as the whole is ordered.
        same = Q(line_at=at) if source.kind < kind else Q(line_at=at, line_row__lt=row)
        rows = rows.filter(Q(line_at__lt=at) | same) if source.kind <= kind else rows.filter(line_at__lt=at)
    columns = rows.values_list("line_at", "line_kind", "line_row", "line_said")
    return columns.order_by("-line_at", "-line_row")[:most]


def _mark(line: Line) -> str:
    text = orjson.dumps([line.at.isoformat(), line.kind, str(line.row)])
    return base64.urlsafe_b64encode(text).decode().rstrip("=")


def _read(mark: str) -> tuple[datetime, str, str]:
    try:
        text = base64.urlsafe_b64decode(mark + "=" * (-len(mark) % 4))
        at, kind, row = orjson.loads(text)
        moment, known = datetime.fromisoformat(at), str(UUID(row))
        if moment.tzinfo is None:
            raise NotFound
        moment = moment.astimezone(UTC)  # the database knows no offset of a day
    except (ValueError, TypeError, AttributeError, OverflowError, binascii.Error):
        raise NotFound from None
    if not isinstance(kind, str) or "\0" in kind:
        raise NotFound
    return moment, kind, known

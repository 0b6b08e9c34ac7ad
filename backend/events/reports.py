"""What a process without pages knows of itself, told to the database every few seconds so that stewards can read it.

A worker tells how its sweeps do, a hub how many sockets it holds. The figures are those that Prometheus reads from the
process itself (lib.jobs, events.hub); a process that was not heard of for half a minute is gone.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import orjson
from django.db import connection

from events.models import ProcessReport

REPORT_SECONDS: Final = 5.0
_FRESH_SECONDS: Final = 30.0
# The reports of processes that are gone go with the next one of their kind.
REPORT: Final = """
    WITH gone AS (
        DELETE FROM events_processreport WHERE kind = %(kind)s AND seen_at < clock_timestamp() - interval '1 hour'
    )
    INSERT INTO events_processreport (kind, process, figures, seen_at)
    VALUES (%(kind)s, %(process)s, %(figures)s::jsonb, clock_timestamp())
    ON CONFLICT (kind, process) DO UPDATE SET figures = EXCLUDED.figures, seen_at = EXCLUDED.seen_at
    RETURNING 1
"""


@dataclass(frozen=True, slots=True)
class Report:
    """A process by its host and number, and what it last said."""

    process: str
    figures: dict[str, Any]
    seen_seconds: float


def values(kind: ProcessReport.Kind, figures: Mapping[str, Any]) -> dict[str, str]:
    """This will return what the statement REPORT takes."""
    process = f"{socket.gethostname()}:{os.getpid()}"
    return {"kind": kind.value, "process": process, "figures": orjson.dumps(figures).decode()}


def tell(kind: ProcessReport.Kind, figures: Mapping[str, Any]) -> None:
    """This will say how this process does."""
    with connection.cursor() as cursor:
        cursor.execute(REPORT, values(kind, figures))


def heard(kind: ProcessReport.Kind) -> list[Report]:
    """This will return the latest words of the processes that were heard of in the last half minute."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT process, figures::text, extract(epoch FROM clock_timestamp() - seen_at)::float
            FROM events_processreport
            WHERE kind = %s AND seen_at > clock_timestamp() - make_interval(secs => %s) ORDER BY process
            """,
            [kind.value, _FRESH_SECONDS],
        )
        return [Report(process, orjson.loads(figures), seen) for process, figures, seen in cursor.fetchall()]

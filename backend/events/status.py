"""How the spine is doing, for stewards and for metrics."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.db import connection

from events import consumers


@dataclass(frozen=True, slots=True)
class Outbox:
    """`waiting` events are not published; the oldest of them is `oldest_seconds` old."""

    total: int
    waiting: int
    oldest_seconds: float


@dataclass(frozen=True, slots=True)
class Group:
    """A consumer group: what it has still to read, what it set aside, when it was last heard of."""

    name: str
    lag: int
    parked: int
    silent_seconds: float | None


def outbox() -> Outbox:
    """This will return how far publishing is."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT count(*), coalesce(extract(epoch FROM clock_timestamp() - min(recorded_at)), 0)::float
            FROM events_outboxevent WHERE published_at IS NULL
            """
        )
        waiting, oldest = cursor.fetchone()
        cursor.execute("SELECT coalesce(max(number), 0) FROM events_outboxevent")
        total = cursor.fetchone()[0]
    return Outbox(total=total, waiting=waiting, oldest_seconds=oldest)


def groups() -> list[Group]:
    """This will return every group of this release."""
    with connection.cursor() as cursor:
        cursor.execute('SELECT "group", count(*) FROM events_parkedevent GROUP BY "group"')
        parked = dict(cursor.fetchall())
        cursor.execute(
            """
            SELECT "group", min(extract(epoch FROM clock_timestamp() - seen_at))::float,
                   coalesce(sum(lag) FILTER (WHERE seen_at > clock_timestamp() - interval '1 minute'), 0)::bigint,
                   max(position)
            FROM events_consumeroffset GROUP BY "group"
            """
        )
        members = {row[0]: row[1:] for row in cursor.fetchall()}
        found = []
        for name in consumers.groups():
            silent, reported_lag, position = members.get(name, (None, 0, 0))
            lag = int(reported_lag) if settings.KAFKA_BOOTSTRAP_SERVERS else _unread(name, position)
            found.append(Group(name=name, lag=lag, parked=parked.get(name, 0), silent_seconds=silent))
    return found


def _unread(group: str, position: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM events_outboxevent WHERE position > %s AND name = ANY(%s)",
            [position, sorted(consumers.heard_by(group))],
        )
        return cursor.fetchone()[0]

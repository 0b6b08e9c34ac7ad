"""How the spine is doing, for stewards and for metrics."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.conf import settings
from django.db import connection

from events import consumers
from events.relay import LEADER

_RECENT: Final = 20_000


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


@dataclass(frozen=True, slots=True)
class Member:
    """One member of a consumer group: what it last said of what it has still to read, and how long ago."""

    group: str
    member: str
    lag: int
    silent_seconds: float


@dataclass(frozen=True, slots=True)
class Relay:
    """A relay that has a connection to the database; one of them leads."""

    address: str
    leads: bool
    since: datetime


@dataclass(frozen=True, slots=True)
class Minute:
    """How many events were recorded in a minute."""

    at: datetime
    events: int


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


def members() -> list[Member]:
    """This will return the members of all groups that were heard of within the last day."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT "group", member, lag, extract(epoch FROM clock_timestamp() - seen_at)::float
            FROM events_consumeroffset WHERE seen_at > clock_timestamp() - interval '1 day' ORDER BY "group", member
            """
        )
        return [Member(*row) for row in cursor.fetchall()]


def relays() -> list[Relay]:
    """This will return the relays that are connected; the leader is the one that holds the lock."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT coalesce(host(client_addr), ''), EXISTS (
                SELECT FROM pg_locks held
                WHERE held.pid = session.pid AND held.locktype = 'advisory' AND held.granted AND held.objsubid = 1
                  AND held.database = session.datid
                  AND (held.classid::bigint << 32 | held.objid::bigint) = %s
            ), backend_start
            FROM pg_stat_activity session
            WHERE application_name = 'minga-relay' AND datname = current_database()
            ORDER BY 2 DESC, 3
            """,
            [LEADER],
        )
        return [Relay(*row) for row in cursor.fetchall()]


def recent(minutes: int = 60) -> list[Minute]:
    """This will return how many events each of the last minutes brought, the oldest first.

    Of the newest 20,000 only: it is a picture of the last hour, and no table is read through for it.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """
            WITH newest AS (
                SELECT recorded_at FROM events_outboxevent ORDER BY number DESC LIMIT %(most)s
            ), counted AS (
                SELECT date_trunc('minute', recorded_at) AS at, count(*) AS events FROM newest
                WHERE recorded_at > clock_timestamp() - make_interval(mins => %(minutes)s) GROUP BY 1
            )
            SELECT at, coalesce(events, 0)
            FROM generate_series(
                date_trunc('minute', clock_timestamp()) - make_interval(mins => %(minutes)s - 1),
                date_trunc('minute', clock_timestamp()), interval '1 minute'
            ) AS at LEFT JOIN counted USING (at) ORDER BY at
            """,
            {"minutes": minutes, "most": _RECENT},
        )
        return [Minute(*row) for row in cursor.fetchall()]

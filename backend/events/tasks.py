"""The queue of tasks, for stewards and for metrics: what waits, what failed for good, and how to run that again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from lib import jobs
from lib.clock import database_now

_OLDEST_LOOKED_AT = 1_000


@dataclass(frozen=True, slots=True)
class Queue:
    """One kind of task. `late_seconds` is how long ago the oldest one that waits was due."""

    name: str
    waiting: int
    doing: int
    failed: int
    late_seconds: float


@dataclass(frozen=True, slots=True)
class FailedTask:
    """A task that was tried as often as it may be. `arguments` are ids."""

    id: int
    name: str
    arguments: dict[str, Any]
    attempts: int
    failed_at: datetime | None
    error: str = ""


def queues() -> list[Queue]:
    """This will return every kind of task that this release knows, also those of which none waits."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT task_name, count(*) FILTER (WHERE status = 'todo'), count(*) FILTER (WHERE status = 'doing'),
                   count(*) FILTER (WHERE status = 'failed')
            FROM procrastinate_jobs WHERE status IN ('todo', 'doing', 'failed') GROUP BY task_name
            """
        )
        counted = {row[0]: row[1:] for row in cursor.fetchall()}
        cursor.execute(
            """
            SELECT task_name, extract(epoch FROM clock_timestamp() - min(due))::float FROM (
                SELECT task_name, coalesce(
                    scheduled_at, (SELECT min(at) FROM procrastinate_events event WHERE event.job_id = job.id)
                ) AS due
                FROM procrastinate_jobs job WHERE status = 'todo' ORDER BY id LIMIT %s
            ) AS waiting WHERE due <= clock_timestamp() GROUP BY task_name
            """,
            [_OLDEST_LOOKED_AT],
        )
        late = dict(cursor.fetchall())
    kinds = sorted({*names(), *counted})
    found = []
    for name in kinds:
        waiting, doing, failed_for_good = counted.get(name, (0, 0, 0))
        found.append(Queue(name, waiting, doing, failed_for_good, late.get(name, 0.0)))
    return found


def names() -> list[str]:
    """This will return the kinds of tasks that this release knows."""
    return [name for name in jobs.app.tasks if not name.startswith(("builtin:", "procrastinate."))]


def worker_silent_seconds() -> float | None:
    """This will return how long ago a worker was heard of; None if none ever was, or the last one left in order."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT extract(epoch FROM clock_timestamp() - max(last_heartbeat))::float FROM procrastinate_workers"
        )
        return cursor.fetchone()[0]


def failed(*, name: str | None = None, limit: int = 100) -> list[FailedTask]:
    """This will return tasks that failed for good, the newest first."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT id, task_name, args, attempts,
                   (SELECT max(at) FROM procrastinate_events event WHERE event.job_id = job.id AND type = 'failed'),
                   coalesce((SELECT error FROM events_taskfailure failure WHERE failure.job_id = job.id), '')
            FROM procrastinate_jobs job
            WHERE status = 'failed' AND (%(name)s::text IS NULL OR task_name = %(name)s)
            ORDER BY id DESC LIMIT %(limit)s
            """,
            {"name": name, "limit": limit},
        )
        return [FailedTask(*row) for row in cursor.fetchall()]


def retry(task_id: int) -> bool:
    """This will give a failed task one more try, due at once; False if it isn't failed (any more).

    All tasks are safe to run twice, but one that another steward has sent off already is left alone.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT FROM procrastinate_jobs WHERE id = %s AND status = 'failed' FOR UPDATE", [task_id])
            if cursor.fetchone() is None:
                return False
        jobs.app.job_manager.retry_job_by_id(task_id, retry_at=database_now())
    return True


@dataclass(frozen=True, slots=True)
class Standing:
    """How the queue stands about one thing: `state` is todo, doing or failed."""

    id: int
    state: str
    attempts: int
    next_at: datetime | None
    error: str


def standing(name: str, argument: str, values: Sequence[str]) -> dict[str, Standing]:
    """This will return the newest task of that name for each of the values of its argument."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT DISTINCT ON (args ->> %(argument)s) args ->> %(argument)s, id, status::text, attempts, scheduled_at,
                   coalesce((SELECT error FROM events_taskfailure failure WHERE failure.job_id = job.id), '')
            FROM procrastinate_jobs job
            WHERE task_name = %(name)s AND args ->> %(argument)s = ANY(%(values)s)
              AND status IN ('todo', 'doing', 'failed')
            ORDER BY args ->> %(argument)s, id DESC
            """,
            {"name": name, "argument": argument, "values": list(values)},
        )
        return {value: Standing(*row) for value, *row in cursor.fetchall()}


def hurry(task_id: int) -> bool:
    """This will make a task that waits for its next try due at once, or retry it if it failed for good.

    False if it runs, or is over.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_jobs SET scheduled_at = clock_timestamp() WHERE id = %s AND status = 'todo'",
            [task_id],
        )
        if cursor.rowcount:
            return True
    return retry(task_id)

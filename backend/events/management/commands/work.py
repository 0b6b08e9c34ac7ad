"""Runs what is due and what is queued, until it is stopped."""

from __future__ import annotations

import asyncio
import re
import threading
import time
from collections.abc import Awaitable, Callable
from dataclasses import asdict
from typing import Any, Final, cast

import structlog
from django.core.management.base import BaseCommand
from django.db import DatabaseError, connection
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.exceptions import JobAborted

from events import reports
from events.management.processes import Running
from events.models import ProcessReport
from lib import figures, jobs, request_id
from lib.ids import new_id

log = structlog.get_logger(__name__)

_SWEEP_SECONDS: Final = 1.0
_SWEEP_LIMIT: Final = 200
_MOST_TURNS: Final = 50
_LOOK_SECONDS: Final = 0.5
_STALLED_SECONDS: Final = 10.0
_CONCURRENT_TASKS: Final = 4
# A mail server's refusal names the recipient.
_ADDRESS: Final = re.compile(r"[^\s<>@'\"]+@[^\s<>@'\"]+")
_NOTE_FAILURE: Final = """
    INSERT INTO events_taskfailure (job_id, error, at) VALUES (%(job_id)s, %(error)s, clock_timestamp())
    ON CONFLICT (job_id) DO UPDATE SET error = EXCLUDED.error, at = EXCLUDED.at
"""


class Command(BaseCommand):
    help = "Sweeps due rows every second and runs queued tasks. Any number may run."

    def handle(self, *args: Any, **options: Any) -> None:
        running = Running()
        figures.serve()
        sweeper = threading.Thread(target=_sweep_until, args=(running,), name="sweeps")
        sweeper.start()
        try:
            asyncio.run(_run_tasks_until(running))
        finally:
            running.stop()
            sweeper.join()


def _sweep_until(running: Running) -> None:
    reported = 0.0
    while running():
        for sweep in jobs.sweeps():
            with request_id.working_on(new_id().hex):
                _run(sweep)
        if time.monotonic() - reported > reports.REPORT_SECONDS:
            reported = time.monotonic()
            _report()
        running.wait(_SWEEP_SECONDS)


def _report() -> None:
    try:
        reports.tell(ProcessReport.Kind.WORKER, {name: asdict(state) for name, state in jobs.states().items()})
    except DatabaseError as error:
        log.warning("report_failed", error=type(error).__name__)
        connection.close()


def _run(sweep: jobs.Sweep) -> None:
    try:
        for _ in range(_MOST_TURNS):  # no sweep keeps the others waiting for ever
            if not sweep.run(_SWEEP_LIMIT):
                break
        jobs.record_success(sweep.name)
    except Exception as error:
        log.error("sweep_failed", sweep=sweep.name, exc_info=error)  # noqa: TRY400  exc_info is given
        jobs.record_failure(sweep.name, error)
        connection.close()


async def _run_tasks_until(running: Running) -> None:
    # Tasks keep deferring others through Django's connection and its transaction; only the worker has its own.
    connector = cast(DjangoConnector, jobs.app.connector).get_worker_connector()
    app = jobs.app.with_connector(connector)
    async with app.open_async():
        stalled = asyncio.create_task(_retry_stalled(app))
        worker = asyncio.create_task(
            app.run_worker_async(
                concurrency=_CONCURRENT_TASKS,
                install_signal_handlers=False,
                # The trigger that would wake us is gone: in the transaction it serialises every commit.
                listen_notify=False,
                fetch_job_polling_interval=_LOOK_SECONDS,
                update_heartbeat_interval=_STALLED_SECONDS / 3,
                stalled_worker_timeout=_STALLED_SECONDS,
                shutdown_graceful_timeout=5,
                delete_jobs="successful",
                worker_middleware=[_note_failure],
            )
        )
        while running() and not worker.done():  # noqa: ASYNC110  a signal handler can't set an asyncio event
            await asyncio.sleep(0.1)
        stalled.cancel()
        worker.cancel()
        await asyncio.gather(worker, stalled, return_exceptions=True)


async def _note_failure(call_next: Callable[[], Awaitable[Any]], context: Any, _worker: Any) -> Any:
    """The queue keeps no reason why a task failed: stewards need one."""
    try:
        return await call_next()
    except JobAborted:
        raise
    except Exception as error:
        said = _ADDRESS.sub("…", f"{type(error).__name__}: {error}").replace("\x00", "")[:500]
        try:
            await context.app.connector.execute_query_async(_NOTE_FAILURE, job_id=context.job.id, error=said)
        except Exception as fault:
            log.warning("failure_not_noted", job=context.job.id, error=type(fault).__name__)
        raise


async def _retry_stalled(app: Any) -> None:
    """A worker that was killed leaves its tasks `doing`: take them over."""
    while True:
        await asyncio.sleep(_STALLED_SECONDS / 2)
        try:
            for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=_STALLED_SECONDS):
                log.warning("task_taken_over", task=job.task_name, job=job.id)
                await app.job_manager.retry_job(job)
        except Exception as error:
            log.warning("stalled_tasks_not_looked_at", error=type(error).__name__)

"""The worker: what is due is done within seconds, and a task survives the worker that ran it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from infra.local import scratch
from tests.flows.spine_stand import Stand, stand, wait_until


@pytest.fixture
def folder() -> Iterator[Path]:
    with scratch.folder("minga-work") as place:
        yield place


_DEFER = """
from django.db import transaction
from tests.flows.spine_app.jobs import call_outside
with transaction.atomic():
    call_outside.defer(text="kept", seconds=%s)
with transaction.atomic():
    call_outside.defer(text="rolled back", seconds=0)
    transaction.set_rollback(True)
"""


def noted(here: Stand) -> list[str]:
    return [text for (text,) in here.rows("SELECT text FROM spine_note ORDER BY number")]


def test_what_is_due_is_swept_and_a_broken_sweep_harms_no_other(folder: Path) -> None:
    with stand(folder / "stand") as here:
        here.manage("work", "work")
        wait_until(lambda: here.logged("sweep_failed"), 60, "the worker sweeps")
        here.rows(
            "INSERT INTO spine_note (text, due_at) SELECT 'due', now() + n * interval '2 ms' FROM generate_series(1, 900) n"
        )
        here.rows("INSERT INTO spine_note (text, due_at) VALUES ('later', now() + interval '1 hour')")
        wait_until(
            lambda: here.value("SELECT count(*) FROM spine_note WHERE done_at IS NOT NULL") == 900, 120, "all are done"
        )
        late = here.value("SELECT max(extract(epoch FROM done_at - due_at)) FROM spine_note")
        assert 0 <= late < 60, late  # a second on a quiet machine


def test_a_task_is_queued_with_its_transaction_and_taken_over(folder: Path) -> None:
    with stand(folder / "stand") as here:
        here.run("shell", "--no-imports", "-c", _DEFER % 3600)
        here.manage("work", "work")
        wait_until(lambda: noted(here) == ["kept began"], 120, "the task begins")
        here.kill9("work")
        here.again("work")
        wait_until(lambda: noted(here)[-1] == "kept ended", 180, "another worker takes it over")
        assert noted(here) == ["kept began", "kept began", "kept ended"]
        assert here.value("SELECT count(*) FROM pg_trigger WHERE tgname LIKE '%notify_queue_job_inserted%'") == 0


def test_why_a_task_or_a_sweep_fails_can_be_read_without_anybodys_address(folder: Path) -> None:
    with stand(folder / "stand") as here:
        refuse = "from tests.flows.spine_app.jobs import refuse; refuse.defer(whom='<rosa@example.cl>')"
        here.run("shell", "--no-imports", "-c", refuse)
        here.manage("work", "work")
        wait_until(lambda: here.value("SELECT count(*) FROM events_taskfailure") == 1, 60, "the reason is kept")
        assert here.value("SELECT error FROM events_taskfailure") == "ValueError: <…> is unknown here"
        broken = "SELECT figures -> 'spine.broken' ->> 'error' FROM events_processreport WHERE kind = 'worker'"
        wait_until(lambda: here.rows(broken) == [("ValueError: broken",)], 60, "the worker says how its sweeps do")
        wait_until(
            lambda: here.value("SELECT count(*) FROM procrastinate_jobs WHERE status = 'failed'") == 1, 60, "it failed"
        )
        here.rows("DELETE FROM procrastinate_jobs")
        assert here.value("SELECT count(*) FROM events_taskfailure") == 0

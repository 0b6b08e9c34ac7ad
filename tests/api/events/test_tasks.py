"""The queue as stewards see it: what waits, what failed for good, and one more try."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection

from accounts import services as accounts
from events import tasks

pytestmark = pytest.mark.django_db
MAIL = "accounts.send_mail"


def fail_all() -> None:
    """What the worker writes when a task was tried as often as it may be."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing', attempts = 12")
        cursor.execute("UPDATE procrastinate_jobs SET status = 'failed'")


def queue() -> tasks.Queue:
    return next(queue for queue in tasks.queues() if queue.name == MAIL)


def said(*arguments: str) -> str:
    output = StringIO()
    call_command("tasks", *arguments, stdout=output)
    return output.getvalue()


def test_what_waits_is_counted_and_late():
    accounts.send_letter(recipient="rosa@example.cl", subject="Hola", text="Hola")
    assert (queue().waiting, queue().doing, queue().failed) == (1, 0, 0)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_events SET at = clock_timestamp() - interval '90 seconds'")
    assert 90 <= queue().late_seconds < 120
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET scheduled_at = clock_timestamp() + interval '1 minute'")
    assert queue().late_seconds == 0


def test_kinds_of_which_none_waits_are_there_too():
    assert {"accounts.send_mail", "payments.look_up", "payments.send_refund"} <= {one.name for one in tasks.queues()}


def test_what_failed_is_listed_and_tried_again():
    accounts.send_letter(recipient="rosa@example.cl", subject="Hola", text="Hola")
    fail_all()
    assert queue().failed == 1
    listed = said("--failed")
    assert MAIL in listed
    assert "rosa" not in listed
    assert "tried 12" in listed
    assert said("--failed", "--name", "payments.look_up") == "0 failed.\n"
    assert said("--retry").endswith("1 are tried again.\n")
    assert (queue().waiting, queue().failed) == (1, 0)
    assert f"{MAIL}" in said()


def test_two_stewards_retry_a_task_once():
    accounts.send_letter(recipient="rosa@example.cl", subject="Hola", text="Hola")
    fail_all()
    (task,) = tasks.failed()
    assert tasks.retry(task.id)
    # The worker has taken it up meanwhile: it must not be put back under its hands.
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing'")
    assert not tasks.retry(task.id)
    assert not tasks.hurry(task.id)


def test_a_task_that_waits_for_its_next_try_can_be_hurried():
    mail = accounts.send_letter(recipient="rosa@example.cl", subject="Hola", text="Hola")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET scheduled_at = clock_timestamp() + interval '1 hour'")
        cursor.execute(
            "INSERT INTO events_taskfailure SELECT id, 'ConnectionRefusedError: no', clock_timestamp()"
            " FROM procrastinate_jobs"
        )
    known = tasks.standing(MAIL, "mail_id", [str(mail.pk), "nadie"])
    assert list(known) == [str(mail.pk)]
    standing = known[str(mail.pk)]
    assert (standing.state, standing.error) == ("todo", "ConnectionRefusedError: no")
    assert queue().late_seconds == 0
    assert tasks.hurry(standing.id)
    assert queue().late_seconds > 0

from __future__ import annotations

import time

from django.db import connection

from lib import jobs
from tests.flows.spine_app.models import Note


@jobs.sweep("spine.due_notes")
def do_due_notes(limit: int) -> int:
    """This will note the due rows as done, by the database's clock."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            UPDATE spine_note SET done_at = clock_timestamp() WHERE number IN (
                SELECT number FROM spine_note WHERE done_at IS NULL AND due_at <= clock_timestamp()
                ORDER BY due_at LIMIT %s FOR UPDATE SKIP LOCKED
            )
            """,
            [limit],
        )
        return cursor.rowcount


@jobs.sweep("spine.broken")
def fail(limit: int) -> int:
    """This one always fails; it must not keep the others from their work."""
    raise ValueError("broken")


@jobs.app.task(name="spine.call_outside")
def call_outside(*, text: str, seconds: float) -> None:
    """This will take its time when it is tried first, and note that it began and ended."""
    again = Note.objects.filter(text=f"{text} began").exists()
    Note.objects.create(text=f"{text} began")
    if not again:
        time.sleep(seconds)
    Note.objects.create(text=f"{text} ended")


@jobs.app.task(name="spine.refuse")
def refuse(*, whom: str) -> None:
    """This one is tried once and fails, naming somebody's address as mail servers do."""
    raise ValueError(f"{whom} is unknown here")

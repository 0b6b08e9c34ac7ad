"""Which life of the database this is. Clients and brokers that remember another one start anew."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from django.db import connection

from lib.ids import new_id

# What every reader of the epoch asks; the row may be missing in a database that was just emptied.
READ: Final = "SELECT value FROM events_epoch WHERE id = 1"
DRAW_IF_MISSING: Final = """
    INSERT INTO events_epoch AS row (id, value, drawn_at) VALUES (1, %s, clock_timestamp())
    ON CONFLICT (id) DO UPDATE SET value = row.value RETURNING value
"""


def current() -> UUID:
    """This will return the epoch, and draw the first one if there is none."""
    with connection.cursor() as cursor:
        cursor.execute(READ)
        row = cursor.fetchone()
        if row is None:
            cursor.execute(DRAW_IF_MISSING, [new_id()])
            row = cursor.fetchone()
    return row[0]


def draw() -> UUID:
    """This will begin a new epoch: sockets close with 4409, and messages of the former one are dropped."""
    value = new_id()
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO events_epoch (id, value, drawn_at) VALUES (1, %s, clock_timestamp())
            ON CONFLICT (id) DO UPDATE SET value = EXCLUDED.value, drawn_at = EXCLUDED.drawn_at
            """,
            [value],
        )
    return value

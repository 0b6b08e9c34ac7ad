"""The one clock that decides: the database's."""

from datetime import datetime

from django.db import connection


def database_now() -> datetime:
    """This will return the database's wall clock as it is now.

    `now()` would be the start of the transaction: a deadline that passed while waiting for a lock would not count.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        return cursor.fetchone()[0]

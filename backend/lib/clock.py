"""The one clock that decides: the database's."""

from datetime import date, datetime, timedelta

from django.db import connection
from django.utils import timezone


def database_now() -> datetime:
    """This will return the database's wall clock as it is now.

    `now()` would be the start of the transaction: a deadline that passed while waiting for a lock would not count.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        return cursor.fetchone()[0]


def last_day(ends_at: datetime) -> date:
    """This will return the last day, in the region, of what holds until `ends_at`: a day counts whole, midnight ends it."""
    return timezone.localdate(ends_at - timedelta(seconds=1))

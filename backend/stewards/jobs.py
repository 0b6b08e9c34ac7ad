"""Readings whose time is up are told to be over; nobody could read by them any more before that."""

from __future__ import annotations

from lib import jobs
from stewards import services


@jobs.sweep("stewards.end_readings")
def end_readings(limit: int) -> int:
    """This will note the end of up to `limit` readings, and tell it."""
    return services.end_due_readings(limit)

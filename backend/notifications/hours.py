"""Times of day on the clocks of the region, as moments: also on the nights when an hour is missing or comes twice."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

ZONE: Final = ZoneInfo("America/Santiago")
_SECOND: Final = timedelta(seconds=1)


def first_moment(day: date, at: time) -> datetime:
    """This will return when the clocks show `at` on that day, the first time if that happens twice.

    A time that the clocks jump over is the moment of the jump: the first at which they show it or more.
    """
    before = datetime.combine(day, at, ZONE).astimezone(UTC)
    if before.astimezone(ZONE).replace(tzinfo=None) == datetime.combine(day, at):
        return before
    low = datetime.combine(day, at, ZONE).replace(fold=1).astimezone(UTC)
    high = before
    while high - low > _SECOND:
        middle = low + (high - low) / 2
        if middle.astimezone(ZONE).replace(tzinfo=None) < datetime.combine(day, at):
            low = middle
        else:
            high = middle
    return (high + timedelta(milliseconds=1)).replace(microsecond=0)


def next_morning(now: datetime, *, at: time, weekday: int | None = None) -> datetime:
    """This will return the next moment after `now` at which it is `at`, on that day of the week if one is given."""
    today = now.astimezone(ZONE).date()
    for days in range(9):
        day = today + timedelta(days=days)
        if weekday in (None, day.weekday()) and (moment := first_moment(day, at)) > now:
            return moment
    raise AssertionError("a week has seven days")


def quiet_ends(now: datetime, *, since: time, until: time) -> datetime | None:
    """This will return when the quiet hours end in which `now` lies; None if it lies in none.

    `since` may be later than `until`: then they go over midnight. Equal times are no quiet hours.
    """
    local = now.astimezone(ZONE)
    clock = local.time()
    over_midnight = since > until
    if over_midnight:
        if until <= clock < since:
            return None
    elif not since <= clock < until:
        return None
    day = local.date() + timedelta(days=int(over_midnight and clock >= since))
    end = first_moment(day, until)
    if end <= now:  # the hour came twice, and this is the second time
        end = datetime.combine(day, until, ZONE).replace(fold=1).astimezone(UTC)
    return end

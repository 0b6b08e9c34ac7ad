"""Clocks of the region, on common days and on the nights when they are changed.

In 2026 the hour from 23:00 comes twice in the night of 4 April, and the hour from 0:00 is missing on 6 September.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest

from notifications.hours import ZONE, first_moment, next_morning, quiet_ends


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("day", "at", "moment"),
    [
        (date(2026, 11, 22), time(8), utc(2026, 11, 22, 11)),  # summer, three hours behind
        (date(2026, 7, 1), time(8), utc(2026, 7, 1, 12)),  # winter, four
        (date(2026, 9, 6), time(0, 30), utc(2026, 9, 6, 4)),  # is missing: the jump itself
        (date(2026, 9, 6), time(0), utc(2026, 9, 6, 4)),
        (date(2026, 9, 6), time(1), utc(2026, 9, 6, 4)),
        (date(2026, 9, 6), time(8), utc(2026, 9, 6, 11)),
        (date(2026, 4, 4), time(23, 30), utc(2026, 4, 5, 2, 30)),  # comes twice: the first
        (date(2026, 4, 5), time(8), utc(2026, 4, 5, 12)),
    ],
)
def test_a_time_of_day_is_one_moment(day: date, at: time, moment: datetime):
    assert first_moment(day, at) == moment


def test_a_digest_comes_once_a_day_the_whole_year():
    for at in (time(0, 30), time(8), time(23, 30)):
        now, mornings = utc(2026, 1, 1), []
        while now < utc(2027, 1, 1):
            now = next_morning(now, at=at)
            mornings.append(now)
        days = [morning.astimezone(ZONE).date() for morning in mornings]
        assert len(days) == len(set(days)) == (days[-1] - days[0]).days + 1


def test_a_week_later_is_the_same_day_of_the_week():
    monday = next_morning(utc(2026, 9, 1, 12), at=time(8), weekday=0)
    assert monday == utc(2026, 9, 7, 11)
    assert next_morning(monday, at=time(8), weekday=0) == utc(2026, 9, 14, 11)
    assert next_morning(monday - timedelta(seconds=1), at=time(8), weekday=0) == monday


NIGHT = {"since": time(22), "until": time(7)}


@pytest.mark.parametrize(
    ("now", "end"),
    [
        (utc(2026, 11, 22, 13), None),  # 10:00
        (utc(2026, 11, 23, 1), utc(2026, 11, 23, 10)),  # 22:00 → 7:00
        (utc(2026, 11, 23, 0, 59, 59), None),
        (utc(2026, 11, 23, 9, 59, 59), utc(2026, 11, 23, 10)),
        (utc(2026, 11, 23, 10), None),
        (utc(2026, 9, 6, 3, 30), utc(2026, 9, 6, 10)),  # 23:30 before the jump: the night is an hour shorter
        (utc(2026, 4, 5, 2, 30), utc(2026, 4, 5, 11)),  # 23:30 for the first time: an hour longer
        (utc(2026, 4, 5, 3, 30), utc(2026, 4, 5, 11)),  # and for the second
    ],
)
def test_the_night_is_quiet(now: datetime, end: datetime | None):
    assert quiet_ends(now, **NIGHT) == end


def test_quiet_hours_may_end_in_an_hour_that_is_missing_or_comes_twice():
    assert quiet_ends(utc(2026, 9, 6, 3, 30), since=time(22), until=time(0, 30)) == utc(2026, 9, 6, 4)
    evening = {"since": time(21), "until": time(23, 30)}
    assert quiet_ends(utc(2026, 4, 5, 1), **evening) == utc(2026, 4, 5, 2, 30)
    assert quiet_ends(utc(2026, 4, 5, 3, 10), **evening) == utc(2026, 4, 5, 3, 30), "23:10 once more"
    assert quiet_ends(utc(2026, 4, 5, 2, 45), **evening) is None


def test_the_same_time_twice_is_no_quiet_hours():
    assert quiet_ends(utc(2026, 11, 22, 13), since=time(8), until=time(8)) is None


def test_whatever_the_hours_they_end_after_now_within_a_day_and_an_hour():
    for half_hours in range(2 * 24 * 30):
        for start in (utc(2026, 3, 25), utc(2026, 8, 25)):
            now = start + timedelta(minutes=30 * half_hours)
            for since, until in ((time(22), time(7)), (time(0), time(0, 30)), (time(23, 30), time(0, 30))):
                end = quiet_ends(now, since=since, until=until)
                assert end is None or now < end <= now + timedelta(hours=25)
                if end is not None:
                    assert quiet_ends(end, since=since, until=until) is None

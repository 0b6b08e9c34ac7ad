"""Parked events in stewards' hands: what is shown of them, trying again, and giving one up."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from django.db import connection

from coops.events import MemberJoined
from events import consumers, delivery, parking, upkeep
from events.live import FeedWriter
from events.models import Inbox, ParkedEvent
from tests.support.parking import GROUP, message, park, tell

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_line_for_each_key_says_what_failed_and_how_many_wait_behind_it():
    first, _second, _third = park(3)
    (other,) = park(1, error=KeyError("otra cosa"))
    line, lone = parking.lines()
    assert (line.event_id, line.behind, line.reason, line.error) == (first, 2, "failed", "ValueError: no hay caso")
    assert line.data is not None
    assert line.data["number"] == 1
    assert (lone.event_id, lone.behind, lone.error_kind) == (other, 0, "KeyError")
    assert [one.event_id for one in parking.lines(error_kind="KeyError")] == [other]


def test_causes_are_counted_over_keys():
    park(2, error=ValueError("pedido 1"))
    park(1, error=ValueError("pedido 2"))
    park(1, error=KeyError("x"))
    cause, rare = parking.causes()
    assert (cause.group, cause.name, cause.error_kind) == (GROUP, MemberJoined.name, "ValueError")
    assert (cause.keys, cause.events) == (2, 3)
    assert (rare.error_kind, rare.keys, rare.events) == ("KeyError", 1, 1)


def test_only_the_first_is_tried_when_that_is_asked():
    park(3)
    (line,) = parking.lines()
    assert upkeep.redrive(group=GROUP, key=line.key, most=1) == (1, 2)
    (left,) = parking.lines()
    assert (left.reason, left.behind) == ("behind", 1)


def test_what_is_given_up_counts_as_handled_and_the_next_one_follows():
    first, second = park(2)
    with pytest.raises(LookupError):
        upkeep.set_aside(group=GROUP, event_id=second)
    given_up = upkeep.set_aside(group=GROUP, event_id=first)
    assert given_up.error == "ValueError: no hay caso"
    assert Inbox.objects.filter(group=GROUP, event_id=first).exists()
    with pytest.raises(LookupError):
        upkeep.set_aside(group=GROUP, event_id=first)
    assert upkeep.redrive(group=GROUP, key=given_up.key) == (1, 0)
    delivery.deliver(GROUP, message(first))
    assert ParkedEvent.objects.count() == 0


def test_an_entry_of_the_feed_that_fails_again_stays_parked(monkeypatch: pytest.MonkeyPatch):
    key = uuid4()
    event_id = tell(key, streams=("catalog",))
    delivery.park(consumers.LIVE, message(event_id), ValueError("no hay caso"))

    def fail(*_: Any) -> None:
        raise psycopg.DataError("todavía no")

    with monkeypatch.context() as broken:
        broken.setattr(FeedWriter, "write", fail)
        assert upkeep.redrive(group=consumers.LIVE, key=key) == (0, 1)
    (line,) = parking.lines()
    assert (line.error, line.attempts) == ("DataError: todavía no", 2)
    assert upkeep.redrive(group=consumers.LIVE, key=key) == (1, 0)


def _two_at_once(monkeypatch: pytest.MonkeyPatch) -> tuple[int, int]:
    """Two redrives of one key that meet in the middle: how many both say they did, and how often a handler ran."""
    park(3)
    (line,) = parking.lines()
    handled, read = [], []
    known = upkeep._parked_messages

    def reading(*args: Any) -> Any:
        read.append(threading.get_ident())
        return known(*args)

    def met() -> bool:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_locks JOIN pg_database ON pg_database.oid = database"
                " WHERE datname = current_database() AND locktype = 'advisory' AND NOT granted"
            )
            return len(read) == 2 or cursor.fetchone()[0] > 0

    def handler(event: MemberJoined, meta: consumers.EventMeta) -> None:
        handled.append(meta.id)
        _until(met)

    monkeypatch.setattr(upkeep, "_parked_messages", reading)
    monkeypatch.setattr(consumers, "handlers", lambda *_: [handler])
    worked: list[int] = []

    def work() -> None:
        try:
            worked.append(upkeep.redrive(group=GROUP, key=line.key)[0])
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(worked), len(handled)


def _until(true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 120
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_two_stewards_at_once_redrive_each_event_once(monkeypatch: pytest.MonkeyPatch):
    assert _two_at_once(monkeypatch) == (3, 3)


def test_without_the_lock_both_would_say_that_they_did_it(monkeypatch: pytest.MonkeyPatch):
    """The negative control; the inbox still keeps the effects single."""
    monkeypatch.setattr(delivery, "lock_parking", lambda *_: None)
    with suppress(AssertionError):
        assert _two_at_once(monkeypatch) == (3, 3)
        pytest.fail("the race was not there")

"""What the spine promises about one event: told with its change or not at all, handled once, parked in order, re-driven."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any
from uuid import UUID

import psycopg
import pytest
from django.db import OperationalError, connection, transaction

from events import brokers, consumers, delivery, epoch, feed, outbox, registry, relay, status, upkeep
from events.brokers.embedded import EmbeddedPublisher, EmbeddedSource
from events.connections import dedicated
from events.consumers import EventMeta
from events.live import _ACCEPT, FeedWriter
from events.membership import HandlerWork, LiveWork, _Member
from events.messages import Message
from events.models import FeedEntry, Inbox, OutboxEvent, ParkedEvent
from events.registry import Event
from lib import request_id
from lib.ids import new_id

pytestmark = pytest.mark.django_db(transaction=True)

GROUP = "trial"


class Trial(Event):
    """Something was tried; only in tests."""

    name = "trial.something_tried"
    nth: int


del registry._events[Trial.name]  # nobody else's test should meet it


@pytest.fixture(autouse=True)
def known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(registry._events, Trial.name, Trial)


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> Heard:
    """The group `trial` hears the event, and may be told to fail."""
    here = Heard()
    monkeypatch.setitem(consumers._handlers, GROUP, {Trial.name: [here.handle]})
    return here


class Heard:
    def __init__(self) -> None:
        self.nths: list[int] = []
        self.metas: list[EventMeta] = []
        self.requests: list[str] = []
        self.fails: Callable[[int], Exception | None] = lambda nth: None

    def handle(self, event: Trial, meta: EventMeta) -> None:
        if error := self.fails(event.nth):
            raise error
        self.nths.append(event.nth)
        self.metas.append(meta)
        self.requests.append(request_id.current())


def tell(nth: int, *, key: UUID | None = None, streams: tuple[str, ...] = ()) -> UUID:
    with transaction.atomic():
        return outbox.record(Trial(nth=nth), key=key or new_id(), streams=streams)


def publish() -> int:
    with dedicated("test") as line:
        return EmbeddedPublisher().publish(line, 500)


def arriving(group: str = GROUP) -> list[Message]:
    source = EmbeddedSource(group, consumers.heard_by(group))
    try:
        return list(source.poll(0))
    finally:
        source.close()


def deliver_all() -> None:
    publish()
    for message in arriving():
        delivery.deliver(GROUP, message)


# --- the outbox ---


def test_an_event_is_told_with_its_change_or_not_at_all() -> None:
    with pytest.raises(outbox.OutsideTransaction):
        outbox.record(Trial(nth=1), key=new_id(), streams=[])
    with transaction.atomic():
        outbox.record(Trial(nth=1), key=new_id(), streams=[])
        transaction.set_rollback(True)
    assert OutboxEvent.objects.count() == 0
    key = new_id()
    with request_id.working_on("request-77"):
        event_id = tell(1, key=key, streams=("catalog", "catalog", f"user:{key}"))
    row = OutboxEvent.objects.get()
    assert (row.event_id, row.name, row.version, row.key) == (event_id, "trial.something_tried", 1, key)
    assert (row.data, row.streams, row.request_id) == ({"nth": 1}, ["catalog", f"user:{key}"], "request-77")
    assert row.published_at is None


@pytest.mark.parametrize(
    "stream", ["", "Catalog", "user:", "user:7", f"user:{new_id()}x", "a b", f"user:{str(new_id()).upper()}"]
)
def test_streams_have_names(stream: str) -> None:
    with pytest.raises(outbox.MalformedStream), transaction.atomic():
        outbox.record(Trial(nth=1), key=new_id(), streams=[stream])


# --- handling ---


def test_once_though_it_comes_twice_and_with_its_request(heard: Heard) -> None:
    key = new_id()
    with request_id.working_on("request-78"):
        event_id = tell(1, key=key)
    publish()
    for message in arriving() * 2:
        delivery.deliver(GROUP, message)
    assert heard.nths == [1]
    assert heard.requests == ["request-78"]
    assert (heard.metas[0].id, heard.metas[0].key, heard.metas[0].epoch) == (event_id, key, epoch.current())
    assert Inbox.objects.filter(group=GROUP).count() == 1


def test_poison_is_parked_with_its_later_siblings_and_holds_nobody_else_up(heard: Heard) -> None:
    ill, well = new_id(), new_id()
    heard.fails = lambda nth: ValueError(f"poison {nth}\x00") if nth == 2 else None
    for nth, key in ((1, ill), (2, ill), (3, well), (4, ill), (5, ill)):
        tell(nth, key=key)
    deliver_all()
    assert heard.nths == [1, 3]
    parked = list(ParkedEvent.objects.order_by("pk").values_list("key", "reason", "error"))
    assert parked == [(ill, "failed", "ValueError: poison 2"), (ill, "behind", ""), (ill, "behind", "")]
    assert upkeep.redrive(group=GROUP, key=ill) == (0, 3)
    assert ParkedEvent.objects.order_by("pk").values_list("attempts", flat=True)[0] == 2

    heard.fails = lambda nth: None
    assert upkeep.redrive(group=GROUP, key=ill) == (3, 0)
    assert heard.nths == [1, 3, 2, 4, 5]
    tell(6, key=ill)
    deliver_all()
    assert heard.nths[-1] == 6


def test_a_redelivery_of_what_is_parked_changes_nothing(heard: Heard) -> None:
    key = new_id()
    heard.fails = lambda nth: ValueError("poison")
    tell(1, key=key)
    publish()
    for message in arriving() * 3:
        delivery.deliver(GROUP, message)
    assert ParkedEvent.objects.count() == 1
    assert not Inbox.objects.exists()


def test_a_version_of_the_future_is_parked_until_this_release_can_read_it(
    heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = new_id()
    tell(1, key=key)
    OutboxEvent.objects.update(version=2, data={"number": 1})
    tell(2, key=key)
    deliver_all()
    assert heard.nths == []
    assert list(ParkedEvent.objects.order_by("pk").values_list("reason", flat=True)) == ["unreadable", "behind"]
    monkeypatch.setattr(Trial, "version", 2)
    monkeypatch.setattr(Trial, "upgrades", {1: lambda data: data})
    OutboxEvent.objects.filter(version=2).update(data={"nth": 1})
    assert upkeep.redrive(group=GROUP, key=key) == (2, 0)
    assert heard.nths == [1, 2]


def test_a_passing_fault_is_waited_out_and_nothing_is_parked(heard: Heard) -> None:
    tries = []

    def fail_thrice(nth: int) -> Exception | None:
        tries.append(nth)
        error = OperationalError("deadlock")
        error.__cause__ = psycopg.errors.DeadlockDetected()
        return error if len(tries) <= 3 else None

    heard.fails = fail_thrice
    tell(1)
    publish()
    run_member(heard, 1)
    assert (heard.nths, len(tries)) == ([1], 4)
    assert not ParkedEvent.objects.exists()
    assert arriving() == [], "the offset was committed"


def run_member(heard: Heard, events: int, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    source = EmbeddedSource(GROUP, consumers.heard_by(GROUP))
    going = lambda: len(heard.nths) < events and time.monotonic() < deadline  # noqa: E731
    try:
        _Member(GROUP, source, HandlerWork(GROUP), going, 0).run()
        source.commit()
    finally:
        source.close()


# --- the embedded broker ---


def test_positions_are_dense_and_each_group_reads_what_it_hears(heard: Heard, monkeypatch: pytest.MonkeyPatch) -> None:
    class Other(Event):
        """Something else; only in tests."""

        name = "trial.other_thing_done"

    for nth in range(1, 6):
        tell(nth)
        with transaction.atomic():
            outbox.record(Other(), key=new_id(), streams=[])
    try:
        assert publish() == 10
        assert sorted(OutboxEvent.objects.values_list("position", flat=True)) == list(range(1, 11))
        source = EmbeddedSource(GROUP, consumers.heard_by(GROUP))
        assert len(source.poll(0)) == 5
        assert source.lag() == 5
        source.commit()
        assert source.lag() == 0
        source.close()
        assert arriving() == []
        assert [group.lag for group in status.groups() if group.name == GROUP] == [0]
    finally:
        del registry._events[Other.name]


def test_one_member_of_a_group_works_and_another_takes_over(heard: Heard) -> None:
    tell(1)
    publish()
    first = EmbeddedSource(GROUP, consumers.heard_by(GROUP))
    assert len(first.poll(0)) == 1
    second = EmbeddedSource(GROUP, consumers.heard_by(GROUP))
    assert second.poll(0) == []
    first.close()  # before it committed
    deadline = time.monotonic() + 60
    while not (messages := second.poll(0.05)):
        assert time.monotonic() < deadline
    assert [message.name for message in messages] == [Trial.name]
    second.close()


def test_one_relay_leads_and_another_takes_over() -> None:
    stop = [False, False]
    relays = [threading.Thread(target=relay.run, args=(lambda number=number: not stop[number],)) for number in range(2)]
    for one in relays:
        one.start()
    try:
        for nth in range(20):
            tell(nth)
            if nth == 10:
                stop[0] = True
                relays[0].join(60)
        deadline = time.monotonic() + 60
        while OutboxEvent.objects.filter(published_at=None).exists() and time.monotonic() < deadline:
            time.sleep(0.02)
        assert not OutboxEvent.objects.filter(published_at=None).exists()
        positions = list(OutboxEvent.objects.order_by("number").values_list("position", flat=True))
        assert positions == list(range(1, 21))
    finally:
        stop[:] = [True, True]
        for one in relays:
            one.join(60)


def test_a_broker_that_is_down_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = []

    class Flaky(EmbeddedPublisher):
        def publish(self, connection: psycopg.Connection[Any], limit: int) -> int:
            calls.append(1)
            if len(calls) < 3:
                raise brokers.BrokerDown("down")
            return super().publish(connection, limit)

    monkeypatch.setattr(brokers, "publisher", Flaky)
    tell(1)
    deadline = time.monotonic() + 60
    relay.run(lambda: OutboxEvent.objects.filter(published_at=None).exists() and time.monotonic() < deadline)
    assert OutboxEvent.objects.get().position == 1


# --- by hand ---


def test_replay_sends_again_and_effects_stay_single(heard: Heard) -> None:
    for nth in range(1, 4):
        tell(nth)
    deliver_all()
    source = EmbeddedSource(GROUP, consumers.heard_by(GROUP))
    source.poll(0)
    source.commit()
    source.close()
    assert upkeep.replay(first=OutboxEvent.objects.order_by("number")[1].number) == 2
    publish()
    again = arriving()
    assert len(again) == 2
    for message in again:
        delivery.deliver(GROUP, message)
    assert heard.nths == [1, 2, 3]


def test_rebuild_is_for_projections_only(heard: Heard, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(KeyError):
        upkeep.rebuild(group=GROUP)
    for nth in range(1, 4):
        tell(nth)
    deliver_all()
    monkeypatch.setattr(consumers, "_projections", {})
    consumers.declare_projection(GROUP, clear=heard.nths.clear)
    assert upkeep.rebuild(group=GROUP) == 3
    assert heard.nths == [1, 2, 3]
    deliver_all()
    assert heard.nths == [1, 2, 3]


def test_a_new_epoch_sends_again_what_a_group_lacks(heard: Heard) -> None:
    for nth in range(1, 4):
        tell(nth, streams=("catalog",))
    deliver_all()
    LiveWork().do(arriving(consumers.LIVE))
    lacking = OutboxEvent.objects.order_by("number")[1]
    Inbox.objects.filter(group=GROUP, event_id=lacking.event_id).delete()
    before = epoch.current()
    value, missing = upkeep.begin_epoch()
    assert epoch.current() == value != before
    assert missing == 1
    assert list(OutboxEvent.objects.filter(published_at=None).values_list("number", flat=True)) == [lacking.number]


# --- the feed ---


def test_the_feed_numbers_each_stream_by_itself_and_once() -> None:
    key = new_id()
    for nth in range(5):
        tell(nth, key=key, streams=("catalog", f"user:{key}") if nth % 2 else ("catalog",))
    tell(9)
    publish()
    batch = arriving(consumers.LIVE)
    writer = FeedWriter()
    entries = writer.write(batch)
    assert [(entry.stream, entry.seq) for entry in entries] == [
        *(("catalog", seq) for seq in range(1, 6)),
        (f"user:{key}", 1),
        (f"user:{key}", 2),
    ]
    assert writer.write(batch) == []
    writer.close()
    assert feed.positions(["catalog", f"user:{key}", "order:x"]) == {"catalog": 5, f"user:{key}": 2, "order:x": 0}
    assert FeedEntry.objects.count() == 7


def test_two_live_processes_do_not_deadlock() -> None:
    assert sum(_deadlocks() for _ in range(2)) == 0


def test_without_the_order_they_would(monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: the inbox rows in the order of arrival, as one would write it first."""
    monkeypatch.setattr("events.live._ACCEPT", _ACCEPT.replace("ORDER BY id", ""))
    assert any(_deadlocks() for _ in range(30))


def _deadlocks() -> int:
    """Two writers take the same messages in different orders, as after a rebalance; return how many were shot."""
    keys = [new_id() for _ in range(20)]
    for nth in range(600):
        tell(nth, key=keys[nth % 20], streams=(f"user:{keys[nth % 20]}", f"order:{keys[(nth * 7) % 20]}", "catalog"))
    while publish():
        pass
    messages = _everything()
    found = []
    together = threading.Barrier(2)

    def write(mine: list[Message], *, backwards: bool) -> None:
        writer = FeedWriter()
        for start in range(0, len(mine), 200):
            batch = mine[start : start + 200]
            together.wait(120)
            while True:
                try:
                    writer.write(batch[::-1] if backwards else batch)
                    break
                except psycopg.errors.DeadlockDetected as error:
                    found.append(error)
        writer.close()

    threads = [
        threading.Thread(target=write, args=(messages,), kwargs={"backwards": backwards}) for backwards in (False, True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    total = OutboxEvent.objects.count()
    assert feed.position("catalog") == total
    numbers = FeedEntry.objects.filter(stream="catalog").values_list("seq", flat=True)
    assert sorted(numbers) == list(range(1, total + 1))
    return len(found)


def _everything() -> list[Message]:
    source = EmbeddedSource(consumers.LIVE, consumers.heard_by(consumers.LIVE))
    found: list[Message] = []
    while batch := source.poll(0):
        found += batch
        source.commit()
    source.close()
    connection.close()
    return found

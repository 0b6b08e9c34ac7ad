"""Twelve writers while relay and consumers are killed with -9, again and again: nothing lost, nothing twice, in order.

SPINE_EVENTS sets the size (1,200; the promise is for 10,000).
"""

from __future__ import annotations

import os
import random
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from infra.kafka import broker
from infra.local import scratch
from tests.flows.spine_checker import check, drained
from tests.flows.spine_stand import Stand, stand, wait_until

EVENTS = int(os.environ.get("SPINE_EVENTS", "1200"))
WRITERS = 3
THREADS = 4
THINGS = 24
# 30 s is the promise on a quiet machine, and printed; here it must heal at all, on a busy one too.
HEAL_SECONDS = 150
ENOUGH_KILLS = 8


@pytest.fixture
def folder() -> Iterator[Path]:
    with scratch.folder("minga-spine") as place:
        yield place


class Killer:
    """Kills one process after the other, about one a second, until it is stopped."""

    def __init__(self, here: Stand, *acts: Callable[[], None]) -> None:
        self.kills = 0
        self._here = here
        self._acts = list(acts)
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run)

    def __enter__(self) -> Killer:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _run(self) -> None:
        victims = [*self._here.commands]
        turn = 0
        while not self._stop.wait(random.uniform(0.8, 1.6)):
            name = victims[turn % len(victims)]
            self._here.kill9(name)
            self._here.again(name)
            self.kills += 1
            turn += 1
            if self._acts and turn % 8 == 4:
                self._acts[0]()
                self.kills += 1


def write(here: Stand, events: int, *, after: str = "start") -> list[Path]:
    """Run the writers to their end and return their notes."""
    here.run("shell", "--no-imports", "-c", _MAKE_THINGS)
    notes = [here.folder / f"writer-{after}-{number}.notes" for number in range(WRITERS)]
    for number, path in enumerate(notes):
        name = f"writer-{number}"
        here.start(name, "-m", "tests.flows.spine_app.writer", str(THREADS), str(events // WRITERS), str(path), "0.05")
        here.commands.pop(name)
    for number in range(WRITERS):
        assert here.processes.pop(f"writer-{number}").wait(480) == 0
    return notes


_MAKE_THINGS = f"""
from tests.flows.spine_app.models import Thing
Thing.objects.exists() or Thing.objects.bulk_create(Thing() for _ in range({THINGS}))
"""


def write_under_fire(here: Stand, killer: Killer) -> list[Path]:
    """Write until all is written and enough has been killed, however fast this machine writes."""
    notes = write(here, EVENTS)
    while killer.kills < ENOUGH_KILLS:
        notes += write(here, EVENTS // 4, after=f"kill-{killer.kills}-{len(notes)}")
    backlog = time.monotonic()
    while not drained(here) and time.monotonic() - backlog < 10:
        time.sleep(0.5)
    return notes


def heal(here: Stand) -> float:
    """Wait until all has arrived and return the seconds that it took."""
    began = time.monotonic()
    wait_until(lambda: drained(here), HEAL_SECONDS + EVENTS / 200, "healed without hands")
    return time.monotonic() - began


def test_embedded_broker_survives_kills(folder: Path) -> None:
    with stand(folder / "stand") as here:
        here.manage("relay", "relay")
        here.manage("spine", "consume", "--group", "spine")
        here.manage("live", "consume", "--group", "live")
        with Killer(here) as killer:
            notes = write_under_fire(here, killer)
        healed = heal(here)
        print(f"{EVENTS} events, {killer.kills} kills, healed {healed:.1f} s after the last")
        assert check(here, notes) == []

        # Every message a second time: the inbox knows them all.
        here.run("replay", "--all")
        wait_until(lambda: _reread(here), HEAL_SECONDS, "read again")
        assert check(here, notes) == []

        # The control: without the inbox a redelivery has its effects twice, and the checker says so.
        here.rows("DELETE FROM events_inbox WHERE \"group\" = 'spine'")
        here.run("replay", "--all")
        wait_until(lambda: _reread(here), HEAL_SECONDS, "read again")
        assert any("2 effects" in wrong for wrong in check(here, notes))


def _reread(here: Stand) -> bool:
    behind = here.rows(
        """
        SELECT 1 FROM events_consumeroffset WHERE member = ''
          AND position < (SELECT max(position) FROM events_outboxevent)
        UNION ALL SELECT 1 FROM events_outboxevent WHERE published_at IS NULL
        """
    )
    return not behind


def test_a_cursor_over_numbers_would_lose_events(folder: Path) -> None:
    """The control of the relay: one that remembers the highest number that it saw instead of what is unpublished."""
    with stand(folder / "stand") as here:
        here.start("relay", "-m", "tests.flows.spine_app.naive_relay")
        here.manage("spine", "consume")
        notes: list[Path] = []
        for attempt in range(10):  # a transaction must be overtaken by a later number while the relay looks
            notes += write(here, 1_200, after=f"attempt-{attempt}")
            time.sleep(3)
            if any("lost" in line for line in check(here, notes)):
                return
        pytest.fail("the checker did not notice a relay that loses events")


def test_kafka_survives_kills_of_everything(folder: Path) -> None:
    with (
        broker.running(folder / "kafka") as kafka,
        stand(folder / "stand", KAFKA_BOOTSTRAP_SERVERS=kafka.bootstrap) as here,
    ):
        here.run("kafka_topics")
        here.manage("relay", "relay")
        here.manage("spine", "consume", "--group", "spine")
        here.manage("live-0", "consume", "--group", "live", "--slot", "0")
        here.manage("live-1", "consume", "--group", "live", "--slot", "1")

        def kill_broker() -> None:
            kafka.kill9()
            kafka.start()

        with Killer(here, kill_broker) as killer:
            notes = write_under_fire(here, killer)
        healed = heal(here)
        print(f"{EVENTS} events, {killer.kills} kills, healed {healed:.1f} s after the last")
        assert check(here, notes) == []

        # Gone for longer than the producer keeps a message and than a consumer's session lives.
        kafka.kill9()
        notes += write(here, 150, after="outage")
        time.sleep(22)
        assert here.value("SELECT count(*) FROM events_outboxevent WHERE published_at IS NULL") == 150
        kafka.start()
        print(f"healed {heal(here):.1f} s after the broker came back")
        assert check(here, notes) == []

"""Whoever fetches after a poke sees at least what the poke was about; and an answer's number is never too high.

SPINE_CHANGES sets the size (600; the promise is for 10,000).
"""

from __future__ import annotations

import http.client
import json
import os
import threading
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from websockets.sync.client import connect
from websockets.typing import Origin

from infra.local import scratch
from tests.flows.spine_stand import Stand, stand, wait_until
from tests.flows.story_people import PATIENT

CHANGES = int(os.environ.get("SPINE_CHANGES", "600"))
WRITERS = 4  # slower than the reader: an answer that is read long after its poke proves nothing
THINGS = 8


@pytest.fixture
def folder() -> Iterator[Path]:
    with scratch.folder("minga-poke") as place:
        yield place


class Reader:
    """Follows the catalog, and after each poke fetches the thing that it names."""

    def __init__(self, address: str, page: str) -> None:
        self.older: list[str] = []
        self.claimed_too_much: list[str] = []
        self.entries: list[str] = []
        self._answers: list[tuple[str, int, int]] = []
        self._page = page
        self._http = http.client.HTTPConnection(address)

    def follow(self, address: str, events: int, ready: list[bool]) -> None:
        poked: dict[str, int] = defaultdict(int)
        with connect(f"ws://{address}/ws/v1/feed", origin=Origin(f"http://{address}"), **PATIENT) as line:
            line.send(json.dumps({"type": "hello", "epoch": None, "streams": {"catalog": 0}, "links": {}}))
            assert json.loads(line.recv(60))["type"] == "welcome"
            ready.append(True)
            while len(self.entries) < events:
                frame = json.loads(line.recv(60))
                if frame["type"] != "entry":
                    continue
                assert frame["seq"] == len(self.entries) + 1, "the feed has a gap"
                thing = frame["subject"]
                self.entries.append(thing)
                poked[thing] += 1
                version, position = self._fetch(thing)
                self._answers.append((thing, version, position))
                if version < poked[thing]:
                    self.older.append(f"{thing}: read {version} after poke {poked[thing]}")
        for thing, version, position in self._answers:
            if self.entries[:position].count(thing) > version:
                self.claimed_too_much.append(f"{thing}: {version} is older than number {position}")

    def _fetch(self, thing: str) -> tuple[int, int]:
        self._http.request("GET", f"/{self._page}/{thing}")
        answer = json.load(self._http.getresponse())
        return answer["version"], answer["position"]


def read_while_written(here: Stand, page: str, changes: int) -> Reader:
    """Let writers and a reader run against each other."""
    address = here.serve()
    here.manage("relay", "relay")
    here.manage("live", "consume", "--group", "live")
    here.run("shell", "--no-imports", "-c", _MAKE_THINGS)
    reader, ready, failures = Reader(address, page), [], []

    def follow() -> None:
        try:
            reader.follow(address, changes, ready)
        except BaseException as error:
            failures.append(error)

    follower = threading.Thread(target=follow)
    follower.start()
    wait_until(lambda: ready or failures, 60, "the reader follows")
    command = ["-m", "tests.flows.spine_app.writer", str(WRITERS), str(changes), str(here.folder / "notes"), "0.08"]
    here.start("writer", *command)
    follower.join()
    if failures:
        raise failures[0]
    return reader


_MAKE_THINGS = f"""
from tests.flows.spine_app.models import Thing
Thing.objects.bulk_create(Thing() for _ in range({THINGS}))
"""


def test_what_is_read_after_a_poke_is_never_older(folder: Path) -> None:
    with stand(folder / "stand") as here:
        reader = read_while_written(here, "things", CHANGES)
        assert len(reader.entries) == CHANGES
        assert reader.older == []
        assert reader.claimed_too_much == []


def test_a_page_from_a_cache_would_be_caught(folder: Path) -> None:
    """The control: an answer that may be three seconds old, with a number that was read after the data."""
    with stand(folder / "stand") as here:
        reader = read_while_written(here, "stale-things", 300)
        assert reader.older
        assert reader.claimed_too_much

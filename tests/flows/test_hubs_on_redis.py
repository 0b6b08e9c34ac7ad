"""With Redis the hubs are told through the channel layer; without it for a while, they find out by themselves."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from websockets.sync.client import connect
from websockets.typing import Origin

from infra.local import scratch
from tests.flows.spine_stand import Stand, redis, stand, wait_until
from tests.flows.story_people import PATIENT

_CHANGE = """
import time
from tests.flows.spine_app.models import Thing
from tests.flows.spine_app.services import change_thing
thing = Thing.objects.create()
for number in range(%d):
    change_thing(thing_id=thing.id, streams=["catalog"])
    time.sleep(0.1)
"""


@pytest.fixture
def folder() -> Iterator[Path]:
    with scratch.folder("minga-redis") as place:
        yield place


SELDOM = 60.0  # seconds between two looks of a hub that is told nothing


def test_entries_arrive_through_redis_and_without_it(folder: Path) -> None:
    with redis(folder) as url, stand(folder / "stand", REDIS_URL=url, SPINE_COMPARE_SECONDS=str(SELDOM)) as here:
        addresses = [here.serve("web-0"), here.serve("web-1")]
        here.manage("relay", "relay")
        here.manage("live", "consume", "--group", "live")
        wait_until(lambda: here.logged("relay_leads"), 90, "the relay leads")
        assert _median_delay(here, addresses, 20) < SELDOM / 4, "nobody was told: the hubs looked by themselves"
    with redis(folder) as url, stand(folder / "without", REDIS_URL=url) as here:
        addresses = [here.serve("web-0")]
        here.environment["REDIS_URL"] = "redis://127.0.0.1:1/0"
        here.manage("relay", "relay")
        here.manage("live", "consume", "--group", "live")
        wait_until(lambda: here.logged("relay_leads"), 90, "the relay leads")
        assert _median_delay(here, addresses, 10) < SELDOM / 4, "lost pokes were not found"


def _median_delay(here: Stand, addresses: list[str], changes: int) -> float:
    """Seconds from the feed's entry to the last of two sockets."""
    arrived: dict[int, float] = {}
    with ExitStack() as stack:
        lines = [
            stack.enter_context(connect(f"ws://{a}/ws/v1/feed", origin=Origin(f"http://{a}"), **PATIENT))
            for a in addresses
        ]
        for line in lines:
            line.send(json.dumps({"type": "hello", "epoch": None, "streams": {"catalog": None}, "links": {}}))
            assert json.loads(line.recv(60))["type"] == "welcome"
        here.start("writer", "backend/manage.py", "shell", "--no-imports", "-c", _CHANGE % changes)
        for _ in range(changes):
            for line in lines:
                frame = json.loads(line.recv(90))
                while frame["type"] != "entry":
                    frame = json.loads(line.recv(90))
                arrived[frame["seq"]] = time.time()
    entered = dict(here.rows("SELECT seq, extract(epoch FROM entered_at)::float FROM events_feedentry"))
    delays = sorted(arrived[seq] - entered[seq] for seq in arrived)
    return delays[len(delays) // 2]

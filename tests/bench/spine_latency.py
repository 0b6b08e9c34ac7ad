"""From a commit to the browser: how long, with how many sockets, beside a raw broadcast in the same run.

    python -m tests.bench.spine_latency [--sockets 1000] [--events 100] [--kafka] [--redis]

Times are of one machine's one clock: commits by PostgreSQL's own commit timestamps, arrivals at the client.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import os
import socket
import statistics
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import uvloop

from infra.local import postgres, scratch

LANES = ("command", "feed", "raw")


@contextlib.contextmanager
def server(folder: Path) -> Iterator[str]:
    """A durable PostgreSQL that notes the time of each commit."""
    folder.mkdir(parents=True, exist_ok=True)
    with postgres.running(folder / "data") as url, psycopg.connect(url, autocommit=True) as connection:
        connection.execute("ALTER SYSTEM SET track_commit_timestamp = on")
    with postgres.running(folder / "data") as url:
        yield url


class Lap:
    """Arrivals of one event at all sockets."""

    def __init__(self, lane: str, expected: int) -> None:
        self.lane = lane
        self.expected = expected
        self.times: list[float] = []
        self.first = b""
        self.complete = asyncio.Event()

    def arrived(self, now: float, data: bytes) -> None:
        if not self.times:
            self.first = data
        self.times.append(now)
        if len(self.times) >= self.expected:
            self.complete.set()


async def measure(
    arguments: argparse.Namespace, address: str, raw: str, database: str, pids: dict[str, int]
) -> dict[str, list[float]]:
    """Alternate between an event and a raw broadcast; return milliseconds of every arrival, by lane."""
    from tests.bench.sockets import connect
    from tests.flows.spine_app.models import Thing
    from tests.flows.spine_app.services import change_thing

    thing = await Thing.objects.acreate()
    lap = Lap("feed", arguments.sockets)
    hello = {"type": "hello", "epoch": None, "streams": {"catalog": None}, "links": {}}
    began = time.perf_counter()

    def entry_arrived(now: float, data: bytes) -> None:
        if lap.lane == "feed" and b'"type":"entry"' in data:  # heads come every 15 seconds by themselves
            lap.arrived(now, data)

    def raw_arrived(now: float, data: bytes) -> None:
        if lap.lane == "raw":
            lap.arrived(now, data)

    ours = await connect(arguments.sockets, address, "/ws/v1/feed", hello, entry_arrived)
    print(f"{arguments.sockets} sockets in {time.perf_counter() - began:.1f} s", flush=True)
    theirs = await connect(arguments.sockets, raw, "/", None, raw_arrived)
    found: dict[str, list[float]] = {lane: [] for lane in LANES}
    connection = await psycopg.AsyncConnection.connect(database, autocommit=True)
    lost = 0
    before = {name: cpu_seconds(pid) for name, pid in pids.items()}
    for number in range(arguments.events + 10):
        lap = Lap("feed", arguments.sockets)
        await asyncio.to_thread(change_thing, thing_id=thing.id, streams=["catalog"])
        try:
            await asyncio.wait_for(lap.complete.wait(), 10)
        except TimeoutError:
            lost += 1
            continue
        row = await (
            await connection.execute(
                """
                SELECT extract(epoch FROM pg_xact_commit_timestamp(o.xmin))::float,
                       extract(epoch FROM pg_xact_commit_timestamp(f.xmin))::float
                FROM (SELECT xmin FROM spine_thing) AS o,
                     (SELECT xmin FROM events_feedentry ORDER BY seq DESC LIMIT 1) AS f
                """
            )
        ).fetchone()
        assert row is not None
        if number >= 10:
            found["command"] += [(moment - row[0]) * 1000 for moment in lap.times]
            found["feed"] += [(moment - row[1]) * 1000 for moment in lap.times]
        await asyncio.sleep(0.02)
        lap = Lap("raw", arguments.sockets)
        theirs[0].send("go")
        await asyncio.wait_for(lap.complete.wait(), 10)
        sent = float(lap.first[lap.first.index(b".") - 10 :].split()[0])
        if number >= 10:
            found["raw"] += [(moment - sent) * 1000 for moment in lap.times]
        await asyncio.sleep(0.02)
    await connection.close()
    used = {name: (cpu_seconds(pid) - before[name]) / (arguments.events + 10) * 1000 for name, pid in pids.items()}
    print("CPU for each event: " + ", ".join(f"{name} {spent:.1f} ms" for name, spent in used.items()))
    if lost:
        print(f"{lost} events did not reach every socket within 10 s")
    for client in ours + theirs:
        client.transport.abort()
    return found


def cpu_seconds(pid: int) -> float:
    """What a process has used so far, by the kernel's count."""
    parts = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(parts[11]) + int(parts[12])) / os.sysconf("SC_CLK_TCK")


def figures(values: list[float]) -> str:
    cuts = statistics.quantiles(values, n=100) if len(values) > 1 else [values[0]] * 99
    return f"p50 {cuts[49]:7.1f}   p90 {cuts[89]:7.1f}   p99 {cuts[98]:7.1f}   max {max(values):7.1f} ms"


def report(found: dict[str, list[float]]) -> None:
    for lane, text in (
        ("raw", "raw broadcast"),
        ("feed", "from the feed's commit"),
        ("command", "from the command's commit"),
    ):
        print(f"{text:<28}{figures(found[lane])}")
    half = {lane: statistics.median(found[lane]) for lane in LANES}
    print(f"ratio at p50: feed {half['feed'] / half['raw']:.2f}, command {half['command'] / half['raw']:.2f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sockets", type=int, default=1000)
    parser.add_argument("--events", type=int, default=100)
    parser.add_argument("--kafka", action="store_true")
    parser.add_argument("--together", action="store_true", help="All groups in one process, as make run has them.")
    parser.add_argument("--redis", action="store_true")
    arguments = parser.parse_args()
    with contextlib.ExitStack() as stack:
        folder = stack.enter_context(scratch.folder("minga-bench"))
        os.environ["DATABASE_URL"] = stack.enter_context(server(folder / "postgres"))
        environment = {}
        if arguments.kafka:
            from infra.kafka import broker

            environment["KAFKA_BOOTSTRAP_SERVERS"] = stack.enter_context(broker.running(folder / "kafka")).bootstrap
        if arguments.redis:
            from tests.flows.spine_stand import redis

            environment["REDIS_URL"] = stack.enter_context(redis(folder))
        from infra.ports import free_port
        from tests.flows.spine_stand import stand, wait_until

        here = stack.enter_context(stand(folder / "stand", LOG_LEVEL="WARNING", **environment))
        os.environ |= here.environment
        if arguments.kafka:
            here.run("kafka_topics")
        here.manage("relay", "relay")
        if arguments.together:
            here.manage("consume", "consume")
        else:
            here.manage("live", "consume", "--group", "live")
            here.manage("spine", "consume", "--group", "spine")
        address = here.serve()
        raw_port = free_port()
        here.start("raw", "-m", "tests.bench.raw_broadcast", str(raw_port))
        wait_until(lambda: not socket.socket().connect_ex(("127.0.0.1", raw_port)), 20, "the raw server answers")
        time.sleep(8 if arguments.kafka else 3)
        import django

        django.setup()
        pids = {name: process.pid for name, process in here.processes.items()}
        report(uvloop.run(measure(arguments, address, f"127.0.0.1:{raw_port}", here.url, pids)))


if __name__ == "__main__":
    os.environ.setdefault("MINGA_MODE", "test")
    os.environ.setdefault("SECRET_KEY", "for-tests-only-" + "x" * 48)
    sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "backend"))
    main()

"""How many events a second go from the outbox to their effects and into the feed, and what each costs.

    python -m tests.bench.spine_throughput [--events 5000] [--kafka]

The events are written first; then relay and consumers start and work the backlog off.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
import time
from pathlib import Path

from infra.local import scratch
from tests.bench.spine_latency import cpu_seconds, server


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=5000)
    parser.add_argument("--kafka", action="store_true")
    arguments = parser.parse_args()
    with contextlib.ExitStack() as stack:
        folder = stack.enter_context(scratch.folder("minga-bench"))
        os.environ["DATABASE_URL"] = stack.enter_context(server(folder / "postgres"))
        environment = {}
        if arguments.kafka:
            from infra.kafka import broker

            environment["KAFKA_BOOTSTRAP_SERVERS"] = stack.enter_context(broker.running(folder / "kafka")).bootstrap
        from tests.flows.spine_stand import stand, wait_until

        here = stack.enter_context(stand(folder / "stand", LOG_LEVEL="WARNING", **environment))
        if arguments.kafka:
            here.run("kafka_topics")
        here.rows("INSERT INTO spine_thing (id, version) SELECT uuidv7(), 0 FROM generate_series(1, 200)")
        began = time.monotonic()
        here.start("writer", "-m", "tests.flows.spine_app.writer", "4", str(arguments.events), str(folder / "notes"))
        here.processes.pop("writer").wait()
        print(f"commands: {arguments.events / (time.monotonic() - began):.0f} a second, with their events")
        stages = {
            "relay": ("relay", "SELECT count(published_at) FROM events_outboxevent"),
            "spine": ("consume --group spine", "SELECT count(*) FROM spine_effect"),
            "live": (
                "consume --group live",
                "SELECT coalesce(sum(seq), 0) FROM events_streamcounter WHERE stream = 'catalog'",
            ),
        }
        for name, (command, count) in stages.items():
            here.manage(name, *command.split())
            # A feeler of ten percent first: starting the process is not what is measured.
            wait_until(lambda count=count: here.value(count) >= arguments.events / 10, 60, f"{name} works")
            done, used, began = here.value(count), cpu_seconds(here.processes[name].pid), time.monotonic()
            wait_until(lambda count=count: here.value(count) == arguments.events, 300, f"{name} is done")
            seconds = time.monotonic() - began
            spent = cpu_seconds(here.processes[name].pid) - used
            handled = arguments.events - int(done)
            print(f"{name}: {handled / seconds:.0f} events a second, {spent / handled * 1e6:.0f} µs of CPU each")


if __name__ == "__main__":
    os.environ.setdefault("MINGA_MODE", "test")
    os.environ.setdefault("SECRET_KEY", "for-tests-only-" + "x" * 48)
    sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "backend"))
    main()

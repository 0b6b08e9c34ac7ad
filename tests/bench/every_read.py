"""Time at the server of every GET: `python -m tests.bench.every_read [--rounds 5]`.

1,000 members, 2,000 offers, 50,000 inbox items of one person, 1,000 orders; the longest page that may be asked for; the
whole of Django without the network. The goal is 200 ms for the median. On a busy machine look at the best round, at the
processor's time, which waiting for one's turn does not lengthen, and at the rows that the database looked at.
"""

from __future__ import annotations

import argparse
import logging
import os
import statistics
from collections import defaultdict
from typing import Any
from unittest import mock

from tests.bench.database import own_database

GOAL_MS = 200
SHOWN = 10


def main() -> None:
    """Print the slowest operations."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rounds", type=int, default=5)
    rounds = options.parse_args().rounds
    with own_database():
        from django.db import transaction

        from payments import services as payments
        from tests.contracts import test_size, world
        from tests.support import every_read

        logging.disable(logging.ERROR)
        unavailable = payments.PaymentPageUnavailable()
        with transaction.atomic(), mock.patch.object(payments, "open_session", side_effect=unavailable):
            here = world.build()
            steward = every_read.live_in(here)
            test_size.grow(here)
            taken: dict[tuple[str, str], list[every_read.Read]] = defaultdict(list)
            for _ in range(rounds + 1):
                for read in every_read.reads(here, steward):
                    taken[read.operation, read.actor].append(read)
            transaction.set_rollback(True)
    report(taken, rounds)


def report(taken: dict[tuple[str, str], list[Any]], rounds: int) -> None:
    """This will print the table; the first round warms up and does not count."""
    medians = {
        key: statistics.median(read.milliseconds for read in reads[1:]) for key, reads in taken.items() if reads[1:]
    }
    slowest = sorted(medians, key=lambda key: -medians[key])
    print(f"{len(medians)} reads, median of {rounds} rounds, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}\n")
    print("| operation | as | ms | best | processor | in SQL | queries | rows | kB |")
    print("|---|---|---:|---:|---:|---:|---:|---:|---:|")
    for key in slowest[:SHOWN]:
        read = taken[key][-1]
        best, processor, database = (
            min(getattr(one, what) for one in taken[key]) for what in ("milliseconds", "processor", "database")
        )
        print(
            f"| {key[0]} | {key[1]} | {medians[key]:.0f} | {best:.0f} | {processor:.0f} | {database:.0f}"
            f" | {len(read.queries)} | {read.rows} | {read.bytes / 1000:.0f} |"
        )
    late = [key for key in slowest if medians[key] > GOAL_MS]
    hungry = sorted(taken, key=lambda key: -taken[key][-1].rows)[:SHOWN]
    print("\nMost rows looked at: " + ", ".join(f"{key[0]} as {key[1]} {taken[key][-1].rows}" for key in hungry))
    print(f"\n{'missed by ' + ', '.join(key[0] for key in late) if late else 'reached'}: goal {GOAL_MS} ms")


if __name__ == "__main__":
    main()

"""How long it takes to divide units by each rule, beside the usual one: `PYTHONPATH=backend python -m tests.bench.allocation [lots]`.

Processor time of the pure split, best of five, over lots of unequal size of half as many members. No database.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from time import process_time

from catalog.shares import RULES, USUAL
from tests.support.seasons import lot

UNITS = (1, 20, 500, 5000)


def best(work: Callable[[], object]) -> float:
    """Return the shortest of five runs, in milliseconds."""
    times = []
    for _ in range(5):
        begun = process_time()
        work()
        times.append(1000 * (process_time() - begun))
    return min(times)


def main() -> None:
    """Print one line for each rule."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("lots", nargs="?", type=int, default=50)
    count = parser.parse_args().lots
    shares = [lot(number, 150 + number, member=number // 2, days=number % 9) for number in range(count)]
    usual = {units: best(lambda units=units: USUAL.allocate(shares, units)) for units in UNITS}
    print(f"{count} lots; ms (times pro rata)")
    print(f"{'units':16}" + "".join(f"{units:>16}" for units in UNITS))
    for name, rule in RULES.items():
        times = [best(lambda units=units, rule=rule: rule.allocate(shares, units)) for units in UNITS]
        said = [f"{time:.2f} ({time / usual[units]:.2f})" for time, units in zip(times, UNITS, strict=True)]
        print(f"{name:16}" + "".join(f"{one:>16}" for one in said))


if __name__ == "__main__":
    main()

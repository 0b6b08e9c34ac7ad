"""What runs later. Two kinds, both in the `worker` process and both safe to run twice:

- *sweeps* take rows that are due by the database's clock, every second (`@sweep`);
- *tasks* talk to the outside and are queued on procrastinate in the transaction that wants them (`@app.task`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from procrastinate.contrib.django import app
from prometheus_client import Counter, Gauge

__all__ = [
    "Sweep", "SweepState", "app", "record_failure", "record_lateness", "record_success", "states", "sweep", "sweeps",
]  # fmt: skip

LATENESS = Gauge("minga_job_lateness_seconds", "How long the oldest due row waited at the last sweep.", ["sweep"])
FAILURES = Counter("minga_sweep_failures", "Sweeps that ended with an error; they are tried again.", ["sweep"])


@dataclass(frozen=True, slots=True)
class Sweep:
    """`run(limit)` handles up to `limit` due rows and returns how many; it is called again at once while it is full."""

    name: str
    run: Callable[[int], int]


@dataclass(slots=True)
class SweepState:
    """How a sweep does in this process: how late its oldest due row was, and why it fails, if it does."""

    late_seconds: float = 0.0
    error: str = ""


_sweeps: dict[str, Sweep] = {}
_states: dict[str, SweepState] = {}


def sweep(name: str) -> Callable[[Callable[[int], int]], Callable[[int], int]]:
    """This will register a sweep under a name that shows in metrics and logs.

    :raises ValueError: if the name is taken.
    """

    def decorate(run: Callable[[int], int]) -> Callable[[int], int]:
        if name in _sweeps:
            raise ValueError(f"there is a sweep called {name} already")
        _sweeps[name] = Sweep(name, run)
        return run

    return decorate


def sweeps() -> list[Sweep]:
    """This will return all registered sweeps by name. Apps register theirs when their `jobs` module is imported."""
    return [_sweeps[name] for name in sorted(_sweeps)]


def record_lateness(name: str, seconds: float) -> None:
    """This will publish how late the oldest due row was; zero when nothing waits."""
    LATENESS.labels(sweep=name).set(max(0.0, seconds))
    _state(name).late_seconds = max(0.0, seconds)


def record_failure(name: str, error: BaseException) -> None:
    """This will count a sweep that failed, and remember why until it works again."""
    FAILURES.labels(sweep=name).inc()
    _state(name).error = f"{type(error).__name__}: {error}"[:500]


def record_success(name: str) -> None:
    """This will forget why a sweep failed the last time."""
    _state(name).error = ""


def states() -> dict[str, SweepState]:
    """This will return how the sweeps of this process do, by name; a sweep that was never late or failing is fine."""
    return {name: _states.get(name, SweepState()) for name in sorted(_sweeps)}


def _state(name: str) -> SweepState:
    return _states.setdefault(name, SweepState())

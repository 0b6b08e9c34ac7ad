"""Who may follow the catalog live: anybody."""

from __future__ import annotations

from events import streams
from events.streams import Pair


def _readable(pairs: set[Pair]) -> set[Pair]:
    return {pair for pair in pairs if pair[1] is None}


def register() -> None:
    """This will register the policy."""
    streams.register("catalog", _readable)

"""Who may read `user:` streams: that person."""

from __future__ import annotations

from events import streams
from events.streams import Pair


def _readable(pairs: set[Pair]) -> set[Pair]:
    return {(person_id, subject) for person_id, subject in pairs if person_id is not None and person_id == subject}


def register() -> None:
    """This will register the policy."""
    streams.register("user", _readable)

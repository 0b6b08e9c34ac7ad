"""Trying again what only lost a race: a lock given up, a deadlock, a serialisation failure. Nothing was changed by it."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from functools import wraps
from typing import Final, ParamSpec, TypeVar

from django.db import OperationalError, connection

Parameters = ParamSpec("Parameters")
Answer = TypeVar("Answer")

TRIES: Final = 4
_LOST_RACES: Final = frozenset({"40001", "40P01", "55P03"})
_PAUSE_SECONDS: Final = 0.05


def retried(command: Callable[Parameters, Answer]) -> Callable[Parameters, Answer]:
    """This will run a command that is one transaction up to four times, while it loses races.

    Inside somebody else's transaction it runs once: only the outermost can begin anew.
    """

    @wraps(command)
    def wrapped(*args: Parameters.args, **kwargs: Parameters.kwargs) -> Answer:
        for left in reversed(range(TRIES)):
            try:
                return command(*args, **kwargs)
            except OperationalError as error:
                lost = getattr(error.__cause__, "sqlstate", None) in _LOST_RACES
                if not lost or left == 0 or connection.in_atomic_block:
                    raise
            time.sleep(_PAUSE_SECONDS * random.random() * (TRIES - left))  # noqa: S311  no secret
        raise AssertionError("unreachable")

    return wrapped

"""Where a checkout keeps what it runs on, and the one lock that says that it runs."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from infra.local import CannotStart, postgres

ROOT = postgres.CHECKOUT
VAR = Path(os.environ.get("MINGA_VAR") or ROOT / "var").absolute()
BACKUPS = VAR / "backups"
LOG = VAR / "logs" / "minga.log"
SECRETS = VAR / "secrets.env"
DEMO = VAR / "demo.json"
_RUNNING = VAR / "running.json"

_LEAST_ROOM = 200_000_000  # bytes: a new database, its journal and the logs


def make_ready() -> None:
    """Make `var/`, and see that we may write there and that there is room.

    :raises CannotStart: if not
    """
    try:
        VAR.mkdir(parents=True, exist_ok=True)
        (VAR / "logs").mkdir(exist_ok=True)
        room = shutil.disk_usage(VAR).free
    except OSError as reason:
        raise CannotStart(f"Cannot write to {VAR}: {reason.strerror}.") from None
    if not all(os.access(path, os.W_OK) for path in [VAR, *VAR.glob("*.json"), *VAR.glob("*.env")]):
        raise CannotStart(f"{VAR} belongs to another user (did root start Minga here before?).")
    if room < _LEAST_ROOM:
        raise CannotStart(f"The disk is full: {room // 1_000_000} MB are free for {VAR}, 200 MB are needed.")


@contextmanager
def alone(what: str) -> Iterator[None]:
    """Hold the lock of this checkout, which goes with the process however it ends.

    :raises CannotStart: if Minga runs here
    """
    with _RUNNING.open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            now = running() or {}
            raise CannotStart(
                f"Minga already runs here (process {now.get('pid', '?')}, {now.get('address', 'just starting')}); "
                f"stop it (Ctrl-C where it runs, or kill its process) before {what}."
            ) from None
        file.truncate(0)
        yield
        file.truncate(0)


def announce(**facts: Any) -> None:
    """Write down what other commands need to know of the running Minga."""
    _RUNNING.chmod(0o600)
    _RUNNING.write_text(json.dumps({"pid": os.getpid(), **facts}))


def running() -> dict[str, Any] | None:
    """Return what the running Minga announced, or None."""
    try:
        with _RUNNING.open() as file:
            try:
                fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError:
                facts = file.read()
                return dict(json.loads(facts)) if facts else {}
    except FileNotFoundError:
        return None
    return None


@contextmanager
def lock(name: str, *, wait: bool) -> Iterator[bool]:
    """Hold a lock between commands, gone with the process; yields False when another has it and `wait` is off.

    A running Minga holds `programs` while its programs (not the database) run, and starts none while somebody holds
    `pause`: who holds both, in the order pause, programs, knows that nobody works on the database.
    """
    with (VAR / f"{name}.lock").open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            yield False
        else:
            yield True

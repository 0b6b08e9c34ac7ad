"""Temporary folders that are cleared away even when their owner was killed with -9."""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def folder(name: str) -> Iterator[Path]:
    """Yield a new folder, and remove it at the end with those that dead processes of this user left behind."""
    parent = Path(tempfile.gettempdir(), f"{name}-{os.getuid()}")
    parent.mkdir(mode=0o711, exist_ok=True)
    if parent.stat().st_uid != os.getuid():
        raise PermissionError(f"{parent} belongs to somebody else")
    for left_over in parent.glob("*.lock"):
        _sweep(left_over)
    descriptor, lock = tempfile.mkstemp(suffix=".lock", dir=parent)
    fcntl.flock(descriptor, fcntl.LOCK_EX)
    place = Path(lock).with_suffix("")
    place.mkdir(mode=0o711)
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)
        Path(lock).unlink(missing_ok=True)
        os.close(descriptor)


def _sweep(lock: Path) -> None:
    try:
        descriptor = os.open(lock, os.O_RDWR | os.O_CLOEXEC)
    except FileNotFoundError:
        return
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return
    else:
        shutil.rmtree(lock.with_suffix(""), ignore_errors=True)
        lock.unlink(missing_ok=True)
    finally:
        os.close(descriptor)

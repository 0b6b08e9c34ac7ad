"""Runs a program of ours in a process of its own: what a stranger's file does there meets no settings and no secrets."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from threading import BoundedSemaphore

from lib.errors import Busy


class Apart:
    """One program, one run at a time in each server. Call it where no transaction is open.

    `queue_seconds` is how long a run waits for the one before; `patience_seconds` is for a machine that is too busy to
    give the program any time: its processor time and memory it bounds itself.
    """

    def __init__(self, program: Path, *, queue_seconds: float, patience_seconds: float) -> None:
        self._program = program
        self._queue_seconds = queue_seconds
        self._patience_seconds = patience_seconds
        self._one_at_a_time = BoundedSemaphore(1)

    def run(self, sent: bytes) -> subprocess.CompletedProcess[bytes]:
        """This will give the program the bytes and return how it ended.

        :raises Busy: if too many wait, or it doesn't end.
        """
        if not self._one_at_a_time.acquire(timeout=self._queue_seconds):
            raise Busy
        try:
            # Without our environment: nothing that a file could make it do would find a key or a database there.
            return subprocess.run(
                [sys.executable, "-I", str(self._program)], input=sent, capture_output=True, env={},
                timeout=self._patience_seconds, check=False,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            raise Busy from None
        finally:
            self._one_at_a_time.release()


def last_line(stderr: bytes) -> str:
    """This will return what a program said last, short enough for a log."""
    return (stderr.decode(errors="replace").strip().splitlines() or [""])[-1][:200]

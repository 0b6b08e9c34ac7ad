"""What the long-running commands share: they stop on SIGTERM or Ctrl-C, and say so by their exit code."""

from __future__ import annotations

import signal
import threading
from types import FrameType


class Running:
    """Callable: true until the process is told to stop."""

    def __init__(self) -> None:
        self._stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._told)

    def __call__(self) -> bool:
        return not self._stop.is_set()

    def _told(self, number: int, frame: FrameType | None) -> None:
        self.stop()

    def stop(self) -> None:
        """This will make it false."""
        self._stop.set()

    def wait(self, seconds: float) -> None:
        """This will return after the time, or as soon as the process is told to stop."""
        self._stop.wait(seconds)

"""What the long-running commands share: they stop on SIGTERM or Ctrl-C, and say so by their exit code."""

from __future__ import annotations

import os
import signal
import threading
from types import FrameType

from prometheus_client import start_http_server


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


def serve_metrics() -> None:
    """This will show the process's figures on loopback, at METRICS_PORT if that is set."""
    if port := os.environ.get("METRICS_PORT", "").strip():
        start_http_server(int(port), addr=os.environ.get("METRICS_HOST", "127.0.0.1"))

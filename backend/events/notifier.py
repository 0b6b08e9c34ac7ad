"""Wakes the relay after a commit. In the transaction a NOTIFY would serialise every commit of the database."""

from __future__ import annotations

import os
import threading
from contextlib import suppress
from typing import Any, Final

import psycopg
import structlog

from events.connections import dedicated

log = structlog.get_logger(__name__)

OUTBOX: Final = "minga_outbox"
PUBLISHED: Final = "minga_published"
FEED: Final = "minga_feed"

_RETRY_SECONDS: Final = 1.0


class Notifier:
    """One background thread with one connection: many commits while it is busy become one NOTIFY.

    A lost wake-up costs a quarter of a second, because the relay also looks by itself.
    """

    def __init__(self) -> None:
        self._wanted = threading.Event()
        self._thread: threading.Thread | None = None
        self._process = 0
        self._starting = threading.Lock()

    def wake(self) -> None:
        """This will tell the relay, soon, that the outbox has something; it never fails and never waits."""
        if self._thread is None or self._process != os.getpid() or not self._thread.is_alive():
            self._start()
        self._wanted.set()

    def _start(self) -> None:
        with self._starting:
            if self._thread is not None and self._process == os.getpid() and self._thread.is_alive():
                return
            self._process = os.getpid()  # a forked child has the object but not the thread
            self._wanted = threading.Event()
            self._thread = threading.Thread(target=self._run, args=(self._wanted,), name="notifier", daemon=True)
            self._thread.start()

    def _run(self, wanted: threading.Event) -> None:
        connection: psycopg.Connection[Any] | None = None
        while True:
            wanted.wait()
            wanted.clear()
            try:
                connection = connection or dedicated("notifier")
                connection.execute(f"NOTIFY {OUTBOX}")
            except psycopg.Error as error:
                log.warning("notify_failed", error=type(error).__name__)
                if connection is not None:
                    with suppress(psycopg.Error):
                        connection.close()
                connection = None
                threading.Event().wait(_RETRY_SECONDS)
                wanted.set()


notifier = Notifier()

"""A line between a browser and a site that counts what comes over it, and can be cut for good."""

from __future__ import annotations

import socket
import threading
from contextlib import suppress

_CHUNK = 65_536


class CountedLine:
    """Carries bytes both ways as they are; `received` is what the site has sent to the browser, headers and all."""

    def __init__(self, port: int) -> None:
        self.received = 0
        self._to = ("127.0.0.1", port)
        self._lock = threading.Lock()
        self._ends: list[socket.socket] = []
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.origin = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self) -> None:
        """End the line: nothing that is under way arrives, and nobody gets through again."""
        with self._lock:
            ends, self._ends = [self._listener, *self._ends], []
        for end in ends:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()

    def _accept(self) -> None:
        while True:
            try:
                browser, _address = self._listener.accept()
                site = socket.create_connection(self._to)
            except OSError:
                return
            with self._lock:
                self._ends += [browser, site]
            threading.Thread(target=self._carry, args=(browser, site, False), daemon=True).start()
            threading.Thread(target=self._carry, args=(site, browser, True), daemon=True).start()

    def _carry(self, source: socket.socket, target: socket.socket, counted: bool) -> None:
        with suppress(OSError):
            while some := source.recv(_CHUNK):
                if counted:
                    with self._lock:
                        self.received += len(some)
                target.sendall(some)
        for end in (source, target):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

"""A line between browsers and a site that can be cut: at once, before a command arrives, after it did, or within its answer."""

from __future__ import annotations

import re
import socket
import struct
import threading
import time
from contextlib import suppress
from uuid import uuid4

_KEY = re.compile(rb"(?i)(idempotency-key: )([0-9a-f-]{36})")
_CHUNK = 65_536
_RESET = struct.pack("ii", 1, 0)  # close with a reset, as a line that is gone does
AIMED = ("before", "after", "within")


class _Wire:
    """One connection of a browser and its other half at the site."""

    def __init__(self, browser: socket.socket) -> None:
        self.browser = browser
        self.site: socket.socket | None = None
        self.name = ""
        self.spoil_answer: tuple[str, float] | None = None

    def cut(self) -> None:
        for end in (self.browser, self.site):
            if end is not None:
                with suppress(OSError):
                    end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
                with suppress(OSError):
                    end.shutdown(socket.SHUT_RDWR)
                with suppress(OSError):
                    end.close()


class CutLine:
    """Carries what browsers send to a site. A browser is known by the word `browser/<name>` in its User-Agent."""

    def __init__(self, port: int, *, forget_keys: bool = False) -> None:
        """`forget_keys`: every command gets a key of its own on the way, as if the client drew a new one for each try."""
        self.cuts = 0
        self.forget_keys = forget_keys
        self._to = ("127.0.0.1", port)
        self._lock = threading.Lock()
        self._wires: set[_Wire] = set()
        self._down_until: dict[str, float] = {}
        self._aimed: dict[str, tuple[str, float]] = {}
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=128)
        self.origin = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self, name: str, seconds: float) -> None:
        """Break every connection of this browser, and refuse new ones for a while."""
        with self._lock:
            self._down_until[name] = time.monotonic() + seconds
            gone = {wire for wire in self._wires if wire.name == name}
            self.cuts += 1
        for wire in gone:
            wire.cut()

    def aim(self, name: str, how: str, seconds: float) -> None:
        """Cut at this browser's next command: `before` it arrives, `after` its effect, or `within` its answer."""
        with self._lock:
            self._aimed[name] = (how, seconds)

    def missed(self, name: str) -> bool:
        """Say whether the last aimed cut still waits for a command, and call it off."""
        with self._lock:
            return self._aimed.pop(name, None) is not None

    def close(self) -> None:
        """End the line."""
        self._listener.close()
        for wire in list(self._wires):
            wire.cut()

    def _accept(self) -> None:
        while True:
            try:
                browser, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._carry, args=(_Wire(browser),), daemon=True).start()

    def _carry(self, wire: _Wire) -> None:
        try:
            chunk = wire.browser.recv(_CHUNK)
            found = re.search(rb"browser/(\w+)", chunk)
            wire.name = found[1].decode() if found else ""
            with self._lock:
                down = time.monotonic() < self._down_until.get(wire.name, 0)
                if not down:
                    self._wires.add(wire)
            if down or not chunk:
                return
            wire.site = socket.create_connection(self._to)
            threading.Thread(target=self._answer, args=(wire,), daemon=True).start()
            while chunk and self._pass(wire, chunk):
                chunk = wire.browser.recv(_CHUNK)
        except OSError:
            pass  # cut
        finally:
            self._drop(wire)

    def _pass(self, wire: _Wire, chunk: bytes) -> bool:
        assert wire.site is not None
        if _KEY.search(chunk):
            with self._lock:
                how, seconds = self._aimed.pop(wire.name, ("", 0.0))
            if how == "before":
                self.cut(wire.name, seconds)
                return False
            if how:
                wire.spoil_answer = (how, seconds)
            if self.forget_keys:
                chunk = _KEY.sub(rb"\g<1>" + str(uuid4()).encode(), chunk)
        wire.site.sendall(chunk)
        return True

    def _answer(self, wire: _Wire) -> None:
        assert wire.site is not None
        try:
            while chunk := wire.site.recv(_CHUNK):
                if wire.spoil_answer:
                    if wire.spoil_answer[0] == "within":
                        wire.browser.sendall(chunk[: len(chunk) // 2])
                    return
                wire.browser.sendall(chunk)
        except OSError:
            pass  # cut
        finally:
            self._drop(wire)

    def _drop(self, wire: _Wire) -> None:
        with self._lock:
            self._wires.discard(wire)
            # Also when the browser left before the answer came: the cut that was aimed takes place.
            spoilt, wire.spoil_answer = wire.spoil_answer, None
        if spoilt:
            self.cut(wire.name, spoilt[1])
        wire.cut()

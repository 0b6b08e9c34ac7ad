"""What the processes say: on the terminal with their name before each line, and in a log file that can't fill the disk."""

from __future__ import annotations

import logging
import os
import re
import select
import sys
import threading
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import IO

# Structured lines that report nothing amiss are for the file: the terminal stays readable.
_ROUTINE = re.compile(r'\{.*"level": "(debug|info)"')
_LONGEST_LINE = 16_384
_FILE_BYTES = 5_000_000
_FILES_KEPT = 3
_ATOMIC_WRITE = 4096  # bytes that a pipe or a terminal takes at once when it says that it takes any


class Journal:
    """Takes lines from any thread."""

    def __init__(self, file: Path) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        self.file = file
        self.last_line: dict[str, str] = {}
        self._handler = RotatingFileHandler(file, maxBytes=_FILE_BYTES, backupCount=_FILES_KEPT, encoding="utf-8")
        self._handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
        self._handler.handleError = lambda record: None  # type: ignore[method-assign]  # a full disk mustn't stop us
        self._turn = threading.Lock()

    def write(self, name: str, line: str) -> None:
        """Write one line of the process `name`."""
        text = f"{name:<9}│ {line}"
        with self._turn:
            self.last_line[name] = line
            self._handler.emit(logging.LogRecord(name, logging.INFO, "", 0, text, None, None))
            if not _ROUTINE.match(line):
                _show(text)

    def say(self, text: str = "") -> None:
        """Show lines of our own, for the person at the terminal."""
        with self._turn:
            _show(text)

    def follow(self, name: str, stream: IO[bytes]) -> threading.Thread:
        """Write down what comes out of `stream` until it ends, in the thread that is returned."""

        def read() -> None:
            with stream:
                while line := stream.readline(_LONGEST_LINE):
                    if text := line.decode(errors="replace").rstrip():
                        self.write(name, text)

        thread = threading.Thread(target=read, name=f"log-{name}", daemon=True)
        thread.start()
        return thread


def _show(text: str) -> None:
    data = (text + "\n").encode()
    try:
        descriptor = sys.stdout.fileno()
        for start in range(0, len(data), _ATOMIC_WRITE):
            # A terminal that is held (Ctrl-S) or a reader that is stuck must not hold up the processes behind us.
            if not select.select([], [descriptor], [], 0)[1]:
                return
            os.write(descriptor, data[start : start + _ATOMIC_WRITE])
    except (OSError, ValueError):
        return  # nobody reads any more; the file has it all

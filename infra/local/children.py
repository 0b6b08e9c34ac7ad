"""Child processes that never outlive us, even when we are killed with -9."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

_PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None
_lasting_thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="children")


def spawn(command: Sequence[str | Path], *, death_signal: signal.Signals, **options: Any) -> subprocess.Popen[bytes]:
    """Start a child in a session of its own, which the kernel sends `death_signal` when we die.

    Its input is empty; `options` are those of `Popen`.
    """

    def start() -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            start_new_session=True,  # a Ctrl-C at the terminal is for us alone; we stop the children in order
            preexec_fn=_dies_with_parent(death_signal),
            **options,
        )

    if threading.current_thread() is threading.main_thread():
        return start()
    # The kernel takes the end of the *thread* that made a child for the parent's death: use one that stays.
    return _lasting_thread.submit(start).result()


def _dies_with_parent(death_signal: signal.Signals) -> Callable[[], None]:
    parent = os.getpid()

    def arrange() -> None:
        if _libc is not None:
            _libc.prctl(_PR_SET_PDEATHSIG, int(death_signal), 0, 0, 0)
        if os.getppid() != parent:  # it died before the kernel was told
            os._exit(1)

    return arrange

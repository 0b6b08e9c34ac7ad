"""The whole of Minga as `make run` starts it, on free ports and with data of its own.

Making a database, migrating it and loading the demo takes as long as many a test: it is done once for all tests of a
process, and each site begins with a copy. `start` over an empty folder does all of it, as on the first `make run`.
"""

from __future__ import annotations

import atexit
import http.client
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from infra.local import postgres, scratch
from infra.local.children import spawn
from infra.local.postgres import CHECKOUT
from infra.ports import free_port

_PATIENCE = 480.0  # seconds; the first start builds, migrates and loads the demo, perhaps on a busy machine
_UNSET = (
    "DATABASE_URL",
    "DJANGO_SETTINGS_MODULE",
    "MINGA_MODE",
    "SECRET_KEY",
    "KAFKA_BOOTSTRAP_SERVERS",
    "REDIS_URL",
)
# What a test's database writes outlives the programs, and need not outlive the machine.
_THROW_AWAY = "fsync = off\nfull_page_writes = off\nsynchronous_commit = off\n"


@dataclass
class Site:
    """A running Minga; `children` are the programs that its supervisor watches over."""

    origin: str
    port: int
    var: Path
    process: subprocess.Popen[bytes]

    @property
    def demo(self) -> dict[str, Any]:
        """Return what `load_demo` printed: who can sign in."""
        return dict(json.loads((self.var / "demo.json").read_text()))

    @property
    def database_url(self) -> str:
        """Return the address of its database."""
        return str(json.loads((self.var / "running.json").read_text())["database_url"])

    @property
    def log(self) -> str:
        """Return what all programs have said so far."""
        return (self.var / "logs" / "minga.log").read_text()

    def children(self) -> dict[int, str]:
        """Return the process ids of the programs, with their command lines."""
        # /proc's own list of children leaves some out while others end: every process is asked for its parent instead.
        found = {}
        for folder in Path("/proc").iterdir():
            if not folder.name.isdigit():
                continue
            try:
                parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
                if parent == self.process.pid:
                    found[int(folder.name)] = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode()
            except (FileNotFoundError, ProcessLookupError):
                continue  # ended meanwhile
        return found

    def child(self, part: str) -> int:
        """Return the process id of the one program whose command line holds `part`."""
        deadline = time.monotonic() + 90
        while len(found := [pid for pid, command in self.children().items() if part in command]) != 1:
            assert time.monotonic() < deadline, f"{len(found)} programs are called {part}"
            time.sleep(0.05)  # it is being started again
        return found[0]

    def answers(self, path: str = "/readyz") -> bool:
        """Answer whether the site says 200 under `path`."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request("GET", path)
            return connection.getresponse().status == http.HTTPStatus.OK
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()

    def has_demo(self) -> bool:
        """Answer whether the demo is loaded, which is the last thing before the programs are started."""
        demo = self.var / "demo.json"
        return demo.exists() and demo.stat().st_size > 0

    def wait(self, seconds: float = _PATIENCE) -> None:
        """Return when the site answers.

        :raises AssertionError: if it ended, or doesn't answer in time
        """
        self.wait_until(self.answers, seconds)

    def wait_until(self, holds: Callable[[], bool], seconds: float = _PATIENCE) -> None:
        """Return when something holds of it.

        :raises AssertionError: if it ended, or it doesn't hold in time
        """
        deadline = time.monotonic() + seconds
        while not holds():
            assert self.process.poll() is None, f"it ended with {self.process.returncode}; see its output"
            assert time.monotonic() < deadline, f"not within {seconds:.0f} s: {self.log[-2000:]}"
            time.sleep(0.05)

    def stop(self, how: signal.Signals = signal.SIGINT) -> int:
        """Stop it as Ctrl-C does, and return its exit code."""
        if self.process.poll() is None:
            self.process.send_signal(how)
        return self.process.wait(120)  # it makes its programs stop after ten


def start(var: Path, **environment: str) -> Site:
    """Start Minga over `var` without waiting for it."""
    port = free_port(2)
    process = spawn(
        [sys.executable, "-m", "infra.local", "run"],
        death_signal=signal.SIGTERM,
        cwd=CHECKOUT,
        env={**_inherited(), "PYTHONPATH": str(CHECKOUT), "MINGA_VAR": str(var), "PORT": str(port), **environment},
    )
    return Site(f"http://127.0.0.1:{port}", port, var, process)


@contextmanager
def running(**environment: str) -> Iterator[Site]:
    """Yield a Minga that answers, with fresh demo data; it is stopped and removed at the end."""
    with scratch.folder("minga-site") as var:
        _copy(_pattern(), var)
        site = start(var, **environment)
        try:
            site.wait()
            yield site
        finally:
            site.stop()


@cache
def _pattern() -> Path:
    """Return a folder as the first `make run` leaves it just before it starts the programs."""
    stack = ExitStack()
    atexit.register(stack.close)
    var = stack.enter_context(scratch.folder("minga-pattern"))
    site = start(var)
    try:
        site.wait_until(site.has_demo)
    finally:
        site.stop()
    with (postgres.data_folder(var) / "postgresql.conf").open("a") as settings:
        settings.write(_THROW_AWAY)
    return var


def _copy(pattern: Path, var: Path) -> None:
    """Copy a folder with its database, which may lie elsewhere, and with its files' owners."""
    subprocess.run(["cp", "-a", f"{pattern}/.", var], check=True)
    source, target = postgres.data_folder(pattern), postgres.data_folder(var)
    if not target.exists():
        subprocess.run(["cp", "-a", source, target], check=True)


def _inherited() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name not in _UNSET}

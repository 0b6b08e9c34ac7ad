"""`make backup` and `make restore`: the database in one file, taken and put back while Minga runs."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from psycopg import sql

from infra.local import CannotStart, database, place, postgres
from infra.local.supervisor import PAUSE_SIGNAL

_INCOMING, _FORMER = "minga_incoming", "minga_before_restore"


def backup(file: Path | None) -> None:
    """Write the database to `file`, by default a new one in var/backups.

    :raises CannotStart: if it can't be written
    """
    place.make_ready()
    place.BACKUPS.mkdir(mode=0o700, exist_ok=True)
    file = file or place.BACKUPS / f"minga-{datetime.now().astimezone():%Y-%m-%d-%H%M%S}.dump"
    unfinished = file.with_name(file.name + ".part")
    with database.reachable() as (url, _):
        try:
            unfinished.touch(mode=0o600)  # it holds people's data
            _postgres_program("pg_dump", "--format=custom", "--no-owner", f"--file={unfinished}", url)
            _postgres_program("pg_restore", "--list", str(unfinished))
            unfinished.replace(file)
        except OSError as reason:
            raise CannotStart(f"Cannot write {file}: {reason.strerror}.") from None
        finally:
            unfinished.unlink(missing_ok=True)
        megabytes = file.stat().st_size / 1_000_000
        # A database of an older release can't note it; the file is good all the same.
        noted = database.manage(url, "backup_made", f"--megabytes={megabytes:.1f}", capture_output=True)
    print(f"Backed up to {file} ({megabytes:.1f} MB).")
    if noted.returncode:
        print("The database could not note it: stewards' page will not know of this backup.")


def restore(file: Path) -> None:
    """Replace the database by what `file` holds, under a new epoch, so that every client starts anew.

    It is built beside the present one and swapped in; if anything fails before that, nothing has changed.
    """
    place.make_ready()
    if not file.is_file():
        raise CannotStart(f"There is no file {file}.")
    with database.reachable() as (url, pid):
        target, maintenance = urlsplit(url).path.lstrip("/"), _other_database(url, "postgres")
        incoming = _other_database(url, _INCOMING)
        _statements(maintenance, _drop(_INCOMING), sql.SQL("CREATE DATABASE {}").format(sql.Identifier(_INCOMING)))
        try:
            _postgres_program(
                "pg_restore", "--exit-on-error", "--no-owner", "--jobs=2", f"--dbname={incoming}", str(file)
            )
            for what in ("prepare", "new_epoch"):
                _check(database.manage(incoming, what, capture_output=True))
            database.mark_prepared(incoming)
            with _programs_at_rest(pid):
                _swap(maintenance, target)
        finally:
            _statements(maintenance, _drop(_INCOMING))
    print(f"Restored {file}, under a new epoch. The data of before is kept as the database {_FORMER}.")


@contextmanager
def _programs_at_rest(pid: int | None) -> Iterator[None]:
    """Have a running supervisor stop its programs, which know the old epoch, until the block ends (or we do)."""
    with place.lock("pause", wait=True):
        if pid is not None:
            os.kill(pid, PAUSE_SIGNAL)
        with place.lock("programs", wait=True):
            yield


def _swap(maintenance: str, target: str) -> None:
    present, incoming, former = (sql.Identifier(name) for name in (target, _INCOMING, _FORMER))
    end_sessions = sql.SQL("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = {}")
    admit = sql.SQL("ALTER DATABASE {} ALLOW_CONNECTIONS {}")
    _statements(maintenance, _drop(_FORMER), admit.format(present, sql.SQL("false")))
    try:
        with psycopg.connect(maintenance) as connection:  # both names change, or neither does
            connection.execute(end_sessions.format(sql.Literal(target)))
            connection.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(present, former))
            connection.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(incoming, present))
            connection.execute(admit.format(former, sql.SQL("true")))
    except psycopg.Error:
        _statements(maintenance, admit.format(present, sql.SQL("true")))
        raise


def _drop(database: str) -> sql.Composed:
    return sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(database))


def _statements(url: str, *statements: sql.Composed) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement)


def _other_database(url: str, name: str) -> str:
    return urlsplit(url)._replace(path=f"/{name}").geturl()


def _postgres_program(name: str, *arguments: str) -> None:
    program = postgres.binary(name)
    _check(subprocess.run([program, *arguments], capture_output=True, check=False))


def _check(done: subprocess.CompletedProcess[bytes]) -> None:
    if done.returncode:
        said = (done.stderr or done.stdout).decode(errors="replace").strip().splitlines() or ["no reason given"]
        if any("No space left on device" in line for line in said):
            raise CannotStart("The disk is full.")
        raise CannotStart(f"{Path(str(done.args[0])).name} failed: {said[-1]}")

"""The database of this checkout, for commands beside a running Minga, or without one."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

from infra.local import CannotStart, place, postgres
from infra.local.environment import Address, kept_secrets, of_programs


@contextmanager
def reachable() -> Iterator[tuple[str, int | None]]:
    """Yield the address of the database and the process that runs Minga here, if one does; else start the server.

    :raises CannotStart: if there is no database
    """
    running = place.running()
    if running is not None:
        if "database_url" not in running:
            raise CannotStart("Minga is just starting; wait until it answers.")
        yield running["database_url"], running["pid"]
    elif url := os.environ.get("DATABASE_URL"):
        yield url, None
    else:
        data = postgres.data_folder(place.VAR)
        if not (data / "PG_VERSION").exists():
            raise CannotStart("There is no database yet; `make run` makes one.")
        with place.alone("this"), postgres.running(data) as url:
            yield url, None


def manage(url: str, *arguments: str, **options: Any) -> subprocess.CompletedProcess[bytes]:
    """Run one of Minga's management commands on the database at `url`; `options` are those of `subprocess.run`."""
    environment = of_programs(place.ROOT, Address(dict(os.environ)), url, kept_secrets(place.SECRETS))
    return subprocess.run(manage_command(*arguments), cwd=place.ROOT, env=environment, check=False, **options)


def manage_command(*arguments: str) -> list[str | Path]:
    """Return the command line of one of Minga's management commands."""
    return [sys.executable, place.ROOT / "backend" / "manage.py", *arguments]


def mark_prepared(database_url: str, digest: str | None = None) -> None:
    """Note in the database itself which migrations it has, so that the next start need not ask Django."""
    with psycopg.connect(database_url, autocommit=True) as connection:
        name = psycopg.sql.Identifier(connection.info.dbname)
        note = psycopg.sql.Literal(digest or migrations_digest())
        connection.execute(psycopg.sql.SQL("COMMENT ON DATABASE {} IS {}").format(name, note))


def migrations_digest() -> str:
    """Return what a database must have been prepared with to need nothing more."""
    digest = hashlib.sha256()
    ours = sorted((place.ROOT / "backend").glob("*/migrations/**/*.*"))
    ours += [place.ROOT / "backend/config/management/commands/prepare.py"]
    ours += [place.ROOT / "backend/origin/data/seals.toml"]
    for file in [*ours, place.ROOT / "requirements" / "base.txt"]:  # the libraries' migrations come with their version
        if file.suffix != ".pyc":
            digest.update(f"{file.relative_to(place.ROOT)}\0".encode() + file.read_bytes())
    return f"migrations {digest.hexdigest()}"

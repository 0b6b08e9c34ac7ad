"""Puts back what a release left (`make_release_dump.py`), as if it had been stopped a moment ago."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg

from infra.local import postgres

DATA = Path(__file__).parent / "data"

# Holds, sessions and links end: without this the data would be older with every day that passes.
_SHIFT = """
DO $$
DECLARE one record;
BEGIN
  SET LOCAL session_replication_role = replica;
  FOR one IN SELECT c.table_name, c.column_name, c.data_type FROM information_schema.columns c
      JOIN information_schema.tables t USING (table_schema, table_name)
      WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE' AND c.is_generated = 'NEVER'
        AND c.data_type IN ('timestamp with time zone', 'date') LOOP
    IF one.data_type = 'date' THEN
      EXECUTE format('UPDATE %%1$I SET %%2$I = %%2$I + %(days)s', one.table_name, one.column_name);
    ELSE
      EXECUTE format(
        'UPDATE %%1$I SET %%2$I = %%2$I + interval ''%(seconds)s s''', one.table_name, one.column_name);
    END IF;
  END LOOP;
END $$
"""


class Release:
    """What was done with a release before it was stopped."""

    def __init__(self, tag: str) -> None:
        self.tag = tag
        self.done: dict[str, Any] = json.loads((DATA / f"{tag}.json").read_text())
        self.age = datetime.now(UTC) - datetime.fromisoformat(self.done["taken_at"])

    @contextmanager
    def database(self) -> Iterator[str]:
        """Yield the address of its database on the test server."""
        server, name = os.environ["DATABASE_URL"], f"release_{uuid.uuid4().hex[:12]}"
        url = urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
            try:
                _program("psql", "--quiet", "--set=ON_ERROR_STOP=1", f"--file={DATA / f'{self.tag}.sql'}", url)
                with psycopg.connect(url, autocommit=True) as loaded:
                    loaded.execute(_SHIFT % {"days": self.age.days, "seconds": int(self.age.total_seconds())})
                yield url
            finally:
                connection.execute(f"DROP DATABASE {name} WITH (FORCE)")

    def payment_server(self, folder: Path) -> None:
        """Write what the payment server knew into its folder."""
        folder.mkdir(mode=0o700, parents=True)
        seconds = int(self.age.total_seconds())
        with closing(sqlite3.connect(folder / "stripe.sqlite3")) as state:
            state.executescript((DATA / f"{self.tag}.stripe.sql").read_text())
            for field in ("created", "expires_at"):
                state.execute(
                    f"UPDATE objects SET body = json_set(body, '$.{field}', json_extract(body, '$.{field}') + ?)"
                    f" WHERE json_extract(body, '$.{field}') IS NOT NULL",
                    [seconds],
                )
            state.execute("UPDATE objects SET created = created + ?", [seconds])
            state.commit()


def back_up(url: str, file: Path) -> None:
    """Write a database to a file as `make backup` does."""
    _program("pg_dump", "--format=custom", "--no-owner", f"--file={file}", url)


def _program(name: str, *arguments: str | Path) -> None:
    done = subprocess.run([postgres.binary(name), *arguments], capture_output=True, text=True, check=False)
    assert not done.returncode, done.stderr

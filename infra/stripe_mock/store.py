"""Everything the server knows, in one SQLite file that survives being killed at any moment."""

import fcntl
import json
import os
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

from infra.stripe_mock.messages import Document, encode

_SCHEMA = """
CREATE TABLE IF NOT EXISTS objects (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    created INTEGER NOT NULL,
    body TEXT NOT NULL,
    hidden TEXT NOT NULL DEFAULT '{}'
);
CREATE INDEX IF NOT EXISTS objects_by_kind ON objects (kind, seq);
CREATE INDEX IF NOT EXISTS objects_by_payment_intent ON objects (kind, json_extract(body, '$.payment_intent'));
CREATE INDEX IF NOT EXISTS open_sessions ON objects (json_extract(body, '$.expires_at'))
    WHERE kind = 'checkout.session' AND json_extract(body, '$.status') = 'open';
CREATE TABLE IF NOT EXISTS idempotency (
    key TEXT PRIMARY KEY,
    fingerprint TEXT NOT NULL,
    created INTEGER NOT NULL,
    request_id TEXT NOT NULL,
    status INTEGER,
    body BLOB
);
CREATE TABLE IF NOT EXISTS deliveries (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    event TEXT NOT NULL,
    payload BLOB NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    due REAL,
    delivered INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX IF NOT EXISTS deliveries_due ON deliveries (due) WHERE due IS NOT NULL;
CREATE TABLE IF NOT EXISTS delivery_attempts (
    delivery INTEGER NOT NULL REFERENCES deliveries (id),
    number INTEGER NOT NULL,
    at REAL NOT NULL,
    status INTEGER,
    error TEXT,
    PRIMARY KEY (delivery, number)
);
CREATE TABLE IF NOT EXISTS settings (name TEXT PRIMARY KEY, value TEXT NOT NULL);
"""


class FolderInUse(Exception):
    """Another server already works in this folder."""


class Store:
    """One connection behind one lock: requests queue up here, so that what they do is never interleaved."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._held = self._hold(folder)
        self._lock = threading.RLock()
        self._depth = 0
        self._connection = sqlite3.connect(folder / "stripe.sqlite3", check_same_thread=False, isolation_level=None)
        self._connection.execute("PRAGMA journal_mode=WAL")
        # With a write-ahead log this survives the death of the process; only a power cut may take the last second.
        self._connection.execute("PRAGMA synchronous=NORMAL")
        self._connection.executescript(_SCHEMA)
        # A claim without an answer belongs to a process that died before its work was committed.
        self._connection.execute("DELETE FROM idempotency WHERE status IS NULL")

    @staticmethod
    def _hold(folder: Path) -> TextIO:
        held = (folder / "lock").open("w")
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            held.close()
            raise FolderInUse(str(folder)) from error
        held.write(str(os.getpid()))
        held.flush()
        return held

    def close(self) -> None:
        with self._lock:
            self._connection.close()
            self._held.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing; entered again inside itself it is a savepoint."""
        with self._lock:
            depth = self._depth
            self._connection.execute("BEGIN IMMEDIATE" if depth == 0 else f"SAVEPOINT level_{depth}")
            self._depth += 1
            try:
                yield
            except BaseException:
                if depth == 0:
                    self._connection.execute("ROLLBACK")
                else:
                    self._connection.execute(f"ROLLBACK TO level_{depth}")
                    self._connection.execute(f"RELEASE level_{depth}")
                raise
            else:
                self._connection.execute("COMMIT" if depth == 0 else f"RELEASE level_{depth}")
            finally:
                self._depth = depth

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        with self._lock:
            return self._connection.execute(sql, values).fetchall()

    def run(self, sql: str, values: Sequence[Any] = ()) -> int:
        """How many rows it changed."""
        with self._lock:
            return self._connection.execute(sql, values).rowcount

    def get(self, object_id: str) -> Document | None:
        found = self.rows("SELECT body FROM objects WHERE id = ?", (object_id,))
        return json.loads(found[0][0]) if found else None

    def hidden(self, object_id: str) -> Document:
        """What the server remembers about an object without telling it."""
        found = self.rows("SELECT hidden FROM objects WHERE id = ?", (object_id,))
        return json.loads(found[0][0]) if found else {}

    def put(self, document: Document, hidden: Document | None = None) -> None:
        """`hidden` stays as it was when it isn't given."""
        self.run(
            "INSERT INTO objects (id, kind, created, body, hidden) VALUES (?, ?, ?, ?, coalesce(?, '{}'))"
            " ON CONFLICT (id) DO UPDATE SET body = excluded.body, hidden = coalesce(?, hidden)",
            (
                document["id"],
                document["object"],
                document["created"],
                encode(document),
                *([None if hidden is None else encode(hidden)] * 2),
            ),
        )

    def seq(self, object_id: str, kind: str) -> int | None:
        found = self.rows("SELECT seq FROM objects WHERE id = ? AND kind = ?", (object_id, kind))
        return found[0][0] if found else None

    def setting(self, name: str) -> str | None:
        found = self.rows("SELECT value FROM settings WHERE name = ?", (name,))
        return found[0][0] if found else None

    def set(self, name: str, value: str) -> None:
        self.run("INSERT OR REPLACE INTO settings (name, value) VALUES (?, ?)", (name, value))

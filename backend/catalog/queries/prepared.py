"""Statements that the database parses and plans once for each connection: for reads as short as their planning."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import lru_cache
from typing import Any
from weakref import WeakKeyDictionary

from django.db import connection

# By psycopg's connection, which the pool keeps and gives to many requests: the names of what was prepared on it.
_prepared: WeakKeyDictionary[Any, set[str]] = WeakKeyDictionary()


def fetch_prepared(sql: str, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    """This will run a statement with named parameters (`%(name)s`) and return its rows.

    Each different `sql` stays prepared as long as its connection: give it constants, put what varies into `values`.
    The connection must be the server's own session, not one of a pooler that changes it between transactions.
    """
    name, text, order = _numbered(sql, tuple(values))
    with connection.cursor() as cursor:
        known = _prepared.setdefault(connection.connection, set())
        if name not in known:
            cursor.execute(f"PREPARE {name} AS {text}")
            known.add(name)
        given = f"({', '.join(['%s'] * len(order))})" if order else ""
        cursor.execute(f"EXECUTE {name}{given}", [values[key] for key in order])
        return cursor.fetchall()


@lru_cache(maxsize=256)
def _numbered(sql: str, names: tuple[str, ...]) -> tuple[str, str, tuple[str, ...]]:
    order = tuple(name for name in names if f"%({name})s" in sql)
    text = sql % {name: f"${place}" for place, name in enumerate(order, start=1)}
    return f"catalog_{hashlib.blake2b(text.encode(), digest_size=8).hexdigest()}", text, order

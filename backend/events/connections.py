"""Connections of one's own, outside of Django's pool: for what a session holds (locks, LISTEN) and for autocommit."""

from __future__ import annotations

from typing import Any

import psycopg
from django.db import connection

# What Django's pooled connections carry and a connection of one's own must not.
_OF_DJANGO = ("context", "cursor_factory", "prepare_threshold", "options")


def parameters(purpose: str) -> dict[str, Any]:
    """This will return psycopg's parameters for Django's database; `purpose` shows in pg_stat_activity."""
    settings = connection.get_connection_params()
    for name in _OF_DJANGO:
        settings.pop(name, None)
    # A dead peer is noticed within seconds: a lock that it holds keeps everybody waiting.
    patience = {"keepalives_idle": 5, "keepalives_interval": 2, "keepalives_count": 3, "tcp_user_timeout": 10_000}
    return {**settings, **patience, "application_name": f"minga-{purpose}", "autocommit": True, "connect_timeout": 5}


def dedicated(purpose: str) -> psycopg.Connection[Any]:
    """This will open a connection in autocommit that nobody else uses. The caller closes it."""
    return psycopg.connect(**parameters(purpose))

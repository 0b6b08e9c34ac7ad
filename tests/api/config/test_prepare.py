"""Bringing a database up to date isn't ended by limits that are meant for web requests."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, connections
from django.db.models.signals import pre_migrate

_LIMITS = ("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout")


def limits(using: str) -> tuple[str, ...]:
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT " + ", ".join(f"current_setting('{limit}')" for limit in _LIMITS))
        found: tuple[str, ...] = cursor.fetchone()
    return found


@pytest.mark.django_db
def test_migrations_may_take_their_time_and_wait_a_minute_for_a_lock():
    found: set[tuple[str, ...]] = set()

    def probe(*, using: str, **_: Any) -> None:
        found.add(limits(using))

    assert limits(connection.alias)[:2] != ("0", "1min")
    pre_migrate.connect(probe)
    try:
        call_command("prepare", verbosity=0)
    finally:
        pre_migrate.disconnect(probe)
    assert found == {("0", "1min", "0")}

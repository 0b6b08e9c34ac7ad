"""Starts what every test stands on: one PostgreSQL per test session, before Django reads its settings.

Under xdist the controller starts the server and its workers inherit the address; pytest-django gives each worker a
database of its own. With DATABASE_URL set, that server is used instead. Durability is off: a test server has nothing
to lose, and a flow that kills processes (not machines) keeps every committed row.
"""

from __future__ import annotations

import atexit
import os
from contextlib import ExitStack
from typing import Any

from infra import messages
from infra.local import postgres, scratch

messages.compile_all()

os.environ.setdefault("MINGA_MODE", "test")
os.environ.setdefault("SECRET_KEY", "for-tests-only-" + "x" * 48)

if "DATABASE_URL" not in os.environ:
    _stack = ExitStack()
    _folder = _stack.enter_context(scratch.folder("minga-tests"))
    os.environ["DATABASE_URL"] = _stack.enter_context(postgres.running(_folder / "postgres", durable=False))
    atexit.register(_stack.close)

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

# pytest-django sets Django up only where the settings were named before the first conftest.
import django  # noqa: E402  the environment comes first

django.setup()

from django.conf import settings  # noqa: E402

# Limits that free a busy server of what is stuck: on a loaded machine a test meets them that only waits for its turn.
options: dict[str, Any] = settings.DATABASES["default"]["OPTIONS"]  # type: ignore[assignment]
options["options"] += " -c statement_timeout=60s -c idle_in_transaction_session_timeout=0"
options["pool"]["timeout"] = 60

import pytest  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import TransactionTestCase  # noqa: E402

# Rows that migrations wrote, and what Django derives from the models, stay.
_KEPT = ("django_migrations", "django_content_type", "auth_permission", "procrastinate_version")
_EMPTY = """
DO $$
DECLARE name regclass;
BEGIN
  SET LOCAL session_replication_role = replica;
  FOR name IN SELECT oid FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
                AND relname <> ALL (ARRAY[{kept}]) LOOP
    EXECUTE format('DELETE FROM %s', name);
  END LOOP;
END $$
"""


def _empty_tables(_test: TransactionTestCase) -> None:
    """Django's flush truncates seventy tables and derives all permissions anew: half a second for every such test.

    As a replica, so that neither foreign keys nor the guards of append-only tables look.
    """
    with connection.cursor() as cursor:
        cursor.execute(_EMPTY.format(kept=", ".join(f"'{name}'" for name in _KEPT)))


TransactionTestCase._fixture_teardown = _empty_tables


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Ends what still holds the database before it is dropped: the notifier keeps a connection of its own."""
    yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )

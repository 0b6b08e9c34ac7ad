"""Starts what every test stands on: one PostgreSQL per test session, before Django reads its settings.

Under xdist the controller starts the server and its workers inherit the address; pytest-django gives each worker a
database of its own. With DATABASE_URL set, that server is used instead. Durability is off: a test server has nothing
to lose, and a flow that kills processes (not machines) keeps every committed row.
"""

from __future__ import annotations

import atexit
import os
from contextlib import ExitStack

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

import pytest  # noqa: E402
from django.db import connection  # noqa: E402


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Ends what still holds the database before it is dropped: the notifier keeps a connection of its own."""
    yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )

"""A database of a bench's own, made like that of the tests and taken down with it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def own_database() -> Iterator[None]:
    """This will start PostgreSQL, set Django up and migrate; at the end nobody stays connected, and all is gone."""
    from django.conf import settings
    from django.db import connection
    from django.test.utils import get_runner, setup_test_environment, teardown_test_environment

    import tests.conftest  # noqa: F401  starts the database and sets Django up

    setup_test_environment()
    try:
        runner = get_runner(settings)(verbosity=0, interactive=False)
        databases = runner.setup_databases()
        try:
            yield
        finally:
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
                    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )
            runner.teardown_databases(databases)
    finally:
        teardown_test_environment()

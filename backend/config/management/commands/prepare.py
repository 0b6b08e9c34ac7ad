"""Makes a database ready: tables, the table of the shared cache, the names by law. Safe to run at every start."""

from __future__ import annotations

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection

# A web request's limits would end a long migration half way. One that waits for a table's lock holds up all who come
# after it, so it gives up after a minute; whoever runs it runs it again.
LIMITS = "SET statement_timeout = 0; SET lock_timeout = '60s'; SET idle_in_transaction_session_timeout = 0"


class Command(BaseCommand):
    help = "Migrates the database and makes what migrations do not."

    def handle(self, *args: Any, **options: Any) -> None:
        with connection.cursor() as cursor:
            cursor.execute(LIMITS)
        call_command("migrate", interactive=False, verbosity=options["verbosity"])
        call_command("createcachetable", verbosity=options["verbosity"])
        call_command("load_seals", verbosity=options["verbosity"])
        call_command("origin_key", check=True, verbosity=options["verbosity"])

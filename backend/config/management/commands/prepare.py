"""Makes a database ready: tables, the table of the shared cache, the names by law. Safe to run at every start."""

from __future__ import annotations

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Migrates the database and makes what migrations do not."

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", interactive=False, verbosity=options["verbosity"])
        call_command("createcachetable", verbosity=options["verbosity"])
        call_command("load_seals", verbosity=options["verbosity"])
        call_command("origin_key", check=True, verbosity=options["verbosity"])

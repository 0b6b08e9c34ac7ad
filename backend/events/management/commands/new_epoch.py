"""Begins a new life of the database, after a restore."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection

from events import upkeep


class Command(BaseCommand):
    help = "Draws a new epoch: every client starts anew, and events that a group still lacks are published again."

    def handle(self, *args: Any, **options: Any) -> None:
        with connection.cursor() as cursor:  # the limits are for web requests
            cursor.execute(
                "SET statement_timeout = 0; SET lock_timeout = 0; SET idle_in_transaction_session_timeout = 0"
            )
        value, missing = upkeep.begin_epoch()
        self.stdout.write(f"Epoch {value}; {missing} events will be published again.")

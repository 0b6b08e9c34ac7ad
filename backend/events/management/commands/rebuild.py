"""Builds a projection anew."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from events import upkeep


class Command(BaseCommand):
    help = "Clears a projection and builds it anew from the outbox, in one transaction; its members wait meanwhile."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("projection", help="The projection's group, such as catalog.search.")

    def handle(self, *args: Any, **options: Any) -> None:
        with connection.cursor() as cursor:  # the limits are for web requests
            cursor.execute(
                "SET statement_timeout = 0; SET lock_timeout = 0; SET idle_in_transaction_session_timeout = 0"
            )
        try:
            count = upkeep.rebuild(group=options["projection"])
        except KeyError:
            raise CommandError(
                f"{options['projection']} is no projection: its handlers have effects that must not be repeated."
            ) from None
        self.stdout.write(f"Built anew from {count} events.")

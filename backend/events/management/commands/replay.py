"""Sends published events once more."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError

from events import upkeep


class Command(BaseCommand):
    help = "Publishes events again, for a broker that lost them or was changed; who handled them does nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--all", action="store_true", help="Every event there is.")
        parser.add_argument("--from", type=int, dest="first", help="Outbox number of the first.")
        parser.add_argument("--to", type=int, dest="last", help="Outbox number of the last.")
        parser.add_argument("--name", help="Only events of this name, such as orders.order_paid.")
        parser.add_argument("--key", type=UUID, help="Only events of this aggregate.")

    def handle(self, *args: Any, **options: Any) -> None:
        chosen = {name: options[name] for name in ("first", "last", "name", "key") if options[name] is not None}
        if not chosen and not options["all"]:
            raise CommandError("Say which: --from, --to, --name, --key, or --all.")
        self.stdout.write(f"{upkeep.replay(**chosen)} events will be published again.")

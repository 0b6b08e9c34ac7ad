"""Shows how publishing and the consumer groups are doing."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand

from events import status


class Command(BaseCommand):
    help = "Shows the outbox, the consumer groups and what they set aside."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="For programs.")

    def handle(self, *args: Any, **options: Any) -> None:
        outbox, groups = status.outbox(), status.groups()
        if options["json"]:
            self.stdout.write(json.dumps({"outbox": asdict(outbox), "groups": [asdict(group) for group in groups]}))
            return
        self.stdout.write(
            f"Outbox: {outbox.total} events, {outbox.waiting} waiting, oldest {outbox.oldest_seconds:.1f} s"
        )
        for group in groups:
            heard = "never heard of" if group.silent_seconds is None else f"heard of {group.silent_seconds:.0f} s ago"
            self.stdout.write(f"{group.name:<20} {group.lag:>8} to read  {group.parked:>6} parked  {heard}")

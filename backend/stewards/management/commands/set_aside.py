"""Has a consumer group do without a parked event."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError

from lib.actor import Actor
from stewards import services


class Command(BaseCommand):
    help = (
        "Gives up the first parked event of a key for good, with the reason on record; its later siblings may follow."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--group", required=True)
        parser.add_argument("--event", required=True, type=UUID, help="The id that `parked` shows.")
        parser.add_argument("--reason", required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            act = services.set_aside(
                actor=Actor(person_id=None, via="command"),
                group=options["group"],
                event_id=options["event"],
                reason=options["reason"],
            )
        except services.NotParked:
            raise CommandError("It isn't parked, or another event of the same key comes first.") from None
        key = act.details["key"]
        self.stdout.write(f"Given up. `redrive --group {options['group']} --key {key}` takes up what waited behind it.")

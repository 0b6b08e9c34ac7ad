"""Shows the events that groups set aside."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from events.models import ParkedEvent


class Command(BaseCommand):
    help = "Lists parked events, oldest first: what failed, and what waits behind it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--group", help="Only this consumer group.")
        parser.add_argument("--limit", type=int, default=50)

    def handle(self, *args: Any, **options: Any) -> None:
        parked = ParkedEvent.objects.order_by("parked_at", "pk")
        if options["group"]:
            parked = parked.filter(group=options["group"])
        for event in parked[: options["limit"]]:
            self.stdout.write(
                f"{event.parked_at:%Y-%m-%d %H:%M:%S} {event.group} {event.name} v{event.version} key {event.key} "
                f"event {event.event_id} {event.reason} (tried {event.attempts}) {event.error}".rstrip()
            )
        self.stdout.write(f"{parked.count()} parked.")

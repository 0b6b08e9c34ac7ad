"""Handles parked events again."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand

from events import upkeep
from events.models import ParkedEvent


class Command(BaseCommand):
    help = "Handles parked events again, key by key and in order, up to the first of each key that fails."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--group", help="Only this consumer group.")
        parser.add_argument("--key", type=UUID, help="Only events of this aggregate.")

    def handle(self, *args: Any, **options: Any) -> None:
        chosen = {name: options[name] for name in ("group", "key") if options[name] is not None}
        parked = ParkedEvent.objects.filter(**chosen).order_by("group", "key").values_list("group", "key").distinct()
        worked = left = 0
        for group, key in list(parked):
            done, still = upkeep.redrive(group=group, key=key)
            worked, left = worked + done, left + still
        self.stdout.write(f"{worked} handled, {left} still parked.")

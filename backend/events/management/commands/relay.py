"""Publishes events from the outbox, until it is stopped."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from events import relay
from events.management.processes import Running
from lib import figures


class Command(BaseCommand):
    help = "Publishes events from the outbox to the broker. Any number may run: one leads, the others wait."

    def handle(self, *args: Any, **options: Any) -> None:
        running = Running()
        figures.serve()
        relay.run(running)

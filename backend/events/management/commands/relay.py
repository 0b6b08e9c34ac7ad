"""Publishes events from the outbox, until it is stopped."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from events import relay
from events.management.processes import Running, serve_metrics


class Command(BaseCommand):
    help = "Publishes events from the outbox to the broker. Any number may run: one leads, the others wait."

    def handle(self, *args: Any, **options: Any) -> None:
        running = Running()
        serve_metrics()
        relay.run(running)

"""Makes Kafka's topics."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from events import registry
from events.brokers import BrokerDown


class Command(BaseCommand):
    help = "Makes the topics that are missing: minga.<app>, twelve partitions each. Safe to run at every start."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--replication", type=int, default=1, help="Copies of each partition; 3 in production.")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.KAFKA_BOOTSTRAP_SERVERS:
            raise CommandError("KAFKA_BOOTSTRAP_SERVERS is not set: the embedded broker needs no topics.")
        from events.brokers import kafka  # noqa: PLC0415  loaded only where Kafka is used

        try:
            made = kafka.make_topics(registry.apps(), replication=options["replication"])
        except (BrokerDown, ValueError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Made: {', '.join(made) or 'nothing, all are there'}.")

"""Runs consumer groups, until it is stopped."""

from __future__ import annotations

import threading
from argparse import ArgumentParser
from typing import Any

import structlog
from django.core.management.base import BaseCommand, CommandError

from events import consumers, membership
from events.management.processes import Running
from lib import figures

log = structlog.get_logger(__name__)


class Command(BaseCommand):
    help = "Handles events in consumer groups: all of them, or those named."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--group", action="append", help="A group, such as orders or live; may be repeated.")
        parser.add_argument("--except", action="append", dest="without", help="A group to leave out.")
        parser.add_argument(
            "--slot", type=int, default=0, help="Number of this process among those of the same groups (Kafka)."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        known = consumers.groups()
        chosen = [name for name in options["group"] or known if name not in (options["without"] or [])]
        if unknown := sorted(set(chosen) - set(known)):
            raise CommandError(f"There is no group {', '.join(unknown)}. Groups: {', '.join(known)}.")
        running = Running()
        figures.serve()
        failed: list[str] = []

        def work(group: str) -> None:
            try:
                membership.run(group, running, slot=options["slot"])
            except Exception:
                log.exception("consumer_failed", group=group)
                failed.append(group)
                running.stop()

        threads = [threading.Thread(target=work, args=(group,), name=f"group-{group}") for group in chosen]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if failed:
            raise CommandError(f"Failed: {', '.join(failed)}.")

"""Shows the queue of tasks, and tries again what failed for good."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from events import tasks


class Command(BaseCommand):
    help = "Shows how many tasks wait, run and failed for good; with --retry those that failed get one more try."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--failed", action="store_true", help="List those that failed.")
        parser.add_argument("--retry", action="store_true", help="Put those that failed back into the queue.")
        parser.add_argument("--name", help="Only tasks of this name, such as accounts.send_mail.")
        parser.add_argument("--limit", type=int, default=100, help="At most so many, the newest first.")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["failed"] and not options["retry"]:
            for queue in tasks.queues():
                self.stdout.write(
                    f"{queue.name:<26} {queue.waiting:>6} waiting  {queue.doing:>4} running  {queue.failed:>6} failed"
                    f"  {queue.late_seconds:.0f} s late"
                )
            return
        failed = tasks.failed(name=options["name"], limit=options["limit"])
        for task in failed:
            when = f"{task.failed_at:%Y-%m-%d %H:%M:%S}" if task.failed_at else "at an unknown time"
            self.stdout.write(
                f"{task.id} {task.name} {task.arguments} failed {when}, tried {task.attempts} {task.error}".rstrip()
            )
        if options["retry"]:
            self.stdout.write(f"{sum(tasks.retry(task.id) for task in failed)} are tried again.")
        else:
            self.stdout.write(f"{len(failed)} failed.")

"""Notes that a backup was written just now."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from lib.actor import Actor
from stewards import services


class Command(BaseCommand):
    help = "Notes that a backup was written just now, for the page of stewards and the alarm MingaBackupOld."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--megabytes", type=float, required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        services.note_backup(actor=Actor(person_id=None, via="command"), megabytes=options["megabytes"])
        self.stdout.write("Noted.")

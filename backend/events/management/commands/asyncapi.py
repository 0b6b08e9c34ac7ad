"""Writes docs/asyncapi.json."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from events import asyncapi


class Command(BaseCommand):
    help = "Writes docs/asyncapi.json, the AsyncAPI 3 description of the Kafka topics and the feed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="Only say whether it is up to date.")

    def handle(self, *args: Any, **options: Any) -> None:
        page: Path = settings.ROOT / "docs" / "asyncapi.json"
        text = asyncapi.text()
        if not options["check"]:
            page.write_text(text)
        elif not page.exists() or page.read_text() != text:
            raise CommandError("docs/asyncapi.json is out of date: run manage.py asyncapi.")

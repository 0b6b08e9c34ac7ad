"""Says whether all is well."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand
from django.core.serializers.json import DjangoJSONEncoder

from stewards import queries


class Command(BaseCommand):
    help = "Says what needs a hand, as the page /equipo does; exit code 1 if something does."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="All figures, for programs.")

    def handle(self, *args: Any, **options: Any) -> None:
        seen = queries.platform_overview()
        if options["json"]:
            self.stdout.write(json.dumps(asdict(seen), cls=DjangoJSONEncoder))
            return
        for need in seen.needs:
            count = "" if need.count is None else f" {need.count}"
            age = "" if need.seconds is None else f" {need.seconds:.0f} s"
            self.stdout.write(f"{need.level:<7}{need.alarm}: {need.about}{count}{age} {need.error}".rstrip(" :"))
        if seen.needs:
            self.stdout.write("docs/operations.md says what each means and what to do.")
            raise SystemExit(1)
        self.stdout.write("All is well.")

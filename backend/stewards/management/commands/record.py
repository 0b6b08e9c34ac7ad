"""Shows what stewards did."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from stewards import queries


class Command(BaseCommand):
    help = "Shows the record of stewards' acts, newest first."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--kind", help="Only acts of this kind, such as reading_began.")
        parser.add_argument("--limit", type=int, default=50)

    def handle(self, *args: Any, **options: Any) -> None:
        acts = list(queries.recorded_acts(kind=options["kind"]).order_by("-number")[: options["limit"]])
        for act in queries.described_acts(acts):
            association = act["association"].slug if act["association"] else ""
            about = " ".join(str(part) for part in (act["person_id"] or "", association) if part)
            self.stdout.write(
                f"{act['number']} {act['at']:%Y-%m-%d %H:%M:%S} {act['kind']} by {act['steward'] or act['via']} {about} "
                f"{act['reason']} {json.dumps(act['details'], ensure_ascii=False)}"
            )

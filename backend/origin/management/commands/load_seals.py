"""Writes down the names by law and of registers, as this release knows them. Safe to run at every start."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from origin.services import load_seals


class Command(BaseCommand):
    help = "Writes down the seals of origin/data/seals.toml, or what changed of them."

    def handle(self, *args: Any, **options: Any) -> None:
        seals = load_seals()
        if options["verbosity"] > 1:
            self.stdout.write(f"{len(seals)} seals")

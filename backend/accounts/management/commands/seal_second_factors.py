"""Seals the secrets of second factors with the present SECRET_KEY: before a former key is dropped."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from accounts import second_factors


class Command(BaseCommand):
    help = "Seals the secrets of second factors with the present SECRET_KEY; run it before a former key is dropped."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{second_factors.sealed_anew()} secrets were sealed with a former key.")

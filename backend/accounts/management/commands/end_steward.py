"""Takes the steward's rights from somebody who no longer runs the platform."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts import services
from lib.errors import NotFound
from lib.text import TextRefused, clean_email


class Command(BaseCommand):
    help = "Makes a steward an ordinary person again; the account stays."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            email = clean_email(options["email"])
        except TextRefused as refused:
            raise CommandError(str(refused.message)) from None
        try:
            services.end_steward(email=email)
        except NotFound:
            raise CommandError("No steward has this address.") from None
        self.stdout.write(f"{email} is no longer a steward.")

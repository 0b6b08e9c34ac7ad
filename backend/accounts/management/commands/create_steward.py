"""Makes a steward: somebody who runs the platform."""

from __future__ import annotations

import getpass
import sys
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts import services
from lib.errors import NotFound
from lib.text import TextRefused, clean_email, clean_line


class Command(BaseCommand):
    help = "Makes a steward. An existing account becomes one; else --name is needed, and a password is asked for."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--name", help="for a new account")
        parser.add_argument(
            "--password-stdin", action="store_true", help="read the password from standard input instead of asking"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            email = clean_email(options["email"])
            name = clean_line(options["name"]) if options["name"] else None
        except TextRefused as refused:
            raise CommandError(str(refused.message)) from None
        try:
            services.make_steward(email=email)
        except NotFound:
            if not name:
                raise CommandError("There is no such account: give --name to make one.") from None
            password = self._password(from_stdin=options["password_stdin"])
            services.create_person(email=email, name=name, password=password, is_steward=True)
        self.stdout.write(f"{email} is a steward now.")

    def _password(self, *, from_stdin: bool) -> str:
        password = sys.stdin.readline().rstrip("\n") if from_stdin else getpass.getpass("Password: ")
        try:
            validate_password(password)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from None
        return password

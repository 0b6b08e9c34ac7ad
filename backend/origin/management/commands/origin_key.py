"""The keys that certificates are signed with: shown, exchanged, withdrawn after a leak, sealed anew."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError, CommandParser

from lib.errors import DomainError
from origin import did, sealing
from origin.models import Credential, IssuerKey
from origin.services import credentials, keys


class Command(BaseCommand):
    help = "Shows the keys that certificates are signed with; with an option, exchanges, withdraws or seals them anew."

    def add_arguments(self, parser: CommandParser) -> None:
        one = parser.add_mutually_exclusive_group()
        one.add_argument("--rotate", action="store_true", help="sign with a new key; former ones go on verifying")
        one.add_argument(
            "--withdraw",
            metavar="NAME",
            help="after a leak: this key verifies nothing any more, and what it signed is signed anew",
        )
        one.add_argument(
            "--seal", action="store_true", help="seal them with the present secret, before a former one is dropped"
        )

        one.add_argument(
            "--renew", action="store_true", help="sign anew all that pages show, after PUBLIC_ORIGIN has another host"
        )
        one.add_argument("--check", action="store_true", help="say so if the secret of the settings doesn't open them")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["rotate"]:
            self.stdout.write(f"signs now: {keys.rotate().name}")
        elif options["withdraw"]:
            self._withdraw(options["withdraw"])
        elif options["seal"]:
            self.stdout.write(f"sealed anew: {keys.seal_anew()}")
        elif options["renew"]:
            self.stdout.write(f"signed anew: {credentials.sign_anew()}")
        elif options["check"]:
            self._check()
        else:
            self._show()

    def _withdraw(self, name: str) -> None:
        try:
            key = keys.withdraw(name=name)
        except DomainError as refused:
            raise CommandError(str(refused.title)) from refused
        self.stdout.write(f"withdrawn: {key.name}; signed anew: {credentials.sign_anew(key=key)}")

    def _check(self) -> None:
        """A copy of the database on another machine has to start: it only can't sign until it has a key of its own."""
        for key in IssuerKey.objects.filter(retired_at__isnull=True):
            try:
                sealing.opened(key.secret)
            except ImproperlyConfigured as wrong:
                self.stderr.write(f"{wrong} Or sign with a new key: manage.py origin_key --rotate.")

    def _show(self) -> None:
        self.stdout.write(did.issuer())
        for key in IssuerKey.objects.order_by("made_at", "pk"):
            state = "withdrawn" if key.withdrawn_at else "verifies" if key.retired_at else "signs"
            signed = Credential.objects.filter(key=key).count()
            self.stdout.write(f"{key.name}  {state}  {key.public_multibase}  {signed} credentials")

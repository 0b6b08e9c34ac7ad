"""Shows how one account stands, and helps its owner."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from lib.actor import Actor
from lib.errors import DomainError
from stewards import services


class Command(BaseCommand):
    help = "Shows the account of exactly this e-mail address or id. What is done to it needs a --reason, on record."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("who")
        deed = parser.add_mutually_exclusive_group()
        deed.add_argument("--reset-second-factors", action="store_true")
        deed.add_argument("--block", action="store_true", help="Keep her from signing in; end her sessions.")
        deed.add_argument("--unblock", action="store_true")
        parser.add_argument("--reason")

    def handle(self, *args: Any, **options: Any) -> None:
        actor = Actor(person_id=None, via="command")
        deeds = {
            "reset_second_factors": services.reset_second_factors,
            "block": services.block,
            "unblock": services.unblock,
        }
        wanted = [name for name in deeds if options[name]]
        if wanted and not (options["reason"] or "").strip():
            raise CommandError("Say why: --reason.")
        try:
            found = services.look_up(actor=actor, wanted=options["who"])
            for name in wanted:
                deeds[name](actor=actor, person_id=found.id, reason=options["reason"].strip()[:500])
                found = services.look_up(actor=actor, wanted=str(found.id))
        except DomainError as error:
            raise CommandError(str(error.title)) from None
        self.stdout.write(
            f"{found.id} joined {found.joined_at:%Y-%m-%d}, "
            f"{'address proved' if found.verified else 'address not proved'}, "
            f"{'may sign in' if found.is_active else 'BLOCKED'}{', steward' if found.is_steward else ''}, "
            f"second factors: {', '.join(found.second_factors) or 'none'}, {found.sessions} sessions"
        )

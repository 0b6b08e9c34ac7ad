"""Shows the letters that were given up, and sends them again."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from accounts import queries as accounts
from lib.actor import Actor
from stewards import services


class Command(BaseCommand):
    help = "Shows why letters don't leave, and lists those that were given up; --resend tries all of them at once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--resend", action="store_true")
        parser.add_argument("--limit", type=int, default=100)

    def handle(self, *args: Any, **options: Any) -> None:
        for trouble in accounts.mail_troubles():
            self.stdout.write(f"{trouble.letters} wait for their next try: {trouble.cause}")
        if options["resend"]:
            hurried = services.hurry_mails(actor=Actor(person_id=None, via="command"))
            self.stdout.write(f"{hurried} that wait are tried now.")
        failed = accounts.failed_mails(limit=options["limit"])
        for mail in failed:
            self.stdout.write(f"{mail.id} {mail.failed_at:%Y-%m-%d %H:%M:%S} to {mail.recipient}: {mail.cause}")
            if options["resend"]:
                services.resend_mail(actor=Actor(person_id=None, via="command"), mail_id=mail.id)
        waiting = accounts.waiting_mail()
        done = "are sent again" if options["resend"] else "were given up"
        self.stdout.write(f"{len(failed)} {done}, {waiting.count} wait.")

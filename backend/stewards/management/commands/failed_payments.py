"""Shows webhooks that were not handled and refunds that failed, and tries them again."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError

from lib.actor import Actor
from lib.errors import DomainError
from payments import queries as payments
from stewards import services


class Command(BaseCommand):
    help = "Lists webhooks that came to nothing and refunds that failed for good; the options try one again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--webhook", type=UUID, help="Fetch what this one is about, now.")
        parser.add_argument("--refund", type=UUID, help="Ask the provider anew for this one.")

    def handle(self, *args: Any, **options: Any) -> None:
        actor = Actor(person_id=None, via="command")
        try:
            if options["webhook"]:
                services.retry_webhook(actor=actor, webhook_id=options["webhook"])
                self.stdout.write("It is fetched again.")
            if options["refund"]:
                services.retry_refund(actor=actor, refund_id=options["refund"])
                self.stdout.write("It is asked for anew.")
        except DomainError as error:
            raise CommandError(str(error.title)) from None
        if options["webhook"] or options["refund"]:
            return
        webhooks, refunds = payments.open_webhooks(), payments.failed_refunds()
        for webhook in webhooks:
            self.stdout.write(
                f"webhook {webhook.id} {webhook.provider_id} {webhook.kind} {webhook.received_at:%Y-%m-%d %H:%M:%S} "
                f"{webhook.error}".rstrip()
            )
        for refund in refunds:
            self.stdout.write(
                f"refund {refund.id} {refund.amount_clp} pesos of {refund.purpose_type} {refund.purpose_id}: {refund.error}"
            )
        self.stdout.write(f"{len(webhooks)} webhooks wait, {len(refunds)} refunds failed.")

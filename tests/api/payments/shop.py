"""What a test does around payments: start attempts, run what is queued, carry webhooks by hand."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.test import Client

from infra.stripe_mock.child import Child
from infra.stripe_mock.webhooks import signature
from lib.clock import database_now
from lib.ids import new_id
from payments import jobs, services
from payments.models import Attempt, Refund
from payments.provider import Unanswered
from tests.support import events

TASKS = {
    "payments.look_up": jobs.look_up,
    "payments.send_refund": jobs.send_refund,
    "payments.handle_webhook": jobs.handle_webhook,
}


@dataclass
class Shop:
    stripe: Child
    client: Client
    told: set[str] = field(default_factory=set)

    def attempt(self, *, minutes: float = 15, purpose: UUID | None = None, **more: Any) -> Attempt:
        fields: dict[str, Any] = {
            "purpose_type": "order_group",
            "purpose_id": purpose or new_id(),
            "amount_clp": 15_980,
            "line_items": [{"name": "Queso «ñandú» & cía.", "units": 2, "amount_clp": 7_990}],
            "customer_email": "rosa@example.cl",
            "expires_at": database_now() + timedelta(minutes=minutes),
            "success_url": "http://127.0.0.1:1/gracias#llave",
            "cancel_url": "http://127.0.0.1:1/pago",
            "locale": "es",
            **more,
        }
        with transaction.atomic():
            return services.start_attempt(**fields)

    def opened(self, **more: Any) -> Attempt:
        return services.open_session(self.attempt(**more).pk)

    def paid(self, **more: Any) -> Attempt:
        attempt = self.opened(**more)
        self.stripe.pay(attempt.url)
        return services.look_up(attempt.pk)

    def sessions(self, attempt: Attempt) -> list[dict[str, Any]]:
        listed = self.stripe.get("/v1/checkout/sessions", limit=100)["data"]
        return [session for session in listed if session["client_reference_id"] == str(attempt.pk)]

    def state(self, row: Attempt | Refund) -> str:
        row.refresh_from_db()
        return row.state

    def events(self, attempt: Attempt) -> list[str]:
        return events.names(key=attempt.pk)

    def queued(self) -> list[tuple[int, str, dict[str, str]]]:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT id, task_name, args FROM procrastinate_jobs WHERE task_name LIKE 'payments.%' ORDER BY id"
            )
            rows = cursor.fetchall()
        return [(row[0], row[1], row[2] if isinstance(row[2], dict) else json.loads(row[2])) for row in rows]

    def work(self) -> list[str]:
        """Run what is queued, once each, as the worker does; what goes unanswered stays queued. Answers what ran."""
        ran = []
        for number, name, arguments in self.queued():
            try:
                TASKS[name](**arguments)
            except Unanswered:
                continue
            ran.append(name)
            with connection.cursor() as cursor:
                cursor.execute("DELETE FROM procrastinate_jobs WHERE id = %s", [number])
        return ran

    def hear(self, body: bytes, *, secret: str | None = None, at: float | None = None, header: str | None = None):
        signed = signature(body, secret or self.stripe.webhook_secret, int(at or time.time()))
        return self.client.post(
            "/api/v1/payments/webhooks/stripe",
            data=body,
            content_type="application/json; charset=utf-8",
            headers={"Stripe-Signature": signed if header is None else header},
        )

    def news(self) -> list[bytes]:
        """The provider's events that weren't fetched yet, oldest first, as they would be sent."""
        listed = self.stripe.get("/v1/events", limit=100)["data"][::-1]
        fresh = [event for event in listed if event["id"] not in self.told]
        self.told |= {event["id"] for event in fresh}
        return [json.dumps(event).encode() for event in fresh]

"""Webhooks: checked, stored, answered; then the object is fetched, because the news may be old, twice or out of order."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import orjson
from django.conf import settings
from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from lib.clock import database_now
from lib.errors import DomainError
from lib.ids import new_id
from payments import signature
from payments.models import Attempt, Refund, WebhookEvent
from payments.provider import provider
from payments.services.attempts import FIRST_LOOK, look_up
from payments.services.refunds import take_over
from payments.services.truth import apply_session


class SignatureInvalid(DomainError):
    """It isn't signed with one of our secrets, or too long ago, or too far ahead."""

    status = 400
    code = "signature_invalid"
    title = _("The signature of this message is not valid.")


class WebhookUnreadable(DomainError):
    """It is signed, but no event."""

    status = 400
    code = "webhook_unreadable"
    title = _("This message is not an event.")


def receive_webhook(*, body: bytes, header: str) -> None:
    """This will store an event of the provider and queue it; heard before, it changes nothing.

    :raises SignatureInvalid, WebhookUnreadable: as they say; nothing is stored then.
    """
    from payments import jobs  # noqa: PLC0415  jobs call services; this is the way back

    now = database_now()
    if not signature.valid(body=body, header=header, secrets=settings.STRIPE_WEBHOOK_SECRETS, now=now.timestamp()):
        raise SignatureInvalid
    event = _parse(body)
    webhook_id = new_id()
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO payments_webhookevent (id, provider_id, kind, body, look_at) VALUES (%s, %s, %s, %s, %s)"
                " ON CONFLICT (provider_id) DO NOTHING",
                [webhook_id, event["id"], event["type"], body, now + FIRST_LOOK],
            )
            new = cursor.rowcount == 1
        if new:
            jobs.handle_webhook.defer(webhook_id=str(webhook_id))


def handle_webhook(webhook_id: UUID) -> None:
    """This will fetch what the event is about and take its state over. Safe to run twice; in no transaction.

    :raises payments.provider.Unanswered: if the provider doesn't answer: to be run again.
    """
    row = WebhookEvent.objects.get(pk=webhook_id)
    if row.handled_at is not None:
        return
    subject = _parse(bytes(row.body))["data"]["object"]
    kind = subject.get("object")
    if kind == "checkout.session":
        _session(subject)
    elif kind == "payment_intent":
        _intent(subject)
    elif kind == "refund":
        _refund(subject)
    WebhookEvent.objects.filter(pk=webhook_id).update(handled_at=database_now())


def retry_webhook(*, webhook_id: UUID) -> bool:
    """This will queue a webhook once more that was not handled yet; False if there is none such."""
    from payments import jobs  # noqa: PLC0415  jobs call services; this is the way back

    with transaction.atomic():
        open_ones = WebhookEvent.objects.select_for_update(no_key=True).filter(pk=webhook_id, handled_at__isnull=True)
        if not open_ones.exists():
            return False
        # The sweep looks again later; safe to run twice.
        WebhookEvent.objects.filter(pk=webhook_id).update(look_at=database_now() + FIRST_LOOK)
        jobs.handle_webhook.defer(webhook_id=str(webhook_id))
    return True


def _session(subject: dict[str, Any]) -> None:
    attempt_id = _uuid(subject.get("client_reference_id"))
    if attempt_id is not None and Attempt.objects.filter(pk=attempt_id).exists():
        apply_session(attempt_id, provider().session(str(subject["id"])))


def _intent(subject: dict[str, Any]) -> None:
    attempt_id = _uuid((subject.get("metadata") or {}).get("attempt"))
    attempt = Attempt.objects.unfinished().filter(pk=attempt_id).first() if attempt_id is not None else None
    if attempt is not None and attempt.session_id is not None:
        look_up(attempt.pk)


def _refund(subject: dict[str, Any]) -> None:
    refund_id = _uuid((subject.get("metadata") or {}).get("refund"))
    refund = Refund.objects.select_related("attempt").filter(pk=refund_id).first() if refund_id is not None else None
    if refund is not None and refund.attempt.payment_intent_id == subject.get("payment_intent"):
        take_over(refund, provider().refund(str(subject["id"])))


def _parse(body: bytes) -> dict[str, Any]:
    try:
        event = orjson.loads(body)
    except orjson.JSONDecodeError:
        raise WebhookUnreadable from None
    shaped = (
        isinstance(event, dict)
        and all(isinstance(event.get(name), str) and 0 < len(event[name]) <= 100 for name in ("id", "type"))
        and isinstance(event.get("data"), dict)
        and isinstance(event["data"].get("object"), dict)
    )
    if not shaped or "\x00" in event["id"] + event["type"]:
        raise WebhookUnreadable
    return event


def _uuid(text: object) -> UUID | None:
    if not isinstance(text, str):
        return None
    try:
        return UUID(text)
    except ValueError:
        return None

"""What other apps may ask about payments."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection
from django.db.models.functions import Now

from events import tasks
from payments.models import Attempt, Refund, WebhookEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class AttemptCard:
    """How an attempt stands; `url` is the payment page while it is open, else empty."""

    id: UUID
    state: str
    url: str
    amount_clp: int


def attempt(attempt_id: UUID) -> AttemptCard | None:
    """This will return how an attempt stands, as far as we know."""
    row = Attempt.objects.filter(pk=attempt_id).values("id", "state", "url", "amount_clp").first()
    if row is None:
        return None
    if row["state"] != Attempt.State.OPEN:
        row["url"] = ""
    return AttemptCard(**row)


@dataclass(frozen=True, slots=True, kw_only=True)
class Backlog:
    """What still waits for the provider, counted and in seconds of the oldest; `refunds_failed` need a person."""

    webhooks: int
    webhook_seconds: float
    unknown: int
    overdue_seconds: float
    refunds_pending: int
    refund_seconds: float
    refunds_failed: int


def backlog() -> Backlog:
    """This will return what is under way between us and the provider."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT webhooks, webhook_seconds, unknown, overdue_seconds, refunds_pending, refund_seconds, refunds_failed
            FROM (
                SELECT count(*) AS webhooks,
                       coalesce(extract(epoch FROM clock_timestamp() - min(received_at)), 0)::float AS webhook_seconds
                FROM payments_webhookevent WHERE handled_at IS NULL
            ) AS webhook, (
                SELECT count(*) FILTER (WHERE state = 'prepared' AND sent_at IS NOT NULL) AS unknown,
                       greatest(extract(epoch FROM clock_timestamp() - min(expires_at)), 0)::float AS overdue_seconds
                FROM payments_attempt WHERE state IN ('prepared', 'open')
            ) AS attempt, (
                SELECT count(*) FILTER (WHERE state = 'pending') AS refunds_pending,
                       coalesce(extract(epoch FROM clock_timestamp() - min(created_at)
                           FILTER (WHERE state = 'pending')), 0)::float AS refund_seconds,
                       count(*) FILTER (WHERE state = 'failed') AS refunds_failed
                FROM payments_refund WHERE state <> 'succeeded'
            ) AS refund
            """
        )
        columns = [column.name for column in cursor.description]
        return Backlog(**dict(zip(columns, cursor.fetchone(), strict=True)))


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenWebhook:
    """A webhook that was not handled yet, though it came more than a minute ago; `error` of its last try."""

    id: UUID
    provider_id: str
    kind: str
    received_at: datetime
    error: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FailedRefund:
    """A refund that the provider refused for good; `purpose_id` is what the money was paid for."""

    id: UUID
    attempt_id: UUID
    purpose_type: str
    purpose_id: UUID
    amount_clp: int
    reason_key: str
    error: str
    created_at: datetime
    failed_at: datetime | None


def open_webhooks(limit: int = 100) -> list[OpenWebhook]:
    """This will return the webhooks whose handling came to nothing so far, the oldest first."""
    rows = list(
        WebhookEvent.objects.filter(handled_at__isnull=True, received_at__lt=Now() - timedelta(minutes=1))
        .order_by("received_at")
        .values("id", "provider_id", "kind", "received_at")[:limit]
    )
    known = tasks.standing("payments.handle_webhook", "webhook_id", [str(row["id"]) for row in rows])
    return [OpenWebhook(**row, error=standing.error if (standing := known.get(str(row["id"]))) else "") for row in rows]


def failed_refunds(limit: int = 100) -> list[FailedRefund]:
    """This will return the refunds that the provider refused for good, the newest first."""
    rows = Refund.objects.filter(state=Refund.State.FAILED).select_related("attempt").order_by("-ended_at")[:limit]
    return [
        FailedRefund(
            id=row.pk,
            attempt_id=row.attempt_id,
            purpose_type=row.attempt.purpose_type,
            purpose_id=row.attempt.purpose_id,
            amount_clp=row.amount_clp,
            reason_key=row.reason_key,
            error=row.last_error,
            created_at=row.created_at,
            failed_at=row.ended_at,
        )
        for row in rows
    ]

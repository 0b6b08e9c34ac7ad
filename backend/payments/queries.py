"""What other apps may ask about payments."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from payments.models import Attempt


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

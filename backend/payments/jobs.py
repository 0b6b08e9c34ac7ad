"""Calls to the provider, queued; and the sweeps that see to it that no outcome stays unknown."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from procrastinate import BaseRetryStrategy, RetryDecision
from procrastinate.jobs import Job

from lib import jobs
from lib.clock import database_now
from payments import services
from payments.models import Attempt, Refund, WebhookEvent
from payments.provider import Unanswered
from payments.services.attempts import FIRST_LOOK


class _UntilAnswered(BaseRetryStrategy):
    """1, 2, 4, 8, 8 … seconds for as long as the provider doesn't answer, ten times; then the sweeps ask again."""

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        if not isinstance(exception, Unanswered) or job.attempts >= _MOST_ATTEMPTS:
            return None
        return RetryDecision(retry_in={"seconds": min(2**job.attempts, 8)})


_MOST_ATTEMPTS: Final = 10
_RETRY: Final = _UntilAnswered()
RECONCILE: Final = timedelta(minutes=10)
_BODY_KEPT: Final = timedelta(days=2)


@jobs.app.task(name="payments.look_up", retry=_RETRY)
def look_up(attempt_id: str) -> None:
    """This will find out how an attempt stands at the provider, and end it if its time is over."""
    services.look_up(UUID(attempt_id))


@jobs.app.task(name="payments.send_refund", retry=_RETRY)
def send_refund(refund_id: str) -> None:
    """This will bring a refund to the provider."""
    services.send_refund(UUID(refund_id))


@jobs.app.task(name="payments.handle_webhook", retry=_RETRY)
def handle_webhook(webhook_id: str) -> None:
    """This will fetch what a webhook is about."""
    services.handle_webhook(UUID(webhook_id))


def look_up_later(attempt_id: UUID) -> None:
    """This will queue a look-up, in the caller's transaction."""
    look_up.defer(attempt_id=str(attempt_id))


def _next_look(now: datetime, looks: int) -> datetime:
    """In 1, 2, 4, 8 minutes, and from then on in 10."""
    return now + min(timedelta(minutes=2 ** min(looks, 4)), RECONCILE)


def _lateness(name: str, rows: Sequence[Attempt | Refund | WebhookEvent], now: datetime) -> None:
    jobs.record_lateness(name, (now - rows[0].look_at).total_seconds() if rows else 0)


@jobs.sweep("payments.look_up_attempts")
def look_up_attempts(limit: int) -> int:
    """This will queue a look-up of up to `limit` attempts that are not over: every 10 minutes, and when time is up."""
    with transaction.atomic():
        now = database_now()
        due = Attempt.objects.due(now).select_for_update(no_key=True, skip_locked=True)
        rows = list(due[:limit])
        _lateness("payments.look_up_attempts", rows, now)
        for row in rows:
            row.look_at = min(_next_look(now, row.looks), max(row.expires_at, now) + FIRST_LOOK)
            row.looks += 1
            row.save(update_fields=["look_at", "looks"])
            look_up_later(row.pk)
    return len(rows)


@jobs.sweep("payments.look_up_refunds")
def look_up_refunds(limit: int) -> int:
    """This will queue up to `limit` refunds that the provider has not decided."""
    with transaction.atomic():
        now = database_now()
        due = Refund.objects.filter(state=Refund.State.PENDING, look_at__lte=now).order_by("look_at")
        rows = list(due.select_for_update(no_key=True, skip_locked=True)[:limit])
        _lateness("payments.look_up_refunds", rows, now)
        for row in rows:
            row.look_at = _next_look(now, row.looks)
            row.looks += 1
            row.save(update_fields=["look_at", "looks"])
            send_refund.defer(refund_id=str(row.pk))
    return len(rows)


@jobs.sweep("payments.take_up_webhooks")
def take_up_webhooks(limit: int) -> int:
    """This will queue up to `limit` webhooks once more whose handling came to nothing."""
    with transaction.atomic():
        now = database_now()
        due = WebhookEvent.objects.filter(handled_at__isnull=True, look_at__lte=now).order_by("look_at")
        rows = list(due.select_for_update(no_key=True, skip_locked=True)[:limit])
        _lateness("payments.take_up_webhooks", rows, now)
        for row in rows:
            row.look_at = now + RECONCILE
            row.save(update_fields=["look_at"])
            handle_webhook.defer(webhook_id=str(row.pk))
    return len(rows)


@jobs.sweep("payments.forget_webhook_bodies")
def forget_webhook_bodies(limit: int) -> int:
    """This will empty webhooks that were handled two days ago: they hold the payer's address."""
    old = WebhookEvent.objects.filter(handled_at__lte=database_now() - _BODY_KEPT).exclude(body=b"")
    return WebhookEvent.objects.filter(pk__in=list(old.values_list("pk", flat=True)[:limit])).update(body=b"")


@jobs.sweep("payments.forget_request_bodies")
def forget_request_bodies(limit: int) -> int:
    """This will empty the stored requests of attempts that ended two days ago: they hold the payer's address."""
    old = Attempt.objects.filter(ended_at__lte=database_now() - _BODY_KEPT).exclude(request_body="")
    return Attempt.objects.filter(pk__in=list(old.values_list("pk", flat=True)[:limit])).update(request_body="")

"""Letters that leave, and answers to repeated requests that are no longer kept."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.core.mail import EmailMessage
from django.db.models.functions import Now
from procrastinate import RetryStrategy

from accounts.models import IdempotencyKey, OutgoingMail, RateWindow
from lib import jobs

KEYS_KEPT = timedelta(days=7)


@jobs.app.task(name="accounts.send_mail", retry=RetryStrategy(max_attempts=12, exponential_wait=3))
def send_mail(mail_id: str) -> None:
    """This will send one letter. Run twice, it sends once, unless it died between sending and saying so."""
    mail = OutgoingMail.objects.filter(pk=UUID(mail_id), sent_at__isnull=True).first()
    if mail is None:
        return
    EmailMessage(subject=mail.subject, body=mail.text, to=[mail.recipient]).send()
    OutgoingMail.objects.filter(pk=mail.pk).update(sent_at=Now(), text="")


@jobs.sweep("accounts.forget_idempotency_keys")
def forget_idempotency_keys(limit: int) -> int:
    """This will delete up to `limit` answers that are older than seven days."""
    old = IdempotencyKey.objects.filter(created_at__lt=Now() - KEYS_KEPT).order_by("created_at")[:limit]
    deleted, _rows = IdempotencyKey.objects.filter(pk__in=list(old.values_list("pk", flat=True))).delete()
    return deleted


@jobs.sweep("accounts.forget_rate_windows")
def forget_rate_windows(limit: int) -> int:
    """This will delete up to `limit` windows of tries that are over."""
    over = RateWindow.objects.filter(ends_at__lt=Now()).order_by("ends_at")[:limit]
    deleted, _rows = RateWindow.objects.filter(
        pk__in=list(over.values_list("pk", flat=True)), ends_at__lt=Now()
    ).delete()
    return deleted

"""Letters that leave, and answers to repeated requests that are no longer kept."""

from __future__ import annotations

import re
import smtplib
from datetime import timedelta
from email.utils import parseaddr
from typing import Final
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import connection
from django.db.models import F, Q
from django.db.models.functions import Now
from procrastinate import BaseRetryStrategy, RetryDecision
from procrastinate.jobs import Job

from accounts.models import IdempotencyKey, OutgoingMail, Person, RateWindow
from lib import jobs

KEYS_KEPT = timedelta(days=7)
MAIL_KEPT = timedelta(days=30)
UNCONFIRMED_KEPT = timedelta(days=2)
SEND_MAIL: Final = "accounts.send_mail"
MAIL_ATTEMPTS: Final = 12
# Longer than the mail server may keep us waiting (EMAIL_TIMEOUT) at each step of a letter.
_TRY_TAKES_AT_MOST: Final = timedelta(minutes=1)
_ADDRESS: Final = re.compile(r"[^\s<>'\"]+@[^\s<>'\"]+")


class StillSending(Exception):
    """Another worker is at this letter, or died over it a moment ago."""


class MailRefused(Exception):
    """The mail server will never take this letter; trying again changes nothing."""


class _UntilTaken(BaseRetryStrategy):
    """3, 9, 27 … seconds, twelve times over three days, unless the mail server refused the address for good."""

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        if isinstance(exception, MailRefused) or job.attempts >= MAIL_ATTEMPTS:
            return None
        return RetryDecision(retry_in={"seconds": 3 ** max(1, job.attempts)})


@jobs.app.task(name=SEND_MAIL, retry=_UntilTaken())
def send_mail(mail_id: str) -> None:
    """This will send one letter. Run twice, it sends once, unless it died between sending and saying so.

    Nobody can know then whether the letter left; it is sent again under the same Message-ID, by which mail programs
    tell that they have it already.
    """
    mail = _claimed(UUID(mail_id))
    if mail is None:
        return
    message = EmailMultiAlternatives(
        subject=mail.subject, body=mail.text, to=[mail.recipient], headers={**mail.headers, **_marks(mail)}
    )
    if mail.html:
        message.attach_alternative(mail.html, "text/html")
    try:
        message.send()
    except Exception as error:
        refused = _refused_for_good(error)
        over = refused or mail.attempts >= MAIL_ATTEMPTS
        OutgoingMail.objects.filter(pk=mail.pk).update(
            began_at=None, cause=_cause(error), failed_at=Now() if over else None
        )
        if refused:
            raise MailRefused from error
        raise
    OutgoingMail.objects.filter(pk=mail.pk).update(
        sent_at=Now(), text="", html="", headers={}, began_at=None, failed_at=None, cause=""
    )


def send_again(mail_id: UUID) -> None:
    """This will queue a letter anew whose task failed for good, with all its tries; the failed task goes."""
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM procrastinate_jobs WHERE status = 'failed' AND task_name = %s AND args ->> 'mail_id' = %s",
            [SEND_MAIL, str(mail_id)],
        )
    send_mail.defer(mail_id=str(mail_id))


def _claimed(mail_id: UUID) -> OutgoingMail | None:
    """:raises StillSending: if somebody else began less than a minute ago."""
    waiting = OutgoingMail.objects.filter(pk=mail_id, sent_at__isnull=True)
    free = Q(began_at__isnull=True) | Q(began_at__lt=Now() - _TRY_TAKES_AT_MOST)
    if not waiting.filter(free).update(began_at=Now(), attempts=F("attempts") + 1):
        if waiting.exists():
            raise StillSending
        return None
    return waiting.get()


def _marks(mail: OutgoingMail) -> dict[str, str]:
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    return {"Message-ID": f"<{mail.pk}@{domain}>", "Auto-Submitted": "auto-generated"}


def _refused_for_good(error: Exception) -> bool:
    if not isinstance(error, smtplib.SMTPRecipientsRefused):
        return False
    return all(500 <= code < 600 for code, _answer in error.recipients.values())


def _cause(error: Exception) -> str:
    """What stewards are shown: the mail server's words without anybody's address."""
    return _ADDRESS.sub("…", f"{type(error).__name__}: {error}")[:300]


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


@jobs.sweep("accounts.forget_mail")
def forget_mail(limit: int) -> int:
    """This will delete up to `limit` letters that were sent a month ago: an address is kept no longer than it helps."""
    old = OutgoingMail.objects.filter(sent_at__lt=Now() - MAIL_KEPT).order_by("sent_at")[:limit]
    deleted, _rows = OutgoingMail.objects.filter(pk__in=list(old.values_list("pk", flat=True))).delete()
    return deleted


@jobs.sweep("accounts.forget_unconfirmed")
def forget_unconfirmed(limit: int) -> int:
    """This will delete up to `limit` accounts that nobody ever opened with the code of the letter.

    Who signs up with somebody else's address must not keep it from her.
    """
    never = Person.objects.filter(
        last_login__isnull=True, closed_at__isnull=True, joined_at__lt=Now() - UNCONFIRMED_KEPT
    ).exclude(emailaddress__verified=True)
    keys = list(never.order_by("joined_at").values_list("pk", flat=True)[:limit])
    Person.objects.filter(pk__in=keys).delete()
    return len(keys)

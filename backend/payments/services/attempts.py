"""Attempts at paying: stored first, opened at the provider, looked up when nobody knows, brought to an end."""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

import structlog
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from lib.clock import database_now
from lib.errors import DomainError, NotFound
from lib.ids import new_id
from payments.models import HIGHEST_AMOUNT_CLP, Attempt
from payments.provider import KeptFailure, Refused, Unanswered, provider
from payments.requests import LineItem, session_body
from payments.services.truth import apply_session, close_unopened

log = structlog.get_logger(__name__)

# The provider forgets a key after 24 hours: later the same request would be a new one.
KEY_LIFE: Final = timedelta(hours=23)
# How long a failure that the provider keeps under a key may hide a session that is still being written.
SETTLING: Final = timedelta(minutes=1)
# Longer than an answered call takes, short enough to heal in: what a dead process left is looked up then.
FIRST_LOOK: Final = timedelta(seconds=20)
# An answer that was lost is mostly there a moment later.
_PAUSES_SECONDS: Final = (0.2, 0.8)
# A provider that is slow to fail is not asked again while a person waits: the look-up does it.
_PATIENCE_SECONDS: Final = 5.0
_CLOCK_DIFFERENCE: Final = timedelta(minutes=10)


class AttemptNotFound(NotFound):
    """There is no such attempt."""


class PaymentUnderWay(DomainError):
    """The purpose has an attempt that is not over."""

    code = "payment_under_way"
    title = _("A payment for this is already under way.")


class PaymentPageUnavailable(DomainError):
    """The provider didn't answer; the attempt waits and is looked up."""

    status = 503
    code = "payment_page_unavailable"
    title = _("The payment page doesn't answer. Nothing was charged: try again in a moment.")
    retry_after = 5


class AttemptOver(DomainError):
    """The attempt has ended; a new one is needed."""

    code = "payment_attempt_over"
    title = _("This payment is over. Start a new one.")


def start_attempt(
    *,
    purpose_type: str,
    purpose_id: UUID,
    amount_clp: int,
    line_items: Sequence[LineItem],
    customer_email: str,
    expires_at: datetime,
    success_url: str,
    cancel_url: str,
    locale: str,
    streams: Sequence[str] = (),
) -> Attempt:
    """This will store an attempt and what is to be sent, and send nothing: it joins the caller's transaction.

    `line_items` are units at `amount_clp` each and must add up; `expires_at` is when the goods are given up; `streams`
    see how the attempt ends.

    :raises PaymentUnderWay: if the purpose has an attempt that is not over.
    :raises ValueError: if the amounts don't add up or are out of bounds.
    """
    total = sum(item["units"] * item["amount_clp"] for item in line_items)
    if total != amount_clp or not 1 <= amount_clp <= HIGHEST_AMOUNT_CLP:
        raise ValueError(f"the lines are worth {total}, the attempt {amount_clp}")
    attempt_id = new_id()
    with transaction.atomic():
        now = database_now()
        body = session_body(
            attempt_id=attempt_id, line_items=line_items, customer_email=customer_email, now=now,
            expires_at=expires_at, success_url=success_url, cancel_url=cancel_url, locale=locale,
        )  # fmt: skip
        try:
            with transaction.atomic():
                return Attempt.objects.create(
                    id=attempt_id, purpose_type=purpose_type, purpose_id=purpose_id, streams=list(streams),
                    amount_clp=amount_clp, request_body=body, expires_at=expires_at, look_at=now + FIRST_LOOK,
                )  # fmt: skip
        except IntegrityError:
            raise PaymentUnderWay from None


def open_session(attempt_id: UUID) -> Attempt:
    """This will open the attempt's payment page and return the attempt with its `url`; outside of any transaction.

    Run again, it finds the same page.

    :raises PaymentPageUnavailable: if the provider doesn't answer; the attempt stays, and its outcome is looked up.
    :raises AttemptOver: if the attempt has ended, or the provider refuses it.
    """
    began = time.monotonic()
    for pause in (*_PAUSES_SECONDS, None):
        attempt = _get(attempt_id)
        if attempt.state == Attempt.State.OPEN:
            return attempt
        if attempt.state != Attempt.State.PREPARED or attempt.close_asked_at is not None:
            raise AttemptOver
        try:
            opened = _send(attempt)
        except Unanswered as unanswered:
            log.warning("payment_page_unanswered", attempt=str(attempt_id), reason=str(unanswered))
            if pause is None or time.monotonic() - began > _PATIENCE_SECONDS:
                raise PaymentPageUnavailable from unanswered
            time.sleep(pause)
        else:
            if opened.state == Attempt.State.OPEN:
                return opened
            raise AttemptOver
    raise PaymentPageUnavailable


def close_attempt(attempt_id: UUID) -> None:
    """This will have the attempt brought to an end, by a queued job; it joins the caller's transaction.

    The job ends the session at the provider and fetches what became of it: paid in the last second counts as paid.
    """
    from payments import jobs  # noqa: PLC0415  jobs call services; this is the way back

    with transaction.atomic():
        asked = Attempt.objects.unfinished().filter(pk=attempt_id, close_asked_at__isnull=True)
        asked.update(close_asked_at=database_now())
        if Attempt.objects.unfinished().filter(pk=attempt_id).exists():
            jobs.look_up_later(attempt_id)


def look_up(attempt_id: UUID) -> Attempt:
    """This will find out at the provider how the attempt stands, and end it if its time is over.

    Safe to run twice; outside of any transaction.

    :raises Unanswered: if the provider doesn't answer: to be run again.
    """
    attempt = _get(attempt_id)
    now = database_now()
    ending = attempt.close_asked_at is not None or attempt.expires_at + FIRST_LOOK <= now
    if attempt.state == Attempt.State.PREPARED:
        if attempt.sent_at is None and ending:
            if _forbid_sending(attempt_id):
                return close_unopened(attempt_id, Attempt.State.CANCELED, because="never sent")
            attempt = _get(attempt_id)
        attempt = _send(attempt)
    if attempt.state == Attempt.State.OPEN:
        assert attempt.session_id is not None
        if ending:
            provider().expire_session(attempt.session_id)
        attempt = apply_session(attempt_id, provider().session(attempt.session_id))
        if ending and attempt.state == Attempt.State.OPEN:
            raise Unanswered("the session is still open")
    return attempt


def _get(attempt_id: UUID) -> Attempt:
    attempt = Attempt.objects.filter(pk=attempt_id).first()
    if attempt is None:
        raise AttemptNotFound
    return attempt


def _forbid_sending(attempt_id: UUID) -> bool:
    """Mark an attempt that was never sent as closing, so that `_send` can't begin any more; whether it was so."""
    now = database_now()
    unsent = Attempt.objects.filter(pk=attempt_id, state=Attempt.State.PREPARED, sent_at__isnull=True)
    return unsent.update(close_asked_at=now) == 1


def _may_send(attempt: Attempt) -> bool:
    """Write down that the request leaves now; an attempt that was sent before may be sent again at any time."""
    if attempt.sent_at is not None:
        return True
    unsent = Attempt.objects.filter(
        pk=attempt.pk, state=Attempt.State.PREPARED, sent_at__isnull=True, close_asked_at__isnull=True
    )
    if unsent.update(sent_at=database_now()):
        return True
    return Attempt.objects.filter(pk=attempt.pk, sent_at__isnull=False).exists()


def _send(attempt: Attempt) -> Attempt:
    """Send the stored request, the first time or again: under its key the provider does it once.

    :raises Unanswered: if the outcome is unknown.
    """
    if not _may_send(attempt):
        return _get(attempt.pk)
    sent_at = attempt.sent_at or database_now()
    try:
        if database_now() - sent_at > KEY_LIFE:
            session = _find(attempt, sent_at)
            if session is None:
                return close_unopened(attempt.pk, Attempt.State.FAILED, because="the provider has no session of it")
        else:
            session = provider().create_session(attempt.request_body, key=str(attempt.pk))
    except KeptFailure:
        session = _find(attempt, sent_at)
        if session is None:
            if database_now() - sent_at < SETTLING:
                raise
            return close_unopened(attempt.pk, Attempt.State.FAILED, because="the provider failed, and made nothing")
    except Refused as refused:
        log.warning("payment_refused_by_provider", attempt=str(attempt.pk), code=refused.code)
        return close_unopened(attempt.pk, Attempt.State.FAILED, because=str(refused))
    return apply_session(attempt.pk, session)


def _find(attempt: Attempt, sent_at: datetime) -> dict[str, Any] | None:
    """Look for the attempt's session among those that the provider made since."""
    since = int((sent_at - _CLOCK_DIFFERENCE).timestamp())
    for session in provider().sessions_since(since):
        if session["metadata"].get("attempt") == str(attempt.pk):
            return session
    return None

"""Refunds: asked for once per reason, sent by the queue until the provider has decided."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

import structlog
from django.db import transaction
from django.db.models import F, Sum
from django.utils.translation import gettext_lazy as _

from lib.clock import database_now
from lib.errors import DomainError, NotFound
from lib.ids import new_id
from payments.models import Attempt, Refund
from payments.provider import KeptFailure, Refused, Unanswered, provider
from payments.requests import refund_body
from payments.services.attempts import FIRST_LOOK, KEY_LIFE, SETTLING, AttemptNotFound
from payments.services.truth import apply_refund

log = structlog.get_logger(__name__)

_STATES: Final = {
    "succeeded": Refund.State.SUCCEEDED,
    "failed": Refund.State.FAILED,
    "canceled": Refund.State.FAILED,
}


class RefundNotPossible(DomainError):
    """The attempt has no such money: it isn't paid, or less is left of it."""

    code = "refund_not_possible"
    title = _("There is not that much to give back.")


class RefundDiffers(DomainError):
    """The same reason was given for another amount before."""

    code = "refund_differs"
    title = _("This refund was asked for with another amount before.")


class RefundNotFailed(DomainError):
    """It is under way, or done."""

    code = "refund_not_failed"
    title = _("This refund is on its way already, or done.")


def request_refund(*, attempt_id: UUID, amount_clp: int, reason_key: str) -> Refund:
    """This will store a refund and queue it; it joins the caller's transaction. The same reason again changes nothing.

    :raises RefundNotPossible: if the attempt isn't paid, or less is left of it.
    :raises RefundDiffers: if the reason was given for another amount.
    """
    from payments import jobs  # noqa: PLC0415  jobs call services; this is the way back

    with transaction.atomic():
        attempt = Attempt.objects.select_for_update(no_key=True).filter(pk=attempt_id).first()
        if attempt is None:
            raise AttemptNotFound
        known = Refund.objects.filter(attempt=attempt, reason_key=reason_key).first()
        if known is not None:
            if known.amount_clp != amount_clp:
                raise RefundDiffers
            return known
        others = attempt.refunds.exclude(state=Refund.State.FAILED).aggregate(total=Sum("amount_clp"))["total"] or 0
        if attempt.state != Attempt.State.SUCCEEDED or not 1 <= amount_clp <= attempt.amount_clp - others:
            raise RefundNotPossible(left=attempt.amount_clp - others)
        if attempt.payment_intent_id is None:
            raise RefundNotPossible(left=0)
        refund_id = new_id()
        refund = Refund.objects.create(
            id=refund_id, attempt=attempt, reason_key=reason_key, amount_clp=amount_clp,
            request_body=refund_body(
                refund_id=refund_id, payment_intent_id=attempt.payment_intent_id, amount_clp=amount_clp
            ),
            look_at=database_now() + FIRST_LOOK,
        )  # fmt: skip
        jobs.send_refund.defer(refund_id=str(refund_id))
    return refund


def retry_refund(*, refund_id: UUID) -> Refund:
    """This will ask the provider anew for a refund that it had refused for good, under another key.

    :raises RefundNotFailed: if it didn't fail (any more).
    :raises RefundNotPossible: if less is left of the attempt by now.
    """
    from payments import jobs  # noqa: PLC0415  jobs call services; this is the way back

    with transaction.atomic():
        known = Refund.objects.filter(pk=refund_id).values_list("attempt_id", flat=True).first()
        if known is None:
            raise NotFound
        attempt = Attempt.objects.select_for_update(no_key=True).get(pk=known)
        refund = Refund.objects.select_for_update(no_key=True).get(pk=refund_id)
        if refund.state != Refund.State.FAILED:
            raise RefundNotFailed
        others = attempt.refunds.exclude(state=Refund.State.FAILED).aggregate(total=Sum("amount_clp"))["total"] or 0
        if refund.amount_clp > attempt.amount_clp - others:
            raise RefundNotPossible(left=attempt.amount_clp - others)
        if refund.provider_id is not None:
            refund.former_ids = [*refund.former_ids, refund.provider_id]
        refund.provider_id, refund.sent_at, refund.ended_at, refund.last_error = None, None, None, ""
        refund.state = Refund.State.PENDING
        refund.key_number += 1
        refund.look_at, refund.looks = database_now() + FIRST_LOOK, 0
        refund.save(
            update_fields=[
                "former_ids", "provider_id", "sent_at", "ended_at", "last_error", "state", "key_number", "look_at",
                "looks",
            ]
        )  # fmt: skip
        jobs.send_refund.defer(refund_id=str(refund_id))
    return refund


def send_refund(refund_id: UUID) -> Refund:
    """This will bring a refund to the provider, or find out how it stands. Safe to run twice; in no transaction.

    :raises Unanswered: if the provider doesn't answer: to be run again.
    """
    refund = Refund.objects.select_related("attempt").get(pk=refund_id)
    if refund.state != Refund.State.PENDING:
        return refund
    if refund.provider_id is not None:
        return take_over(refund, provider().refund(refund.provider_id))
    try:
        return take_over(refund, _create(refund))
    except Refused as refused:
        # Perhaps it is there already, made under a key that the provider has forgotten.
        if (found := _find(refund)) is not None:
            return take_over(refund, found)
        log.warning("refund_refused_by_provider", refund=str(refund_id), code=refused.code)
        return apply_refund(refund_id, state=Refund.State.FAILED, provider_id=None, error=str(refused))


def _create(refund: Refund) -> dict[str, Any]:
    """Send the stored request, the first time or again; once its key is spent, look for what it made.

    :raises Unanswered, Refused: as they say.
    """
    now = database_now()
    sent_at = refund.sent_at or now
    Refund.objects.filter(pk=refund.pk, sent_at__isnull=True).update(sent_at=now)
    if now - sent_at > KEY_LIFE:
        return _find_or_free_the_key(refund)
    try:
        return provider().create_refund(refund.request_body, key=refund.provider_key)
    except KeptFailure:
        if now - sent_at < SETTLING:
            raise
        return _find_or_free_the_key(refund)


def take_over(refund: Refund, document: dict[str, Any]) -> Refund:
    """This will take over a refund as it was fetched from the provider; a former try of it says nothing."""
    if document["id"] in refund.former_ids:
        return refund
    state = _STATES.get(document["status"], Refund.State.PENDING)
    reason = document.get("failure_reason") or ""
    return apply_refund(refund.pk, state=state, provider_id=document["id"], error=reason)


def _find(refund: Refund) -> dict[str, Any] | None:
    assert refund.attempt.payment_intent_id is not None
    for document in provider().refunds_of(refund.attempt.payment_intent_id):
        if document["metadata"].get("refund") == str(refund.pk) and document["id"] not in refund.former_ids:
            return document
    return None


def _find_or_free_the_key(refund: Refund) -> dict[str, Any]:
    """Take what the provider has; only if it has nothing, the next sending uses another key.

    :raises Unanswered: if there is nothing, so that it is sent again.
    """
    if (found := _find(refund)) is not None:
        return found
    Refund.objects.filter(pk=refund.pk, key_number=refund.key_number, provider_id__isnull=True).update(
        key_number=F("key_number") + 1, sent_at=None
    )
    raise Unanswered("the provider has nothing of the refund; it is sent again under another key")

"""The one door by which what the provider says becomes what we hold to be true."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import structlog
from django.db import transaction

from events import outbox
from events.registry import Event
from lib.clock import database_now
from payments import events
from payments.models import Attempt, Refund

log = structlog.get_logger(__name__)


class ForeignSession(Exception):
    """A session that isn't this attempt's, or not over this amount: nothing is believed of it."""


def apply_session(attempt_id: UUID, session: dict[str, Any]) -> Attempt:
    """This will take over the state of a checkout session that was fetched from the provider.

    Safe to run twice and in any order: a state only gives way to one of a higher rank.

    :raises ForeignSession: if it doesn't belong to the attempt.
    """
    with transaction.atomic():
        attempt = Attempt.objects.select_for_update(no_key=True).get(pk=attempt_id)
        _check(attempt, session)
        attempt.session_id = session["id"]
        attempt.payment_intent_id = session["payment_intent"] or attempt.payment_intent_id
        attempt.url = session["url"] or ""
        attempt.last_error = ""
        if session["status"] == "complete" and session["payment_status"] == "paid":
            state = Attempt.State.SUCCEEDED
        elif session["status"] == "expired":
            state = Attempt.State.EXPIRED
        else:
            state = Attempt.State.OPEN
        changed = ["session_id", "payment_intent_id", "url", "last_error"]
        if attempt.gives_way_to(state):
            _move(attempt, state)
            changed += ["state", "ended_at"]
        attempt.save(update_fields=changed)
    return attempt


def _check(attempt: Attempt, session: dict[str, Any]) -> None:
    expected = {
        "client_reference_id": str(attempt.pk),
        "amount_total": attempt.amount_clp,
        "currency": "clp",
        "id": attempt.session_id or session["id"],
    }
    wrong = [name for name, value in expected.items() if session.get(name) != value]
    if wrong:
        log.error("foreign_session", attempt=str(attempt.pk), fields=wrong)
        raise ForeignSession(", ".join(wrong))


def close_unopened(attempt_id: UUID, state: Attempt.State, *, because: str) -> Attempt:
    """This will end an attempt that has no session and never will; one that has is left as it is."""
    with transaction.atomic():
        attempt = Attempt.objects.select_for_update(no_key=True).get(pk=attempt_id)
        if attempt.state == Attempt.State.PREPARED:
            _move(attempt, state)
            attempt.last_error = because[:200]
            attempt.save(update_fields=["state", "ended_at", "last_error"])
    return attempt


def _move(attempt: Attempt, state: Attempt.State) -> None:
    """Change the state of a locked attempt and tell it; the caller saves."""
    attempt.state = state
    if state in Attempt.UNFINISHED:
        return
    attempt.ended_at = database_now()
    event: Event
    if state == Attempt.State.SUCCEEDED:
        event = events.PaymentSucceeded(
            attempt_id=attempt.pk,
            purpose_type=attempt.purpose_type,
            purpose_id=attempt.purpose_id,
            amount_clp=attempt.amount_clp,
        )
    else:
        event = events.AttemptClosed(
            attempt_id=attempt.pk,
            purpose_type=attempt.purpose_type,
            purpose_id=attempt.purpose_id,
            outcome=state.value,
        )
    outbox.record(event, key=attempt.pk, streams=attempt.streams)


def apply_refund(refund_id: UUID, *, state: Refund.State, provider_id: str | None, error: str = "") -> Refund:
    """This will take over how far the provider is with a refund; success gives way to nothing but a failure.

    A card's bank may refuse the money days after the provider said yes.
    """
    rank = {Refund.State.PENDING: 0, Refund.State.SUCCEEDED: 1, Refund.State.FAILED: 2}
    with transaction.atomic():
        attempt_id = Refund.objects.values_list("attempt_id", flat=True).get(pk=refund_id)
        attempt = Attempt.objects.select_for_update(no_key=True).get(pk=attempt_id)
        refund = Refund.objects.select_for_update(no_key=True).get(pk=refund_id)
        refund.provider_id = provider_id or refund.provider_id
        refund.last_error = error[:200]
        if rank[state] > rank[Refund.State(refund.state)]:
            refund.state = state
            refund.ended_at = database_now()
            kind = events.RefundSucceeded if state == Refund.State.SUCCEEDED else events.RefundFailed
            outbox.record(
                kind(
                    refund_id=refund.pk,
                    attempt_id=attempt.pk,
                    purpose_type=attempt.purpose_type,
                    purpose_id=attempt.purpose_id,
                    amount_clp=refund.amount_clp,
                    reason_key=refund.reason_key,
                ),
                key=attempt.pk,
                streams=attempt.streams,
            )
        refund.save(update_fields=["provider_id", "last_error", "state", "ended_at"])
    return refund

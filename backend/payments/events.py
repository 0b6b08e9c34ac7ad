"""How payments end. A payment is for an opaque purpose: whoever asked for it knows what it stands for."""

from __future__ import annotations

from uuid import UUID

from events.registry import Event


class PaymentSucceeded(Event):
    """The provider has the money of an attempt. It may come after its AttemptClosed, if that was a mistake."""

    name = "payments.payment_succeeded"

    attempt_id: UUID
    purpose_type: str
    purpose_id: UUID
    amount_clp: int


class AttemptClosed(Event):
    """Nobody can pay this attempt any more; `outcome` is expired, failed (refused) or canceled (never offered)."""

    name = "payments.attempt_closed"

    attempt_id: UUID
    purpose_type: str
    purpose_id: UUID
    outcome: str


class RefundSucceeded(Event):
    """The provider gives money of an attempt back; `reason_key` is the one that it was asked for with."""

    name = "payments.refund_succeeded"

    refund_id: UUID
    attempt_id: UUID
    purpose_type: str
    purpose_id: UUID
    amount_clp: int
    reason_key: str


class RefundFailed(Event):
    """The provider will not give the money back: a person has to look."""

    name = "payments.refund_failed"

    refund_id: UUID
    attempt_id: UUID
    purpose_type: str
    purpose_id: UUID
    amount_clp: int
    reason_key: str

"""What orders does when a payment ends, one way or the other, and when a certificate behind sold goods is stopped."""

from __future__ import annotations

from catalog.events import CoverBlocked, CoverUnblocked, SealsRequired
from events.consumers import EventMeta, subscribe, unheard
from orders import events, services
from payments.events import AttemptClosed, PaymentSucceeded, RefundFailed, RefundSucceeded

unheard(events.GoodsReleased, because="the buyer has a letter; screens hear it through the live feed")
unheard(events.OrderPlaced, because="nothing is sold yet: the order's page and the pool follow it live")


@subscribe(PaymentSucceeded)
def on_payment_succeeded(event: PaymentSucceeded, meta: EventMeta) -> None:
    if event.purpose_type == services.PURPOSE:
        services.settle_payment(
            order_group_id=event.purpose_id, attempt_id=event.attempt_id, amount_clp=event.amount_clp
        )


@subscribe(AttemptClosed)
def on_attempt_closed(event: AttemptClosed, meta: EventMeta) -> None:
    if event.purpose_type == services.PURPOSE:
        services.expire_order(order_group_id=event.purpose_id, attempt_id=event.attempt_id, outcome=event.outcome)


@subscribe(RefundSucceeded)
def on_refund_succeeded(event: RefundSucceeded, meta: EventMeta) -> None:
    if event.purpose_type == services.PURPOSE:
        services.finish_refund(attempt_id=event.attempt_id, reason_key=event.reason_key)


@subscribe(RefundFailed)
def on_refund_failed(event: RefundFailed, meta: EventMeta) -> None:
    if event.purpose_type == services.PURPOSE:
        services.note_failed_refund(attempt_id=event.attempt_id, reason_key=event.reason_key)


@subscribe(SealsRequired)
def on_seals_required(event: SealsRequired, meta: EventMeta) -> None:
    services.end_payments(references=event.references)


@subscribe(CoverBlocked)
def on_cover_blocked(event: CoverBlocked, meta: EventMeta) -> None:
    services.ask_for_reviews(cover_id=event.cover_id)
    services.end_payments(references=event.references)


@subscribe(CoverUnblocked)
def on_cover_unblocked(event: CoverUnblocked, meta: EventMeta) -> None:
    services.ask_for_reviews(cover_id=event.cover_id)

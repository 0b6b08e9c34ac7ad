"""What orders does when a payment ends, one way or the other."""

from __future__ import annotations

from events.consumers import EventMeta, subscribe, unheard
from orders import events, services
from payments.events import AttemptClosed, PaymentSucceeded, RefundFailed, RefundSucceeded

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
    services.finish_refund(attempt_id=event.attempt_id)


@subscribe(RefundFailed)
def on_refund_failed(event: RefundFailed, meta: EventMeta) -> None:
    services.note_failed_refund(attempt_id=event.attempt_id)

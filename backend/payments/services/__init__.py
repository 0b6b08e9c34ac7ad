"""What others may ask of payments, and what its own jobs do."""

from payments.requests import LineItem
from payments.services.attempts import (
    AttemptNotFound,
    AttemptOver,
    PaymentPageUnavailable,
    PaymentUnderWay,
    close_attempt,
    look_up,
    open_session,
    start_attempt,
)
from payments.services.refunds import (
    RefundDiffers,
    RefundNotFailed,
    RefundNotPossible,
    request_refund,
    retry_refund,
    send_refund,
)
from payments.services.webhooks import (
    SignatureInvalid,
    WebhookUnreadable,
    handle_webhook,
    receive_webhook,
    retry_webhook,
)

__all__ = [
    "AttemptNotFound",
    "AttemptOver",
    "LineItem",
    "PaymentPageUnavailable",
    "PaymentUnderWay",
    "RefundDiffers",
    "RefundNotFailed",
    "RefundNotPossible",
    "SignatureInvalid",
    "WebhookUnreadable",
    "close_attempt",
    "handle_webhook",
    "look_up",
    "open_session",
    "receive_webhook",
    "request_refund",
    "retry_refund",
    "retry_webhook",
    "send_refund",
    "start_attempt",
]

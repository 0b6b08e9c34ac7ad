"""Who may call the operations on payments."""

from lib.access import ANYONE

OPERATIONS: dict[str, frozenset[str]] = {
    # The signature says who speaks.
    "payments_receiveStripeWebhook": frozenset({ANYONE}),
}

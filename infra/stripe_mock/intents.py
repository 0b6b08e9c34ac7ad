"""Payment intents and their charges: the state machine of a card payment."""

from infra.stripe_mock.cards import AUTHENTICATION_FAILED, Decline, behind, from_token
from infra.stripe_mock.errors import InvalidRequest, missing
from infra.stripe_mock.messages import Document
from infra.stripe_mock.money import amount, currency
from infra.stripe_mock.work import Work, new_id

CONFIRMABLE = ("requires_payment_method", "requires_confirmation", "requires_action")
CANCELABLE = (*CONFIRMABLE, "requires_capture")


def create(work: Work, params: Document) -> Document:
    unit = currency(params["currency"])
    intent_id = new_id("pi_")
    intent: Document = {
        "id": intent_id,
        "object": "payment_intent",
        "amount": amount(params["amount"], unit),
        "amount_capturable": 0,
        "amount_received": 0,
        "application": None,
        "application_fee_amount": None,
        "automatic_payment_methods": None,
        "canceled_at": None,
        "cancellation_reason": None,
        "capture_method": params.get("capture_method", "automatic"),
        "client_secret": f"{intent_id}_secret_{new_id('', 25)}",
        "confirmation_method": params.get("confirmation_method", "automatic"),
        "created": work.now,
        "currency": unit,
        "customer": None,
        "description": params.get("description"),
        "last_payment_error": None,
        "latest_charge": None,
        "livemode": False,
        "metadata": params.get("metadata", {}),
        "next_action": None,
        "on_behalf_of": None,
        "payment_method": None,
        "payment_method_options": {},
        "payment_method_types": ["card"],
        "processing": None,
        "receipt_email": params.get("receipt_email"),
        "review": None,
        "setup_future_usage": None,
        "shipping": None,
        "statement_descriptor": params.get("statement_descriptor"),
        "statement_descriptor_suffix": params.get("statement_descriptor_suffix"),
        "status": "requires_payment_method",
        "transfer_data": None,
        "transfer_group": params.get("transfer_group"),
    }
    work.save(intent)
    work.emit("payment_intent.created", intent)
    if "payment_method" in params:
        intent["payment_method"] = method(work, params["payment_method"])["id"]
        intent["status"] = "requires_confirmation"
        work.save(intent)
    if params.get("confirm"):
        return confirm(work, intent, params)
    return intent


def method(work: Work, name: str) -> Document:
    """The payment method itself, or a fresh one for a test token."""
    found = work.store.get(name) or from_token(work, name)
    if found is None or found["object"] != "payment_method":
        raise missing("PaymentMethod", name[:80], "payment_method")
    return found


def confirm(work: Work, intent: Document, params: Document) -> Document:
    """Try to take the money with the method given, or with the one that is attached.

    :raises CardRefused: if the card says no; the intent then waits for another method.
    :raises InvalidRequest: if the intent is past confirming, or has no method.
    """
    if intent["status"] not in CONFIRMABLE:
        raise unexpected_state(intent, "confirm", CONFIRMABLE)
    if "payment_method" in params:
        intent["payment_method"] = method(work, params["payment_method"])["id"]
    if intent["payment_method"] is None:
        raise InvalidRequest(
            "You cannot confirm this PaymentIntent because it's missing a payment method."
            " Update it with a payment method and then confirm it again.",
            code="payment_intent_unexpected_state",
            payment_intent=intent,
        )
    intent["last_payment_error"] = None
    card = behind(work, intent["payment_method"])
    if card.outcome in ("challenge", "challenge_then_decline"):
        return _challenge(work, intent, params.get("return_url"))
    if card.decline is not None:
        return _decline(work, intent, card.decline)
    return _approve(work, intent)


def _challenge(work: Work, intent: Document, return_url: str | None) -> Document:
    intent["status"] = "requires_action"
    intent["next_action"] = {
        "type": "redirect_to_url",
        "redirect_to_url": {
            "url": f"{work.profile.hosted_base}/c/authenticate/{intent['client_secret']}",
            "return_url": return_url,
        },
    }
    work.save(intent)
    work.emit("payment_intent.requires_action", intent)
    return intent


def authenticate(work: Work, intent: Document, *, passed: bool) -> Document:
    """What the bank's page ends with.

    :raises CardRefused: if the customer failed, or the bank declines nevertheless.
    :raises InvalidRequest: if the intent isn't waiting for it.
    """
    if intent["status"] != "requires_action":
        raise unexpected_state(intent, "authenticate", ("requires_action",))
    card = behind(work, intent["payment_method"])
    intent["next_action"] = None
    if not passed:
        return _decline(work, intent, AUTHENTICATION_FAILED, charged=False)
    if card.decline is not None:
        return _decline(work, intent, card.decline)
    return _approve(work, intent)


def _approve(work: Work, intent: Document) -> Document:
    manual = intent["capture_method"] == "manual"
    charge = _charge(work, intent, None)
    intent |= {
        "status": "requires_capture" if manual else "succeeded",
        "amount_capturable": intent["amount"] if manual else 0,
        "amount_received": 0 if manual else intent["amount"],
        "latest_charge": charge["id"],
        "next_action": None,
    }
    work.save(intent)
    work.emit("charge.succeeded", charge)
    work.emit("payment_intent.amount_capturable_updated" if manual else "payment_intent.succeeded", intent)
    return intent


def _decline(work: Work, intent: Document, decline: Decline, *, charged: bool = True) -> Document:
    """Always raises; the type says that `confirm` has no other way out."""
    more: Document = {"payment_method": work.get("payment_method", intent["payment_method"])}
    if charged:
        charge = _charge(work, intent, decline)
        intent["latest_charge"] = more["charge"] = charge["id"]
        work.emit("charge.failed", charge)
    error = decline.error(**more)
    intent |= {
        "status": "requires_payment_method",
        "payment_method": None,
        "next_action": None,
        "last_payment_error": error.document()["error"],
    }
    work.save(intent)
    work.emit("payment_intent.payment_failed", intent)
    error.more["payment_intent"] = intent
    raise error


def _charge(work: Work, intent: Document, decline: Decline | None) -> Document:
    paid = decline is None
    taken = intent["amount"] if paid and intent["capture_method"] != "manual" else 0
    used = work.get("payment_method", intent["payment_method"])
    checks = {**used["card"]["checks"], "cvc_check": "pass" if used["card"]["checks"]["cvc_check"] else None}
    if decline is not None and decline.code == "incorrect_cvc":
        checks["cvc_check"] = "fail"
    kept = ("brand", "country", "exp_month", "exp_year", "fingerprint", "funding", "last4", "wallet")
    charge_id = new_id("ch_")
    return work.save(
        {
            "id": charge_id,
            "object": "charge",
            "amount": intent["amount"],
            "amount_captured": taken,
            "amount_refunded": 0,
            "application": None,
            "application_fee": None,
            "application_fee_amount": None,
            "balance_transaction": None,
            "billing_details": used["billing_details"],
            "calculated_statement_descriptor": work.profile.merchant.upper()[:22],
            "captured": taken > 0,
            "created": work.now,
            "currency": intent["currency"],
            "customer": None,
            "description": intent["description"],
            "disputed": False,
            "failure_balance_transaction": None,
            "failure_code": None if decline is None else decline.code,
            "failure_message": None if decline is None else decline.message,
            "fraud_details": {},
            "livemode": False,
            "metadata": intent["metadata"],
            "on_behalf_of": None,
            "outcome": {
                "network_status": "approved_by_network" if paid else "declined_by_network",
                "reason": None if decline is None else decline.decline_code,
                "seller_message": "Payment complete." if paid else "The bank did not return any further details.",
                "type": "authorized" if paid else "issuer_declined",
            },
            "paid": paid,
            "payment_intent": intent["id"],
            "payment_method": used["id"],
            "payment_method_details": {
                "card": {name: used["card"][name] for name in kept}
                | {"checks": checks, "network": used["card"]["brand"]},
                "type": "card",
            },
            "receipt_email": intent["receipt_email"],
            "receipt_number": None,
            "receipt_url": None,
            "refunded": False,
            "review": None,
            "shipping": None,
            "source_transfer": None,
            "statement_descriptor": intent["statement_descriptor"],
            "statement_descriptor_suffix": intent["statement_descriptor_suffix"],
            "status": "succeeded" if paid else "failed",
            "transfer_data": None,
            "transfer_group": intent["transfer_group"],
        }
    )


def capture(work: Work, intent: Document, params: Document) -> Document:
    """Take what was reserved, or part of it.

    :raises InvalidRequest: if nothing is reserved, or less than is asked for.
    """
    if intent["status"] != "requires_capture":
        raise unexpected_state(intent, "capture", ("requires_capture",))
    taken: int = params.get("amount_to_capture") or intent["amount_capturable"]
    if not 1 <= taken <= intent["amount_capturable"]:
        raise InvalidRequest("Amount to capture is more than can be captured.", code="amount_too_large")
    charge = work.get("charge", intent["latest_charge"])
    charge |= {
        "captured": True,
        "amount_captured": taken,
        "amount_refunded": charge["amount"] - taken,
    }
    work.save(charge)
    intent |= {"status": "succeeded", "amount_capturable": 0, "amount_received": taken}
    work.save(intent)
    work.emit("charge.captured", charge)
    work.emit("payment_intent.succeeded", intent)
    return intent


def cancel(work: Work, intent: Document, reason: str | None) -> Document:
    """:raises InvalidRequest: if it was paid or canceled before."""
    if intent["status"] not in CANCELABLE:
        raise unexpected_state(intent, "cancel", CANCELABLE)
    if intent["status"] == "requires_capture":
        charge = work.get("charge", intent["latest_charge"])
        charge |= {"refunded": True, "amount_refunded": charge["amount"]}
        work.save(charge)
        work.emit("charge.refunded", charge)
    intent |= {
        "status": "canceled",
        "canceled_at": work.now,
        "cancellation_reason": reason,
        "amount_capturable": 0,
        "next_action": None,
    }
    work.save(intent)
    work.emit("payment_intent.canceled", intent)
    return intent


def unexpected_state(intent: Document, verb: str, expected: tuple[str, ...]) -> InvalidRequest:
    return InvalidRequest(
        f"You cannot {verb} this PaymentIntent because it has a status of {intent['status']}."
        f" Only a PaymentIntent with one of the following statuses may do so: {', '.join(expected)}.",
        code="payment_intent_unexpected_state",
        payment_intent=intent,
    )

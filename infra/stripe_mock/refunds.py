"""Refunds of charges: whole or in part, never more than was taken."""

from infra.stripe_mock.errors import InvalidRequest, missing
from infra.stripe_mock.messages import Document
from infra.stripe_mock.money import shown
from infra.stripe_mock.work import Work, new_id


def create(work: Work, params: Document) -> Document:
    """:raises InvalidRequest: if there is nothing to refund, or less than is asked for."""
    charge = _charge(work, params)
    if not (charge["paid"] and charge["captured"]):
        raise InvalidRequest(f"Charge {charge['id']} has no money to refund.", code="charge_not_refundable")
    left = charge["amount_captured"] - _refunded(work, charge)
    if left == 0:
        raise InvalidRequest(f"Charge {charge['id']} has already been refunded.", code="charge_already_refunded")
    wanted = params.get("amount", left)
    if wanted > left:
        asked, available = shown(wanted, charge["currency"], "en"), shown(left, charge["currency"], "en")
        raise InvalidRequest(
            f"Refund amount ({asked}) is greater than unrefunded amount on charge ({available})",
            param="amount",
        )
    refund: Document = {
        "id": new_id("re_"),
        "object": "refund",
        "amount": wanted,
        "balance_transaction": None,
        "charge": charge["id"],
        "created": work.now,
        "currency": charge["currency"],
        "destination_details": {
            "card": {"reference_status": "pending", "reference_type": "acquirer_reference_number", "type": "refund"},
            "type": "card",
        },
        "metadata": params.get("metadata", {}),
        "payment_intent": charge["payment_intent"],
        "reason": params.get("reason"),
        "receipt_number": None,
        "source_transfer_reversal": None,
        "status": "succeeded",
        "transfer_reversal": None,
    }
    work.save(refund)
    charge["amount_refunded"] += wanted
    charge["refunded"] = charge["amount_refunded"] >= charge["amount"]
    work.save(charge)
    work.emit("refund.created", refund)
    work.emit("charge.refunded", charge)
    return refund


def _charge(work: Work, params: Document) -> Document:
    if "charge" in params:
        return work.get("charge", params["charge"], "charge")
    if "payment_intent" not in params:
        raise InvalidRequest(
            "One of the following params should be provided for this request: payment_intent or charge.",
            code="parameter_missing",
        )
    intent = work.get("payment_intent", params["payment_intent"], "payment_intent")
    if intent["latest_charge"] is None:
        raise InvalidRequest(f"This PaymentIntent ({intent['id']}) does not have a successful charge to refund.")
    found = work.store.get(intent["latest_charge"])
    if found is None:
        raise missing("charge", intent["latest_charge"], "charge")
    return found


def _refunded(work: Work, charge: Document) -> int:
    return sum(refund["amount"] for refund in work.find("refund", "charge", charge["id"]))

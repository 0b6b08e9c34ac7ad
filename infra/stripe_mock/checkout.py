"""Checkout sessions: what is sold, until when, and how the hosted page takes the money."""

from typing import Any

from infra.stripe_mock import intents
from infra.stripe_mock.errors import InvalidRequest
from infra.stripe_mock.messages import Document
from infra.stripe_mock.money import MOST, amount, currency, shown
from infra.stripe_mock.work import Work, new_id

SHORTEST_SECONDS = 30 * 60
LONGEST_SECONDS = 24 * 60 * 60
# Clocks differ a little, and a request takes its time.
GRACE_SECONDS = 30


def create(work: Work, params: Document) -> Document:
    """:raises InvalidRequest: for a mode other than payment, a bad price or a bad `expires_at`."""
    if params["mode"] != "payment":
        raise InvalidRequest("This server sells in `payment` mode only.", param="mode")
    session_id = new_id("cs_test_", 58)
    items = [_line_item(work, row, place) for place, row in enumerate(params["line_items"])]
    unit = items[0]["currency"]
    if any(item["currency"] != unit for item in items):
        raise InvalidRequest("All line items must have the same currency.", param="line_items")
    total = sum(item["amount_total"] for item in items)
    amount(total, unit, "line_items")
    document: Document = {
        "id": session_id,
        "object": "checkout.session",
        "adaptive_pricing": {"enabled": False},
        "after_expiration": None,
        "allow_promotion_codes": None,
        "amount_subtotal": total,
        "amount_total": total,
        "automatic_tax": {"enabled": False, "liability": None, "status": None},
        "billing_address_collection": None,
        "cancel_url": params.get("cancel_url"),
        "client_reference_id": params.get("client_reference_id"),
        "client_secret": None,
        "consent": None,
        "consent_collection": None,
        "created": work.now,
        "currency": unit,
        "currency_conversion": None,
        "custom_fields": [],
        "custom_text": _custom_text(params),
        "customer": None,
        "customer_creation": "if_required",
        "customer_details": _customer_details(params.get("customer_email"), None),
        "customer_email": params.get("customer_email"),
        "expires_at": _expires_at(work, params),
        "invoice": None,
        "invoice_creation": {"enabled": False, "invoice_data": {}},
        "livemode": False,
        "locale": params.get("locale"),
        "metadata": params.get("metadata", {}),
        "mode": "payment",
        "payment_intent": None,
        "payment_link": None,
        "payment_method_collection": "if_required",
        "payment_method_options": {},
        "payment_method_types": ["card"],
        "payment_status": "unpaid",
        "phone_number_collection": {"enabled": False},
        "recovered_from": None,
        "setup_intent": None,
        "shipping_address_collection": None,
        "shipping_cost": None,
        "shipping_options": [],
        "status": "open",
        "submit_type": params.get("submit_type"),
        "subscription": None,
        "success_url": params["success_url"],
        "total_details": {"amount_discount": 0, "amount_shipping": 0, "amount_tax": 0},
        "ui_mode": "hosted_page",
        "url": f"{work.profile.hosted_base}/c/pay/{session_id}",
    }
    return work.save(document, {"items": items, "intent": params.get("payment_intent_data", {})})


def _line_item(work: Work, row: Document, place: int) -> Document:
    param = f"line_items[{place}]"
    price = row["price_data"]
    unit = currency(price["currency"], f"{param}[price_data][currency]")
    each = price["unit_amount"]
    quantity = row.get("quantity", 1)
    total = each * quantity
    if total > MOST:
        raise InvalidRequest(
            f"The total of a line must be no more than {shown(MOST, unit)}", code="amount_too_large", param=param
        )
    return {
        "id": new_id("li_"),
        "object": "item",
        "amount_discount": 0,
        "amount_subtotal": total,
        "amount_tax": 0,
        "amount_total": total,
        "currency": unit,
        "description": price["product_data"]["name"],
        "price": {
            "id": new_id("price_"),
            "object": "price",
            "active": False,
            "billing_scheme": "per_unit",
            "created": work.now,
            "currency": unit,
            "livemode": False,
            "lookup_key": None,
            "metadata": {},
            "nickname": None,
            "product": new_id("prod_", 14),
            "recurring": None,
            "tax_behavior": "unspecified",
            "type": "one_time",
            "unit_amount": each,
            "unit_amount_decimal": str(each),
        },
        "quantity": quantity,
    }


def _custom_text(params: Document) -> Document:
    submit = params.get("custom_text", {}).get("submit")
    return {"after_submit": None, "shipping_address": None, "submit": submit, "terms_of_service_acceptance": None}


def _expires_at(work: Work, params: Document) -> int:
    moment: int = params.get("expires_at", work.now + LONGEST_SECONDS)
    if moment < work.now + SHORTEST_SECONDS - GRACE_SECONDS:
        raise InvalidRequest(
            "The `expires_at` timestamp must be at least 30 minutes from Checkout Session creation.",
            param="expires_at",
        )
    if moment > work.now + LONGEST_SECONDS + GRACE_SECONDS:
        raise InvalidRequest(
            "The `expires_at` timestamp must be less than 24 hours from Checkout Session creation.",
            param="expires_at",
        )
    return moment


def _customer_details(email: str | None, name: str | None) -> Document | None:
    if email is None and name is None:
        return None
    return {
        "address": None,
        "business_name": None,
        "email": email,
        "individual_name": None,
        "name": name,
        "phone": None,
        "tax_exempt": "none",
        "tax_ids": [],
    }


def line_items(work: Work, session: Document, params: Document) -> Document:
    items: list[Document] = work.store.hidden(session["id"])["items"]
    limit = params.get("limit", 10)
    return {
        "object": "list",
        "data": items[:limit],
        "has_more": len(items) > limit,
        "url": f"/v1/checkout/sessions/{session['id']}/line_items",
    }


def expire(work: Work, session: Document) -> Document:
    """Nobody can pay it from now on.

    :raises InvalidRequest: if it was paid or has expired before.
    """
    if session["status"] != "open":
        raise InvalidRequest(
            'Only Checkout Sessions with a status in ["open"] can be expired.'
            f" This Checkout Session has a status of `{session['status']}`."
        )
    if session["payment_intent"] is not None:
        intent = work.get("payment_intent", session["payment_intent"])
        if intent["status"] in intents.CANCELABLE:
            intents.cancel(work, intent, "expired")
    session |= {"status": "expired", "url": None}
    work.save(session)
    work.emit("checkout.session.expired", session)
    return session


def expire_due(work: Work) -> int:
    """Expire every open session whose time is over; how many there were."""
    rows = work.store.rows(
        "SELECT id FROM objects WHERE kind = 'checkout.session' AND json_extract(body, '$.status') = 'open'"
        " AND json_extract(body, '$.expires_at') <= ? LIMIT 500",
        (work.now,),
    )
    for (session_id,) in rows:
        expire(work, work.get("checkout.session", session_id))
    return len(rows)


def current(work: Work, session_id: str) -> Document:
    """The session as it is at this very second.

    :raises ResourceMissing: if there is no such session.
    """
    session = work.get("checkout.session", session_id, "session")
    if session["status"] == "open" and session["expires_at"] <= work.now:
        return expire(work, session)
    return session


def pay(work: Work, session: Document, method: Document) -> Document:
    """Pay an open session; afterwards it is complete, or its intent waits for the bank's question.

    :raises CardRefused: if the card says no; the session stays open for another.
    :raises InvalidRequest: if the session isn't open.
    """
    if session["status"] != "open":
        raise InvalidRequest(f"This Checkout Session has a status of `{session['status']}`.")
    if session["payment_intent"] is None:
        data: dict[str, Any] = work.store.hidden(session["id"])["intent"]
        intent = intents.create(work, {"amount": session["amount_total"], "currency": session["currency"], **data})
        session["payment_intent"] = intent["id"]
        work.save(session)
    else:
        intent = work.get("payment_intent", session["payment_intent"])
    details = method["billing_details"]
    session["customer_details"] = _customer_details(session["customer_email"] or details["email"], details["name"])
    return_url = f"{work.profile.hosted_base}/c/pay/{session['id']}"
    intent = intents.confirm(work, intent, {"payment_method": method["id"], "return_url": return_url})
    return _after(work, session, intent)


def authenticated(work: Work, intent: Document, *, passed: bool) -> Document | None:
    """The bank's page came to an end; answers the session it belongs to, if it belongs to one.

    :raises CardRefused: if the customer failed, or the bank declines nevertheless.
    :raises InvalidRequest: if nothing waits for it, or the session is over.
    """
    session = session_of(work, intent)
    if session is not None and session["status"] != "open":
        raise InvalidRequest(f"This Checkout Session has a status of `{session['status']}`.")
    intent = intents.authenticate(work, intent, passed=passed)
    return None if session is None else _after(work, session, intent)


def session_of(work: Work, intent: Document) -> Document | None:
    found = work.find("checkout.session", "payment_intent", intent["id"])
    return current(work, found[0]["id"]) if found else None


def _after(work: Work, session: Document, intent: Document) -> Document:
    if intent["status"] in ("succeeded", "requires_capture"):
        paid = intent["status"] == "succeeded"
        session |= {"status": "complete", "url": None, "payment_status": "paid" if paid else "unpaid"}
        work.save(session)
        work.emit("checkout.session.completed", session)
        return session
    return work.save(session)

"""The official client passes against our payment server, and every answer fits the published contract."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path
from typing import Any

import httpx
import pytest
import stripe
from jsonschema import Draft202012Validator

from infra.stripe_mock.child import Child, running
from infra.stripe_mock.operations import OPERATIONS
from infra.stripe_mock.webhooks import signature

CONTRACT = json.loads((Path(__file__).parent / "data" / "stripe-2026-10-28.json").read_text())

# Before anything else: it would write a file into the home folder.
stripe.enable_telemetry = False


def closed(schema: Any) -> Any:
    """The schema with every unknown key forbidden."""
    if isinstance(schema, list):
        return [closed(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    copy = {name: closed(part) for name, part in schema.items()}
    if copy.get("type") == "object" and "properties" in copy:
        copy["additionalProperties"] = False
    return copy


DEFINITIONS = {name: closed(schema) if name != "error" else schema for name, schema in CONTRACT["$defs"].items()}


def fits(kind: str, document: Any) -> None:
    plain = json.loads(str(document)) if isinstance(document, stripe.StripeObject) else document
    schema = {"$ref": f"#/$defs/{kind}", "$defs": DEFINITIONS}
    errors = sorted(Draft202012Validator(schema).iter_errors(plain), key=lambda error: list(error.path))
    assert not errors, [f"{'.'.join(map(str, error.path))}: {error.message[:200]}" for error in errors]


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with running(tmp_path_factory.mktemp("stripe")) as child:
        yield child


@pytest.fixture
def client(server: Child) -> stripe.StripeClient:
    http = stripe.HTTPXClient(timeout=60, allow_sync_methods=True)
    return stripe.StripeClient(
        server.secret_key, base_addresses={"api": server.base}, http_client=http, max_network_retries=0
    )


def session_params(**more: Any) -> dict[str, Any]:
    return {
        "mode": "payment",
        "success_url": "http://127.0.0.1:1/gracias?s={CHECKOUT_SESSION_ID}",
        "cancel_url": "http://127.0.0.1:1/pago",
        "client_reference_id": "attempt-1",
        "metadata": {"attempt": "1", "2026": "año"},
        "line_items": [
            {
                "price_data": {"currency": "clp", "unit_amount": 7990, "product_data": {"name": "Queso «ñandú»"}},
                "quantity": 2,
            }
        ],
        **more,
    }


def test_a_session_is_made_read_listed_paid_and_refunded(server, client):
    made = client.v1.checkout.sessions.create(session_params(expand=["line_items"]))
    fits("checkout.session", made)
    assert (made.amount_total, made.currency, made.status, made.payment_status) == (15980, "clp", "open", "unpaid")
    assert made.metadata["2026"] == "año"
    for item in made.line_items.data:
        fits("line_item", item)
    assert client.v1.checkout.sessions.list({"limit": 1}).data[0].id == made.id
    assert client.v1.checkout.sessions.line_items.list(made.id).data[0].description == "Queso «ñandú»"

    server.pay(made.url)

    paid = client.v1.checkout.sessions.retrieve(made.id, {"expand": ["payment_intent.latest_charge"]})
    assert (paid.status, paid.payment_status, paid.url) == ("complete", "paid", None)
    fits("payment_intent", paid.payment_intent)
    fits("charge", paid.payment_intent.latest_charge)
    assert paid.payment_intent.amount_received == 15980
    fits("payment_method", client.v1.payment_methods.retrieve(paid.payment_intent.payment_method))

    intent_id = paid.payment_intent.id
    part = client.v1.refunds.create({"payment_intent": intent_id, "amount": 990, "metadata": {"line": "1"}})
    fits("refund", part)
    with pytest.raises(stripe.InvalidRequestError) as over:
        client.v1.refunds.create({"payment_intent": intent_id, "amount": 15000})
    assert over.value.http_status == 400
    assert "greater than unrefunded amount" in str(over.value)
    rest = client.v1.refunds.create({"payment_intent": intent_id})
    assert rest.amount == 14990
    charge = client.v1.charges.retrieve(paid.payment_intent.latest_charge.id)
    assert (charge.refunded, charge.amount_refunded) == (True, 15980)
    with pytest.raises(stripe.InvalidRequestError) as again:
        client.v1.refunds.create({"payment_intent": intent_id})
    assert again.value.code == "charge_already_refunded"
    assert {refund.id for refund in client.v1.refunds.list({"payment_intent": intent_id}).data} == {part.id, rest.id}

    kinds = [event.type for event in client.v1.events.list({"limit": 100}).auto_paging_iter()]
    assert kinds[:4] == ["charge.refunded", "refund.created"] * 2
    for kind in (
        "payment_intent.created",
        "charge.succeeded",
        "payment_intent.succeeded",
        "checkout.session.completed",
    ):
        assert kinds.count(kind) == 1
    for event in client.v1.events.list({"limit": 20}).data:
        fits("event", event)
        fits(event.data["object"]["object"], event.data["object"])
    assert client.v1.events.retrieve(event.id).id == event.id


def test_a_session_lives_between_30_minutes_and_24_hours_and_can_be_ended(client):
    for wrong in (60, 25 * 3600):
        with pytest.raises(stripe.InvalidRequestError) as refused:
            client.v1.checkout.sessions.create(session_params(expires_at=int(time.time()) + wrong))
        assert refused.value.param == "expires_at"
    made = client.v1.checkout.sessions.create(session_params(expires_at=int(time.time()) + 1800))
    ended = client.v1.checkout.sessions.expire(made.id)
    fits("checkout.session", ended)
    assert (ended.status, ended.url) == ("expired", None)
    with pytest.raises(stripe.InvalidRequestError, match="status of `expired`"):
        client.v1.checkout.sessions.expire(made.id)


@pytest.mark.parametrize(
    ("token", "code", "decline_code"),
    [
        ("pm_card_visa_chargeDeclined", "card_declined", "generic_decline"),
        ("pm_card_visa_chargeDeclinedInsufficientFunds", "card_declined", "insufficient_funds"),
        ("pm_card_chargeDeclinedExpiredCard", "expired_card", "expired_card"),
        ("pm_card_chargeDeclinedIncorrectCvc", "incorrect_cvc", "incorrect_cvc"),
        ("pm_card_chargeDeclinedProcessingError", "processing_error", "processing_error"),
    ],
)
def test_declines_raise_card_errors_and_leave_the_intent_waiting(client, token, code, decline_code):
    intent = client.v1.payment_intents.create({"amount": 1000, "currency": "clp"})
    with pytest.raises(stripe.CardError) as declined:
        client.v1.payment_intents.confirm(intent.id, {"payment_method": token})
    assert (declined.value.http_status, declined.value.code) == (402, code)
    assert declined.value.error.decline_code == decline_code
    fits("error", declined.value.json_body)
    after = client.v1.payment_intents.retrieve(intent.id)
    fits("payment_intent", after)
    assert (after.status, after.last_payment_error.code) == ("requires_payment_method", code)
    failed = client.v1.charges.retrieve(after.latest_charge)
    fits("charge", failed)
    assert (failed.status, failed.paid) == ("failed", False)
    assert client.v1.payment_intents.confirm(intent.id, {"payment_method": "pm_card_visa"}).status == "succeeded"


def test_the_intent_s_state_machine(server, client):
    intents = client.v1.payment_intents
    made = intents.create({"amount": 1000, "currency": "clp", "payment_method": "pm_card_visa"})
    fits("payment_intent", made)
    assert made.status == "requires_confirmation"
    assert intents.confirm(made.id).status == "succeeded"
    for verb in (intents.confirm, intents.cancel, intents.capture):
        with pytest.raises(stripe.InvalidRequestError) as refused:
            verb(made.id)
        assert refused.value.code == "payment_intent_unexpected_state"
        assert refused.value.error.payment_intent.id == made.id

    asked = intents.create(
        {
            "amount": 1000,
            "currency": "clp",
            "confirm": True,
            "payment_method": "pm_card_threeDSecure2Required",
            "return_url": "http://127.0.0.1:1/back?x=1",
        }
    )
    fits("payment_intent", asked)
    assert asked.status == "requires_action"
    page = httpx.post(asked.next_action.redirect_to_url.url, data={"answer": "yes"})
    assert (
        page.headers["location"] == f"http://127.0.0.1:1/back?x=1&payment_intent={asked.id}&redirect_status=succeeded"
    )
    assert intents.retrieve(asked.id).status == "succeeded"

    held = intents.create(
        {
            "amount": 1000,
            "currency": "clp",
            "confirm": True,
            "payment_method": "pm_card_visa",
            "capture_method": "manual",
        }
    )
    assert (held.status, held.amount_capturable) == ("requires_capture", 1000)
    taken = intents.capture(held.id, {"amount_to_capture": 600})
    fits("payment_intent", taken)
    assert (taken.status, taken.amount_received) == ("succeeded", 600)

    dropped = intents.cancel(intents.create({"amount": 1, "currency": "clp"}).id, {"cancellation_reason": "abandoned"})
    fits("payment_intent", dropped)
    assert (dropped.status, dropped.cancellation_reason) == ("canceled", "abandoned")
    assert {intent.id for intent in intents.list({"limit": 100}).auto_paging_iter()} >= {made.id, asked.id, held.id}


def test_typed_cards_become_payment_methods_and_real_ones_are_refused(client):
    card = {"number": "4242 4242 4242 4242", "exp_month": 12, "exp_year": 2040, "cvc": "123"}
    made = client.v1.payment_methods.create({"type": "card", "card": card, "billing_details": {"name": "Rosa"}})
    fits("payment_method", made)
    assert made.card.last4 == "4242"
    for wrong, code in (
        ({"number": "4242424242424241"}, "incorrect_number"),
        ({"exp_year": 2020}, "invalid_expiry_year"),
        ({"exp_month": 13}, "invalid_expiry_month"),
        ({"cvc": "12"}, "invalid_cvc"),
        ({"number": "4111111111111111"}, "card_declined"),
    ):
        with pytest.raises(stripe.CardError) as refused:
            client.v1.payment_methods.create({"type": "card", "card": {**card, **wrong}})
        assert refused.value.code == code


def test_idempotency_keys_as_the_client_uses_them(server, client):
    options = {"idempotency_key": "order-7"}
    first = client.v1.checkout.sessions.create(session_params(), options)
    again = client.v1.checkout.sessions.create(session_params(), options)
    assert again.id == first.id
    assert again.last_response.headers["Idempotent-Replayed"] == "true"
    assert again.last_response.headers["Original-Request"] == first.last_response.headers["Request-Id"]
    with pytest.raises(stripe.IdempotencyError) as other:
        client.v1.checkout.sessions.create(session_params(locale="en"), options)
    assert other.value.http_status == 400

    for _ in range(2):  # a decline is kept as well
        with pytest.raises(stripe.CardError):
            client.v1.payment_intents.create(
                {
                    "amount": 1,
                    "currency": "clp",
                    "confirm": True,
                    "payment_method": "pm_card_visa_chargeDeclined",
                    "metadata": {"case": "kept decline"},
                },
                {"idempotency_key": "declined"},
            )
    with_case = [
        intent
        for intent in client.v1.payment_intents.list({"limit": 100}).data
        if intent.metadata.to_dict().get("case") == "kept decline"
    ]
    assert len(with_case) == 1

    server.fail("fail_after", "POST /v1/refunds")
    for _ in range(2):  # and so is a 500, work done or not
        with pytest.raises(stripe.APIError) as broken:
            client.v1.refunds.create({"payment_intent": "pi_none"}, {"idempotency_key": "broken"})
        assert broken.value.http_status == 500


def test_errors_carry_what_the_client_reads(server, client):
    with pytest.raises(stripe.AuthenticationError) as wrong_key:
        stripe.StripeClient("sk_test_wrong", base_addresses={"api": server.base}).v1.balance.retrieve()
    assert wrong_key.value.http_status == 401
    with pytest.raises(stripe.InvalidRequestError) as missing:
        client.v1.checkout.sessions.retrieve("cs_test_none")
    assert (missing.value.http_status, missing.value.code) == (404, "resource_missing")
    assert missing.value.request_id.startswith("req_")
    for params, code, param in (
        ({"mode": "payment"}, "parameter_missing", "line_items"),
        (session_params(surprise="1"), "parameter_unknown", "surprise"),
        (session_params(success_url="gracias"), "url_invalid", "success_url"),
        (session_params(line_items=[{"price_data": {"currency": "clp"}}]), "parameter_missing", None),
        (session_params(expires_at="tomorrow"), "parameter_invalid_integer", "expires_at"),
        (session_params(client_reference_id="x" * 201), None, "client_reference_id"),
    ):
        with pytest.raises(stripe.InvalidRequestError) as refused:
            client.v1.checkout.sessions.create(params)
        assert refused.value.http_status == 400
        assert refused.value.code == code
        assert param is None or refused.value.param == param
        fits("error", refused.value.json_body)


def test_our_signatures_pass_the_official_check():
    payload = b'{"id": "evt_1", "object": "event", "type": "x"}'
    now = int(time.time())
    good = signature(payload, "whsec_a", now)
    assert stripe.Webhook.construct_event(payload, good, "whsec_a")["id"] == "evt_1"
    for body, header in ((payload + b" ", good), (payload, signature(payload, "whsec_b", now))):
        with pytest.raises(stripe.SignatureVerificationError):
            stripe.Webhook.construct_event(body, header, "whsec_a")


def test_every_parameter_we_accept_is_in_the_contract():
    published = {shape(name): set(params) for name, params in CONTRACT["parameters"].items()}
    for operation in OPERATIONS:
        unknown = set(operation.spec) - published[shape(f"{operation.method} {operation.path}")]
        assert not unknown, (operation.method, operation.path)


def shape(address: str) -> str:
    return re.sub(r"\{[^}]*\}", "{}", address)

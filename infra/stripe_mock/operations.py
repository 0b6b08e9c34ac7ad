"""The API as a table: method, path, what it accepts, what it does."""

import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from infra.stripe_mock import cards, checkout, intents, refunds
from infra.stripe_mock.errors import InvalidRequest, ResourceMissing
from infra.stripe_mock.expand import expand
from infra.stripe_mock.messages import Document
from infra.stripe_mock.parameters import PAGE, Address, Boolean, Group, Integer, Metadata, Rows, Spec, Text, Texts
from infra.stripe_mock.work import Work

Execute = Callable[[Work, Document], Document]


@dataclass(frozen=True)
class Operation:
    method: str
    path: str
    spec: Spec
    execute: Execute

    @property
    def pattern(self) -> re.Pattern[str]:
        return re.compile(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", self.path) + r"\Z")


CARD: Spec = {
    "number": Text(required=True, longest=30),
    "exp_month": Integer(required=True),
    "exp_year": Integer(required=True),
    "cvc": Text(longest=4),
}
BILLING: Mapping[str, Any] = {"name": Text(), "email": Text(), "phone": Text()}
INTENT_DATA: Mapping[str, Any] = {
    "description": Text(longest=1000),
    "metadata": Metadata(),
    "receipt_email": Text(longest=800),
    "statement_descriptor": Text(longest=22),
    "statement_descriptor_suffix": Text(longest=22),
    "transfer_group": Text(),
    "capture_method": Text(choices=("automatic", "automatic_async", "manual")),
}
SESSION: Spec = {
    "allowed_payment_method_types": Texts(choices=("card",)),
    "cancel_url": Address(),
    "client_reference_id": Text(longest=200),
    "currency": Text(longest=3),
    "custom_text": Group({"submit": Group({"message": Text(required=True, longest=1200)})}),
    "customer_email": Text(longest=800),
    "expires_at": Integer(),
    "line_items": Rows(
        {
            "price_data": Group(
                {
                    "currency": Text(required=True),
                    "product_data": Group(
                        {"name": Text(required=True), "description": Text(), "metadata": Metadata()}, required=True
                    ),
                    "unit_amount": Integer(required=True, least=0),
                },
                required=True,
            ),
            "quantity": Integer(least=1, most=999_999),
        },
        required=True,
    ),
    "locale": Text(longest=10),
    "metadata": Metadata(),
    "mode": Text(required=True, choices=("payment", "setup", "subscription")),
    "payment_intent_data": Group(INTENT_DATA),
    "submit_type": Text(choices=("auto", "book", "donate", "pay", "subscribe")),
    "success_url": Address(required=True),
    "ui_mode": Text(choices=("hosted_page",)),
}
INTENT: Spec = {
    **INTENT_DATA,
    "allowed_payment_method_types": Texts(choices=("card",)),
    "amount": Integer(required=True),
    "confirm": Boolean(),
    "confirmation_method": Text(choices=("automatic", "manual")),
    "currency": Text(required=True),
    "payment_method": Text(),
    "return_url": Address(),
}


def _create_method(work: Work, params: Document) -> Document:
    typed = params["card"]
    billing = params.get("billing_details", {})
    card = cards.Typed(
        typed["number"].replace(" ", ""),
        typed["exp_month"],
        typed["exp_year"],
        typed.get("cvc"),
        billing.get("name"),
        billing.get("email"),
    )
    cards.check(card, **_today(work))
    return cards.payment_method(work, card)


def _today(work: Work) -> dict[str, int]:
    today = time.gmtime(work.now)
    return {"year": today.tm_year, "month": today.tm_mon}


def _update_intent(work: Work, params: Document) -> Document:
    intent = work.get("payment_intent", params["id"], "intent")
    for name in ("description", "transfer_group"):
        if name in params:
            intent[name] = params[name]
    intent["metadata"] = {**intent["metadata"], **params.get("metadata", {})}
    return work.save(intent)


def _intent(verb: Callable[[Work, Document, Document], Document]) -> Execute:
    return lambda work, params: verb(work, work.get("payment_intent", params["id"], "intent"), params)


def _list(kind: str, url: str, *filters: str) -> Execute:
    def execute(work: Work, params: Document) -> Document:
        return work.page(kind, url, params, {name: params[name] for name in filters if name in params})

    return execute


def _retrieve(kind: str, param: str = "id") -> Execute:
    return lambda work, params: work.get(kind, params["id"], param)


def _account(work: Work, params: Document) -> Document:
    return {
        "id": "acct_minga0000000001",
        "object": "account",
        "charges_enabled": True,
        "country": "CL",
        "default_currency": "clp",
        "details_submitted": True,
        "payouts_enabled": True,
        "type": "standard",
    }


EXPAND: Spec = {"expand": Texts()}
_TABLE: tuple[tuple[str, str, Spec, Execute], ...] = (
    ("GET", "/v1/account", {}, _account),
    ("POST", "/v1/checkout/sessions", SESSION, checkout.create),
    (
        "GET",
        "/v1/checkout/sessions",
        {**PAGE, "payment_intent": Text(), "status": Text(choices=("open", "complete", "expired"))},
        _list("checkout.session", "/v1/checkout/sessions", "payment_intent", "status"),
    ),
    ("GET", "/v1/checkout/sessions/{id}", {}, lambda work, params: checkout.current(work, params["id"])),
    (
        "GET",
        "/v1/checkout/sessions/{id}/line_items",
        {"limit": Integer(least=1, most=100)},
        lambda work, params: checkout.line_items(work, checkout.current(work, params["id"]), params),
    ),
    (
        "POST",
        "/v1/checkout/sessions/{id}/expire",
        {},
        lambda work, params: checkout.expire(work, checkout.current(work, params["id"])),
    ),
    ("POST", "/v1/payment_intents", INTENT, intents.create),
    ("GET", "/v1/payment_intents", PAGE, _list("payment_intent", "/v1/payment_intents")),
    ("GET", "/v1/payment_intents/{id}", {"client_secret": Text()}, _retrieve("payment_intent", "intent")),
    (
        "POST",
        "/v1/payment_intents/{id}",
        {"description": Text(), "metadata": Metadata(), "transfer_group": Text()},
        _update_intent,
    ),
    (
        "POST",
        "/v1/payment_intents/{id}/confirm",
        {"payment_method": Text(), "return_url": Address()},
        _intent(intents.confirm),
    ),
    (
        "POST",
        "/v1/payment_intents/{id}/capture",
        {"amount_to_capture": Integer(least=1)},
        _intent(intents.capture),
    ),
    (
        "POST",
        "/v1/payment_intents/{id}/cancel",
        {"cancellation_reason": Text(choices=("abandoned", "duplicate", "fraudulent", "requested_by_customer"))},
        _intent(lambda work, intent, params: intents.cancel(work, intent, params.get("cancellation_reason"))),
    ),
    (
        "POST",
        "/v1/payment_methods",
        {
            "type": Text(required=True, choices=("card",)),
            "card": Group(CARD, required=True),
            "billing_details": Group(BILLING),
        },
        _create_method,
    ),
    ("GET", "/v1/payment_methods/{id}", {}, _retrieve("payment_method", "payment_method")),
    (
        "GET",
        "/v1/charges",
        {**PAGE, "payment_intent": Text(), "transfer_group": Text()},
        _list("charge", "/v1/charges", "payment_intent", "transfer_group"),
    ),
    ("GET", "/v1/charges/{id}", {}, _retrieve("charge")),
    (
        "POST",
        "/v1/refunds",
        {
            "charge": Text(),
            "payment_intent": Text(),
            "amount": Integer(least=1),
            "metadata": Metadata(),
            "reason": Text(choices=("duplicate", "fraudulent", "requested_by_customer")),
        },
        refunds.create,
    ),
    (
        "GET",
        "/v1/refunds",
        {**PAGE, "charge": Text(), "payment_intent": Text()},
        _list("refund", "/v1/refunds", "charge", "payment_intent"),
    ),
    ("GET", "/v1/refunds/{id}", {}, _retrieve("refund")),
    ("GET", "/v1/events", {**PAGE, "type": Text()}, _list("event", "/v1/events", "type")),
    ("GET", "/v1/events/{id}", {}, _retrieve("event")),
)
OPERATIONS = tuple(Operation(method, path, {**spec, **EXPAND}, execute) for method, path, spec, execute in _TABLE)
_COMPILED = tuple((operation, operation.pattern) for operation in OPERATIONS)


def match(method: str, path: str) -> tuple[Operation, dict[str, str]]:
    """:raises ResourceMissing: if nothing answers at this address."""
    for operation, pattern in _COMPILED:
        found = pattern.match(path)
        if found is not None and operation.method == method:
            return operation, found.groupdict()
    raise ResourceMissing(f"Unrecognized request URL ({method}: {path[:200]}).")


def run(work: Work, operation: Operation, ids: Mapping[str, str], params: Document) -> Document:
    paths = params.pop("expand", [])
    if "starting_after" in params and "ending_before" in params:
        raise InvalidRequest("You cannot use both starting_after and ending_before.", param="ending_before")
    answer = operation.execute(work, {**params, **ids})
    return expand(work, answer, paths)

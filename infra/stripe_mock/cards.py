"""Test cards: what each number stands for. A real number is refused and never written down."""

import hashlib
from dataclasses import dataclass, field
from typing import Any, Literal

from infra.stripe_mock.errors import CardRefused
from infra.stripe_mock.messages import Document
from infra.stripe_mock.work import Work, new_id

Outcome = Literal["approve", "challenge", "challenge_then_decline", "decline"]


@dataclass(frozen=True)
class Decline:
    """How the vendor names a refusal: `code` for programs, `decline_code` for the bank's reason."""

    code: str
    message: str
    decline_code: str | None = None

    def error(self, **more: Any) -> CardRefused:
        error = CardRefused(self.message, code=self.code, **more)
        if self.decline_code is not None:
            error.more["decline_code"] = self.decline_code
        return error


GENERIC = Decline("card_declined", "Your card was declined.", "generic_decline")
INSUFFICIENT = Decline("card_declined", "Your card has insufficient funds.", "insufficient_funds")
EXPIRED = Decline("expired_card", "Your card has expired.", "expired_card")
WRONG_CVC = Decline("incorrect_cvc", "Your card's security code is incorrect.", "incorrect_cvc")
PROCESSING = Decline(
    "processing_error",
    "An error occurred while processing your card. Try again in a little bit.",
    "processing_error",
)
NOT_A_TEST_CARD = Decline(
    "card_declined",
    "Your card was declined. Your request was in test mode, but used a non test card.",
    "test_mode_live_card",
)
AUTHENTICATION_FAILED = Decline(
    "payment_intent_authentication_failure",
    "We are unable to authenticate your payment method. Please choose a different payment method and try again.",
)


@dataclass(frozen=True)
class TestCard:
    __test__ = False  # its name makes pytest curious

    number: str
    brand: str
    outcome: Outcome
    token: str
    decline: Decline | None = None


CARDS = (
    TestCard("4242424242424242", "visa", "approve", "pm_card_visa"),
    TestCard("5555555555554444", "mastercard", "approve", "pm_card_mastercard"),
    TestCard("378282246310005", "amex", "approve", "pm_card_amex"),
    TestCard("4000000000000002", "visa", "decline", "pm_card_visa_chargeDeclined", GENERIC),
    TestCard("4000000000009995", "visa", "decline", "pm_card_visa_chargeDeclinedInsufficientFunds", INSUFFICIENT),
    TestCard("4000000000000069", "visa", "decline", "pm_card_chargeDeclinedExpiredCard", EXPIRED),
    TestCard("4000000000000127", "visa", "decline", "pm_card_chargeDeclinedIncorrectCvc", WRONG_CVC),
    TestCard("4000000000000119", "visa", "decline", "pm_card_chargeDeclinedProcessingError", PROCESSING),
    TestCard("4000002500003155", "visa", "challenge", "pm_card_authenticationRequiredOnSetup"),
    TestCard("4000000000003220", "visa", "challenge", "pm_card_threeDSecure2Required"),
    TestCard("4000008260003178", "visa", "challenge_then_decline", "pm_card_authenticationRequired", INSUFFICIENT),
)
BY_NUMBER = {card.number: card for card in CARDS}
BY_TOKEN = {card.token: card for card in CARDS} | {"pm_card_chargeDeclined": BY_NUMBER["4000000000000002"]}


@dataclass(frozen=True)
class Typed:
    """A card as somebody typed it; lives no longer than the request."""

    number: str = field(repr=False)
    exp_month: int
    exp_year: int
    cvc: str | None = field(repr=False)
    name: str | None = None
    email: str | None = None


def luhn(number: str) -> bool:
    total = 0
    for place, digit in enumerate(reversed(number)):
        value = int(digit) * (2 if place % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def check(card: Typed, *, year: int, month: int) -> None:
    """Refuse what can be seen to be wrong without asking a bank.

    :raises CardRefused: incorrect_number, invalid_expiry_month, invalid_expiry_year or invalid_cvc.
    """
    number = card.number
    if not (number.isascii() and number.isdigit() and 12 <= len(number) <= 19 and luhn(number)):
        raise CardRefused("Your card number is incorrect.", code="incorrect_number", param="number")
    if not 1 <= card.exp_month <= 12:
        raise CardRefused("Your card's expiration month is invalid.", code="invalid_expiry_month", param="exp_month")
    if card.exp_year > year + 50 or card.exp_year < year:
        raise CardRefused("Your card's expiration year is invalid.", code="invalid_expiry_year", param="exp_year")
    if (card.exp_year, card.exp_month) < (year, month):
        raise CardRefused("Your card's expiration month is invalid.", code="invalid_expiry_month", param="exp_month")
    length = 4 if number.startswith(("34", "37")) else 3
    if card.cvc is not None and not (card.cvc.isascii() and card.cvc.isdigit() and len(card.cvc) == length):
        raise CardRefused("Your card's security code is invalid.", code="invalid_cvc", param="cvc")


def payment_method(work: Work, card: Typed) -> Document:
    """Keep what may be kept of a card: brand, last four digits, expiry, and which test it stands for.

    :raises CardRefused: if it is no test card.
    """
    known = BY_NUMBER.get(card.number)
    if known is None:
        raise NOT_A_TEST_CARD.error()
    return _save(work, known, card)


def from_token(work: Work, token: str) -> Document | None:
    """A fresh payment method for a token such as `pm_card_visa`."""
    known = BY_TOKEN.get(token)
    if known is None:
        return None
    return _save(work, known, Typed(known.number, 12, 2034, None))


def _save(work: Work, known: TestCard, card: Typed) -> Document:
    fingerprint = hashlib.sha256(b"test card " + known.number.encode()).hexdigest()[:16]
    checks = {"address_line1_check": None, "address_postal_code_check": None, "cvc_check": None}
    document: Document = {
        "id": new_id("pm_"),
        "object": "payment_method",
        "allow_redisplay": "unspecified",
        "billing_details": {
            "address": dict.fromkeys(("city", "country", "line1", "line2", "postal_code", "state")),
            "email": card.email,
            "name": card.name,
            "phone": None,
            "tax_id": None,
        },
        "card": {
            "brand": known.brand,
            "checks": {**checks, "cvc_check": "unchecked" if card.cvc else None},
            "country": "US",
            "display_brand": known.brand,
            "exp_month": card.exp_month,
            "exp_year": card.exp_year,
            "fingerprint": fingerprint,
            "funding": "credit",
            "generated_from": None,
            "last4": known.number[-4:],
            "networks": {"available": [known.brand], "preferred": None},
            "three_d_secure_usage": {"supported": True},
            "wallet": None,
        },
        "created": work.now,
        "customer": None,
        "livemode": False,
        "metadata": {},
        "type": "card",
    }
    return work.save(document, {"card": known.token})


def behind(work: Work, payment_method_id: str) -> TestCard:
    return BY_TOKEN[work.store.hidden(payment_method_id)["card"]]

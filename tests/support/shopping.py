"""What a buyer does in a browser, from the shelf to the payment page."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import Page, expect

from tests.support.chromium import Visitor

CARD = {"number": "4242 4242 4242 4242", "expiry": "12/40", "cvc": "123", "name": "Camila Rojas"}


def find_offer(visitor: Visitor, search: str) -> dict[str, Any]:
    """Return an offer of the demo with plenty to sell."""
    found = visitor.ask(f"/catalog/offers?search={search}")["results"]
    return dict(max(found, key=lambda offer: offer["free"]))


def free(visitor: Visitor, offer: dict[str, Any]) -> int:
    """Return how many units of this offer are for sale now."""
    return int(visitor.ask(f"/catalog/offers/{offer['slug']}")["free"])


def put(visitor: Visitor, offer: dict[str, Any], units: int) -> None:
    """Put units of an offer into the basket, as a person does on its page."""
    page = visitor.go(f"/productos/{offer['slug']}")
    page.get_by_role("group").get_by_role("textbox").fill(str(units))
    page.get_by_role("button", name=re.compile("^(Agregar|Add)")).click()
    expect(page.get_by_role("button", name=re.compile("^(Ver la canasta|See the basket)$"))).to_be_visible()


def go_on(page: Page) -> None:
    """Answer the question at hand."""
    page.get_by_role("button", name=re.compile("^(Seguir|Continue)$")).click()


def answer(page: Page, *, name: str = "Camila Rojas", adult: bool = False) -> None:
    """Answer every question of the checkout, up to its review."""
    go_on(page)
    page.get_by_label(re.compile("^(Tu nombre|Your name)$")).fill(name)
    page.get_by_label(re.compile("^(Tu correo|Your e-mail)$")).fill("camila@example.cl")
    go_on(page)
    if adult:
        page.get_by_role("checkbox").check()
        go_on(page)
    expect(page.get_by_role("heading", name=re.compile("^(Revisa y paga|Check and pay)$"))).to_be_visible()


def leave_for_payment(page: Page) -> None:
    """Press the last button and return on the provider's page."""
    page.get_by_role("button", name=re.compile("^(Pagar|Pay) ")).click()
    page.wait_for_selector("[name=number]")


def pay(page: Page) -> None:
    """Type a test card into the provider's page."""
    page.wait_for_selector("[name=number]")
    for name, value in CARD.items():
        page.fill(f"[name={name}]", value)
    page.click("button[type=submit]")

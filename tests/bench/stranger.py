"""How long a stranger needs from the address to a paid order: `python -m tests.bench.stranger [--origin http://…]`.

A person who knows what she wants, on a phone, with a guest's session: the catalog, one search, one product, the basket,
the questions, the payment page with a test card. Counted are taps, letters typed and seconds, with and without the
time that a person needs to read and to type (a tap 1 s, a letter 0.2 s, a new page 2 s). Without `--origin` it
starts a site of its own with the demo's data.
"""

from __future__ import annotations

import argparse
import time
from contextlib import ExitStack

from playwright.sync_api import Page, expect

from tests.support import site
from tests.support.chromium import Visitor, chromium
from tests.support.shopping import CARD

TAP, LETTER, PAGE = 1.0, 0.2, 2.0


class Stranger:
    """Does what a finger does, and counts it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.taps = self.letters = self.pages = 0
        self.began = time.perf_counter()

    def see(self, heading: str) -> None:
        """Wait for a page and note how long it took from the address."""
        expect(self.page.get_by_role("heading", name=heading, level=1)).to_be_visible()
        self.pages += 1
        print(f"{time.perf_counter() - self.began:6.1f} s  {self.taps:3d} taps  {heading}")

    def tap(self, role: str, name: str) -> None:
        self.taps += 1
        self.page.get_by_role(role, name=name).first.click()  # type: ignore[arg-type]

    def write(self, selector: str, words: str) -> None:
        self.taps += 1
        self.letters += len(words)
        self.page.locator(selector).fill(words)


def buy(visitor: Visitor) -> Stranger:
    """Buy one cheese as somebody who has never been here."""
    stranger = Stranger(visitor.page)
    visitor.page.goto("/")
    stranger.see("Del mar a la cordillera, hecho por su gente")
    stranger.write("#q", "queso maduro")
    stranger.tap("button", "Buscar")
    stranger.tap("link", "Queso de cabra maduro")
    stranger.see("Queso de cabra maduro")
    stranger.tap("button", "Agregar · $7.990")
    stranger.tap("button", "Ver la canasta")
    stranger.see("Tu canasta")
    stranger.tap("link", "Ir a pagar")
    stranger.see("¿Cómo te llega?")
    stranger.tap("button", "Seguir")
    stranger.see("¿Quién compra?")
    stranger.write("#name", "Camila Rojas")
    stranger.write("#email", "camila@example.cl")
    stranger.tap("button", "Seguir")
    stranger.see("Revisa y paga")
    stranger.tap("button", "Pagar $7.990")
    for name, value in CARD.items():
        stranger.write(f"[name={name}]", value)
    stranger.pages += 1
    stranger.taps += 1
    visitor.page.click("button[type=submit]")
    stranger.see("Pagado. Gracias, Camila.")
    return stranger


def main() -> None:
    """Measure once and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--origin", default="")
    origin = parser.parse_args().origin
    with ExitStack() as stack:
        if not origin:
            origin = stack.enter_context(site.running()).origin
        browser = stack.enter_context(chromium())
        stranger = buy(Visitor(browser, origin))
    machine = time.perf_counter() - stranger.began
    person = stranger.taps * TAP + stranger.letters * LETTER + stranger.pages * PAGE
    print(f"{stranger.taps} taps, {stranger.letters} letters, {stranger.pages} pages")
    print(
        f"{machine:.0f} s of waiting for the machine and the payment page, {machine + person:.0f} s with a person's pace"
    )


if __name__ == "__main__":
    main()

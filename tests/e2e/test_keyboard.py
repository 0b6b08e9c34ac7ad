"""The story by keyboard alone: a neighbour signs up by an invitation, adds a lot; a stranger buys it and pays.

At each stop the focus is seen; a dialog gives it back; a live change leaves it where it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.hands import Hands
from tests.flows.story_people import Someone
from tests.support import mailbox, site
from tests.support.chromium import DESK, Visitor, chromium
from tests.support.site import Site

PASSWORD = "una clave larga 2026"
DEMO_PASSWORD = "siete-majadas-2026"
CHEESE = "Queso de cabra maduro"


@pytest.fixture(scope="module")
def minga() -> Iterator[Site]:
    with site.running() as running:
        yield running


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@pytest.fixture(scope="module")
def rosa(minga: Site) -> Someone:
    """The administrator, who has no screen here."""
    someone = Someone(minga.origin.removeprefix("http://"))
    body = {"email": "rosa@minga.example", "password": DEMO_PASSWORD}
    someone.post("/_allauth/browser/v1/auth/login", body, expect=200)
    return someone


def title(page: Page, words: str) -> None:
    """See that a page has come after a move, and that its title has the focus: who types before would lose her words."""
    expect(page.get_by_role("heading", level=1, name=words)).to_be_focused()


def twin(start: date, *, days: int) -> str:
    """Return the next date whose day and month are the same number, as it is typed: every order of them will do."""
    day = start + timedelta(days=days)
    while day.day != day.month:
        day += timedelta(days=1 if days > 0 else -1)
    return f"{day:%d%m%Y}"


def test_a_neighbour_joins_and_adds_a_lot(minga: Site, browser: Browser, rosa: Someone) -> None:
    coop = rosa.get("/api/v1/me")["associations"][0]
    offers = rosa.get(f"/api/v1/associations/{coop['id']}/offers")["results"]
    offer = next(one for one in offers if one["name"] == CHEESE)
    email = f"vecina.{uuid4().hex[:8]}@example.cl"
    link = rosa.post(f"/api/v1/associations/{coop['id']}/invitations", {"email": email})["link"]
    visitor = Visitor(browser, minga.origin, viewport=DESK)
    hands = Hands(visitor.page)
    sign_up(visitor, hands, link[link.index("/invitacion/") :], email)
    add_a_lot(visitor.page, hands, f"/a/{coop['slug']}/acopio/{offer['id']}")
    a_live_change_leaves_the_focus(visitor.page, hands, rosa, f"/api/v1/associations/{coop['id']}/offers/{offer['id']}")
    assert hands.wrong == []
    assert visitor.complaints == []
    visitor.context.close()


def sign_up(visitor: Visitor, hands: Hands, path: str, email: str) -> None:
    """From the invitation's link over the questions to the association's page."""
    page = visitor.go(path)
    hands.press("^Registrarme$")
    title(page, "Crea tu cuenta")
    hands.write("^Tu nombre", "Vecina de Serón")
    hands.write("^Correo", email)
    hands.write("^Clave", PASSWORD)
    hands.tick("^Acepto que Minga use")
    hands.press("^Crear mi cuenta$")
    title(page, "Escribe el código")
    hands.write("^Código", mailbox.code(visitor.context.request, email))
    hands.press("^Seguir$")
    title(page, "¿Con qué nombre produces?")
    hands.press("^Seguir$")
    title(page, "¿En qué comuna produces?")
    hands.type_into("^Comuna", "Río")
    hands.write("^Localidad", "Serón")
    hands.press("^Guardar y seguir$")
    expect(page).to_have_url(re.compile(re.escape(path)))
    hands.tick("^Leí los estatutos y los acepto")
    hands.press("^Aceptar y entrar$")
    expect(page).to_have_url(re.compile(r"/a/[\w-]+/inicio"))


def add_a_lot(page: Page, hands: Hands, path: str) -> None:
    """Open the dialog, close it, open it again, and put seven cheeses in."""
    page.goto(path)
    expect(page.get_by_role("heading", level=1, name=CHEESE)).to_be_visible()
    hands.press("^Sumar un lote$")
    expect(page.get_by_role("dialog")).to_be_visible()
    hands.tab()
    assert page.evaluate("document.activeElement.closest('dialog') !== null"), "the focus is behind the dialog"
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(page.get_by_role("button", name="Sumar un lote", exact=True)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_label(re.compile("^Cuántas unidades"))).to_be_visible()
    today = date.today()  # noqa: DTZ011  as a person sees the day
    hands.write("^Cuántas unidades", "7")
    hands.type_into("^Hecho el", twin(today, days=-1))
    hands.type_into("^Vence el", twin(today, days=20))
    hands.press("^Anotar y sumar$")
    expect(page.get_by_text("Sumaste 7 quesos", exact=True)).to_be_visible()
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(page.get_by_role("button", name="Sumar un lote", exact=True)).to_be_focused()


def a_live_change_leaves_the_focus(page: Page, hands: Hands, rosa: Someone, pool: str) -> None:
    """Somebody else changes the pool: the page says so politely, and the focus stays."""
    hands.to("^Sumar un lote$")
    page.evaluate("window.stop = document.activeElement")
    buyer = Someone(rosa.address)
    buyer.post(f"/api/v1/basket/lines/{pool.rpartition('/')[2]}", {"units": 3}, expect=200, method="PUT")
    expect(page.get_by_text("Alguien apartó 3 quesos en su canasta.")).to_be_visible()
    assert page.evaluate("document.activeElement === window.stop && window.stop.isConnected"), "the focus was lost"
    loud = page.locator("[aria-live=assertive]:not(:empty)")
    assert loud.count() == 0
    assert page.locator("[aria-live=polite], [role=status], output").count() > 0


def test_a_stranger_buys(minga: Site, browser: Browser) -> None:
    visitor = Visitor(browser, minga.origin)
    hands = Hands(visitor.page)
    page = visitor.go("/")
    skip_what_comes_before(page, hands)
    hands.write("^Buscar productos", CHEESE)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("q="))
    expect(page.get_by_role("link", name=CHEESE, exact=True).first).to_be_visible()
    visitor.rest()  # who goes from stop to stop while the list changes loses her place
    hands.press(f"^{CHEESE}$")
    title(page, CHEESE)
    hands.write("[Uu]nidades|[Cc]uánt", "2")
    hands.press("^Agregar")
    hands.press("^Ver la canasta$")
    title(page, "Tu canasta")
    hands.press("^Ir a pagar$")
    title(page, "¿Cómo te llega?")
    hands.press("^Seguir$")
    title(page, "¿Quién compra?")
    hands.write("^Tu nombre", "Camila Rojas")
    hands.write("^Tu correo", "camila@example.cl")
    hands.press("^Seguir$")
    title(page, "Revisa y paga")
    hands.press("^Pagar")
    page.wait_for_selector("[name=number]")
    assert hands.wrong == []
    for name, value in {"number": "4242424242424242", "expiry": "1240", "cvc": "123", "name": "Camila Rojas"}.items():
        while page.evaluate("document.activeElement.name") != name:
            page.keyboard.press("Tab")
        page.keyboard.type(value)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Pagado. Gracias, Camila.")).to_be_visible()
    visitor.context.close()


def skip_what_comes_before(page: Page, hands: Hands) -> None:
    """The first stop leads past the header; and going on and on, one comes round to it again: nothing is a trap."""
    first = hands.tab()
    assert first
    assert first.name == "Ir al contenido"
    stops = 0
    while (stop := hands.tab()) is None or stop.name != first.name:
        stops += 1
        assert stops < 400, "there is no way out"
    page.keyboard.press("Enter")
    hands.tab()
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_a_dialog_of_filters_keeps_and_gives_back_the_focus(minga: Site, browser: Browser) -> None:
    visitor = Visitor(browser, minga.origin)
    hands = Hands(visitor.page)
    page = visitor.go("/")
    hands.press("^Filtros")
    expect(page.get_by_role("dialog")).to_be_visible()
    visitor.rest()  # what it counts may come later, and draws its map anew
    for _ in range(30):
        hands.tab()
        inside = page.evaluate("document.activeElement === document.body || !!document.activeElement.closest('dialog')")
        assert inside, "the focus left the dialog"
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(page.get_by_role("button", name=re.compile("^Filtros"))).to_be_focused()
    assert hands.wrong == []
    visitor.context.close()

"""An association's own matters in real browsers: an office that opens at once, new statutes, leaving, and being taken out.

Two windows of one site, in the order in which it would happen; what one does, the other sees without a reload.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from config.demo.people import PASSWORD
from tests.support import site
from tests.support.chromium import DESK, Visitor, chromium
from tests.support.site import Site

PATIENCE_MS = 60_000


@pytest.fixture(scope="module")
def minga() -> Iterator[Site]:
    with site.running() as running:
        yield running


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@pytest.fixture(scope="module")
def rosa(minga: Site, browser: Browser) -> Visitor:
    """She administers the cooperative, at a desk."""
    return enter(Visitor(browser, minga.origin, viewport=DESK), "rosa")


@pytest.fixture(scope="module")
def nelson(minga: Site, browser: Browser) -> Visitor:
    """He is a member, on a telephone."""
    return enter(Visitor(browser, minga.origin), "nelson")


@pytest.fixture(scope="module")
def coop(rosa: Visitor) -> str:
    return f"/a/{rosa.ask('/me')['associations'][0]['slug']}"


def enter(visitor: Visitor, name: str) -> Visitor:
    """Sign in."""
    web = visitor.context.request
    web.get("/api/v1/me")
    token = next(cookie["value"] for cookie in visitor.context.cookies() if cookie["name"] == "minga_csrf")
    answer = web.post(
        "/_allauth/browser/v1/auth/login",
        data={"email": f"{name}@minga.example", "password": PASSWORD},
        headers={"X-CSRFToken": token},
    )
    assert answer.ok, answer.text()
    visitor.context.set_default_timeout(PATIENCE_MS)
    return visitor


def heading(page: Page, name: str | re.Pattern[str]) -> None:
    expect(page.get_by_role("heading", name=name, level=1)).to_be_visible(timeout=PATIENCE_MS)


def test_an_office_opens_and_closes_at_once_on_an_open_page(rosa: Visitor, nelson: Visitor, coop: str) -> None:
    his = nelson.go(f"{coop}/asociacion")
    heading(his, "La asociación")
    edit = his.get_by_role("button", name="Editar", exact=True)
    expect(edit).to_have_count(0)
    hers = rosa.go(f"{coop}/socios")
    hers.get_by_role("link", name="Nelson Arancibia", exact=True).click()
    heading(hers, "Nelson Arancibia")
    hers.get_by_role("button", name="Dar un cargo").click()
    dialog = hers.get_by_role("dialog")
    dialog.get_by_role("button", name="Dar el cargo").click()
    expect(dialog.get_by_role("alert")).to_contain_text("Elige un cargo")
    dialog.get_by_label(re.compile("^Secretaría")).check()
    dialog.get_by_role("button", name="Dar el cargo").click()
    expect(hers.get_by_role("button", name="Quitar: Nelson Arancibia secretaría")).to_be_visible()
    expect(edit).to_be_visible(timeout=PATIENCE_MS)

    edit.click()
    story = his.get_by_label("Historia")
    story.fill("Desde 1987, en el alto río Hurtado.")
    his.get_by_role("form", name="Editar").get_by_role("button", name="Guardar", exact=True).click()
    expect(his.get_by_text("Desde 1987, en el alto río Hurtado.")).to_be_visible()

    hers.get_by_role("button", name="Quitar: Nelson Arancibia secretaría").click()
    hers.get_by_role("dialog").get_by_role("button", name="Quitar el cargo").click()
    expect(edit).to_have_count(0, timeout=PATIENCE_MS)


def test_new_statutes_are_asked_for_and_accepted_at_home(rosa: Visitor, nelson: Visitor, coop: str) -> None:
    his = nelson.go(f"{coop}/inicio")
    expect(his.get_by_role("heading", name=re.compile("^Te toca a ti"))).to_be_visible()
    hers = rosa.go(f"{coop}/estatutos")
    hers.get_by_role("link", name="Nueva versión").click()
    heading(hers, "Publicar una nueva versión")
    hers.get_by_label("¿Qué cambia?").fill("Las juntas son en marzo y en octubre.")
    hers.reload()
    expect(hers.get_by_label("¿Qué cambia?")).to_have_value("Las juntas son en marzo y en octubre.")
    publish = hers.get_by_role("button", name="Publicar y pedir aceptación")
    publish.click()
    expect(hers.get_by_role("alert").first).to_contain_text("Indica qué día la aprobaron")
    hers.get_by_label("¿Qué día la aprobaron?").fill("2026-01-10")
    text = hers.get_by_label("Texto de la versión 2")
    text.fill(f"{text.input_value()}\n\nNos juntamos en marzo y en octubre.")
    publish.click()
    expect(hers.get_by_text("Aceptaron 1 de 9.")).to_be_visible()

    accept = his.get_by_role("button", name="Leer y aceptar")
    expect(accept).to_be_visible(timeout=PATIENCE_MS)
    # By keyboard alone, and the focus stays near: its button is gone with the task.
    accept.focus()
    his.keyboard.press("Enter")
    dialog = his.get_by_role("dialog")
    expect(dialog).to_contain_text("Las juntas son en marzo y en octubre.")
    dialog.get_by_role("button", name="Acepto los estatutos").focus()
    his.keyboard.press("Enter")
    expect(accept).to_have_count(0)
    his.wait_for_function(
        "() => document.activeElement?.innerText?.includes('Te toca a ti') && document.activeElement !== document.body"
    )
    expect(hers.get_by_text("Aceptaron 2 de 9.")).to_be_visible(timeout=PATIENCE_MS)


def test_the_last_administrator_is_told_why_she_stays(rosa: Visitor, coop: str) -> None:
    page = rosa.go(f"{coop}/asociacion")
    page.get_by_role("button", name="Salir: Rosa Tabilo").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("vuelven a tus lotes")
    dialog.get_by_role("button", name="Salir", exact=True).click()
    expect(dialog.get_by_role("alert")).to_contain_text(re.compile("administra", re.IGNORECASE))
    dialog.get_by_role("button", name="Cancelar").click()
    assert rosa.ask("/me")["associations"], "she is still in"


def test_who_is_taken_out_while_writing_is_told_and_keeps_the_words(rosa: Visitor, nelson: Visitor, coop: str) -> None:
    his = nelson.go(f"{coop}/lotes/nuevo")
    units = his.get_by_label(re.compile("^Cuántas unidades"))
    units.fill("37")
    hers = rosa.go(f"{coop}/socios")
    hers.get_by_role("link", name="Nelson Arancibia", exact=True).click()
    hers.get_by_role("button", name="Excluir de la asociación").click()
    dialog = hers.get_by_role("dialog")
    expect(dialog).to_contain_text("vuelven a sus lotes")
    dialog.get_by_role("button", name="Excluir", exact=True).click()
    heading(hers, "Socias y socios")

    expect(his.get_by_text("Ya no eres parte de Cooperativa Siete Majadas.")).to_be_visible(timeout=PATIENCE_MS)
    expect(units).to_have_value("37")
    his.goto(f"{coop}/socios")
    heading(his, "Aquí entran solo sus socias y socios")
    his.get_by_role("link", name="Ir a mi página").click()
    heading(his, "¿Por dónde quieres empezar?")
    expect(his.get_by_text("nelson@minga.example")).to_be_visible()


def test_nobody_was_complained_of(rosa: Visitor, nelson: Visitor) -> None:
    assert rosa.complaints == []
    assert nelson.complaints == []

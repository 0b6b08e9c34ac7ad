"""Members decide, in real browsers: one proposes, all vote on their phones, and what was decided holds by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import psycopg
import pytest
from playwright.sync_api import Browser, Page, expect

from config.demo.people import PASSWORD
from tests.support import site
from tests.support.chromium import DESK, PHONE, Visitor, chromium
from tests.support.site import Site

DECISIONS = "/a/cooperativa-siete-majadas/decisiones"
VOTERS = ("rosa", "nelson", "berta", "elsa", "mireya", "ramon")


@pytest.fixture(scope="module")
def minga() -> Iterator[Site]:
    with site.running() as running:
        yield running


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


def enter(visitor: Visitor, who: str) -> Page:
    """Sign in on the page of the door."""
    page = visitor.go("/entrar")
    page.fill("#email", f"{who}@minga.example")
    page.fill("#password", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda address: "entrar" not in address)
    return page


def go_on(page: Page) -> None:
    page.get_by_role("button", name="Seguir").click()


def propose_another_rule(page: Page) -> str:
    """Put to a vote that a member may hold three proxies, and return the proposal's address."""
    page.goto(f"{DECISIONS}/nueva")
    page.get_by_role("radio", name=re.compile("Cambiar una regla")).check()
    go_on(page)
    page.get_by_role("radio", name=re.compile("Poderes por socio")).check()
    page.get_by_label("Poderes que puede tener un socio").fill("3")
    go_on(page)
    page.get_by_label("Título").fill("Tres poderes por socio")
    page.reload()  # what was typed stays
    expect(page.get_by_label("Título")).to_have_value("Tres poderes por socio")
    go_on(page)
    closes = datetime.now(ZoneInfo("America/Santiago")) + timedelta(days=3)
    page.get_by_label("Se cierra").fill(closes.strftime("%Y-%m-%dT21:00"))
    go_on(page)
    expect(page.get_by_text("Cada socio puede tener 3 poderes de otros.")).to_be_visible()
    page.get_by_role("button", name="Proponer a los socios").click()
    page.wait_for_url(re.compile(r"/decisiones/[0-9a-f-]{36}$"))
    return page.url


def end_now(minga: Site) -> None:
    """Let the time of the open vote pass."""
    with psycopg.connect(minga.database_url) as connection:
        done = connection.execute(
            """
            UPDATE decisions_proposal SET opens_at = now() - interval '2 hours', closes_at = now()
            WHERE status = 'open' AND title = 'Tres poderes por socio'
            """
        )
    assert done.rowcount == 1


def test_what_the_members_vote_holds_by_itself(minga: Site, browser: Browser) -> None:
    visitors = {who: Visitor(browser, minga.origin, viewport=DESK if who == "rosa" else PHONE) for who in VOTERS}
    rosa = enter(visitors["rosa"], "rosa")
    address = propose_another_rule(rosa)
    expect(rosa.get_by_role("link", name="Votar")).to_be_visible()
    for taken_part, who in enumerate(VOTERS[1:], start=1):
        page = enter(visitors[who], who)
        page.goto(address)
        page.get_by_role("link", name="Votar").click()
        page.get_by_role("radio", name=re.compile("^Sí")).check()
        page.get_by_role("button", name="Entregar mi voto: sí").click()
        expect(page.get_by_text("Ya votaste. El resultado se ve al cierre.")).to_be_visible()
        expect(rosa.locator("p", has_text="de 9 socios").locator(".big")).to_have_text(str(taken_part))
    expect(rosa.get_by_text("Hay quórum (5)")).to_be_visible()
    rosa.goto(f"{address}/votar")
    assert visitors["rosa"].faults() == []
    rosa.get_by_role("radio", name=re.compile("^No")).check()
    rosa.get_by_role("button", name="Entregar mi voto: no").click()
    expect(rosa.get_by_text("Ya votaste. El resultado se ve al cierre.")).to_be_visible()
    rosa.goto(f"{address}/votar")
    expect(rosa.get_by_role("heading", level=1)).to_have_text("Ya votaste")
    rosa.goto(address)

    end_now(minga)

    expect(rosa.get_by_text("5 votos")).to_be_visible()
    expect(rosa.get_by_text(re.compile("^Rige desde"))).to_be_visible()
    assert visitors["rosa"].faults() == []
    with rosa.expect_download() as download:
        rosa.get_by_text("Acta", exact=True).click()
        rosa.get_by_role("link", name="Descargar el acta").click()
    assert download.value.suggested_filename.startswith("acta-")
    rosa.goto(f"{DECISIONS}/reglas")
    expect(rosa.get_by_text("Cada socio puede tener 3 poderes de otros.")).to_be_visible()
    assert [complaint for visitor in visitors.values() for complaint in visitor.complaints] == []
    for visitor in visitors.values():
        visitor.context.close()

"""Stewards in a real browser while things really break: does the page say it, and does the button mend it?"""

from __future__ import annotations

import socket
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from playwright.sync_api import Browser, expect

from tests.flows.story_people import Someone
from tests.support import site
from tests.support.chromium import DESK, Visitor, chromium
from tests.support.site import Site

COOP = "cooperativa-siete-majadas"
PATIENCE_MS = 90_000  # what processes without pages tell comes in its own time
WHY = "La tesorera pidió ayuda con una venta que no le cuadra."
_SIGN_IN = "/_allauth/browser/v1/auth/login"
_BREAK = """
    CREATE FUNCTION broken_inbox() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION 'la bandeja está rota'; END $$;
    CREATE TRIGGER broken_inbox BEFORE INSERT ON notifications_inboxitem
        FOR EACH ROW WHEN (NEW.kind = 'steward_reading') EXECUTE FUNCTION broken_inbox();
"""
_MEND = "DROP TRIGGER broken_inbox ON notifications_inboxitem; DROP FUNCTION broken_inbox();"


@pytest.fixture(scope="module")
def minga() -> Iterator[Site]:
    """A site whose mail server is not there."""
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))  # taken, and it never listens
        with site.running(EMAIL_URL=f"smtp+plain://127.0.0.1:{nobody.getsockname()[1]}") as running:
            yield running


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


def signed_in(minga: Site, browser: Browser, who: str, **options: Any) -> Visitor:
    """This will return a window of one of the demo's people."""
    password = next(one["password"] for one in minga.demo["signins"] if one["email"].startswith(f"{who}@"))
    someone = Someone(minga.origin.removeprefix("http://"), who)
    someone.post(_SIGN_IN, {"email": f"{who}@minga.example", "password": password}, expect=200)
    visitor = Visitor(browser, minga.origin, **options)
    visitor.context.add_cookies(
        [{"name": one.name, "value": one.value or "", "url": minga.origin} for one in someone.http.cookies.jar]
    )
    return visitor


def run(minga: Site, statements: str) -> None:
    with psycopg.connect(minga.database_url, autocommit=True) as connection:
        connection.execute(statements)


def test_what_breaks_is_told_in_words_and_the_button_mends_it(minga: Site, browser: Browser) -> None:
    steward, other = (signed_in(minga, browser, "equipo", viewport=DESK) for _ in range(2))
    board = signed_in(minga, browser, "rosa")
    run(minga, _BREAK)

    page = steward.go("/equipo/lecturas")
    page.get_by_label("Asociación").fill(f"{minga.origin}/asociaciones/{COOP}")
    page.get_by_label("¿Por qué?").fill(WHY)
    page.get_by_role("button", name="Avisar a la directiva y leer").click()
    expect(page.get_by_role("status").filter(has_text="Su directiva está avisada")).to_be_visible()

    # The board can't be told for now: that is parked, and said; so is the mail server that isn't there.
    page = steward.go("/equipo")
    expect(page.get_by_text("El grupo «stewards» apartó un evento")).to_be_visible(timeout=PATIENCE_MS)
    expect(page.get_by_text("El correo no sale")).to_be_visible(timeout=PATIENCE_MS)
    expect(page.get_by_text("ConnectionRefusedError")).to_be_visible()
    page.get_by_role("listitem").filter(has_text="apartó un evento").get_by_role("link").click()
    expect(page.get_by_text("la bandeja está rota").first).to_be_visible()
    page.get_by_role("button", name="Reintentar este").click()
    expect(page.get_by_text("Falló de nuevo")).to_be_visible()

    run(minga, _MEND)
    page.get_by_role("button", name="Reintentar este").click()
    expect(page.get_by_text("Un evento salió adelante.")).to_be_visible()
    expect(page.get_by_text("No hay nada apartado")).to_be_visible()

    # Now the board knows: in its inbox, and on the page that says who, why and what.
    read = other.go(f"/a/{COOP}/socios")
    expect(read.get_by_text("Su directiva lo sabe")).to_be_visible()
    told = board.go("/avisos")
    told.get_by_role("link", name="El equipo de Minga mira").first.click(timeout=PATIENCE_MS)
    expect(told.get_by_text(f"«{WHY}»")).to_be_visible()
    expect(told.get_by_text("socias y socios")).to_be_visible()

    # The steward ends it: her other window loses the association by itself.
    page = steward.go("/equipo/lecturas")
    page.get_by_role("button", name="Terminar").click()
    expect(page.get_by_text("Nada por ahora.")).to_be_visible()
    expect(read.get_by_role("heading", level=1)).to_have_text("Aquí entran solo sus socias y socios")

    page = steward.go("/equipo/registro")
    for line in (
        "Terminó la lectura de una asociación",
        "Reintentó un evento apartado",
        "Empezó a leer una asociación",
    ):
        expect(page.get_by_text(line)).to_be_visible()
    assert steward.complaints == board.complaints == []

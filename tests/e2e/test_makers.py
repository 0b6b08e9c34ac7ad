"""A maker at her telephone: what she makes gets a photo, a lot takes a few taps, and buyers see what the board shows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Page, expect

from config.demo.people import PASSWORD
from tests.flows.spine_stand import wait_until
from tests.support import photos, site
from tests.support.chromium import PHONE, Visitor, chromium
from tests.support.site import Site


@pytest.fixture(scope="module")
def minga() -> Iterator[Site]:
    with site.running() as running:
        yield running


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@pytest.fixture(scope="module")
def photo(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A photo that tells where it was taken."""
    file = tmp_path_factory.mktemp("photos") / "IMG_2041.jpg"
    file.write_bytes(photos.told_everything())
    return str(file)


def enter(visitor: Visitor, name: str) -> str:
    """Sign in and return the address of the association's workspace."""
    web = visitor.context.request
    web.get("/api/v1/me")
    token = next(cookie["value"] for cookie in visitor.context.cookies() if cookie["name"] == "minga_csrf")
    answer = web.post(
        "/_allauth/browser/v1/auth/login",
        data={"email": f"{name}@minga.example", "password": PASSWORD},
        headers={"X-CSRFToken": token},
    )
    assert answer.ok, answer.text()
    return f"/a/{visitor.ask('/me')['associations'][0]['slug']}"


_PHOTO = "(i) => ({ complete: i.complete, file: i.currentSrc, width: i.naturalWidth, room: i.width, alt: i.alt })"


def choose(page: Page, file: str) -> None:
    """Choose a photo as from the gallery of a telephone."""
    page.get_by_label("Elegir una foto").set_input_files(file)


def seen(where: Any) -> dict[str, Any]:
    """Return what the browser made of a photo: which file it took, and how large that is."""
    image = where.locator("img.photo").first
    expect(image).to_be_visible()
    told: dict[str, Any] = {}

    def is_drawn() -> bool:
        # Asked anew each time: while the page fills it may draw another image in this one's place.
        told.update(image.evaluate(_PHOTO))
        return bool(told["complete"] and told["width"])

    wait_until(is_drawn, 30, "the photo is drawn")
    return told


CHEESE = f"Quesillo de la majada {uuid4().hex[:4]}"


def test_a_product_with_its_photo_and_a_lot_of_it_survive_a_bad_line(minga: Site, browser: Browser, photo: str):
    nelson = Visitor(browser, minga.origin, viewport=PHONE)
    page, home = nelson.page, enter(nelson, "nelson")
    nelson.go(f"{home}/lotes/nuevo")
    page.get_by_role("radio", name="Otro producto").check()
    page.route("**/pictures", lambda route: route.abort())
    choose(page, photo)
    expect(page.get_by_text("No hay señal")).to_be_visible()
    # It can be seen although it isn't sent, and the form goes on.
    expect(page.locator("canvas")).to_be_visible()
    page.get_by_label("Qué es").fill(CHEESE)
    page.get_by_label("Clase de producto").select_option("cheese")
    page.get_by_label(re.compile("Cuántas unidades")).fill("24")
    page.unroute("**/pictures")
    page.get_by_role("button", name="Mandarla de nuevo").click()
    words = page.get_by_label("¿Qué se ve en la foto?")
    words.fill(f"{CHEESE} en una tabla")
    with page.expect_response(lambda answer: answer.request.method == "PATCH") as told:
        words.blur()
    assert told.value.json()["alt_es"] == f"{CHEESE} en una tabla"
    # What was chosen and typed is still there after a reload.
    page.reload()
    expect(page.get_by_label(re.compile("Cuántas unidades"))).to_have_value("24")
    assert "/media/" in seen(page.get_by_role("listitem").filter(has=page.locator("img.photo")))["file"]
    assert nelson.faults() == []
    page.get_by_role("button", name="Anotar el lote").click()
    lot = page.get_by_role("listitem").filter(has_text=CHEESE).first
    expect(lot).to_contain_text("libres, de 24")
    assert seen(lot)["room"] == 56
    # Nothing of where it was taken has left with it.
    url = seen(lot)["file"]
    answer = nelson.context.request.get(url)
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert photos.SECRET not in answer.body()
    page.get_by_role("link", name=CHEESE).click()
    page.get_by_label("Qué es").fill(f"{CHEESE} de Serón")
    page.get_by_role("button", name="Guardar", exact=True).click()
    expect(page.get_by_role("link", name=f"{CHEESE} de Serón")).to_be_visible()
    assert nelson.complaints == []
    nelson.context.close()


def test_a_photo_that_is_none_is_refused_in_words(minga: Site, browser: Browser, tmp_path: Any):
    file = tmp_path / "foto.jpg"
    file.write_bytes(b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>")
    nelson = Visitor(browser, minga.origin, viewport=PHONE)
    page, home = nelson.page, enter(nelson, "nelson")
    nelson.go(f"{home}/lotes/productos/nuevo")
    page.get_by_label("Qué es").fill("Queso")
    choose(page, str(file))
    refusal = page.get_by_text("no es una foto")
    expect(refusal).to_be_visible()
    assert nelson.faults() == []
    page.get_by_role("button", name="Quitar").click()
    expect(refusal).to_have_count(0)
    expect(page.get_by_label("Qué es")).to_have_value("Queso")
    nelson.context.close()


def test_buyers_see_the_photo_that_the_board_shows_and_nothing_moves(minga: Site, browser: Browser, photo: str):
    rosa, buyer = (Visitor(browser, minga.origin, viewport=PHONE) for _ in range(2))
    page, home = rosa.page, enter(rosa, "rosa")
    offers = rosa.ask(f"/associations/{rosa.ask('/me')['associations'][0]['id']}/offers")["results"]
    offer = next(offer for offer in offers if offer["status"] == "open" and offer["free"] > 0)
    buyer.go(f"/productos/{offer['slug']}")
    rosa.go(f"{home}/acopio/{offer['id']}")
    page.get_by_role("button", name=re.compile("^(Poner una|Cambiar la) foto$")).click()
    dialog = page.get_by_role("dialog")
    choose(page, photo)
    expect(dialog.get_by_label("¿Qué se ve en la foto?")).to_be_visible()
    assert rosa.faults() == []
    dialog.get_by_role("button", name="Guardar la foto").click()
    expect(dialog).to_be_hidden()
    expect(page.get_by_role("button", name="Cambiar la foto")).to_be_visible()
    # Whoever looks at the offer gets it without asking, in place of the drawing.
    shown = seen(buyer.page.locator("main"))
    assert shown["file"].endswith(".webp")
    expect(buyer.page.locator("main img.photo")).to_have_attribute("loading", "eager")
    seller = buyer.ask(f"/catalog/offers/{offer['slug']}")["association"]
    tile = buyer.page.get_by_role("article").filter(has_text=offer["name"]).first
    # On a line that brings no pictures they have their room already.
    buyer.page.route("**/media/*", lambda route: route.abort())
    buyer.go(f"/asociaciones/{seller['slug']}")
    expect(tile).to_be_visible()
    buyer.rest()
    before = tile.bounding_box()
    buyer.page.unroute("**/media/*")
    buyer.go(f"/asociaciones/{seller['slug']}")
    assert seen(tile)["file"].endswith(".webp")
    buyer.rest()
    after = tile.bounding_box()
    assert before is not None
    assert after is not None
    assert (before["width"], before["height"]) == (after["width"], after["height"])
    assert rosa.complaints == []
    assert [said for said in buyer.complaints if "ERR_FAILED" not in said] == []
    for visitor in (rosa, buyer):
        visitor.context.close()

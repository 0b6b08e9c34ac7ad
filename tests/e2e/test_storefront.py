"""The storefront in a real browser, on the built site with its demo data: what a stranger sees, does and is told."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.support import site
from tests.support.chromium import DESK, Visitor, chromium
from tests.support.shopping import find_offer, free, go_on, leave_for_payment, pay, put
from tests.support.site import Site

Open = Callable[..., Visitor]
# What stands on a page for a few seconds only may be gone before it is looked for.
WRITE_DOWN = """() => {
    window.said = ''
    new MutationObserver(() => { window.said += document.querySelector('main')?.innerText ?? '' })
        .observe(document.body, { subtree: true, childList: true, characterData: true })
}"""


@pytest.fixture(scope="module")
def minga() -> Iterator[Site]:
    with site.running() as running:
        yield running


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@pytest.fixture
def visit(minga: Site, browser: Browser) -> Iterator[Open]:
    visitors: list[Visitor] = []

    def come(**options: Any) -> Visitor:
        visitors.append(Visitor(browser, minga.origin, **options))
        return visitors[-1]

    yield come
    for visitor in visitors:
        visitor.context.close()
    assert [complaint for visitor in visitors for complaint in visitor.complaints] == []


def test_a_stranger_finds_buys_and_is_told(visit: Open) -> None:
    buyer, watcher = visit(), visit(viewport=DESK)
    cheese = find_offer(buyer, "queso de cabra maduro")
    watched = watcher.go(f"/productos/{cheese['slug']}")
    expect(watched.get_by_text("en vivo")).to_be_visible()
    expect(watched.get_by_text(f"quedan {cheese['free']}", exact=True)).to_be_visible()

    page = buyer.go("/")
    page.get_by_label("Buscar productos").fill("queso de cabra maduro")
    page.keyboard.press("Enter")
    page.get_by_role("link", name=cheese["name"], exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    put(buyer, cheese, 12)
    expect(watched.get_by_text(f"quedan {cheese['free'] - 12}")).to_be_visible()

    # The link that stays, not the button of what was said, which goes after some seconds.
    page.get_by_role("link", name="Ver la canasta").click()
    expect(page.get_by_role("heading", name="Tu canasta", level=1)).to_be_focused()
    page.get_by_role("link", name="Ir a pagar").click()
    expect(page.get_by_role("heading", name="¿Cómo te llega?")).to_be_focused()
    go_on(page)
    expect(page.get_by_role("heading", name="¿Quién compra?")).to_be_focused()
    go_on(page)
    expect(page.get_by_text("Faltan 2 cosas para seguir")).to_be_visible()
    page.get_by_role("link", name="Escribe tu nombre.").click()
    page.keyboard.type("Camila Rojas")
    page.reload()
    expect(page.get_by_label("Tu nombre")).to_have_value("Camila Rojas")
    page.get_by_label("Tu correo").fill("camila@example.cl")
    go_on(page)
    leave_for_payment(page)
    watched.evaluate(WRITE_DOWN)
    pay(page)

    expect(page.get_by_role("heading", name="Pagado. Gracias, Camila.")).to_be_visible()
    watched.wait_for_function("() => window.said.includes('recién se vendieron 12')")
    assert page.url.partition("#")[2].startswith("link=")
    assert sum(part["units"] for part in order_parts(buyer, page.url)) == 12

    friend = visit(language="en-US")
    expect(friend.go(page.url).get_by_role("heading", name="Paid. Thank you, Camila.")).to_be_visible()
    stranger = visit()
    expect(stranger.go(page.url.partition("#")[0]).get_by_text("Este enlace no abre ningún pedido")).to_be_visible()
    expect(buyer.go("/canasta").get_by_text("Tu canasta está vacía")).to_be_visible()


def order_parts(visitor: Visitor, address: str) -> list[dict[str, Any]]:
    """Return who put in what of an order, as its page is told."""
    path, _, token = address.partition("#link=")
    order = visitor.ask(f"/orders/{path.rpartition('/')[2]}?link={token}")
    return [part for seller in order["orders"] for line in seller["lines"] for part in line["parts"]]


def test_more_than_there_is_is_refused_with_what_there_is(visit: Open) -> None:
    visitor, other = visit(), visit()
    offer = min(visitor.ask("/catalog/offers?limit=100")["results"], key=lambda one: one["free"] or 10**6)
    page = visitor.go(f"/productos/{offer['slug']}")
    put(other, offer, offer["free"])
    expect(page.get_by_text("Se agotó por ahora.")).to_be_visible()
    other.go("/canasta").get_by_role("button", name=re.compile("^Quitar ")).click()
    # The way back stands there for some seconds only: it is taken at once, and only then looked whether it led back.
    other.page.get_by_role("button", name="Deshacer").click()
    expect(other.page.get_by_role("button", name=re.compile("^Quitar "))).to_be_visible()
    assert free(visitor, offer) == 0
    expect(page.get_by_text("Se agotó por ahora.")).to_be_visible()
    other.page.get_by_role("button", name=re.compile("^Quitar ")).click()
    expect(page.get_by_role("button", name=re.compile("^Agregar"))).to_be_visible()
    expect(other.page.get_by_text("Tu canasta está vacía")).to_be_visible()


def test_filters_live_in_the_address_and_back_works(visit: Open) -> None:
    visitor = visit(viewport=DESK)
    page = visitor.go("/")
    page.get_by_role("link", name="Oficios", exact=True).click()
    expect(page).to_have_url(re.compile(r"\?categoria=oficios$"))
    expect(page.get_by_role("link", name="Oficios", exact=True)).to_have_attribute("aria-current", "page")
    page.get_by_label("Comuna").select_option("04302")
    expect(page).to_have_url(re.compile(r"\?categoria=oficios&comuna=04302$"))
    made_there = visitor.ask("/catalog/offers?category=craft&comuna=04302")["results"]
    expect(page.locator(".offer__where")).to_have_text(["Combarbalá"] * len(made_there))
    expect(page.get_by_role("article")).to_have_count(len(made_there))
    page.go_back()
    expect(page.get_by_label("Comuna")).to_have_value("")
    page.reload()
    expect(page.get_by_role("link", name="Oficios", exact=True)).to_have_attribute("aria-current", "page")
    expect(visitor.go("/?q=pajarete&comuna=04202").get_by_text("Nada con «pajarete» en Canela")).to_be_visible()


def test_language_and_light_are_kept(visit: Open) -> None:
    visitor = visit(viewport=DESK)
    page = visitor.go("/")
    expect(page.locator("html")).to_have_attribute("lang", "es-CL")
    page.get_by_role("button", name="EN, switch to English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("From the sea to the Andes, made by its people")
    page.get_by_role("button", name="Use a dark background").click()
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("From the sea to the Andes, made by its people")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    expect(page.locator("body")).to_have_css("background-color", "rgb(16, 23, 43)")


def test_the_keyboard_is_enough(visit: Open) -> None:
    page = visit().go("/")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Ir al contenido")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    filters = page.get_by_role("button", name="Filtros")
    filters.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name="Filtros")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name="Filtros")).to_be_hidden()
    expect(filters).to_be_focused()


def test_without_signal_the_page_says_so_and_catches_up(visit: Open) -> None:
    visitor, other = visit(), visit()
    cheese = find_offer(visitor, "queso de cabra maduro")
    page = visitor.go(f"/productos/{cheese['slug']}")
    expect(page.get_by_text("en vivo")).to_be_visible()
    visitor.context.set_offline(True)
    expect(page.get_by_text("Sin señal. Lo que ves puede haber cambiado.")).to_be_visible()
    page.get_by_role("button", name=re.compile("^Agregar")).click()
    expect(page.get_by_text("No hay señal, o se cortó. No cambió nada; prueba de nuevo.")).to_be_visible()
    put(other, cheese, 3)
    visitor.context.set_offline(False)
    expect(page.get_by_text("en vivo")).to_be_visible()
    expect(page.get_by_text(f"quedan {cheese['free'] - 3}", exact=True)).to_be_visible()


def test_a_slip_and_every_filter_stay_in_the_address(visit: Open) -> None:
    visitor = visit(viewport=DESK)
    page = visitor.go("/?q=qeso")
    expect(page.get_by_text("No hay nada con «qeso». Mostramos lo que se parece: «queso».")).to_be_visible()
    expect(page.get_by_role("article").first).to_be_visible()
    page = visitor.go("/?categoria=quesos")
    expect(page.get_by_role("article").first).to_be_visible()
    page.get_by_role("button", name="Filtros").click()
    sheet = page.get_by_role("dialog", name="Filtros")
    sheet.get_by_label("Precio").select_option("10000")
    expect(page).to_have_url(re.compile("hasta=10000"))
    # Its tick stands in the address, and comes a moment after the click.
    left = sheet.get_by_label("Lo que todavía queda")
    left.click()
    expect(left).to_be_checked()
    place = sheet.get_by_role("button", name=re.compile("^Río Hurtado, "))
    place.focus()
    page.keyboard.press("Enter")
    expect(place).to_have_attribute("aria-pressed", "true")
    sheet.get_by_role("button", name=re.compile(r"^Ver \d+ productos?$")).click()
    expect(page).to_have_url(re.compile("categoria=quesos&comuna=04305&quedan=si&hasta=10000$"))
    asked = "category=cheese,meat&comuna=04305&available=true&max_price_clp=10000"
    expect(page.get_by_role("article")).to_have_count(len(visitor.ask(f"/catalog/offers?{asked}")["results"]))
    page.get_by_role("link", name="Quitar el filtro Hasta $10.000").click()
    expect(page).to_have_url(re.compile("quedan=si$"))
    page.go_back()
    expect(page.get_by_role("link", name="Quitar el filtro Hasta $10.000")).to_be_visible()


def test_the_map_is_a_list_one_tap_away_and_leads_to_producers(visit: Open) -> None:
    visitor = visit()
    page = visitor.go("/mapa")
    page.get_by_role("button", name="Ver como lista").click()
    page.get_by_role("button", name=re.compile("^Río Hurtado")).click()
    expect(page.get_by_role("heading", level=2, name="Río Hurtado")).to_be_visible()
    page.get_by_role("link", name=re.compile(r"\d+ productores$")).click()
    expect(page).to_have_url(re.compile("/productores\\?comuna=04305$"))
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    page.get_by_role("link", name="Rosa Tabilo").click()
    expect(page.get_by_role("heading", level=1, name="Rosa Tabilo")).to_be_visible()
    page.get_by_role("link", name="Queso de cabra maduro", exact=True).click()
    expect(page.get_by_role("heading", name="A dónde va lo que pagas")).to_be_visible()
    hidden = page.get_by_role("listitem").filter(has_text="prefiere no mostrar su nombre")
    expect(hidden.first).to_be_visible()
    expect(hidden.first.get_by_role("link")).to_have_count(0)


def test_a_server_that_fails_says_so_in_its_place_and_can_be_asked_again(visit: Open) -> None:
    visitor = visit()
    broken = re.compile("/api/v1/catalog/(offers|producers)")
    visitor.context.route(broken, lambda route: route.fulfill(status=503, body="<h1>upstream</h1>"))
    page = visitor.go("/productores")
    expect(page.get_by_text("Ahora mismo no podemos atenderte. No cambió nada")).to_be_visible()
    visitor.context.unroute(broken)
    page.get_by_role("button", name="Probar de nuevo").click()
    expect(page.get_by_role("link", name="Berta Cortés")).to_be_visible()

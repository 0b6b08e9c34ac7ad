"""Paying, and all that goes wrong on the way: the back button, two tabs, time that runs out, a server that fails."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import psycopg
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support import site
from tests.support.chromium import DESK, Visitor, chromium
from tests.support.shopping import answer, find_offer, free, go_on, leave_for_payment, pay, put
from tests.support.site import Site

CHEESE, PISCO = "queso de cabra maduro", "pisco"
# What a page may move of itself while it fills: a hundredth of what the eye takes for standing still.
STILL = 0.01

Open = Callable[..., Visitor]


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


def title(page: Page, words: str) -> None:
    expect(page.get_by_role("heading", level=1, name=words)).to_be_visible()


def change(minga: Site, sql: str) -> None:
    """Turn the clock of something in the database."""
    with psycopg.connect(minga.database_url, autocommit=True) as connection:
        connection.execute(sql)


def test_one_question_on_a_page_and_everything_once_more(visit: Open) -> None:
    visitor = visit()
    put(visitor, find_offer(visitor, CHEESE), 2)
    put(visitor, find_offer(visitor, PISCO), 1)
    page = visitor.go("/pagar?paso=revisar")
    # An address can't skip a question: how it arrives has its usual answer, who buys has none.
    title(page, "¿Quién compra?")
    page = visitor.go("/pagar")
    page.get_by_role("radio", name=re.compile("^A mi casa")).check()
    go_on(page)
    expect(page.get_by_text("Falta 1 cosa para seguir")).to_be_visible()
    expect(page.get_by_role("alert").first).to_be_focused()
    page.get_by_label("Dirección").fill("Los Aromos 1420, Ñuñoa")
    go_on(page)
    title(page, "¿Quién compra?")
    page.go_back()
    expect(page.get_by_label("Dirección")).to_have_value("Los Aromos 1420, Ñuñoa")
    go_on(page)
    page.get_by_label("Tu nombre").fill("Camila Rojas")
    page.get_by_label("Tu correo").fill("camila+quesos@example.cl")
    go_on(page)
    title(page, "¿Tienes 18 años o más?")
    go_on(page)
    expect(page.get_by_role("alert").first).to_contain_text("Marca que tienes 18 años o más")
    page.get_by_role("checkbox").check()
    go_on(page)
    title(page, "Revisa y paga")
    for words in ("Los Aromos 1420, Ñuñoa", "camila+quesos@example.cl", "es perecible y no se devuelve", "de IVA y $"):
        expect(page.get_by_text(words).first).to_be_visible()
    page.get_by_role("button", name="Cambiar: Quién compra").click()
    page.get_by_label("Tu nombre").fill("Camila Soto")
    go_on(page)
    go_on(page)
    expect(page.get_by_text("Camila Soto")).to_be_visible()
    leave_for_payment(page)
    pay(page)
    title(page, "Pagado. Gracias, Camila.")
    page.emulate_media(media="print")
    expect(page.get_by_role("heading", name=re.compile("^Comprobante del pedido M-"))).to_be_visible()
    expect(page.get_by_role("button", name="Imprimir comprobante")).to_be_hidden()
    expect(page.get_by_text("Pagado. Gracias, Camila.")).to_be_hidden()


def test_back_from_the_payment_page_leads_to_the_order_and_pays_once(visit: Open) -> None:
    visitor = visit()
    cheese = find_offer(visitor, CHEESE)
    put(visitor, cheese, 3)
    page = visitor.go("/pagar")
    answer(page)
    leave_for_payment(page)
    page.go_back()
    title(page, "Falta pagar, Camila.")
    expect(visitor.go("/canasta").get_by_text("Tu canasta está vacía")).to_be_visible()
    page.get_by_role("link", name=re.compile("^Ver el pedido M-")).click()
    leave_for_payment(page)
    pay(page)
    title(page, "Pagado. Gracias, Camila.")
    page.go_back()
    page.wait_for_load_state()
    page = visitor.go("/pagar")
    title(page, "Pagado. Gracias, Camila.")
    expect(page.get_by_role("button", name=re.compile("^Pagar"))).to_have_count(0)
    assert free(visitor, cheese) == cheese["free"] - 3


def test_two_tabs_make_one_order_and_a_second_payment_is_refused(visit: Open) -> None:
    visitor = visit()
    cheese = find_offer(visitor, CHEESE)
    put(visitor, cheese, 2)
    first = visitor.go("/pagar")
    answer(first)
    second = visitor.context.new_page()
    second.goto("/pagar?paso=revisar")
    title(second, "Revisa y paga")
    leave_for_payment(first)
    second.get_by_role("button", name=re.compile("^Pagar ")).click()
    title(second, "Falta pagar, Camila.")
    leave_for_payment(second)
    pay(second)
    title(second, "Pagado. Gracias, Camila.")
    # The provider's page in the other tab asks by itself, and offers no second payment of what is paid.
    expect(first.locator("[name=number]")).to_have_count(0)
    third = visitor.context.new_page()
    third.goto("/pagar")
    title(third, "Pagado. Gracias, Camila.")
    assert free(visitor, cheese) == cheese["free"] - 2


def test_time_that_runs_out_is_said_and_nothing_typed_is_lost(visit: Open, minga: Site) -> None:
    visitor = visit()
    put(visitor, find_offer(visitor, CHEESE), 1)
    soon = "UPDATE catalog_hold SET expires_at = clock_timestamp() + interval '{}' WHERE status = 'active'"
    change(minga, soon.format("150 seconds"))
    page = visitor.go("/pagar")
    page.get_by_role("button", name="Necesito más tiempo").click()
    expect(page.get_by_text("Listo, sigue apartado para ti.")).to_be_visible()
    expect(page.get_by_text(re.compile(r"^1[45] min$"))).to_be_visible()
    answer(page)
    change(minga, soon.format("5 seconds"))
    page.reload()
    expect(page.get_by_text("Se acabó el tiempo y lo apartado volvió a la venta.").first).to_be_visible()
    expect(page).to_have_url(re.compile("/canasta$"))
    page.get_by_role("button", name="Apartar de nuevo").click()
    page.get_by_role("link", name="Ir a pagar").click()
    go_on(page)
    expect(page.get_by_label("Tu nombre")).to_have_value("Camila Rojas")
    go_on(page)
    leave_for_payment(page)
    # The order's own time runs out while the payment page is open.
    change(minga, "UPDATE orders_ordergroup SET pay_by = clock_timestamp() WHERE status = 'pending'")
    page.goto("/pagar")
    title(page, "El tiempo se acabó, Camila.")
    leave = page.get_by_role("button", name=re.compile("^Intentar de nuevo"))
    leave.click()
    pay(page)
    title(page, "Pagado. Gracias, Camila.")


def test_a_failing_server_keeps_the_order_single_and_says_what_to_do(visit: Open) -> None:
    visitor = visit()
    cheese = find_offer(visitor, CHEESE)
    put(visitor, cheese, 1)
    page = visitor.go("/pagar")
    answer(page)
    keys: list[str] = []

    def lost(route: Any) -> None:
        keys.append(route.request.headers["idempotency-key"])
        # It reaches the server, and the answer is lost on the way back.
        if len(keys) == 1:
            route.fetch()
            route.abort()
        else:
            route.continue_()

    page.route("**/api/v1/checkout", lost)
    page.get_by_role("button", name=re.compile("^Pagar ")).click()
    expect(page.get_by_text("No hay señal, o se cortó.").first).to_be_visible()
    leave_for_payment(page)
    assert len(set(keys)) == 1
    pay(page)
    title(page, "Pagado. Gracias, Camila.")
    assert free(visitor, cheese) == cheese["free"] - 1


def test_a_link_that_is_cut_or_used_again(visit: Open) -> None:
    buyer = visit()
    put(buyer, find_offer(buyer, CHEESE), 1)
    page = buyer.go("/pagar")
    answer(page)
    leave_for_payment(page)
    pay(page)
    title(page, "Pagado. Gracias, Camila.")
    friend = visit()
    title(friend.go(page.url), "Pagado. Gracias, Camila.")
    title(friend.go(page.url), "Pagado. Gracias, Camila.")
    stranger = visit()
    title(stranger.go(page.url[:-3]), "Este enlace no abre ningún pedido")
    expect(stranger.page.get_by_role("link", name="Entrar").first).to_be_visible()


WATCH = """
window.moved = []
new PerformanceObserver((list) => {
  for (const shift of list.getEntries()) {
    if (shift.hadRecentInput) continue
    const what = (shift.sources ?? []).map(({ node }) => node?.className || node?.nodeName)
    window.moved.push([shift.value, String(what)])
  }
}).observe({ type: 'layout-shift', buffered: true })
"""


@pytest.mark.parametrize("viewport", [{"width": 390, "height": 844}, DESK], ids=["phone", "desk"])
def test_nothing_moves_when_answers_and_pictures_come_late(visit: Open, viewport: dict[str, int]) -> None:
    visitor, other = visit(viewport=viewport), visit()
    cheese = find_offer(other, CHEESE)
    visitor.page.add_init_script(WATCH)
    slow = {"offline": False, "latency": 300, "downloadThroughput": 100_000, "uploadThroughput": 100_000}
    visitor.context.new_cdp_session(visitor.page).send("Network.emulateNetworkConditions", slow)
    moved: dict[str, list[Any]] = {}

    def look(name: str) -> None:
        visitor.page.wait_for_load_state("networkidle")
        moved[name] = visitor.page.evaluate("window.moved")

    for path in ("/", f"/productos/{cheese['slug']}", "/productores", "/mapa", "/asociaciones"):
        visitor.go(path)
        look(path)
    page = visitor.go(f"/productos/{cheese['slug']}")
    expect(page.get_by_text("en vivo")).to_be_visible()
    put(other, cheese, 5)
    expect(page.get_by_text(f"quedan {cheese['free'] - 5}")).to_be_visible()
    look("live")
    put(visitor, cheese, 1)
    for path in ("/canasta", "/pagar"):
        visitor.go(path)
        look(path)
    answer(page)
    leave_for_payment(page)
    pay(page)
    title(page, "Pagado. Gracias, Camila.")
    look("paid")
    sums = {name: sum(value for value, _ in shifts) for name, shifts in moved.items()}
    assert {name: (round(total, 4), moved[name]) for name, total in sums.items() if total > STILL} == {}
    print({name: round(total, 4) for name, total in sums.items()})

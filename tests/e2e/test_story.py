"""The main job in real browsers, on the built site with its real processes: five windows of producers and a buyer's.

Five sign up, one founds an association, four accept her invitations; three pool lots of the same cheese; a stranger buys
twelve and pays; who looks at the pool sees it without a reload, and who was without signal sees it when she is back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.flows.spine_stand import wait_until
from tests.support import mailbox, site
from tests.support.chromium import DESK, Visitor, chromium
from tests.support.site import Site

PASSWORD = "una clave larga 2026"
CARD = {"number": "4242 4242 4242 4242", "expiry": "12/40", "cvc": "123", "name": "Camila Rojas"}
LOTS = {"Rosa Tabilo": 50, "Nelson Arancibia": 30, "Berta Cortés": 20}
COOPERATIVE = f"Cooperativa del Cuento {uuid4().hex[:4]}"
CHEESE = f"Queso del cuento {uuid4().hex[:4]}"


@pytest.fixture(scope="module")
def minga(request: pytest.FixtureRequest) -> Iterator[Site]:
    with site.running() as running:
        yield running
        if request.session.testsfailed:
            print(running.log[-8000:])


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


class Producer:
    """Somebody with a window of her own."""

    def __init__(self, browser: Browser, minga: Site, name: str) -> None:
        self.name = name
        self.email = f"socia.{uuid4().hex[:8]}@example.cl"
        self.visitor = Visitor(browser, minga.origin, viewport=DESK)
        self.page: Page = self.visitor.page

    def press(self, name: str) -> None:
        """Press the button with this name."""
        self.page.get_by_role("button", name=name, exact=True).click()

    def asked(self, question: str) -> None:
        """See that this question is on the screen now."""
        expect(self.page.get_by_role("heading", name=question, level=1)).to_be_visible()

    def sign_up(self, path: str) -> None:
        """Answer the four questions of signing up, from the page that sent her there."""
        self.asked("Crea tu cuenta")
        self.page.get_by_label("Tu nombre").fill(self.name)
        self.page.get_by_label("Correo").fill(self.email)
        self.page.get_by_label("Clave", exact=True).fill(PASSWORD)
        self.page.get_by_label("Acepto que Minga use estos datos para mi cuenta").check()
        self.press("Crear mi cuenta")
        self.asked("Escribe el código")
        self.page.get_by_label("Código", exact=True).fill(mailbox.code(self.visitor.context.request, self.email))
        self.press("Seguir")
        self.asked("¿Con qué nombre produces?")
        expect(self.page.get_by_label("Nombre", exact=True)).to_have_value(self.name)
        self.press("Seguir")
        self.asked("¿En qué comuna produces?")
        self.page.get_by_label("Comuna", exact=True).select_option(label="Río Hurtado")
        self.page.get_by_label("Localidad").fill("Serón")
        self.press("Guardar y seguir")
        expect(self.page).to_have_url(re.compile(re.escape(path)))


def test_the_story(minga: Site, browser: Browser) -> None:
    members = [
        Producer(browser, minga, name)
        for name in ("Rosa Tabilo", "Nelson Arancibia", "Berta Cortés", "Hernán Pastén", "Yolanda Rojas")
    ]
    rosa, nelson, _berta, hernan, yolanda = members
    slug = form_association(rosa, members[1:])
    offer = pool_lots(slug, members)

    for who in (nelson, hernan, yolanda):
        look_at_pool(who, offer)
    yolanda.visitor.context.set_offline(True)

    buyer = Visitor(browser, minga.origin)
    buy(buyer)

    for who in (nelson, hernan):
        sees_the_sale(who, mine=4 if who is nelson else 0)
        assert who.page.evaluate("window.stayed"), "the page was loaded anew"
    expect(figure(yolanda.page, "quedan por vender")).to_contain_text("100")
    yolanda.visitor.context.set_offline(False)
    sees_the_sale(yolanda, mine=0)

    check_inbox(nelson)
    assert [complaint for who in members for complaint in who.visitor.complaints if "ERR_" not in complaint] == []
    assert buyer.complaints == []
    for visitor in [buyer, *(who.visitor for who in members)]:
        visitor.context.close()


def form_association(founder: Producer, others: list[Producer]) -> str:
    """One founds, the others follow her links: with the fifth yes the association exists."""
    page = founder.visitor.go("/asociaciones/nueva")
    founder.sign_up("/asociaciones/nueva")
    founder.asked("¿Qué van a formar?")
    page.get_by_label("Cooperativa").check()
    founder.press("Seguir")
    founder.asked("¿Cómo se llamará?")
    page.get_by_label("Nombre").fill(COOPERATIVE)
    founder.press("Seguir")
    founder.asked("¿Para qué se juntan?")
    page.get_by_label("Propósito").fill("Vender juntas nuestro queso.")
    founder.press("Seguir")
    founder.asked("¿En qué comuna está?")
    page.get_by_label("Comuna", exact=True).select_option(label="Río Hurtado")
    founder.press("Seguir")
    founder.asked("¿Qué acuerdan entre ustedes?")
    founder.press("Partir de un texto base")
    founder.press("Seguir")
    founder.asked("Revisa antes de fundar")
    founder.press("Fundar la asociación")
    expect(page).to_have_url(re.compile(r"/a/[\w-]+/inicio"))
    slug = page.url.split("/a/")[1].split("/")[0]

    founder.visitor.go(f"/a/{slug}/socios")
    for number, who in enumerate(others, start=1):
        expect(page.get_by_text(re.compile(f"^{number} de 5 fundadoras"))).to_be_visible()
        accept(who, invite(founder, who))
    expect(page.get_by_text("5 socias y socios")).to_be_visible()
    expect(page.get_by_text("En formación")).to_be_hidden()
    return slug


def invite(founder: Producer, who: Producer) -> str:
    """Invite an address and return the link that is shown once."""
    founder.press("Invitar")
    dialog = founder.page.get_by_role("dialog")
    dialog.get_by_label("Correo de quien invitas").fill(who.email)
    dialog.get_by_role("button", name="Invitar", exact=True).click()
    link = dialog.get_by_label("El mismo enlace").input_value()
    dialog.get_by_role("button", name="Listo", exact=True).click()
    expect(dialog).to_be_hidden()
    return link


def accept(who: Producer, link: str) -> None:
    """Follow the link as a newcomer: sign up, come back, read, say yes."""
    path = link[link.index("/invitacion/") :]
    who.visitor.go(path)
    who.asked(COOPERATIVE)
    who.page.get_by_role("link", name="Registrarme").click()
    who.sign_up(path)
    who.page.get_by_label(re.compile("^Leí los estatutos y los acepto")).check()
    who.press("Aceptar y entrar")
    expect(who.page).to_have_url(re.compile(r"/a/[\w-]+/inicio"))


def pool_lots(slug: str, members: list[Producer]) -> str:
    """The founder writes the offer; three put lots in; she puts it on sale. Returns the offer's page."""
    founder = members[0]
    page = founder.visitor.go(f"/a/{slug}/acopio/nueva")
    page.get_by_label("Nombre").fill(CHEESE)
    page.get_by_label("Clase de producto").select_option(label="Queso")
    founder.press("Seguir")
    page.get_by_label("Unidad").select_option(label="quesos")
    founder.press("Seguir")
    page.get_by_label("Precio").fill("7990")
    founder.press("Seguir")
    founder.asked("¿Cómo lo contarías?")
    founder.press("Seguir")
    founder.asked("¿De qué comuna viene?")
    page.get_by_label("Comuna", exact=True).select_option(label="Río Hurtado")
    founder.press("Seguir")
    founder.asked("Revisa la oferta")
    founder.press("Guardar como borrador")
    founder.asked(CHEESE)
    offer = page.url.removeprefix(page.url.split("/a/")[0])
    for who in members[:3]:
        add_lot(who, offer, LOTS[who.name])
    founder.press("Poner a la venta")
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="Poner a la venta", exact=True).click()
    expect(page.get_by_text("Está a la venta", exact=True)).to_be_visible()
    return offer


def add_lot(who: Producer, offer: str, units: int) -> None:
    """Write a lot down and put all of it into the offer."""
    page = who.visitor.go(offer)
    who.press("Sumar un lote")
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Cuántas unidades (quesos)").fill(str(units))
    dialog.get_by_label("Hecho el").fill(str(date.today() - timedelta(days=40)))  # noqa: DTZ011  as a person sees the day
    dialog.get_by_label("Vence el").fill(str(date.today() + timedelta(days=60)))  # noqa: DTZ011
    dialog.get_by_role("button", name="Anotar y sumar").click()
    expect(page.get_by_text(f"Sumaste {units} quesos", exact=True)).to_be_visible()


def figure(page: Page, words: str) -> Locator:
    """Return the big figure whose words are these."""
    return page.locator("dl > div").filter(has=page.get_by_text(re.compile(f"^{words}")))


def look_at_pool(who: Producer, offer: str) -> None:
    """Open the pool and leave it open."""
    page = who.visitor.go(offer)
    expect(figure(page, "quedan por vender, de 100 quesos")).to_contain_text("100")
    page.evaluate("window.stayed = true")


def buy(buyer: Visitor) -> None:
    """A stranger on a phone finds the cheese, takes twelve, pays with a card, and her page turns by itself."""
    page = buyer.go("/")
    page.get_by_label("Buscar productos").fill(CHEESE)
    page.keyboard.press("Enter")
    page.get_by_role("link", name=CHEESE, exact=True).click()
    page.get_by_role("group").get_by_role("textbox").fill("12")
    page.get_by_role("button", name=re.compile("^Agregar")).click()
    page.get_by_role("button", name="Ver la canasta").click()
    page.get_by_role("link", name="Ir a pagar").click()
    page.get_by_role("button", name="Seguir").click()
    page.get_by_label("Tu nombre").fill("Camila Rojas")
    page.get_by_label("Tu correo").fill("camila@example.cl")
    page.get_by_role("button", name="Seguir").click()
    page.get_by_role("button", name="Pagar").click()
    page.wait_for_selector("[name=number]")
    for name, value in CARD.items():
        page.fill(f"[name={name}]", value)
    page.click("button[type=submit]")
    expect(page.get_by_role("heading", name="Pagado. Gracias, Camila.")).to_be_visible()
    for name, units in {"Rosa Tabilo": 6, "Nelson Arancibia": 4, "Berta Cortés": 2}.items():
        assert part_of(buyer, name) == units


def part_of(buyer: Visitor, name: str) -> int:
    """Return how many units of the order on the screen are of this producer."""
    path, _, token = buyer.page.url.partition("#link=")
    order = buyer.ask(f"/orders/{path.rpartition('/')[2]}?link={token}")
    (line,) = order["orders"][0]["lines"]
    return int({part["public_name"]: part["units"] for part in line["parts"]}[name])


def sees_the_sale(who: Producer, *, mine: int) -> None:
    """The figures, everybody's part and the activity say it by themselves."""
    page = who.page
    expect(figure(page, "vendidos")).to_contain_text("12")
    expect(figure(page, "quedan por vender, de 100 quesos")).to_contain_text("88")
    expect(figure(page, "vendido en total")).to_contain_text("$95.880")
    for name, sold in {"Rosa Tabilo": 6, "Nelson Arancibia": 4, "Berta Cortés": 2}.items():
        row = page.get_by_role("row").filter(has_text=name)
        expect(row.get_by_role("cell").nth(2)).to_contain_text(str(sold))
    expect(page.get_by_text("Se pagó un pedido de 12 quesos.")).to_be_visible()
    if mine:
        expect(page.get_by_text(f"Tus {mine} de 12: a prorrata, tienes el 30 %.")).to_be_visible()


def check_inbox(who: Producer) -> None:
    """Who sold finds it in her inbox, and the bell forgets what was read."""
    page = who.visitor.go("/avisos")
    expect(page.get_by_text("Vendiste 4 quesos")).to_be_visible()
    expect(page.get_by_text(f"{COOPERATIVE} quedó constituida")).to_be_visible()
    page.get_by_role("button", name=re.compile("^Marcar")).click()
    expect(page.get_by_text("(sin leer)")).to_have_count(0)
    wait_until(lambda: who.visitor.ask("/me")["unread"] == 0, 120, "nothing is unread")

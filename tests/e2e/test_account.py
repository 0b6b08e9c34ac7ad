"""The account in a real browser: a code by letter, a forgotten password, a second step, passkeys, sessions, one's data."""

from __future__ import annotations

import hmac
import io
import json
import re
import struct
import time
import zipfile
from base64 import b32decode
from collections.abc import Iterator
from hashlib import sha1
from pathlib import Path
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Page, WebSocket, expect

from tests.flows.spine_stand import wait_until
from tests.support import mailbox, site
from tests.support.chromium import DESK, PHONE, Visitor, chromium
from tests.support.site import Site

PASSWORD = "una clave larga 2026"
OTHER = "otra clave larga 2027"
DEMO_PASSWORD = "siete-majadas-2026"


@pytest.fixture(scope="module")
def minga(request: pytest.FixtureRequest) -> Iterator[Site]:
    with site.running(STEWARDS_NEED_SECOND_FACTOR="yes", ACCOUNT_DELETION_DAYS="0") as running:
        yield running
        if request.session.testsfailed:
            print(running.log[-8000:])


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


class Buyer:
    """Somebody with an account and a window of her own; passkeys need a name for an address, so it is localhost."""

    def __init__(self, browser: Browser, minga: Site, *, viewport: dict[str, int] = PHONE) -> None:
        self.email = f"camila.{uuid4().hex[:8]}@example.cl"
        self.visitor = Visitor(browser, minga.origin.replace("127.0.0.1", "localhost"), viewport=viewport)
        self.page: Page = self.visitor.page

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).click()

    def asked(self, question: str) -> None:
        expect(self.page.get_by_role("heading", name=question, level=1)).to_be_visible()

    def said(self, words: str) -> None:
        expect(self.page.get_by_text(words).first).to_be_visible()

    def fill(self, label: str, text: str) -> None:
        self.page.get_by_label(label, exact=True).fill(text)

    def code(self) -> str:
        return mailbox.code(self.visitor.context.request, self.email)

    def ask_to_sign_up(self, email: str) -> None:
        self.visitor.go("/registro?vengo=buy&volver=/cuenta")
        self.fill("Tu nombre", "Camila Rojas")
        self.fill("Correo", email)
        self.fill("Clave", PASSWORD)
        self.page.get_by_label("Acepto que Minga use estos datos para mi cuenta").check()
        self.press("Crear mi cuenta")
        self.asked("Escribe el código")

    def sign_up(self) -> None:
        self.ask_to_sign_up(self.email)
        self.fill("Código", self.code())
        self.press("Seguir")
        self.asked("Tu cuenta")

    def sign_out(self) -> None:
        self.visitor.go("/cuenta")
        self.press("Salir de mi cuenta")
        expect(self.page).to_have_url(re.compile(r"/$"))

    def sign_in(self, password: str = PASSWORD, *, to: str = "/cuenta") -> None:
        self.visitor.go(f"/entrar?volver={to}")
        self.fill("Correo", self.email)
        self.fill("Clave", password)
        self.press("Entrar a mi cuenta")

    def show_once_more(self, password: str = PASSWORD) -> None:
        """Answer the question that comes before something delicate."""
        dialog = self.page.get_by_role("dialog", name="¿Eres tú?")
        dialog.get_by_label("Clave", exact=True).fill(password)
        dialog.get_by_role("button", name="Seguir", exact=True).click()
        expect(dialog).to_be_hidden()


@pytest.fixture
def camila(browser: Browser, minga: Site) -> Iterator[Buyer]:
    buyer = Buyer(browser, minga)
    buyer.sign_up()
    yield buyer
    assert buyer.visitor.complaints == []
    buyer.visitor.context.close()


def code_of(secret: str) -> str:
    """This will do what an application does."""
    mac = hmac.digest(b32decode(secret.replace(" ", "")), struct.pack(">Q", int(time.time()) // 30), sha1)
    at = mac[-1] & 15
    return f"{(int.from_bytes(mac[at : at + 4]) & 0x7FFFFFFF) % 1_000_000:06}"


def test_a_code_by_letter_opens_an_account_and_an_address_that_is_taken_looks_the_same(
    browser: Browser, minga: Site, camila: Buyer
) -> None:
    prober = Buyer(browser, minga)
    prober.ask_to_sign_up(camila.email)
    prober.fill("Código", "000000")
    prober.press("Seguir")
    prober.said("El código no es ese, o ya venció.")
    prober.page.reload()
    prober.asked("Escribe el código")
    mailbox.letter(prober.visitor.context.request, camila.email, "Alguien quiso registrarse con tu correo")
    assert prober.visitor.ask("/me")["person"] is None
    prober.visitor.context.close()


def test_a_forgotten_password(camila: Buyer) -> None:
    camila.sign_out()
    page = camila.visitor.go("/entrar")
    page.get_by_role("link", name="Olvidé mi clave").click()
    camila.fill("Correo", camila.email)
    camila.press("Mandarme el enlace")
    camila.said("el enlace llega en un momento")
    link = mailbox.letter(camila.visitor.context.request, camila.email, r"/cuenta/clave/\S+").group()
    camila.visitor.go(link)
    camila.fill("Clave nueva", OTHER)
    camila.press("Guardar la clave")
    camila.asked("Entrar")
    camila.visitor.go(link)
    camila.fill("Clave nueva", PASSWORD)
    camila.press("Guardar la clave")
    camila.said("Este enlace ya se usó o venció.")
    camila.sign_in(OTHER)
    camila.asked("Tu cuenta")


def test_another_address_counts_when_it_is_proved(camila: Buyer) -> None:
    page = camila.visitor.go("/cuenta/perfil")
    page.get_by_role("link", name="Cambiar", exact=True).click()
    wanted = f"nueva.{uuid4().hex[:8]}@example.cl"
    camila.fill("Correo nuevo", wanted)
    camila.press("Mandarme el código")
    camila.show_once_more()
    camila.fill("Código", mailbox.code(camila.visitor.context.request, wanted))
    camila.press("Confirmar")
    camila.asked("Nombre, correo e idioma")
    camila.said(wanted)
    mailbox.letter(camila.visitor.context.request, camila.email, "Tu cuenta usa otro correo ahora")


def test_a_code_application_and_the_codes_on_paper(camila: Buyer) -> None:
    page = camila.visitor.go("/cuenta/seguridad")
    page.get_by_role("link", name="Configurar").click()
    expect(page.get_by_role("img", name="Cuadro para la cámara de tu aplicación")).to_be_visible()
    secret = page.locator("code").inner_text()
    camila.fill("Código", "000000")
    camila.press("Activar")
    camila.said("El código no es ese, o ya venció.")
    camila.fill("Código", code_of(secret))
    camila.press("Activar")
    camila.show_once_more()
    camila.asked("Códigos de recuperación")
    papers = page.get_by_role("list", name="Códigos de recuperación").locator("code")
    expect(papers).to_have_count(10)
    paper = papers.first.inner_text()
    with page.expect_download() as fetched:
        camila.press("Bajar")
    assert paper in Path(fetched.value.path()).read_text()
    assert camila.visitor.faults() == []

    camila.sign_out()
    camila.sign_in()
    camila.asked("Segundo paso")
    camila.fill("Código", "000000")
    camila.press("Entrar")
    camila.said("El código no es ese, o ya venció.")
    camila.fill("Código", paper)
    camila.press("Entrar")
    camila.asked("Tu cuenta")
    camila.said("Clave y segundo paso")
    page = camila.visitor.go("/cuenta/seguridad")
    camila.said("Te quedan 9")


def test_a_passkey_signs_in_without_a_password(camila: Buyer) -> None:
    devtools = camila.visitor.context.new_cdp_session(camila.page)
    devtools.send("WebAuthn.enable")
    key = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": key})
    page = camila.visitor.go("/cuenta/seguridad")
    camila.press("Agregar una llave")
    camila.fill("¿Cómo se llama este aparato?", "Mi teléfono")
    camila.press("Crear la llave")
    camila.show_once_more()
    camila.said("Llave agregada")
    expect(page.get_by_text("Mi teléfono", exact=True)).to_be_visible()

    camila.sign_out()
    camila.visitor.go("/entrar?volver=/cuenta")
    camila.press("Entrar con una llave de acceso")
    camila.asked("Tu cuenta")

    # With a password the passkey is the second step.
    camila.sign_out()
    camila.sign_in()
    camila.asked("Segundo paso")
    camila.press("Usar una llave de acceso")
    camila.asked("Tu cuenta")

    camila.visitor.go("/cuenta/seguridad")
    camila.page.get_by_role("button", name="Cambiar Mi teléfono").click()
    camila.fill("¿Cómo se llama este aparato?", "El de siempre")
    camila.press("Guardar")
    again = camila.page.get_by_role("dialog", name="¿Eres tú?")
    again.get_by_role("button", name="Usar una llave de acceso").click()
    expect(camila.page.get_by_text("El de siempre", exact=True)).to_be_visible()
    camila.page.get_by_role("button", name="Cambiar El de siempre").click()
    camila.press("Quitarla")
    camila.said("Se quitó la llave")
    expect(camila.page.get_by_text("El de siempre", exact=True)).to_be_hidden()
    devtools.detach()


def test_sessions_end_one_by_one(browser: Browser, minga: Site, camila: Buyer) -> None:
    desk = Buyer(browser, minga, viewport=DESK)
    desk.email = camila.email
    desk.sign_in()
    desk.asked("Tu cuenta")
    # Of the page that she comes to, not of the one that she leaves; and welcomed, so that the server knows whose it is.
    desk.page.goto("about:blank")
    welcomed: list[WebSocket] = []
    ended: list[WebSocket] = []

    def hear(line: WebSocket) -> None:
        line.on("framereceived", lambda _: welcomed.append(line))
        line.on("close", lambda _: ended.append(line))

    desk.page.on("websocket", hear)
    desk.visitor.go("/cuenta")
    wait_until(lambda: desk.page.evaluate("1") and welcomed, 60, "she is welcomed")
    page = camila.visitor.go("/cuenta/seguridad")
    camila.said("Este aparato")
    # The socket of the session that ends is closed by the server, without a reload.
    assert welcomed[-1] not in ended
    page.get_by_role("button", name=re.compile("^Cerrar la sesión en")).click()
    camila.said("Se cerró una sesión")
    wait_until(lambda: desk.page.evaluate("1") and welcomed[0] in ended, 60, "her line is cut")
    assert desk.visitor.ask("/me")["person"] is None
    desk.visitor.context.close()


def test_a_copy_of_everything_and_the_end(camila: Buyer) -> None:
    page = camila.visitor.go("/cuenta/datos")
    camila.press("Pedir una copia")
    camila.show_once_more()
    # It shows up by itself when the job is done.
    ready = page.get_by_role("link", name="Bajar")
    expect(ready).to_be_visible(timeout=180_000)
    with page.expect_download() as fetched:
        ready.click()
    with zipfile.ZipFile(io.BytesIO(Path(fetched.value.path()).read_bytes())) as archive:
        account = json.loads(archive.read("accounts/account.json"))
        assert account[0]["email"] == camila.email
    assert camila.visitor.faults() == []

    camila.press("Retirar mi permiso")
    page.get_by_role("dialog").get_by_role("button", name="Retirar mi permiso").click()
    camila.said("Retiraste tu permiso")
    camila.visitor.go("/cuenta")
    gate = page.get_by_role("dialog", name="El aviso de privacidad es nuevo")
    gate.get_by_role("button", name="Lo acepto").click()
    expect(gate).to_be_hidden()

    camila.visitor.go("/cuenta/borrar")
    camila.said("Se borra al momento y no se puede deshacer.")
    page.get_by_label("Sí, quiero borrar mi cuenta").check()
    camila.press("Borrar mi cuenta")
    camila.said("Tu cuenta está borrada")
    assert camila.visitor.ask("/me")["person"] is None
    mailbox.letter(camila.visitor.context.request, camila.email, "Tu cuenta fue borrada")
    camila.sign_in()
    camila.said("El correo y la clave no calzan.")


def test_a_steward_is_led_to_a_second_step(browser: Browser, minga: Site) -> None:
    steward = Buyer(browser, minga)
    steward.email = "equipo@minga.example"
    steward.sign_in(DEMO_PASSWORD)
    steward.asked("Tu cuenta")
    steward.said("Quienes cuidan la plataforma entran con un segundo paso.")
    refused = steward.visitor.context.request.get("/api/v1/stewards/overview")
    assert (refused.status, refused.json()["code"]) == (403, "second_factor_needed")
    steward.page.get_by_role("link", name="Configurarlo").click()
    steward.page.get_by_role("link", name="Configurar").click()
    steward.fill("Código", code_of(steward.page.locator("code").inner_text()))
    steward.press("Activar")
    steward.show_once_more(DEMO_PASSWORD)
    steward.asked("Códigos de recuperación")
    assert steward.visitor.context.request.get("/api/v1/stewards/overview").ok
    steward.visitor.context.close()

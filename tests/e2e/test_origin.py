"""A name and its proof: a member asks for a certificate, somebody looks, units bear the name, and it can be taken away again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from config.demo.people import PASSWORD
from tests.support import site
from tests.support.chromium import DESK, PHONE, Visitor, chromium
from tests.support.counted_line import CountedLine
from tests.support.site import Site

# The day of an inspection is the region's: late in the evening it isn't yet tomorrow there.
CHILE = ZoneInfo("America/Santiago")

NARROW = {"width": 320, "height": 640}


@pytest.fixture(scope="module")
def minga() -> Iterator[Site]:
    with site.running() as running:
        yield running


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


def post(visitor: Visitor, path: str, body: Any) -> Any:
    """Send a command without the screens, as what comes before the part that is looked at."""
    web = visitor.context.request
    web.get("/api/v1/me")
    token = next(cookie["value"] for cookie in visitor.context.cookies() if cookie["name"] == "minga_csrf")
    answer = web.post(path, data=body, headers={"X-CSRFToken": token, "Idempotency-Key": str(uuid4())})
    assert answer.ok, (path, answer.status, answer.text())
    return answer.json()


def enter(visitor: Visitor, name: str) -> dict[str, Any]:
    """Sign in and return what the API says of her."""
    body = {"email": f"{name}@minga.example", "password": PASSWORD}
    post(visitor, "/_allauth/browser/v1/auth/login", body)
    return dict(visitor.ask("/me"))


class Scene:
    """A cheese of nelson's in an offer of rosa's, and a seal of the cooperative's own that nobody has yet."""

    def __init__(self, rosa: Visitor, nelson: Visitor) -> None:
        tag = uuid4().hex[:4]
        self.cheese, self.seal = f"Queso de prueba {tag}", f"Hecho en Río Hurtado {tag}"
        association = enter(rosa, "rosa")["associations"][0]
        here = f"/api/v1/associations/{association['id']}"
        self.home = f"/a/{association['slug']}"
        producer = f"/api/v1/producers/{enter(nelson, 'nelson')['producers'][0]['id']}"
        rules = [{"rule": "category", "allowed": ["cheese"]}, {"rule": "zone"}]
        names = {"name_es": self.seal, "name_en": self.seal}
        seal = post(rosa, f"{here}/seals", {**names, "zone": ["04305"], "requirements": rules})
        product = post(nelson, f"{producer}/products", {"name": self.cheese, "category": "cheese", "comuna": "04305"})
        day = datetime.now(CHILE).date()
        lot = {
            "product_id": product["id"],
            "units": 40,
            "made_on": (day - timedelta(days=40)).isoformat(),
            "best_before": (day + timedelta(days=90)).isoformat(),
        }
        lot = post(nelson, f"{producer}/lots", lot)
        words = {"unit_es": "queso", "units_es": "quesos", "unit_en": "cheese", "units_en": "cheeses"}
        kind = {"category": "cheese", "tax_class": "iva", "comuna": "04305", "net_content": "400 g", "price_clp": 5990}
        offer = post(rosa, f"{here}/offers", {"name": self.cheese, **words, **kind})
        self.pool, self.page = f"{self.home}/acopio/{offer['id']}", f"/productos/{offer['slug']}"
        post(nelson, f"{here}/offers/{offer['id']}/contributions", {"lot_id": lot["id"], "units": 40})
        post(rosa, f"{here}/offers/{offer['id']}/seals", {"seal_ids": [seal["id"]]})
        post(rosa, f"{here}/offers/{offer['id']}/open", {})
        self.lot = lot["code"]


def test_a_name_is_asked_for_checked_given_and_taken_away(minga: Site, browser: Browser):
    rosa, nelson, buyer = (Visitor(browser, minga.origin, viewport=view) for view in (DESK, PHONE, PHONE))
    scene = Scene(rosa, nelson)
    shop = buyer.go(scene.page)
    # Nothing is for sale under a name that nobody has certified.
    expect(shop.get_by_text("Se agotó por ahora")).to_be_visible()
    expect(shop.locator(".seal")).to_have_count(0)

    asking = nelson.go(f"{scene.home}/origen/pedir")
    asking.get_by_label("Para qué producto").select_option(label=scene.cheese)
    asking.get_by_role("radio", name=scene.seal).check()
    assert nelson.faults() == []
    asking.get_by_role("button", name="Mandar la solicitud").click()
    expect(asking.get_by_role("heading", level=1, name=scene.cheese)).to_be_visible()
    expect(asking.get_by_text("que alguien lo revise")).to_be_visible()
    certificate = re.sub(r"^https?://[^/]+", "", asking.url)

    desk = rosa.go(f"{scene.home}/origen")
    desk.get_by_role("link", name=scene.cheese).click()
    desk.get_by_role("button", name="Planificar una revisión").click()
    desk.get_by_role("dialog").get_by_role("button", name="Planificar", exact=True).click()
    desk.get_by_role("button", name="Anotar cómo salió").click()
    desk.get_by_role("dialog").get_by_role("button", name="Anotar", exact=True).click()
    expect(desk.get_by_role("dialog")).to_be_hidden()
    desk.get_by_role("button", name="Emitir el certificado").click()
    dialog = desk.get_by_role("dialog")
    dialog.get_by_label("Cuántas unidades").fill("1e308")
    dialog.get_by_role("button", name="Emitir", exact=True).click()
    expect(dialog.get_by_text("Escribe un número entero").first).to_be_visible()
    dialog.get_by_label("Cuántas unidades").fill("30")
    dialog.get_by_role("button", name="Emitir", exact=True).click()
    expect(desk.get_by_text(re.compile("^Vale hasta"))).to_be_visible()
    assert rosa.faults() == []

    # The member packs by herself what the cap allows.
    packing = nelson.go(certificate)
    packing.get_by_role("button", name=f"Certificar unidades del lote {scene.lot}").click()
    packing.get_by_role("dialog").get_by_label("Cuántas unidades").fill("12")
    packing.get_by_role("dialog").get_by_role("button", name="Certificar", exact=True).click()
    expect(packing.get_by_text("12 unidades certificadas de 30")).to_be_visible()
    expect(packing.get_by_role("link", name=re.compile("^Página de origen"))).to_be_visible()
    assert nelson.faults() == []

    # Whoever looks at the offer sees the name, who looked, until when; and so many units, no more.
    shop = buyer.go(scene.page)
    expect(shop.locator(".seal--own", has_text=scene.seal).first).to_be_visible()
    expect(shop.get_by_text("Lo revisa la misma asociación")).to_be_visible()
    expect(shop.get_by_text(re.compile(r"[Qq]uedan 12\b")).first).to_be_visible()
    assert buyer.faults() == []

    desk = rosa.go(certificate)
    desk.get_by_role("button", name="Retirar el certificado").click()
    dialog = desk.get_by_role("dialog")
    expect(dialog.get_by_text("Salen de la venta 12 unidades.")).to_be_visible()
    dialog.get_by_label("Por qué").fill("La leche no era de la zona.")
    assert rosa.faults() == []
    dialog.get_by_role("button", name="Retirar para siempre").click()
    expect(desk.get_by_text("Retirado para siempre")).to_be_visible()
    # She who looks at the offer is told without asking.
    expect(shop.get_by_text("Se agotó por ahora")).to_be_visible()
    expect(shop.locator(".seal")).to_have_count(0)
    assert [one.complaints for one in (rosa, nelson, buyer)] == [[], [], []]
    for one in (rosa, nelson, buyer):
        one.context.close()


# ---- the page behind a label ----

# Ed25519 is known to browsers' WebCrypto since 2025.
WITHOUT_THE_CURVE = """
const known = SubtleCrypto.prototype.importKey;
SubtleCrypto.prototype.importKey = function (format, key, algorithm, ...rest) {
  if ((algorithm.name ?? algorithm) === 'Ed25519')
    return Promise.reject(new DOMException('Unrecognized name.', 'NotSupportedError'));
  return known.call(this, format, key, algorithm, ...rest);
};
"""
LIGHTEST = 60_000  # bytes, whatever a first visit brings over the line


@dataclass(frozen=True, slots=True)
class Label:
    """A lot's code as it stands on its labels, and the certificate behind it."""

    code: str
    certificate: str


def label(rosa: Visitor, nelson: Visitor, *, product: str) -> Label:
    """Certify a new lot of nelson's on this very site: what a demo brought along was signed under another address."""
    here = f"/api/v1/associations/{rosa.ask('/me')['associations'][0]['id']}"
    producer = f"/api/v1/producers/{nelson.ask('/me')['producers'][0]['id']}"
    day = datetime.now(CHILE).date()
    seal = {"name_es": f"Sello de {product}", "name_en": f"Seal of {product}", "zone": ["04305"]}
    seal = post(rosa, f"{here}/seals", {**seal, "requirements": [{"rule": "zone"}]})
    made = post(nelson, f"{producer}/products", {"name": product, "category": "cheese", "comuna": "04305"})
    dates = {"made_on": (day - timedelta(days=40)).isoformat(), "best_before": (day + timedelta(days=90)).isoformat()}
    lot = post(nelson, f"{producer}/lots", {"product_id": made["id"], "units": 12, **dates})
    asked = post(nelson, f"{here}/certificates", {"product_id": made["id"], "seal_id": seal["id"]})
    certificate = f"{here}/certificates/{asked['id']}"
    looked = post(rosa, f"{certificate}/inspections", {"kind": "internal_control", "planned_for": day.isoformat()})
    inspection = looked["inspections"][0]["id"]
    result = {"done_on": day.isoformat(), "outcome": "passed"}
    post(rosa, f"{certificate}/inspections/{inspection}/result", result)
    last = (day + timedelta(days=300)).isoformat()
    post(rosa, f"{certificate}/issue", {"assessor": "association", "last_day": last, "cap": 12})
    packed = post(nelson, f"{certificate}/grants", {"lot_id": lot["id"], "units": 12})
    return Label(next(one["origin_code"] for one in packed["lots"] if one["id"] == lot["id"]), certificate)


def forge(route: Route) -> None:
    """Change something within the signed credential on its way to the reader."""
    answer = route.fetch()
    route.fulfill(response=answer, body=answer.text().replace("batchNumber", "batchNumbers"))


def scan(visitor: Visitor, code: str, verdict: str) -> Page:
    """Open a label's page and return when the telephone has said what it found."""
    visitor.page.goto(f"/o/{code}")
    expect(visitor.page.locator("#verdict")).to_have_attribute("data-verdict", verdict)
    return visitor.page


def test_a_telephone_checks_a_label_by_itself_and_again_without_a_line(minga: Site, browser: Browser):
    rosa, nelson = Visitor(browser, minga.origin), Visitor(browser, minga.origin)
    enter(rosa, "rosa")
    enter(nelson, "nelson")
    tag = uuid4().hex[:4]
    first, second = (label(rosa, nelson, product=f"Queso {tag} {one}") for one in ("curado", "fresco"))
    line = CountedLine(minga.port)
    tourist = Visitor(browser, line.origin)
    page = scan(tourist, first.code.lower().replace("-", ""), "valid")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sí: este queso es de Río Hurtado")
    expect(page.get_by_text("Funciona sin señal")).to_be_visible()
    tourist.rest()
    assert line.received <= LIGHTEST
    assert tourist.faults() == []
    line.cut()
    page.reload()
    expect(page.locator("#verdict")).to_have_attribute("data-verdict", "valid")
    expect(page.get_by_text(re.compile("con lo que guardó"))).to_be_visible()

    # Somebody between the site and the telephone changes a word.
    cheated = Visitor(browser, minga.origin, kept=False)

    def change(route: Route) -> None:
        answer = route.fetch()
        text = answer.text().replace(f">Queso {tag} curado<", ">Queso de oveja<")
        # A name of the association's own is drawn as one by law, and somebody from outside is said to have looked.
        text = text.replace("seal--own", "seal--law").replace("con control interno", "con control del SAG")
        route.fulfill(response=answer, body=text)

    cheated.page.route("**/o/*", change)
    page = scan(cheated, first.code, "forged")
    expect(page.get_by_role("heading", level=1)).to_have_text("No confíes en esta etiqueta")
    expect(page.get_by_text(f"La página dice «Queso de oveja». Lo firmado dice «Queso {tag} curado».")).to_be_visible()
    for lie, signed in (("un nombre por ley", "un certificado propio"), ("control del SAG", "con control interno")):
        expect(
            page.get_by_text(re.compile(f"La página dice «.*{lie}.*». Lo firmado dice «.*{signed}.*»"))
        ).to_be_visible()
    assert cheated.faults() == []

    # A browser from before 2025 doesn't know the curve: it fetches a library, and finds the same of the same pages.
    old = Visitor(browser, minga.origin, kept=False)
    old.context.add_init_script(WITHOUT_THE_CURVE)
    fetched: list[str] = []
    old.page.on("request", lambda request: fetched.append(request.url))
    scan(old, first.code, "valid")
    assert any("/ed25519-" in address for address in fetched)
    old.page.route("**/o/*", forge)
    page = scan(old, first.code, "forged")
    expect(page.get_by_text("La firma no corresponde a este certificado.")).to_be_visible()

    # What is suspended says so at once, in the reader's language.
    post(rosa, f"{second.certificate}/suspend", {"reason": "Faltan registros de la cava."})
    english = Visitor(browser, minga.origin, language="en-GB", dark=True, kept=False, viewport=NARROW)
    page = scan(english, second.code, "suspended")
    expect(page.get_by_role("heading", level=1)).to_have_text("This certificate is suspended")
    assert english.faults() == []
    assert [one.complaints for one in (tourist, cheated, old, english)] == [[], [], [], []]
    for one in (rosa, nelson, tourist, cheated, old, english):
        one.context.close()

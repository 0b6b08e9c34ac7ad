"""Notices as a person has them: the bell, how she is told, the digest of the worker, push, and the link in each mail."""

from __future__ import annotations

import json
import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.stage import DEMO_PASSWORD
from tests.flows.story_people import Someone
from tests.support import mailbox, push_service, site
from tests.support.chromium import DESK, Visitor, chromium
from tests.support.push_service import PushService
from tests.support.site import Site

_PATIENCE = 180.0
TODAY = datetime.now(UTC).date()


@pytest.fixture(scope="module")
def minga() -> Iterator[Site]:
    with site.running(PUSH_HOSTS="127.0.0.1") as running:
        yield running


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@pytest.fixture
def visit(minga: Site, browser: Browser) -> Iterator[Callable[[Someone], Visitor]]:
    visitors: list[Visitor] = []

    def come(who: Someone) -> Visitor:
        visitor = Visitor(browser, minga.origin, viewport=DESK)
        visitors.append(visitor)
        jar = who.http.cookies.jar
        visitor.context.add_cookies([{"name": one.name, "value": one.value or "", "url": minga.origin} for one in jar])
        return visitor

    yield come
    for visitor in visitors:
        visitor.context.close()
    assert [complaint for visitor in visitors for complaint in visitor.complaints] == []


def sign_in(minga: Site, name: str) -> Someone:
    someone = Someone(minga.origin.removeprefix("http://"))
    email = f"{name}@minga.example"
    someone.post("/_allauth/browser/v1/auth/login", {"email": email, "password": DEMO_PASSWORD}, expect=200)
    someone.email = email
    return someone


@pytest.fixture
def nelson(minga: Site) -> Someone:
    return sign_in(minga, "nelson")


class Rosa:
    """Adds to an offer of which Nelson is a part, as often as she is asked."""

    def __init__(self, minga: Site) -> None:
        self.http = sign_in(minga, "rosa")
        me = self.http.get("/api/v1/me")
        self.coop = me["associations"][0]["id"]
        offers = self.http.get(f"/api/v1/associations/{self.coop}/offers")["results"]
        offer = next(one for one in offers if one["status"] == "open")
        self.offer = self.http.get(f"/api/v1/associations/{self.coop}/offers/{offer['id']}")
        made = {
            "product_name": f"Queso de avisos {uuid4().hex[:4]}",
            "category": self.offer["category"],
            "units": 90,
            "made_on": str(TODAY - timedelta(days=9)),
            "best_before": str(TODAY + timedelta(days=90)),
        }
        self.lot = self.http.post(f"/api/v1/producers/{me['producers'][0]['id']}/lots", made)

    def adds(self, units: int) -> None:
        path = f"/api/v1/associations/{self.coop}/offers/{self.offer['id']}/contributions"
        self.http.post(path, {"lot_id": self.lot["id"], "units": units})


@pytest.fixture(scope="module")
def rosa(minga: Site) -> Rosa:
    return Rosa(minga)


def until(true: Callable[[], Any], what: str) -> Any:
    deadline = time.monotonic() + _PATIENCE
    while not (found := true()):
        assert time.monotonic() < deadline, f"it did not come true: {what}"
        time.sleep(0.1)
    return found


def choose(who: Someone, **choice: Any) -> None:
    who.post("/api/v1/inbox/settings/channels", choice, expect=200, method="PATCH")


def rows(minga: Site, query: str, *values: Any) -> list[tuple[Any, ...]]:
    with psycopg.connect(minga.database_url, autocommit=True) as database:
        answer = database.execute(query, values)
        return answer.fetchall() if answer.description else []


def test_the_bell_counts_while_one_looks_and_what_is_read_here_is_read_there(
    minga: Site, visit: Callable[[Someone], Visitor], nelson: Someone, rosa: Rosa
) -> None:
    # What the demo did is told in its order: when this has come, all of that has.
    rosa.adds(17)
    came = "SELECT count(*) FROM notifications_inboxitem WHERE params ->> 'units' = '17'"
    until(lambda: rows(minga, came)[0][0], "the consumers have caught up")
    nelson.post("/api/v1/inbox/read", {"all": True}, expect=200)
    shop, inbox = visit(nelson), visit(nelson)
    bell = shop.go("/").get_by_role("link", name="Avisos, ")
    expect(bell).to_have_accessible_name("Avisos, nada nuevo")
    page = inbox.go("/avisos")
    expect(page.get_by_text("en vivo")).to_be_visible()
    rosa.adds(1)
    rosa.adds(2)
    expect(bell).to_have_accessible_name("Avisos, 2 sin leer")
    fold = page.locator("li").filter(has=page.locator("summary")).filter(has_text=rosa.offer["name"]).first
    expect(fold).to_contain_text("aportes")
    fold.locator("summary").click()
    expect(fold.locator("li").first).to_contain_text("Rosa Tabilo sumó 2")
    page.get_by_role("button", name="Marcar los 2 como leídos").click()
    expect(bell).to_have_accessible_name("Avisos, nada nuevo")


@contextmanager
def saved(page: Page) -> Iterator[None]:
    """See that what is done within is saved: that it was said may be of what was done before."""
    with page.expect_response(lambda answer: answer.request.method == "PATCH") as told:
        yield
    assert told.value.ok, told.value.status


def test_she_chooses_how_she_is_told_and_it_stays(visit: Callable[[Someone], Visitor], nelson: Someone) -> None:
    page = visit(nelson).go("/avisos/ajustes")
    sales = page.get_by_role("group", name="Tus ventas")
    expect(sales.get_by_label("Por correo")).to_have_value("daily")
    with saved(page):
        sales.get_by_label("Por correo").select_option("weekly")
    expect(page.get_by_text("Guardado")).to_be_visible()
    page.locator("details", has_text="Alguien entra a la asociación").locator("summary").click()
    alone = page.get_by_role("group", name="Alguien entra a la asociación")
    with saved(page):
        alone.get_by_label("En la app").select_option("quiet")
    expect(page.get_by_role("group", name="La asociación", exact=True).get_by_label("En la app")).to_have_value(
        "differs"
    )
    page.get_by_label("Hasta las").fill("06:30")
    page.get_by_label("Discreto en la pantalla").check()
    with saved(page):
        page.get_by_role("button", name="Guardar horario").click()
    page.reload()
    expect(sales.get_by_label("Por correo")).to_have_value("weekly")
    expect(page.get_by_label("Hasta las")).to_have_value("06:30")
    expect(page.get_by_text("Esto llega siempre").first).to_be_visible()
    page.get_by_role("button", name="Avisarme en este dispositivo").click()
    expect(page.get_by_role("dialog")).to_contain_text("Ahora tu navegador te va a preguntar")
    page.get_by_role("button", name="Ahora no").click()
    assert nelson.get("/api/v1/push/devices")["devices"] == []


def test_the_digest_is_written_once_whoever_is_killed_and_its_link_switches_it_off(
    minga: Site, visit: Callable[[Someone], Visitor], nelson: Someone, rosa: Rosa
) -> None:
    choose(nelson, kinds=["contribution_added"], email="daily")
    rosa.adds(3)
    rosa.adds(4)
    person = nelson.get("/api/v1/me")["person"]["id"]
    waiting = "SELECT count(*) FROM notifications_delivery WHERE person_id = %s AND channel = 'email'"
    # What else is told daily may wait already: it is these two that the letter is about.
    both = """
        SELECT count(DISTINCT item.params ->> 'units') FROM notifications_delivery AS one
        JOIN notifications_inboxitem AS item ON item.id = one.item_id
        WHERE one.person_id = %s AND channel = 'email' AND item.kind = 'contribution_added'
            AND item.params ->> 'units' IN ('3', '4')
    """
    until(lambda: rows(minga, both, person)[0][0] == 2, "both wait for the morning")
    worker = minga.child("manage.py work")
    rows(minga, "UPDATE notifications_delivery SET due_at = clock_timestamp() WHERE person_id = %s", person)
    os.kill(worker, signal.SIGKILL)
    letter = mailbox.letter(visit(nelson).context.request, nelson.email, r"veces[\s\S]+/baja/(\S+)")
    os.kill(minga.child("manage.py work"), signal.SIGKILL)
    until(lambda: rows(minga, waiting, person)[0][0] == 0, "nothing waits any more")
    written = "SELECT count(*) FROM accounts_outgoingmail WHERE recipient = %s AND created_at > %s"
    moment = rows(minga, "SELECT last_digest_due FROM notifications_noticesettings WHERE person_id = %s", person)[0][0]
    assert rows(minga, written, nelson.email, moment)[0][0] == 1

    path = f"/baja/{letter[1]}"
    stranger = visit(Someone(minga.origin.removeprefix("http://")))
    page = stranger.go(path)
    expect(page.get_by_role("heading", level=1)).to_have_text("¿No más correos de esto?")
    assert email_of(nelson, "contribution_added") == "daily", "opening a link changes nothing"
    page.get_by_role("button", name="No más correos de esto").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Listo, no te llegan más")
    assert email_of(nelson, "contribution_added") == "off"
    page.get_by_role("button", name="Deshacer: que sigan llegando").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("¿No más correos de esto?")
    assert email_of(nelson, "contribution_added") == "daily"
    stranger.go(f"{path}x")
    expect(page.get_by_role("heading", level=1)).to_have_text("Este enlace no sirve")
    expect(page.get_by_text("Este enlace no está completo.")).to_be_visible()


def email_of(who: Someone, kind: str) -> str:
    return next(one["email"] for one in who.get("/api/v1/inbox/settings")["choices"] if one["kind"] == kind)


@pytest.fixture
def service() -> Iterator[PushService]:
    with push_service.listening() as running:
        yield running


def test_what_the_worker_pushes_only_the_device_can_read(nelson: Someone, rosa: Rosa, service: PushService) -> None:
    phone = service.subscription()
    nelson.post("/api/v1/push/devices", phone.said)
    until(lambda: service.messages(phone), "the device hears that it works")
    hours = {"quiet": False, "discreet": False}
    nelson.post("/api/v1/inbox/settings", hours, expect=200, method="PATCH")
    choose(nelson, kinds=["contribution_added"], push=True)
    rosa.adds(5)
    until(lambda: len(service.messages(phone)) == 2, "the device hears of it")
    said = service.messages(phone)[1]
    assert said["body"].startswith("Sumaron 5 ")
    assert "Rosa" not in json.dumps(said)
    assert said["url"].endswith(f"/acopio/{rosa.offer['id']}")


def test_the_built_site_shows_a_push_and_leads_where_it_says(
    minga: Site, visit: Callable[[Someone], Visitor], nelson: Someone
) -> None:
    visitor = visit(nelson)
    visitor.context.grant_permissions(["notifications"], origin=minga.origin)
    page = visitor.go("/avisos")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    devtools = visitor.context.new_cdp_session(page)
    found: list[str] = []
    devtools.on(
        "ServiceWorker.workerRegistrationUpdated",
        lambda said: found.extend(one["registrationId"] for one in said["registrations"]),
    )
    devtools.send("ServiceWorker.enable")
    until(
        lambda: page.evaluate("navigator.serviceWorker.getRegistration().then((one) => !!one?.active)"),
        "the worker is there",
    )
    until(lambda: page.evaluate("1") and found, "the browser tells of its worker")
    message = {"title": "Minga", "body": "Vendiste 4 quesos", "url": "/avisos", "tag": "one", "lang": "es"}
    devtools.send(
        "ServiceWorker.deliverPushMessage",
        {"origin": minga.origin, "registrationId": found[-1], "data": json.dumps(message)},
    )
    shown = until(
        lambda: page.evaluate(
            "navigator.serviceWorker.getRegistration().then((one) => one.getNotifications())"
            ".then((all) => all.map((one) => [one.body, one.data.url]))"
        ),
        "the notice is on the screen",
    )
    assert shown == [["Vendiste 4 quesos", "/avisos"]]

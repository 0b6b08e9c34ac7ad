"""The weak line, in real browsers on the built site: the first view, what is readable without signal, what waits for it.

The line between is ours and is cut at random: commands must have one effect each, or be shown as refused. How much is
tried is set by MINGA_CUTS and MINGA_COMMANDS; docs/decisions/0018-the-queue.md tells what the full size showed.
"""

from __future__ import annotations

import os
import random
import re
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import psycopg
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.flows.spine_stand import wait_until
from tests.flows.story_people import Someone
from tests.support import site
from tests.support.chromium import Visitor, chromium
from tests.support.cut_line import AIMED, CutLine
from tests.support.site import Site

DEMO_PASSWORD = "siete-majadas-2026"
CHEESE = "Queso de cabra maduro"
CUTS = int(os.environ.get("MINGA_CUTS", "6"))
COMMANDS = int(os.environ.get("MINGA_COMMANDS", "18"))
HEALED_MS = 180_000
# Presses what a person presses: opens the dialog, chooses the lot, says one, and sends it. The form closes when the command
# is done or written down; from then on it is the queue's.
GIVE = """
({ code, times }) => {
  const until = async (there) => {
    for (;;) { const found = there(); if (found) return found; await new Promise((go) => setTimeout(go, 20)); }
  };
  const button = (within, word) => [...within.querySelectorAll('button')].find((one) => one.textContent.startsWith(word));
  const shown = () => document.querySelector('dialog[open]');
  const type = (field, value) => {
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set.call(field, value);
    field.dispatchEvent(new Event('input', { bubbles: true }));
  };
  window.left = times;
  (async () => {
    while (window.left > 0) {
      const plain = (text) => text.replaceAll('\\u2011', '-');
      const pick = () => {
        // Faster than a person: the dialog before may only now have said that it closed.
        if (!shown()) button(document.querySelector('main'), 'Sumar')?.click();
        return [...(shown()?.querySelectorAll('label') ?? [])].find((one) => plain(one.textContent).includes(code));
      };
      (await until(pick)).querySelector('input').click();
      type(await until(() => shown().querySelector('.stepper input')), '1');
      (await until(() => button(shown(), 'Sumar 1 '))).click();
      await until(() => !shown());
      window.left -= 1;
    }
  })();
}
"""

Come = Callable[..., Visitor]


@pytest.fixture(scope="module")
def minga() -> Iterator[Site]:
    with site.running() as running:
        yield running


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@pytest.fixture
def come(minga: Site, browser: Browser) -> Iterator[Come]:
    visitors: list[Visitor] = []

    def arrive(name: str | None = None, origin: str = minga.origin) -> Visitor:
        visitor = Visitor(browser, origin, user_agent=f"Mozilla/5.0 Chrome/140 browser/{name}")
        visitors.append(visitor)
        if name:
            sign_in(minga, visitor, name)
        return visitor

    yield arrive
    for visitor in visitors:
        visitor.context.close()


def session(minga: Site, name: str) -> Someone:
    """Return a person's session over HTTP."""
    someone = Someone(minga.origin.removeprefix("http://"))
    body = {"email": f"{name}@minga.example", "password": DEMO_PASSWORD}
    someone.post("/_allauth/browser/v1/auth/login", body, expect=200)
    return someone


def sign_in(minga: Site, visitor: Visitor, name: str) -> None:
    """Hand a person's session to her window, whoever was signed in there."""
    jar = session(minga, name).http.cookies.jar
    visitor.context.clear_cookies()
    visitor.context.add_cookies(
        [{"name": one.name, "value": one.value or "", "domain": "127.0.0.1", "path": "/"} for one in jar]
    )


class Maker:
    """A member, her pool, and a lot of her own from which units go into it."""

    def __init__(self, minga: Site, name: str, units: int) -> None:
        self.http = session(minga, name)
        me = self.http.get("/api/v1/me")
        self.association = me["associations"][0]
        made_on = datetime.now(UTC).date() - timedelta(days=20)
        best_before = made_on + timedelta(days=200)
        lot = {
            "product_name": CHEESE, "category": "cheese", "units": units,
            "made_on": made_on.isoformat(), "best_before": best_before.isoformat(),
        }  # fmt: skip
        self.lot = self.http.post(f"/api/v1/producers/{me['producers'][0]['id']}/lots", lot)
        offers = self.http.get(f"/api/v1/associations/{self.association['id']}/offers?limit=100")["results"]
        pool = next(offer for offer in offers if offer["name"] == CHEESE)
        self.path = f"/a/{self.association['slug']}/acopio/{pool['id']}"

    def effects(self, minga: Site) -> int:
        """Return how many units of the lot went in."""
        with psycopg.connect(minga.database_url) as database:
            query = "SELECT coalesce(sum(units), 0) FROM catalog_contribution WHERE lot_id = %s"
            return int(database.execute(query, [self.lot["id"]]).fetchone()[0])  # type: ignore[index]


def keep_app(page: Page) -> None:
    """Wait until the app is kept on the device, whole."""
    page.evaluate("() => navigator.serviceWorker.ready.then(() => 1)")


KEPT = """(wanted) => new Promise((done) => {
  const open = indexedDB.open('minga-line')
  // Not there yet: it is the app's to make.
  open.onupgradeneeded = () => open.transaction.abort()
  open.onerror = () => done(false)
  open.onsuccess = () => {
    const all = open.result.transaction('answers').objectStore('answers').getAll()
    all.onsuccess = () => {
      open.result.close()
      const names = all.result.map(({ key }) => key[0])
      done(wanted.every((name) => names.includes(name)))
    }
  }
})"""
PRIVATE = """() => new Promise((done) => {
  const open = indexedDB.open('minga-line')
  // Not there: nothing is kept, and it is the app's to make.
  open.onupgradeneeded = () => open.transaction.abort()
  open.onerror = () => done(0)
  open.onsuccess = () => {
    const all = open.result.transaction('answers').objectStore('answers').getAll()
    all.onsuccess = () => {
      open.result.close()
      done(all.result.filter(({ owner }) => owner !== 'guest').length)
    }
  }
})"""

# How many commands of whoever's have not gone out yet.
WAITING = """() => new Promise((done) => {
  const open = indexedDB.open('minga-line')
  open.onupgradeneeded = () => open.transaction.abort()
  open.onerror = () => done(0)
  open.onsuccess = () => {
    const all = open.result.transaction('commands').objectStore('commands').getAll()
    all.onsuccess = () => {
      open.result.close()
      done(all.result.filter(({ state }) => state !== 'sent').length)
    }
  }
})"""


def at_pool(visitor: Visitor, maker: Maker) -> Page:
    page = visitor.go(maker.path)
    expect(page.get_by_role("heading", name=CHEESE)).to_be_visible()
    keep_app(page)
    # Once more, now under the worker, so that what is read is also kept.
    page.reload()
    page.get_by_role("button", name="Sumar").first.click()
    expect(page.get_by_text(maker.lot["code"].replace("-", "\u2011")).first).to_be_visible()
    page.keyboard.press("Escape")
    # What is read is written down a moment later.
    wait_until(lambda: page.evaluate(KEPT, ["me", "pool", "lots"]), HEALED_MS / 1000, "it is written down")
    return page


@pytest.mark.timeout(900 + 10 * COMMANDS)
def test_each_command_has_one_effect_however_the_line_is_cut(minga: Site, come: Come) -> None:
    line = CutLine(minga.port)
    names = ("rosa", "nelson", "elsa")
    makers = {name: Maker(minga, name, COMMANDS) for name in names}
    visitors = {name: come(name, line.origin) for name in names}
    pages = {name: at_pool(visitors[name], makers[name]) for name in names}
    for name in names:
        # A second window of the same person: both have a queue, and one of them sends.
        visitors[name].context.new_page().goto("/espera")
        pages[name].bring_to_front()
    given = dict.fromkeys(names, 0)
    seed = int(os.environ.get("MINGA_SEED", str(random.randrange(10**6))))
    chance = random.Random(seed)
    print(f"seed {seed}")
    for turn in range(CUTS):
        for index in range(COMMANDS * turn // CUTS, COMMANDS * (turn + 1) // CUTS):
            given[names[index % 3]] += 1
        doing = {name: given[name] - count_of(pages[name]) for name in names}
        struck = chance.choice([name for name in names if doing[name]])
        how, seconds = chance.choice([*AIMED, "now", "offline"]), chance.uniform(0.05, 0.6)
        if how in AIMED:
            line.aim(struck, how, seconds)
        for name in names:
            start(pages[name], makers[name], doing[name])
        if how == "now":
            time.sleep(chance.uniform(0, 0.3))  # at a moment that nobody chose
            line.cut(struck, seconds)
        if how == "offline":
            time.sleep(chance.uniform(0, 0.3))
            visitors[struck].context.set_offline(True)
            line.cut(struck, seconds)
            time.sleep(seconds)
            visitors[struck].context.set_offline(False)
        for name in names:
            written(pages[name])
        if line.missed(struck):
            line.cut(struck, seconds)
        if chance.random() < 0.2:
            pages[struck].reload()
            expect(pages[struck].get_by_role("heading", name=CHEESE)).to_be_visible()
            pages[struck].evaluate("(done) => { window.done = done }", given[struck])
    # The last command may still wait for the answer that its cut was aimed at.
    wait_until(lambda: line.cuts == CUTS, HEALED_MS / 1000, "every cut took place")
    all_went_out(minga, {name: (visitors[name].page, makers[name], given[name]) for name in names})
    assert given == {name: makers[name].effects(minga) for name in names}
    line.close()


def all_went_out(minga: Site, doing: dict[str, tuple[Page, Maker, int]]) -> None:
    """Return when all that was given has its effect and nothing waits any more."""
    for page, _maker, _given in doing.values():
        page.goto("/espera")
    # What went in is read of the books; the list of what waits only says that nothing is left.
    arrived = lambda: all(maker.effects(minga) >= given for _page, maker, given in doing.values())  # noqa: E731
    wait_until(arrived, HEALED_MS / 1000, "everything went in")
    for page, _maker, _given in doing.values():
        wait_until(lambda page=page: page.evaluate(WAITING) == 0, HEALED_MS / 1000, "nothing waits")
        expect(page.get_by_text("Nada espera")).to_be_visible(timeout=HEALED_MS)


def count_of(page: Page) -> int:
    """How many commands this page's person has given so far."""
    return int(page.evaluate("() => window.done ?? 0"))


def start(page: Page, maker: Maker, times: int) -> None:
    page.evaluate("(more) => { window.done = (window.done ?? 0) + more }", times)
    page.evaluate(GIVE, {"code": maker.lot["code"], "times": times})


def written(page: Page) -> None:
    """Return when all commands that were started are done or written down."""
    page.wait_for_function("() => window.left === 0", timeout=HEALED_MS, polling=50)


def test_without_the_key_effects_double(minga: Site, come: Come) -> None:
    """The negative control of the test above: a client that draws a new key for each try."""
    line = CutLine(minga.port, forget_keys=True)
    maker = Maker(minga, "nelson", 20)
    visitor = come("nelson", line.origin)
    page = at_pool(visitor, maker)
    for _ in range(3):
        line.aim("nelson", "after", 0.05)
        start(page, maker, 1)
        written(page)
        visitor.page.wait_for_function(
            "() => !document.querySelector('a[href=\"/espera\"]')", timeout=HEALED_MS, polling=50
        )
    wait_until(lambda: maker.effects(minga) > 3, HEALED_MS / 1000, "something happens twice")
    line.close()


def test_what_was_seen_is_readable_and_what_clashes_is_decided(minga: Site, come: Come) -> None:
    maker = Maker(minga, "elsa", 5)
    visitor = come("elsa")
    page = at_pool(visitor, maker)
    visitor.context.set_offline(True)
    page.reload()
    expect(page.get_by_role("heading", name=CHEESE)).to_be_visible()
    expect(page.get_by_text(re.compile("^Sin señal"))).to_be_visible()
    for _ in range(3):
        add(page, maker, 2)
        expect(page.get_by_text("Guardado en este teléfono.").first).to_be_visible()
    page.get_by_role("link", name="3 cosas por enviar").click()
    expect(page.get_by_text("por enviar", exact=True)).to_have_count(3)
    page.reload()
    expect(page.get_by_text("por enviar", exact=True)).to_have_count(3)
    assert visitor.faults() == []

    visitor.context.set_offline(False)
    expect(page.get_by_text("necesita que decidas")).to_be_visible(timeout=HEALED_MS)
    expect(page.get_by_text("Al lote le queda")).to_be_visible()
    assert visitor.faults() == []
    page.get_by_role("button", name="Cambiar").click()
    page.get_by_role("button", name="Pedir 1 queso").click()
    wait_until(lambda: maker.effects(minga) >= 5, HEALED_MS / 1000, "the last one went in")
    expect(page.get_by_text("Nada espera")).to_be_visible(timeout=HEALED_MS)
    assert maker.effects(minga) == 5


def add(page: Page, maker: Maker, units: int) -> None:
    """Open the pool anew and say in the dialog how many units of the lot go in."""
    page.goto(maker.path)
    page.get_by_role("button", name="Sumar").first.click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_text(maker.lot["code"].replace("-", "\u2011")).first.click()
    dialog.get_by_role("group").get_by_role("textbox").fill(str(units))
    dialog.get_by_role("button", name=f"Sumar {units} ").click()


def test_what_waits_goes_out_for_its_owner_only_and_nothing_is_left_to_read(minga: Site, come: Come) -> None:
    maker = Maker(minga, "elsa", 3)
    visitor = come("elsa")
    page = at_pool(visitor, maker)
    visitor.context.set_offline(True)
    add(page, maker, 3)
    expect(page.get_by_role("link", name="1 cosa por enviar")).to_be_visible()
    # The session ends elsewhere; the browser still believes in it.
    with psycopg.connect(minga.database_url) as database:
        database.execute("DELETE FROM django_session")
    visitor.context.set_offline(False)
    page.goto("/espera")
    expect(page.get_by_text("Nada espera")).to_be_visible(timeout=HEALED_MS)
    # The page shows an empty list before it knows who is there.
    wait_until(lambda: page.evaluate(PRIVATE) == 0, HEALED_MS / 1000, "what she read is gone")
    sign_in(minga, visitor, "nelson")
    page.goto("/espera")
    expect(page.get_by_text("Nada espera")).to_be_visible(timeout=HEALED_MS)
    expect(page.get_by_role("link", name="1 cosa por enviar")).to_have_count(0)
    assert maker.effects(minga) == 0
    sign_in(minga, visitor, "elsa")
    page.goto("/espera")
    expect(page.get_by_text("Ya salió")).to_be_visible(timeout=HEALED_MS)
    assert maker.effects(minga) == 3


def test_the_catalog_stands_before_its_script_and_asks_for_nothing_twice(minga: Site, come: Come) -> None:
    visitor = come()
    calls: list[str] = []
    visitor.page.on("request", lambda request: calls.append(request.url))
    visitor.context.route("**/*.js", lambda route: route.abort())
    page = visitor.page
    page.goto("/")
    expect(
        page.get_by_role("link", name=CHEESE, exact=True).or_(page.get_by_role("heading", name=CHEESE))
    ).to_be_visible()
    offers = visitor.ask("/catalog/offers?ordering=season")["results"]
    assert page.locator("#first article").count() >= len(offers) - 1
    page.get_by_label("Buscar productos").fill("pajarete")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"\?q=pajarete$"))

    visitor.context.unroute("**/*.js")
    page.goto("/")
    expect(page.locator("#first")).to_have_count(0)
    expect(
        page.get_by_role("link", name="Ver el producto").or_(page.get_by_role("article").first).first
    ).to_be_visible()
    asked = [re.sub("^[^/]*//[^/]*", "", url) for url in calls]
    assert [path for path in asked if path.startswith(("/api/v1/me", "/api/v1/catalog"))] == []
    assert visitor.complaints == []

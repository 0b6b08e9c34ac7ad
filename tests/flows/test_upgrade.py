"""A release is stopped in the middle of life, its backup is restored into the present one, and everything goes on.

What the release left: events that nobody published, events that nobody read, one that its handler could not take, a
payment that the provider had told but nobody had looked at, one still to be made, a letter to be sent, a hold whose
time is over. `make_release_dump.py` wrote it down; each release that is kept in `data/` is tried.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import httpx
import psycopg
import pytest

from infra.local import scratch
from infra.local.postgres import CHECKOUT
from tests.flows.release_data import DATA, Release, back_up
from tests.flows.spine_stand import wait_until
from tests.flows.story_people import Someone
from tests.support import site as sites

PASSWORD = "siete-majadas-2026"
CARD = {"number": "4242424242424242", "expiry": "12/40", "cvc": "123", "name": "Camila Fuenzalida"}
PATIENCE = 120.0
_WHAT_IS_WRITTEN = "SELECT event_id, name, version, key, data, streams FROM events_outboxevent ORDER BY number"
_UNREAD = """
SELECT o."group", e.event_id, e.name FROM events_outboxevent e
CROSS JOIN (SELECT "group", max(position) AS position FROM events_consumeroffset GROUP BY 1) o
WHERE e.position IS NULL OR e.position > o.position
"""
# Lots whose figures aren't what their book says, what offers have of them, or what left the house of them.
_BOOK_DIFFERS = """
SELECT l.id FROM catalog_lot AS l
CROSS JOIN LATERAL (
  SELECT sum(made) AS units, sum(free) AS free, sum(pooled) AS pooled, sum(used) AS used, sum(lost) AS lost,
         sum(dispatched) AS dispatched, count(*) AS lines
  FROM catalog_lotmovement WHERE lot_id = l.id
) AS book
CROSS JOIN LATERAL (
  SELECT coalesce(sum(units - withdrawn - lost), 0) AS units FROM catalog_contribution WHERE lot_id = l.id
) AS offered
CROSS JOIN LATERAL (
  SELECT coalesce(sum(a.units - a.short), 0) AS units
  FROM orders_allocation AS a JOIN orders_orderline AS n ON n.id = a.line_id JOIN orders_order AS o ON o.id = n.order_id
  WHERE a.lot_id = l.id AND o.handover IN ('sent', 'handed_over')
) AS gone
WHERE (l.version, l.units, l.free, l.pooled, l.used, l.lost, l.dispatched, l.pooled + l.dispatched, l.dispatched)
      IS DISTINCT FROM
      (book.lines, book.units, book.free, book.pooled, book.used, book.lost, book.dispatched, offered.units, gone.units)
"""

Rows = list[tuple[Any, ...]]


@dataclass
class Upgraded:
    """A present Minga over the release's data; `written` and `unread` are what was there when it was stopped."""

    site: sites.Site
    release: Release
    written: Rows
    unread: Rows

    def rows(self, query: str, *values: Any) -> Rows:
        with psycopg.connect(self.site.database_url, autocommit=True) as connection:
            cursor = connection.execute(query, values or None)
            return cursor.fetchall()

    def value(self, query: str, *values: Any) -> Any:
        return self.rows(query, *values)[0][0]

    def local(self, *arguments: str) -> str:
        environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        done = subprocess.run(
            [sys.executable, "-m", "infra.local", *arguments],
            cwd=CHECKOUT,
            env=environment | {"MINGA_VAR": str(self.site.var)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert not done.returncode, done.stderr
        return done.stdout

    def until(self, holds: Callable[[], object], what: str) -> None:
        wait_until(holds, PATIENCE, what)

    def caught_up(self) -> bool:
        status = json.loads(self.local("manage", "outbox_status", "--json"))
        return not status["outbox"]["waiting"] and not any(group["lag"] for group in status["groups"])

    def sign_in(self, name: str) -> Someone:
        someone = Someone(self.site.origin.removeprefix("http://"))
        body = {"email": f"{name}@minga.example", "password": PASSWORD}
        someone.post("/_allauth/browser/v1/auth/login", body, expect=200)
        return someone

    def order(self, name: str) -> dict[str, Any]:
        return dict(self.release.done["orders"][name])

    def status_of(self, order: dict[str, Any]) -> str:
        return str(self.value("SELECT status FROM orders_ordergroup WHERE id = %s", order["id"]))


@pytest.fixture(scope="module", params=sorted(path.stem for path in DATA.glob("*.json")))
def upgraded(request: pytest.FixtureRequest) -> Iterator[Upgraded]:
    release = Release(request.param)
    with scratch.folder("minga-upgrade") as var:
        release.payment_server(var / "stripe")
        with release.database() as url:
            back_up(url, var / "release.dump")
            with psycopg.connect(url) as connection:
                written = connection.execute(_WHAT_IS_WRITTEN).fetchall()
                unread = connection.execute(_UNREAD).fetchall()
        site = sites.start(var)
        try:
            site.wait()
            here = Upgraded(site, release, written, unread)
            here.local("restore", str(var / "release.dump"))
            site.wait()
            here.until(here.caught_up, "every event is published and read")
            yield here
            if request.session.testsfailed:
                print(site.log[-8000:])
        finally:
            site.stop()


def test_the_release_left_something_to_do(upgraded: Upgraded) -> None:
    waiting = {name for _group, _event, name in upgraded.unread}
    assert {"catalog.contribution_added", "orders.order_placed", "catalog.units_held"} <= waiting, waiting


def test_no_event_is_lost_or_changed(upgraded: Upgraded) -> None:
    now = upgraded.rows(_WHAT_IS_WRITTEN)
    assert now[: len(upgraded.written)] == upgraded.written


def test_each_unread_event_is_read_once(upgraded: Upgraded) -> None:
    inbox = upgraded.rows('SELECT "group", event_id FROM events_inbox')
    assert len(inbox) == len(set(inbox))
    # What follows a parked event of the same key waits behind it.
    done = set(inbox) | set(upgraded.rows('SELECT "group", event_id FROM events_parkedevent'))
    heard = set(
        upgraded.rows(
            'SELECT DISTINCT i."group", e.name FROM events_inbox i JOIN events_outboxevent e USING (event_id)'
        )
    )
    missing = {
        (group, name) for group, event, name in upgraded.unread if (group, name) in heard and (group, event) not in done
    }
    assert missing == set()


def test_every_stream_is_dense_and_tells_everything_once(upgraded: Upgraded) -> None:
    gaps = "SELECT stream FROM events_feedentry GROUP BY stream HAVING count(*) <> max(seq) OR min(seq) <> 1"
    assert upgraded.rows(gaps) == []

    def told() -> dict[Any, Any]:
        return dict(upgraded.rows("SELECT stream, count(*) FROM events_feedentry GROUP BY 1"))

    def recorded() -> dict[Any, Any]:
        return dict(upgraded.rows("SELECT unnest(streams) AS stream, count(*) FROM events_outboxevent GROUP BY 1"))

    # The programs are alive: what one of them records meanwhile is told a moment later.
    upgraded.until(lambda: told() == recorded(), "every stream tells what was recorded")


def test_a_payment_that_was_told_but_not_looked_at_becomes_goods(upgraded: Upgraded) -> None:
    order = upgraded.order("told_late")
    upgraded.until(lambda: upgraded.status_of(order) == "paid", "the order is paid")
    assert units_of(upgraded, order) == order["units"]


def test_a_hold_whose_time_is_over_goes_back_on_sale(upgraded: Upgraded) -> None:
    over = "SELECT count(*) FROM catalog_hold WHERE status = 'active' AND expires_at <= clock_timestamp()"
    upgraded.until(lambda: upgraded.value(over) == 0, "the hold expires")
    assert upgraded.value("SELECT count(*) FROM catalog_hold WHERE status = 'expired'") == 1
    # What is reserved is what is held, for every offer.
    differs = """
        SELECT o.id FROM catalog_offer o WHERE o.reserved <> coalesce(
            (SELECT sum(h.units) FROM catalog_hold h WHERE h.offer_id = o.id AND h.status IN ('active', 'pinned')), 0)
    """
    upgraded.until(lambda: upgraded.rows(differs) == [], "reserved units are held")


def test_an_order_of_the_release_can_be_paid_in_the_present(upgraded: Upgraded) -> None:
    order = upgraded.order("not_paid")
    camila = upgraded.sign_in("camila")
    shown = camila.get(f"/api/v1/orders/{order['id']}")
    assert shown["status"] == "pending"
    pay(shown["payment_url"], upgraded.site.port + 1)
    upgraded.until(lambda: upgraded.status_of(order) == "paid", "the order is paid")
    assert units_of(upgraded, order) == order["units"]


def test_what_was_set_aside_can_be_driven_again(upgraded: Upgraded) -> None:
    parked = upgraded.rows('SELECT "group", event_id FROM events_parkedevent')
    assert parked
    people = "SELECT count(*) FROM notifications_inboxitem WHERE event_id = ANY(%s)"
    ids = [event for _group, event in parked]
    assert upgraded.value(people, ids) == 0
    upgraded.local("manage", "redrive")
    upgraded.until(lambda: upgraded.rows("SELECT FROM events_parkedevent") == [], "nothing is set aside any more")
    assert upgraded.value(people, ids) > 0
    assert set(parked) <= set(upgraded.rows('SELECT "group", event_id FROM events_inbox'))
    twice = "SELECT FROM notifications_inboxitem GROUP BY person_id, event_id, kind HAVING count(*) > 1"
    assert upgraded.rows(twice) == []


def test_a_letter_that_waited_is_sent_once(upgraded: Upgraded) -> None:
    def letters() -> list[Any]:
        to = upgraded.release.done["invited"]
        answer = httpx.get(f"{upgraded.site.origin}/dev/mailbox/", params={"to": to, "format": "json"}, timeout=60)
        return list(answer.json()["messages"])

    upgraded.until(letters, "the letter is sent")
    unfinished = "SELECT count(*) FROM procrastinate_jobs WHERE status IN ('todo', 'doing') AND scheduled_at IS NULL"
    upgraded.until(lambda: upgraded.value(unfinished) == 0, "every task is done")
    assert len(letters()) == 1


@pytest.mark.parametrize("name", ["rosa", "nelson", "elsa", "isabel", "camila", "equipo"])
def test_people_sign_in_and_the_site_answers(upgraded: Upgraded, name: str) -> None:
    someone = upgraded.sign_in(name)
    me = someone.get("/api/v1/me")
    assert me["person"]["email"] == f"{name}@minga.example"
    paths = ["/api/v1/inbox", "/api/v1/my/orders", "/api/v1/basket", "/api/v1/catalog/offers"]
    for one in me["associations"]:
        at = f"/api/v1/associations/{one['id']}"
        paths += [f"{at}/workspace", f"{at}/members", f"{at}/offers", f"{at}/orders"]
    for producer in me["producers"]:
        paths.append(f"/api/v1/producers/{producer['id']}/lots")
    for path in paths:
        someone.get(path)
    for page in ("/", "/cuenta", "/avisos"):
        assert someone.http.get(page).status_code == 200


def test_life_goes_on(upgraded: Upgraded) -> None:
    """Whoever sold before the upgrade sells after it: a new order of the same offer is paid and shared."""
    camila, offer = upgraded.sign_in("camila"), upgraded.release.done["offer"]
    camila.post(f"/api/v1/basket/lines/{offer}", {"units": 2}, expect=200, method="PUT")
    details = {"name": "Camila Fuenzalida", "email": "camila@minga.example", "delivery": "pickup", "locale": "es"}
    placed = camila.post("/api/v1/checkout", details)
    pay(placed["payment_url"], upgraded.site.port + 1)
    order = {"id": placed["order_group_id"]}
    upgraded.until(lambda: upgraded.status_of(order) == "paid", "the order is paid")
    assert units_of(upgraded, order) == 2


def units_of(upgraded: Upgraded, order: dict[str, Any]) -> int:
    """Return how many units the order got."""
    query = """
        SELECT sum(a.units) FROM orders_allocation a JOIN orders_orderline l ON l.id = a.line_id
        JOIN orders_order o ON o.id = l.order_id WHERE o.group_id = %s
    """
    return int(upgraded.value(query, order["id"]) or 0)


def pay(payment_url: str, port: int) -> None:
    """Pay on the provider's page, which answers on another port than it did for the release."""
    url = urlsplit(payment_url)._replace(netloc=f"127.0.0.1:{port}").geturl()
    form = re.search(r'action="(/c/pay/[^"]+)"', httpx.get(url, timeout=60).text)
    assert form is not None, url
    httpx.post(str(httpx.URL(url).join(form[1])), data=CARD, timeout=60)


def test_what_the_release_sold_is_handed_over_and_every_book_agrees(upgraded: Upgraded) -> None:
    """The release knew neither lots' books nor handing over: what it sold lies in its lots until it is handed over here."""
    group = upgraded.order("told_late")
    upgraded.until(lambda: upgraded.status_of(group) == "paid", "the order is paid")
    [(order, association)] = upgraded.rows(
        "SELECT id, association_id FROM orders_order WHERE group_id = %s", group["id"]
    )
    assert upgraded.rows(_BOOK_DIFFERS) == []
    before = upgraded.value("SELECT sum(dispatched) FROM catalog_lot")
    rosa = upgraded.sign_in("rosa")
    rosa.post(f"/api/v1/associations/{association}/orders/{order}/handover", {"step": "handed_over", "note": ""})
    assert upgraded.value("SELECT sum(dispatched) FROM catalog_lot") == before + group["units"]
    assert upgraded.rows(_BOOK_DIFFERS) == []

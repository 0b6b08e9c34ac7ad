"""The main job, end to end, on real parts: real processes, a real broker, the payment server, websockets.

Five producers form an association, three of them pool lots of 50, 30 and 20, a stranger buys 12 and pays, and everybody
whom it concerns sees it. Every message reaches every consumer group twice.
"""

from __future__ import annotations

import json
import re
import socket
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import httpx
import pytest

from catalog import shares
from infra.kafka import broker
from infra.local import scratch
from infra.ports import free_port
from tests.flows.spine_stand import Stand, stand, wait_until
from tests.flows.story_people import Someone, Watch

CARD = {"number": "4242 4242 4242 4242", "expiry": "12/40", "cvc": "123", "name": "Camila"}
LOTS = (50, 30, 20)
BOUGHT = 12
PRICE_CLP = 7990
# On a quiet machine it is a tenth of a second (tests/bench/spine_latency.py measures); here it must only come by itself.
SOON = 60.0


@dataclass(frozen=True, slots=True)
class Place:
    """A running Minga and its address."""

    here: Stand
    address: str


@pytest.fixture(scope="module", params=["embedded", "kafka"])
def place(request: pytest.FixtureRequest) -> Iterator[Place]:
    """All processes as on one machine, but that each message is delivered twice."""
    with ExitStack() as stack:
        folder = stack.enter_context(scratch.folder("minga-story"))
        payments_port = free_port()
        environment = {
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "MINGA_MODE": "local",
            "STRIPE_API_BASE": f"http://127.0.0.1:{payments_port}",
        }
        if request.param == "kafka":
            kafka = stack.enter_context(broker.running(folder / "kafka"))
            environment["KAFKA_BOOTSTRAP_SERVERS"] = kafka.bootstrap
        here = stack.enter_context(stand(folder / "stand", **environment))
        here.run("prepare", "-v", "0")
        if request.param == "kafka":
            here.run("kafka_topics")
        address = here.serve()
        here.start(
            "stripe", "-m", "infra.stripe_mock", "--port", str(payments_port), "--state", str(folder / "stripe"),
            "--webhook-url", f"http://{address}/api/v1/payments/webhooks/stripe",
        )  # fmt: skip
        here.manage("relay", "relay")
        here.start("consumer", "tests/flows/consume_twice.py")
        here.manage("worker", "work")
        wait_until(
            lambda: not socket.socket().connect_ex(("127.0.0.1", payments_port)), 120, "the payment server answers"
        )
        yield Place(here, address)
        if request.session.testsfailed:
            for log in sorted(here.folder.glob("*.log")):
                print(f"--- {log.name}\n{log.read_text()[-4000:]}")


def test_the_story(place: Place) -> None:
    _rosa, nelson, _berta, hernan, yolanda = members = [
        Someone(place.address, name)
        for name in ("Rosa Tabilo", "Nelson Arancibia", "Berta Cortés", "Hernán Pastén", "Yolanda Rojas")
    ]
    association = form_association(members)
    offer_id, slug = pool_lots(association, members)
    stream = f"association:{association}"

    # What happened until now is told to everybody: what comes from now on is of the sale.
    wait_until(lambda: caught_up(place.here), 120, "everything is told")
    # Two members look at the pool, one looked and went offline, and the pool is what they see.
    watching = [(who, who.watch({stream: None, f"user:{who.id}": None})) for who in (nelson, hernan)]
    before = yolanda.get(f"/api/v1/associations/{association}/offers/{offer_id}")
    assert (before["contributed"], before["free"], before["allocated"]) == (100, 100, 0)
    left_at = yolanda.positions[stream]

    order, buyer, door = buy(place, slug)
    paid = door.wait_for("orders.order_paid", stream=f"order:{order['order_group_id']}")
    assert paid.seconds < SOON

    check_order_page(buyer, order, members)
    for who, screen in watching:
        check_pool_on_screen(f"/api/v1/associations/{association}/offers/{offer_id}", who, screen)
    (_, screen), _ = watching
    check_notice(place.here, offer_id, nelson, screen)
    # Hernán put nothing in: no notice of a sale.
    assert not [item for item in hernan.get("/api/v1/inbox")["results"] if item["kind"] == "units_sold"]
    check_who_was_offline(yolanda, stream, left_at)
    check_partner(place, slug)
    check_once(place, offer_id)


def caught_up(here: Stand) -> bool:
    """Whether everything that was recorded is published and read."""
    status = json.loads(here.run("outbox_status", "--json"))
    return not status["outbox"]["waiting"] and not any(group["lag"] for group in status["groups"])


def form_association(members: list[Someone]) -> str:
    """Five sign up, one founds, four are invited and accept; with the fifth yes it exists."""
    for who in members:
        who.sign_up()
    founder, *others = members
    founded = founder.post(
        "/api/v1/associations",
        {
            "producer_id": founder.producer_id,
            "name": f"Cooperativa Siete Majadas {uuid4().hex[:4]}",
            "kind": "cooperative",
            "purpose": "Vender juntos el queso.",
            "comuna": "04305",
            "statutes_text": "Cada productora tiene un voto.",
        },
    )
    association = str(founded["id"])
    for number, who in enumerate(others, start=2):
        workspace = founder.get(f"/api/v1/associations/{association}/workspace")
        assert workspace["founders"] == {"have": number - 1, "need": 5}
        invited = founder.post(f"/api/v1/associations/{association}/invitations", {"email": who.email})
        who.accept(invited["link"])
    assert founder.get(f"/api/v1/associations/{association}")["status"] == "constituted"
    return association


def pool_lots(association: str, members: list[Someone]) -> tuple[str, str]:
    """The founder writes the offer and opens it; three members put their lots in."""
    offers = f"/api/v1/associations/{association}/offers"
    offer = members[0].post(
        offers,
        {
            "name": "Queso de cabra maduro",
            "category": "cheese",
            "unit_es": "queso",
            "units_es": "quesos",
            "unit_en": "cheese",
            "units_en": "cheeses",
            "net_content": "400 g",
            "price_clp": PRICE_CLP,
            "comuna": "04305",
            "perishable": True,
            "withdrawal_right": False,
            "emblem": "cheese",
            "picture": "queso-maduro",
        },
    )
    members[0].post(f"{offers}/{offer['id']}/open", expect=200)
    today = datetime.now(UTC).date()
    for who, units in zip(members, LOTS, strict=False):
        lot = who.post(
            f"/api/v1/producers/{who.producer_id}/lots",
            {
                "product_name": "Queso de cabra maduro",
                "category": "cheese",
                "units": units,
                "made_on": str(today - timedelta(days=50)),
                "best_before": str(today + timedelta(days=60)),
            },
        )
        who.post(f"{offers}/{offer['id']}/contributions", {"lot_id": lot["id"], "units": units})
    return str(offer["id"]), str(offer["slug"])


def buy(place: Place, slug: str) -> tuple[dict[str, str], Someone, Watch]:
    """A stranger finds the cheese, holds 12, checks out (twice, with one key) and pays on the provider's page."""
    buyer = Someone(place.address)
    found = buyer.get("/api/v1/catalog/offers?search=queso%20maduro&category=cheese")["results"]
    offer = next(card for card in found if card["slug"] == slug)
    assert (offer["free"], offer["shares"]) == (100, [50, 30, 20])
    basket = buyer.post(f"/api/v1/basket/lines/{offer['id']}", {"units": BOUGHT}, expect=200, method="PUT")
    assert basket["total_clp"] == BOUGHT * PRICE_CLP
    assert basket["expires_at"] is not None
    assert buyer.get(f"/api/v1/catalog/offers/{slug}")["free"] == 88

    details = {"name": "Camila Fuenzalida", "email": "camila@example.cl", "delivery": "pickup", "locale": "es"}
    key = uuid4().hex
    order = buyer.post("/api/v1/checkout", details, key=key)
    assert buyer.post("/api/v1/checkout", details, key=key) == order
    stream = f"order:{order['order_group_id']}"
    door = buyer.watch({stream: None}, {stream: order["link_token"]})
    assert buyer.get(f"/api/v1/orders/{order['order_group_id']}")["status"] == "pending"

    page = httpx.get(order["payment_url"], timeout=60)
    assert "Minga" in page.text
    form = re.search(r'action="(/c/pay/[^"]+)"', page.text)
    assert form is not None
    done = httpx.post(str(httpx.URL(order["payment_url"]).join(form[1])), data=CARD, follow_redirects=True, timeout=60)
    assert f"/pedido/{order['order_group_id']}" in done.text
    return order, buyer, door


def check_order_page(buyer: Someone, order: dict[str, str], members: list[Someone]) -> None:
    """The buyer's page says that it is paid and whose cheese it is, by the rule; her link opens it for nobody else."""
    path = f"/api/v1/orders/{order['order_group_id']}"
    page = buyer.get(path)
    assert page["status"] == "paid"
    assert page["total_clp"] == BOUGHT * PRICE_CLP
    (sold,) = page["orders"]
    (line,) = sold["lines"]
    parts = {part["public_name"]: part["units"] for part in line["parts"]}
    assert parts == {"Rosa Tabilo": 6, "Nelson Arancibia": 4, "Berta Cortés": 2} == by_the_rule(members)
    elsewhere = Someone(buyer.address)
    elsewhere.get(path, expect=404)
    assert elsewhere.get(f"{path}?link={order['link_token']}")["status"] == "paid"
    assert "camila@example.cl" not in str(elsewhere.get(f"{path}?link={order['link_token']}"))


def by_the_rule(members: list[Someone]) -> dict[str, int]:
    """What the pure rule gives for lots that came in this order."""
    start = datetime(2026, 11, 22, tzinfo=UTC)
    lots = [
        shares.Share(
            id=UUID(int=index), member=UUID(int=index), contributed_at=start + timedelta(seconds=index), weight=units,
            left=units,
        )
        for index, units in enumerate(LOTS)
    ]  # fmt: skip
    gave = shares.given(lots, shares.USUAL.allocate(lots, BOUGHT))
    return {members[share_id.int].name: units for share_id, units in gave.items()}


def check_pool_on_screen(path: str, who: Someone, screen: Watch) -> None:
    """There is a poke, and whoever reads after it reads what it named."""
    association, offer_id = path.split("/")[4], path.split("/")[6]
    poke = screen.wait_for("catalog.units_allocated", stream=f"association:{association}")
    assert poke.seconds < SOON
    assert poke.subject == offer_id
    pool = who.get(path)
    assert (pool["free"], pool["reserved"], pool["allocated"]) == (88, 0, 12)
    assert pool["sold_clp"] == BOUGHT * PRICE_CLP
    assert [member["allocated"] for member in pool["members"]] == [6, 4, 2]
    assert who.positions[poke.stream] >= poke.seq


def check_notice(here: Stand, offer_id: str, who: Someone, screen: Watch) -> None:
    """Who sold is told on her own stream; what she has read stays read."""
    cause = "SELECT event_id::text FROM notifications_inboxitem WHERE person_id = %s AND kind = 'units_sold'"
    wait_until(lambda: here.rows(cause, who.id), 120, "she is told of the sale")
    notice = screen.wait_for("notifications.item_added", stream=f"user:{who.id}", subject=here.value(cause, who.id))
    assert notice.seconds < SOON
    inbox = who.get("/api/v1/inbox")
    assert who.positions[notice.stream] >= notice.seq
    told = next(item for item in inbox["results"] if item["kind"] == "units_sold")
    assert (told["units"], told["order_units"], told["offer"]["id"]) == (4, 12, offer_id)
    assert inbox["unread"] == sum(line["unread"] for line in inbox["results"])
    wait_until(lambda: caught_up(here), 120, "she is told of everything")
    for _ in range(2):
        assert who.post("/api/v1/inbox/read", {"all": True}, expect=200) == {"unread": 0}
    assert who.get("/api/v1/me")["unread"] == 0


def check_who_was_offline(yolanda: Someone, stream: str, left_at: int) -> None:
    """Who comes back hears everything since, in order and once, and HTTP says the same."""
    back = yolanda.watch({stream: left_at})
    back.wait_for("orders.order_paid", stream=stream)
    head = back.welcome["heads"][stream]
    wait_until(lambda: len(back.numbers(stream)) >= head - left_at, SOON, "what she missed comes")
    assert back.numbers(stream)[: head - left_at] == list(range(left_at + 1, head + 1))
    by_http = yolanda.get(f"/api/v1/feed?stream={stream}&after={left_at}")["entries"]
    # More may have come since.
    assert [entry["seq"] for entry in by_http] == list(range(left_at + 1, left_at + 1 + len(by_http)))
    assert len(by_http) >= head - left_at
    events = [entry["event"] for entry in by_http]
    assert events.index("catalog.units_held") < events.index("catalog.units_allocated")
    assert events.count("orders.order_paid") == events.count("orders.order_placed") == 1
    back.close()


def check_partner(place: Place, slug: str) -> None:
    """A tourism operator's page reads the same offer from the public API, from another origin."""
    answer = httpx.get(
        f"http://{place.address}/api/v1/catalog/offers/{slug}", headers={"Origin": "https://hotel.example"}, timeout=60
    )
    assert answer.status_code == 200
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.json()["free"] == 88


def check_once(place: Place, offer_id: str) -> None:
    """Everything came twice and had its effect once; every stream is dense; nothing was parked or logged as a fault."""
    here = place.here
    assert here.logged("delivered twice") > 0
    assert here.value("SELECT count(*) FROM events_parkedevent") == 0
    assert here.value("SELECT sum(units) FROM orders_allocation") == BOUGHT
    assert here.value("SELECT allocated FROM catalog_offer WHERE id = %s", offer_id) == BOUGHT
    assert here.value("SELECT count(*) FROM orders_refund") == 0
    doubled = "SELECT person_id, event_id, kind FROM notifications_inboxitem GROUP BY 1, 2, 3 HAVING count(*) > 1"
    assert here.rows(doubled) == []
    gaps = "SELECT stream FROM events_feedentry GROUP BY stream HAVING count(*) <> max(seq) OR min(seq) <> 1"
    assert here.rows(gaps) == []
    wait_until(
        lambda: not here.value("SELECT count(*) FROM events_outboxevent WHERE published_at IS NULL"),
        60,
        "all is published",
    )
    assert here.logged('"level": "error"') == 0

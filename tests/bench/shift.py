"""What moves on a page while live data comes: `python -m tests.bench.shift [address]`.

A member looks at the catalog, an offer, its pool, her Home and an order of it. Meanwhile another member makes a lot, puts
it in and takes part of it out, and a stranger buys and pays. The browser's own measure of what moved without anybody
touching the page (cumulative layout shift) is printed for each page, with what moved.
"""

from __future__ import annotations

import argparse
import re
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import httpx
from playwright.sync_api import Page

from tests.flows.story_people import Someone
from tests.support import site
from tests.support.chromium import DESK, PHONE, Visitor, chromium
from tests.support.shopping import CARD

PASSWORD = "siete-majadas-2026"
CHEESE = "Queso de cabra maduro"
SETTLED_MS = 15_000  # lists wait up to eight seconds before they read again
WATCH = """() => {
  window.shifts = [];
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifts.push({
      value: entry.value,
      moved: entry.sources.map(({ node }) => node?.nodeName + '.' + (node?.className ?? '')),
    });
  }).observe({ type: 'layout-shift' });
}"""


def signed_in(origin: str, name: str) -> Someone:
    """Return a person's session over HTTP."""
    someone = Someone(origin.removeprefix("http://"))
    body = {"email": f"{name}@minga.example", "password": PASSWORD}
    someone.post("/_allauth/browser/v1/auth/login", body, expect=200)
    return someone


def buy(origin: str, offer_id: str) -> dict[str, Any]:
    """Order two units as a stranger and return the order, not paid yet."""
    buyer = Someone(origin.removeprefix("http://"))
    buyer.get("/api/v1/basket")
    buyer.post(f"/api/v1/basket/lines/{offer_id}", {"units": 2}, expect=200, method="PUT")
    details = {"name": "Camila Rojas", "email": "camila@example.cl", "delivery": "pickup", "locale": "es"}
    return dict(buyer.post("/api/v1/checkout", details, key=uuid4().hex))


def pay(order: dict[str, Any]) -> None:
    """Pay on the provider's page."""
    form = re.search(r'action="(/c/pay/[^"]+)"', httpx.get(order["payment_url"]).text)
    assert form is not None
    httpx.post(str(httpx.URL(order["payment_url"]).join(form[1])), data=CARD)


def happen(origin: str, offer_id: str, association_id: str, order: dict[str, Any]) -> None:
    """Let another member give and take, and a stranger pay."""
    nelson = signed_in(origin, "nelson")
    producer = nelson.get("/api/v1/me")["producers"][0]["id"]
    made_on = datetime.now(UTC).date() - timedelta(days=20)
    lot = nelson.post(
        f"/api/v1/producers/{producer}/lots",
        {
            "product_name": CHEESE, "category": "cheese", "units": 30,
            "made_on": str(made_on), "best_before": str(made_on + timedelta(days=200)),
        },
    )  # fmt: skip
    pool = f"/api/v1/associations/{association_id}"
    given = nelson.post(f"{pool}/offers/{offer_id}/contributions", {"lot_id": lot["id"], "units": 30}, key=uuid4().hex)
    contributions = given.get("contributions") or nelson.get(f"{pool}/offers/{offer_id}").get("lots", [])
    mine = next((one for one in contributions if one.get("lot_id") == lot["id"]), None)
    if mine:
        where = f"{pool}/contributions/{mine.get('id') or mine['contribution_id']}/withdraw"
        nelson.post(where, {"units": 5}, key=uuid4().hex, expect=200)
    pay(order)


def measure(origin: str, viewport: dict[str, int]) -> None:
    """Print what moved on each page."""
    rosa = signed_in(origin, "rosa")
    association = rosa.get("/api/v1/me")["associations"][0]
    offers = rosa.get(f"/api/v1/associations/{association['id']}/offers?limit=100")["results"]
    pool = next(one for one in offers if one["name"] == CHEESE)
    order = buy(origin, pool["id"])
    place = f"/a/{association['slug']}"
    pages = {
        "catalog": "/",
        "offer": f"/productos/{pool['slug']}",
        "pool": f"{place}/acopio/{pool['id']}",
        "Home": f"{place}/inicio",
        "inbox": "/avisos",
        "order": f"/pedido/{order['order_group_id']}?link={order['link_token']}",
    }
    with chromium() as browser, ExitStack() as closing:
        visitor = Visitor(browser, origin, viewport=viewport)
        closing.callback(visitor.context.close)
        visitor.context.add_cookies(
            [
                {"name": one.name, "value": one.value or "", "domain": "127.0.0.1", "path": "/"}
                for one in rosa.http.cookies.jar
            ]
        )
        open_pages: dict[str, Page] = {}
        for name, path in pages.items():
            page = open_pages[name] = visitor.context.new_page()
            page.goto(path)
            page.wait_for_selector("#root h1")
            page.wait_for_load_state("networkidle")
            page.evaluate(WATCH)
        happen(origin, pool["id"], association["id"], order)
        for name, page in open_pages.items():
            # Only what is looked at is painted, and so measured.
            page.bring_to_front()
            page.wait_for_timeout(SETTLED_MS if name == "catalog" else 3000)
            shifts = page.evaluate("window.shifts")
            print(
                f"{sum(one['value'] for one in shifts):7.4f}  {name}", *[one["moved"] for one in shifts][:4], flush=True
            )


def main() -> None:
    """Measure a site, given or our own, on a phone and on a desk."""
    reader = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    reader.add_argument("address", nargs="?")
    given = reader.parse_args()
    with ExitStack() as closing:
        origin = given.address or closing.enter_context(site.running()).origin
        for name, viewport in {"phone": PHONE, "desk": DESK}.items():
            print(name)
            measure(origin, viewport)


if __name__ == "__main__":
    main()

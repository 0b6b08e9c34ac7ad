"""The pictures of docs/pictures: `python -m tests.docs_pictures [address]`, on a site with nothing but the demo's people.

Without an address a site is made for it, from nothing: its labels are signed under its own address. Ghostscript draws the
sheet of labels. Each picture stays below 150 kB.
"""

from __future__ import annotations

import argparse
import io
import re
import subprocess
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

import httpx
from PIL import Image
from playwright.sync_api import Browser, Page, Route, expect

from infra.local import scratch
from infra.local.postgres import CHECKOUT
from tests.flows.spine_stand import wait_until
from tests.flows.story_people import Someone
from tests.support import site
from tests.support.chromium import PHONE, Visitor, chromium

FOLDER: Final = CHECKOUT / "docs" / "pictures"
MOST_BYTES: Final = 150_000
DESK: Final = {"width": 1280, "height": 860}
DEMO_PASSWORD: Final = "siete-majadas-2026"
CARD: Final = {"number": "4242424242424242", "expiry": "12/40", "cvc": "123", "name": "Camila Fuenzalida"}
CHEESE: Final = "Queso de cabra maduro"
QUALITIES: Final = (88, 80, 70, 60)


class Scene:
    """The demo, with a lot that was made of lots and went into one."""

    def __init__(self, origin: str) -> None:
        self.origin = origin
        # Nelson is a member; Rosa, who administers, sees everybody's papers.
        self.nelson, self.rosa = self._sign_in("nelson"), self._sign_in("rosa")
        coop = self.nelson.get("/api/v1/me")["associations"][0]
        self.home, self.here = f"/a/{coop['slug']}", f"/api/v1/associations/{coop['id']}"
        offers = self.nelson.get(f"{self.here}/offers")["results"]
        self.offer = next(one for one in offers if one["name"] == CHEESE)
        certificates = self.rosa.get(f"{self.here}/certificates")["results"]
        behind = next(one for one in certificates if one["status"] == "issued" and one["product_name"] == CHEESE)
        lots = self.rosa.get(f"{self.here}/certificates/{behind['id']}")["lots"]
        self.lot = next(one for one in lots if one["origin_code"])
        self.slug = self.nelson.get(f"{self.here}/offers/{self.offer['id']}")["slug"]
        self.family = self._family()
        self._sell(18, 9, 31)

    def _sign_in(self, name: str) -> Someone:
        someone = Someone(self.origin.removeprefix("http://"))
        body = {"email": f"{name}@minga.example", "password": DEMO_PASSWORD}
        someone.post("/_allauth/browser/v1/auth/login", body, expect=200)
        return someone

    def _family(self) -> str:
        """Curd of two milkings, cheese of it, and a basket and a spread made with the cheese: the cheese's id."""
        today = datetime.now(ZoneInfo("America/Santiago")).date()

        def lot(name: str, units: int, days: int, *inputs: tuple[str, int]) -> str:
            body = {
                "product_name": name,
                "category": "cheese",
                "units": units,
                "made_on": (today - timedelta(days=days)).isoformat(),
                "inputs": [{"lot_id": lot_id, "units": used} for lot_id, used in inputs],
            }
            return str(self.nelson.post(f"/api/v1/producers/{producer}/lots", body)["id"])

        producer = self.nelson.get("/api/v1/me")["producers"][0]["id"]
        early, late = lot("Cuajada de la mañana", 40, 62), lot("Cuajada de la tarde", 30, 62)
        cheese = lot("Queso de cabra para canastos", 48, 60, (early, 32), (late, 24))
        lot("Queso untable con orégano", 24, 9, (cheese, 8))
        lot("Canasto de la majada", 10, 6, (cheese, 20))
        return cheese

    def _sell(self, *orders: int) -> None:
        """Have guests buy so many each, and hold a few that nobody has paid for."""
        details = {"name": "Camila Fuenzalida", "email": "camila@minga.example", "delivery": "pickup", "locale": "es"}
        for units in orders:
            guest = Someone(self.origin.removeprefix("http://"))
            line = f"/api/v1/basket/lines/{self.offer['id']}"
            guest.post(line, {"units": units}, expect=200, method="PUT")
            address = guest.post("/api/v1/checkout", details)["payment_url"]
            form = re.search(r'action="(/c/pay/[^"]+)"', httpx.get(address, timeout=60).text)
            assert form is not None
            httpx.post(str(httpx.URL(address).join(form[1])), data=CARD, follow_redirects=True, timeout=60)
        Someone(self.origin.removeprefix("http://")).post(line, {"units": 4}, expect=200, method="PUT")

        def sold() -> bool:
            return int(self.nelson.get(f"{self.here}/offers/{self.offer['id']}")["allocated"]) >= sum(orders)

        wait_until(sold, 120, "what was paid is allocated")

    def window(self, browser: Browser, *, signed_in: bool = False, **options: Any) -> Visitor:
        """Return a window; a telephone's points are drawn with two pixels."""
        visitor = Visitor(browser, self.origin, kept=False, **options)
        if signed_in:
            cookies = [
                {"name": one.name, "value": one.value or "", "url": self.origin} for one in self.nelson.http.cookies.jar
            ]
            visitor.context.add_cookies(cookies)  # type: ignore[arg-type]
        return visitor


def keep(picture: bytes, name: str) -> None:
    """Write a picture as WebP, as good as its bound lets it be."""
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    for quality in QUALITIES:
        out = io.BytesIO()
        image.save(out, "webp", quality=quality, method=6)
        if len(out.getvalue()) <= MOST_BYTES:
            break
    else:
        raise SystemExit(f"{name} stays above {MOST_BYTES} bytes")
    FOLDER.mkdir(exist_ok=True)
    (FOLDER / f"{name}.webp").write_bytes(out.getvalue())
    print(f"{len(out.getvalue()):>7}  docs/pictures/{name}.webp", flush=True)


def shoot(page: Page, name: str, *, height: int | None = None) -> None:
    """Keep what is in the window, or its upper part down to so many points, or more than it holds."""
    width = (page.viewport_size or DESK)["width"]
    clip: Any = {"x": 0, "y": 0, "width": width, "height": height} if height else None
    keep(page.screenshot(clip=clip, full_page=height is not None), name)


def shop_and_workspace(scene: Scene, browser: Browser) -> None:
    """The offer as buyers see it, the pool's shares, a lot's family."""
    shop = scene.window(browser, viewport=DESK)
    shop.go(f"/productos/{scene.slug}")
    shop.rest()
    shoot(shop.page, "offer")
    desk = scene.window(browser, viewport=DESK, signed_in=True)
    for name, path in {"shares": f"/acopio/{scene.offer['id']}", "genealogy": f"/origen/lotes/{scene.family}"}.items():
        desk.go(scene.home + path)
        desk.rest()
        shoot(desk.page, name)
    for window in (shop, desk):
        window.context.close()


def label(scene: Scene, browser: Browser) -> None:
    """What who scans a label reads, as it should be and with words that somebody changed on the way."""
    tourist = scene.window(browser, viewport=PHONE, scale=2)
    address = f"/o/{scene.lot['origin_code']}"
    page = tourist.page
    page.goto(address)
    expect(page.locator("#verdict")).to_have_attribute("data-verdict", "valid")
    tourist.rest()
    # Down to where it tells how it was made: the rest is long.
    steps = page.locator("#told section:has(.steps)").bounding_box()
    assert steps is not None
    shoot(page, "label-valid", height=int(steps["y"]) + 16)

    def change(route: Route) -> None:
        answer = route.fetch()
        text = re.sub(r'(data-signed="product">)[^<]*', r"\1Queso de oveja importado", answer.text())
        route.fulfill(response=answer, body=text.replace("seal--own", "seal--law"))

    page.route("**/o/*", change)
    page.goto(address)
    expect(page.locator("#verdict")).to_have_attribute("data-verdict", "forged")
    tourist.rest()
    shoot(page, "label-altered", height=1010)
    tourist.context.close()


def sheet(scene: Scene) -> None:
    """A sheet of labels, as the printer draws it."""
    answer = scene.rosa.http.get(f"{scene.here}/lots/{scene.lot['id']}/labels.pdf?count=24")
    assert answer.status_code == 200, answer.text
    program = ["gs", "-q", "-dSAFER", "-dBATCH", "-dNOPAUSE", "-sDEVICE=png16m", "-r220", "-dLastPage=1"]
    smooth = ["-dTextAlphaBits=4", "-dGraphicsAlphaBits=4"]
    drawn = subprocess.run(
        [*program, *smooth, "-sOutputFile=-", "-"], input=answer.content, capture_output=True, check=True
    )
    large = Image.open(io.BytesIO(drawn.stdout))
    image = large.resize((large.width // 2, large.height // 2), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    # The upper rows: all eight are alike.
    image.crop((0, 0, image.width, int(image.height * 0.385))).save(out, "png")
    keep(out.getvalue(), "label-sheet")


def take(origin: str) -> None:
    """Take all pictures of a site."""
    scene = Scene(origin)
    with chromium() as browser:
        shop_and_workspace(scene, browser)
        label(scene, browser)
    sheet(scene)


def main() -> None:
    """Take the pictures of a site, given or made for it."""
    reader = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    reader.add_argument("address", nargs="?")
    given = reader.parse_args()
    if given.address:
        take(given.address)
        return
    with scratch.folder("minga-pictures") as folder:
        minga = site.start(Path(folder) / "var")
        try:
            minga.wait()
            take(minga.origin)
        finally:
            minga.stop()


if __name__ == "__main__":
    main()

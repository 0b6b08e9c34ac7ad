"""A site on which every page has something to show: people who are signed in, and the ids that stand in addresses."""

from __future__ import annotations

import re
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
from playwright.sync_api import Browser

from tests.flows.story_people import Someone
from tests.support.chromium import Visitor
from tests.support.labels import signed_label
from tests.support.site import Site

DEMO_PASSWORD = "siete-majadas-2026"
CARD = {"number": "4242424242424242", "expiry": "12/40", "cvc": "123", "name": "Camila Fuenzalida"}
# Long enough for every page that shows something held.
HOLD_MINUTES = "180"
_SIGN_IN = "/_allauth/browser/v1/auth/login"
_MAIL_SECONDS = 120


class Stage:
    """What stands in an address as `{name}` is in `names`; `people` are sessions over HTTP that browsers can take over."""

    def __init__(self, minga: Site) -> None:
        self.minga = minga
        self.people: dict[str, Someone] = {}
        self.names: dict[str, str] = {}
        for key in ("rosa", "nelson", "isabel", "camila", "equipo"):
            self.people[key] = self._sign_in(f"{key}@minga.example")
        self.people["vecina"] = self._sign_up("Vecina Nueva")
        self._associations()
        self._labels()
        self._orders()
        self._links()

    def visitor(self, browser: Browser, who: str | None, **options: Any) -> Visitor:
        """Return a window in which this person is signed in, or a guest's."""
        visitor = Visitor(browser, self.minga.origin, **options)
        if who is not None:
            jar = self.people[who].http.cookies.jar
            visitor.context.add_cookies(
                [{"name": one.name, "value": one.value or "", "url": self.minga.origin} for one in jar]
            )
        return visitor

    def address(self, path: str) -> str:
        """Return a path with its names filled in."""
        return path.format(**self.names)

    def _someone(self, name: str = "") -> Someone:
        return Someone(self.minga.origin.removeprefix("http://"), name)

    def _sign_in(self, email: str) -> Someone:
        someone = self._someone()
        someone.post(_SIGN_IN, {"email": email, "password": DEMO_PASSWORD}, expect=200)
        return someone

    def _sign_up(self, name: str) -> Someone:
        someone = self._someone(name)
        someone.open_account()
        return someone

    def _associations(self) -> None:
        rosa = self.people["rosa"].get("/api/v1/me")["associations"][0]
        forming = self.people["isabel"].get("/api/v1/me")["associations"][0]
        offers = self.people["rosa"].get(f"/api/v1/associations/{rosa['id']}/offers")["results"]
        shown = max((one for one in offers if one["status"] == "open"), key=lambda one: one["free"])
        detail = self.people["rosa"].get(f"/api/v1/associations/{rosa['id']}/offers/{shown['id']}")
        self.names |= {
            "coop": rosa["slug"],
            "forming": forming["slug"],
            "offer": detail["slug"],
            "pool": shown["id"],
            "maker": self.people["rosa"].get("/api/v1/me")["producers"][0]["id"],
        }
        rows = self.people["rosa"].get(f"/api/v1/associations/{rosa['id']}/certificates")["results"]
        by_status = {one["status"]: one["id"] for one in rows}
        self.names |= {"certificate": by_status["issued"], "certificate_asked": by_status["applied"]}
        self._coop_id, self._offer_id = rosa["id"], shown["id"]
        invited = self.people["isabel"].post(
            f"/api/v1/associations/{forming['id']}/invitations", {"email": "invitada@example.cl"}
        )
        self.names["invitation"] = invited["link"].rsplit("/", 1)[1]
        self._membership(rosa)
        self._helped(rosa)
        self._applied(rosa)

    def _labels(self) -> None:
        """Lots that were certified on this very site: one as it should be, one of each that was stopped."""
        rosa, nelson = self.people["rosa"], self.people["nelson"]
        for name, stop in {"label": "", "label_suspended": "suspend", "label_revoked": "revoke"}.items():
            label = signed_label(rosa, nelson, product=f"Queso de {name}")
            self.names[name] = label.code
            if stop:
                rosa.post(f"{label.certificate}/{stop}", {"reason": "Faltan registros de la cava."}, expect=200)
            else:
                self.names["labelled_lot"] = label.lot_id
        yesterday = (datetime.now(UTC) - timedelta(days=1)).date().isoformat()
        kind = {"product_name": "Queso fresco", "category": "cheese", "made_on": yesterday}
        path = f"/api/v1/producers/{nelson.get('/api/v1/me')['producers'][0]['id']}/lots"
        plain = nelson.post(path, {**kind, "units": 30})
        inputs = [{"lot_id": plain["id"], "units": 4}]
        made = nelson.post(path, {**kind, "product_name": "Queso untable", "units": 20, "inputs": inputs})
        self.names |= {"plain_lot": plain["id"], "family_lot": made["id"]}

    def _membership(self, association: dict[str, Any]) -> None:
        """A member to look at, a producer of rosa's, and an invitation that camila answers without its link."""
        path = f"/api/v1/associations/{association['id']}"
        self.names["member"] = self.people["rosa"].get(f"{path}/members")["results"][1]["id"]
        self.names["producer"] = self.people["rosa"].get("/api/v1/me")["producers"][0]["id"]
        self.people["rosa"].post(f"{path}/invitations", {"email": "camila@minga.example"})
        questions = (task["question_id"] for task in self.people["camila"].get("/api/v1/home")["tasks"])
        self.names["own_invitation"] = next(question for question in questions if question)

    def _applied(self, association: dict[str, Any]) -> None:
        """Isabel's producer asks to be let in, and waits for the board."""
        path = f"/api/v1/associations/{association['id']}"
        asked = self.people["isabel"].get(f"{path}/admission")["questions"]
        producer = self.people["isabel"].get("/api/v1/me")["producers"][0]["id"]
        answers = [{"question": one["text"], "answer": "Treinta cabras, en Barraza."} for one in asked]
        body = {"producer_id": producer, "answers": answers, "accepts_rules": True}
        self.names["application"] = self.people["isabel"].post(f"{path}/applications", body)["id"]

    def _helped(self, association: dict[str, Any]) -> None:
        """A member without an account whom nelson helps, and a lot of it whose receipt waits."""
        nelson = self.people["nelson"]
        # Yesterday is over everywhere.
        day = (datetime.now(UTC) - timedelta(days=1)).date().isoformat()
        consent = {"scopes": ["lots", "pool", "statutes"], "given": "paper", "reference": "Hoja 3", "given_on": day}
        who = {"person_id": nelson.get("/api/v1/me")["person"]["id"], "member_phone": "+56 9 8123 4567"}
        path = f"/api/v1/associations/{association['id']}/paper-members"
        made = self.people["rosa"].post(path, {"name": "Quesos Hernán", "comuna": "04305", **who, **consent})
        self.names["help"] = made["id"]
        lot = {"product_name": "Queso de cabra", "category": "cheese", "units": 40, "made_on": day}
        nelson.http.headers["Minga-Helping"] = made["id"]
        nelson.post(f"/api/v1/producers/{made['member']['producer_id']}/lots", lot)
        del nelson.http.headers["Minga-Helping"]

    def _orders(self) -> None:
        """Camila has paid an order and has a full basket; a guest has left an order unpaid."""
        paid = self._check_out(self.people["camila"])
        self._pay(paid["payment_url"])
        self._until(lambda: self._status_of(paid) == "paid", "the order is paid")
        self._fill_basket(self.people["camila"])
        unpaid = self._check_out(self._someone())
        for name, order in {"paid": paid, "unpaid": unpaid}.items():
            self.names[name] = f"{order['order_group_id']}#link={order['link_token']}"

    def _fill_basket(self, buyer: Someone) -> None:
        buyer.post(f"/api/v1/basket/lines/{self._offer_id}", {"units": 2}, expect=200, method="PUT")

    def _check_out(self, buyer: Someone) -> dict[str, Any]:
        self._fill_basket(buyer)
        details = {"name": "Camila Fuenzalida", "email": "camila@minga.example", "delivery": "pickup", "locale": "es"}
        return dict(buyer.post("/api/v1/checkout", details))

    def _status_of(self, order: dict[str, Any]) -> str:
        path = f"/api/v1/orders/{order['order_group_id']}?link={order['link_token']}"
        return str(self.people["camila"].get(path)["status"])

    @staticmethod
    def _pay(payment_url: str) -> None:
        form = re.search(r'action="(/c/pay/[^"]+)"', httpx.get(payment_url, timeout=60).text)
        assert form is not None
        httpx.post(str(httpx.URL(payment_url).join(form[1])), data=CARD, follow_redirects=True, timeout=60)

    def _links(self) -> None:
        """The newcomer's letter that lets her choose a new password."""
        newcomer = self.people["vecina"]
        self._someone().post("/_allauth/browser/v1/auth/password/request", {"email": newcomer.email}, expect=200)
        self.names["reset"] = self._letter_key(newcomer.email, "/cuenta/clave/")

    def _letter_key(self, email: str, before: str) -> str:
        found: list[str] = []

        def came() -> bool:
            params = {"to": email, "format": "json"}
            letters = httpx.get(f"{self.minga.origin}/dev/mailbox/", params=params, timeout=60).json()
            texts = [letter["text"] for letter in letters["messages"]]
            found[:] = [match[1] for text in texts if (match := re.search(rf"{before}(\S+)", text))]
            return bool(found)

        self._until(came, f"a letter with {before}")
        return found[0]

    @staticmethod
    def _until(true: Any, what: str) -> None:
        deadline = time.monotonic() + _MAIL_SECONDS
        while not true():
            assert time.monotonic() < deadline, f"it did not come true: {what}"
            time.sleep(0.1)

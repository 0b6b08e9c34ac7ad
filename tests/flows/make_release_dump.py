"""Makes the data that `test_upgrade.py` goes on from: what a release leaves when it is stopped in the middle of life.

    .venv/bin/python -m tests.flows.make_release_dump v0.1.0

It runs the tag's own code over a database of its own, lets people of its demo do things over HTTP, stops one process
after the other in between, and writes `data/<tag>.sql` (pg_dump), `data/<tag>.stripe.sql` (what the payment server
knows) and `data/<tag>.json` (what was done). Run it once for each release; nothing in it is a secret.
"""

from __future__ import annotations

import io
import json
import re
import socket
import sqlite3
import subprocess
import sys
import tarfile
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx

from infra.local import postgres, scratch
from infra.ports import free_port
from tests.flows.spine_stand import ROOT, Stand, wait_until
from tests.flows.story_people import Someone

DATA = Path(__file__).parent / "data"
DEMO_PASSWORD = "siete-majadas-2026"
CARD = {"number": "4242424242424242", "expiry": "12/40", "cvc": "123", "name": "Camila Fuenzalida"}
# Of no use after the release was stopped, and no business of a repository.
_LEFT_OUT = ("django_session", "accounts_mailboxmessage", "accounts_ratewindow", "accounts_idempotencykey")
_POISON = """
CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'a fault of this release'; END $$;
CREATE TRIGGER refuse BEFORE INSERT ON notifications_inboxitem FOR EACH ROW EXECUTE FUNCTION refuse();
"""


class Life:
    """What people do with the release while its processes come and go."""

    def __init__(self, here: Stand, address: str) -> None:
        self.here, self.address = here, address
        self.rosa, self.nelson, self.elsa, self.isabel, self.camila = (
            self._sign_in(name) for name in ("rosa", "nelson", "elsa", "isabel", "camila")
        )
        self.association = self.rosa.get("/api/v1/me")["associations"][0]["id"]
        self.offers = f"/api/v1/associations/{self.association}/offers"
        self.offer_id = self._offer_with("nelson")

    def _sign_in(self, name: str) -> Someone:
        someone = Someone(self.address)
        body = {"email": f"{name}@minga.example", "password": DEMO_PASSWORD}
        someone.post("/_allauth/browser/v1/auth/login", body, expect=200)
        return someone

    def _offer_with(self, name: str) -> str:
        """Return the fullest open offer that this member has put something into."""
        mine = {producer["id"] for producer in getattr(self, name).get("/api/v1/me")["producers"]}
        pools = [self._pool(one["id"]) for one in self.rosa.get(self.offers)["results"] if one["status"] == "open"]
        found = [pool for pool in pools if mine & {member["producer_id"] for member in pool["members"]}]
        return str(max(found, key=lambda pool: pool["free"])["id"])

    def _pool(self, offer_id: str) -> dict[str, Any]:
        return dict(self.rosa.get(f"{self.offers}/{offer_id}"))

    def order(self, units: int) -> dict[str, Any]:
        """Camila puts units into her basket and checks out; the payment page is open."""
        self.hold(self.camila, units)
        details = {"name": "Camila Fuenzalida", "email": "camila@minga.example", "delivery": "pickup", "locale": "es"}
        placed = self.camila.post("/api/v1/checkout", details)
        return {"id": placed["order_group_id"], "units": units, "payment_url": placed["payment_url"]}

    def hold(self, who: Someone, units: int) -> None:
        """Somebody puts units into her basket."""
        who.post(f"/api/v1/basket/lines/{self.offer_id}", {"units": units}, expect=200, method="PUT")

    @staticmethod
    def pay(order: dict[str, Any]) -> None:
        """Camila pays on the provider's page."""
        form = re.search(r'action="(/c/pay/[^"]+)"', httpx.get(order["payment_url"]).text)
        assert form is not None
        httpx.post(str(httpx.URL(order["payment_url"]).join(form[1])), data=CARD)

    def contribute(self, units: int) -> None:
        """Nelson writes down a lot and puts it into the offer."""
        category = self._pool(self.offer_id)["category"]
        producer = self.nelson.get("/api/v1/me")["producers"][0]["id"]
        today = datetime.now(UTC).date()
        lot = self.nelson.post(
            f"/api/v1/producers/{producer}/lots",
            {
                "product_name": "Lo último antes de actualizar",
                "category": category,
                "units": units,
                "made_on": str(today - timedelta(days=50)),
                "best_before": str(today + timedelta(days=300)),
            },
        )
        self.nelson.post(f"{self.offers}/{self.offer_id}/contributions", {"lot_id": lot["id"], "units": units})

    def invite(self, email: str) -> None:
        """Isabel invites somebody: the letter waits for a worker."""
        forming = self.isabel.get("/api/v1/me")["associations"][0]["id"]
        self.isabel.post(f"/api/v1/associations/{forming}/invitations", {"email": email})

    def until(self, query: str, what: str) -> None:
        """Return as soon as the query's one value is true."""
        wait_until(lambda: self.here.value(query), 120, what)

    def quiet(self) -> None:
        """Return when everything is published and every group has read it."""
        self.until("SELECT count(*) = 0 FROM events_outboxevent WHERE published_at IS NULL", "all is published")

        def lag() -> int:
            return sum(group["lag"] for group in json.loads(self.here.run("outbox_status", "--json"))["groups"])

        wait_until(lambda: lag() == 0, 120, "every group has read everything")


def live(here: Stand, life: Life) -> dict[str, Any]:
    """Let them live, and return what was done."""
    life.hold(life.camila, 1)  # a basket that changes its mind: an event of each kind
    past = life.order(5)
    life.pay(past)
    life.until("SELECT count(*) = 1 FROM orders_ordergroup WHERE status = 'paid'", "the first order is paid")
    life.quiet()

    here.rows(_POISON)
    poisoned = life.order(4)
    life.pay(poisoned)
    life.until("SELECT count(*) > 0 FROM events_parkedevent", "an event is parked")
    life.quiet()
    here.rows("DROP TRIGGER refuse ON notifications_inboxitem; DROP FUNCTION refuse()")

    here.kill9("worker")
    here.kill9("consumer")
    told_late = life.order(3)
    life.pay(told_late)
    life.until(
        "SELECT count(*) = 3 FROM payments_webhookevent WHERE kind LIKE 'checkout.session.%'", "the provider told"
    )
    not_paid = life.order(2)
    life.until("SELECT count(*) = 0 FROM events_outboxevent WHERE published_at IS NULL", "all is published")

    here.kill9("relay")
    life.contribute(7)
    life.invite("invitada@example.cl")
    here.environment["HOLD_MINUTES"] = "1"
    here.kill9("web")
    here.again("web")
    wait_until(
        lambda: not socket.socket().connect_ex(("127.0.0.1", int(life.address.split(":")[1]))), 60, "web answers"
    )
    life.hold(life.elsa, 6)
    life.until("SELECT count(*) = 1 FROM catalog_hold WHERE status = 'active' AND expires_at < now()", "a hold is over")
    return {
        "association": life.association,
        "offer": life.offer_id,
        "orders": {"past": past, "poisoned": poisoned, "told_late": told_late, "not_paid": not_paid},
        "invited": "invitada@example.cl",
        "taken_at": datetime.now(UTC).isoformat(),
    }


def main(tag: str) -> None:
    """Write the three files of a tag."""
    with scratch.folder("minga-release") as folder:
        code = folder / "code"
        archive = subprocess.run(["git", "archive", tag], cwd=ROOT, capture_output=True, check=True).stdout
        with tarfile.open(fileobj=io.BytesIO(archive)) as opened:
            opened.extractall(code, filter="data")
        with postgres.running(folder / "postgres", durable=False) as url:
            done = _run(folder, code, url)
            _write_database(tag, url)
        with closing(sqlite3.connect(folder / "stripe" / "stripe.sqlite3")) as state:
            (DATA / f"{tag}.stripe.sql").write_text("\n".join(state.iterdump()) + "\n")
    (DATA / f"{tag}.json").write_text(json.dumps({"tag": tag, **done}, indent=2) + "\n")


def _run(folder: Path, code: Path, url: str) -> dict[str, Any]:
    payments_port = free_port()
    (folder / "logs").mkdir()
    here = Stand(
        url, folder / "logs", root=code, DJANGO_SETTINGS_MODULE="config.settings", MINGA_MODE="local",
        STRIPE_API_BASE=f"http://127.0.0.1:{payments_port}",
    )  # fmt: skip
    try:
        subprocess.run(
            [sys.executable, "-c", "from infra import messages; messages.compile_all()"],
            cwd=code, env=here.environment, check=True,
        )  # fmt: skip
        here.run("prepare", "-v", "0")
        here.run("load_demo")
        address = here.serve()
        here.start(
            "stripe", "-m", "infra.stripe_mock", "--port", str(payments_port), "--state", str(folder / "stripe"),
            "--webhook-url", f"http://{address}/api/v1/payments/webhooks/stripe",
        )  # fmt: skip
        for name, command in {"relay": "relay", "consumer": "consume", "worker": "work"}.items():
            here.manage(name, command)
        return live(here, Life(here, address))
    except BaseException:
        for log in sorted(here.folder.glob("*.log")):
            print(f"--- {log.name}\n{log.read_text()[-3000:]}", file=sys.stderr)
        raise
    finally:
        here.stop()


def _write_database(tag: str, url: str) -> None:
    left_out = [f"--exclude-table-data={name}" for name in _LEFT_OUT]
    dumped = subprocess.run(
        [postgres.binary("pg_dump"), "--no-owner", "--no-privileges", *left_out, url],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    # The two lines that lock psql up carry a random word: without them the same life gives the same kind of file.
    lines = [line for line in dumped.stdout.splitlines() if not line.startswith(("\\restrict", "\\unrestrict"))]
    (DATA / f"{tag}.sql").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main(sys.argv[1])

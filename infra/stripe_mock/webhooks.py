"""Webhooks: signed, sent, recorded, and sent again until somebody says 2xx. Order is not promised."""

import asyncio
import hashlib
import hmac
import logging
import random
import time
from dataclasses import dataclass, field

import httpx

from infra.stripe_mock.faults import Faults
from infra.stripe_mock.messages import Document
from infra.stripe_mock.store import Store

log = logging.getLogger("stripe_mock.webhooks")

FIRST_WAIT_SECONDS = 1.0
LONGEST_WAIT_SECONDS = 600.0
MOST_ATTEMPTS = 100
ANSWER_SECONDS = 10.0
IDLE_SECONDS = 1.0
AT_A_TIME = 8


def signature(payload: bytes, secret: str, timestamp: int) -> str:
    """The `Stripe-Signature` header: HMAC-SHA256 over "timestamp.payload"."""
    signed = hmac.new(secret.encode(), f"{timestamp}.".encode() + payload, hashlib.sha256).hexdigest()
    return f"t={timestamp},v1={signed}"


def wait_seconds(attempts: int) -> float:
    """How long to wait after so many attempts: 1, 2, 4 … seconds, at most ten minutes."""
    return float(min(FIRST_WAIT_SECONDS * 2.0 ** min(attempts - 1, 20), LONGEST_WAIT_SECONDS))


@dataclass
class Courier:
    """Sends what is due to the one endpoint."""

    store: Store
    url: str
    secret: str
    faults: Faults
    _news: asyncio.Event = field(default_factory=asyncio.Event)
    _seen: dict[int, float] = field(default_factory=dict)

    def wake(self) -> None:
        self._news.set()

    async def run(self) -> None:
        """Never returns; whatever goes wrong is written down and tried again."""
        async with httpx.AsyncClient(timeout=ANSWER_SECONDS, follow_redirects=False, trust_env=False) as client:
            while True:
                try:
                    sent = await self._round(client)
                except Exception:
                    log.exception("a round of deliveries failed")
                    sent = 0
                if not sent:
                    self._news.clear()
                    try:
                        await asyncio.wait_for(self._news.wait(), self._idle())
                    except TimeoutError:
                        continue

    def _idle(self) -> float:
        due = self.store.rows("SELECT min(due) FROM deliveries WHERE due IS NOT NULL")[0][0]
        if due is None or self.faults.mail.hold:
            return IDLE_SECONDS
        return float(min(max(due - time.time(), 0.02), IDLE_SECONDS))

    async def _round(self, client: httpx.AsyncClient) -> int:
        mail = self.faults.mail
        if mail.hold:
            return 0
        now = time.time()
        rows = self.store.rows(
            "SELECT id, event, payload, attempts FROM deliveries WHERE due IS NOT NULL AND due <= ? ORDER BY id LIMIT ?",
            (now, 100 if mail.order != "sent" else AT_A_TIME),
        )
        ripe = [row for row in rows if row[3] > 0 or now - self._seen.setdefault(row[0], now) >= mail.delay_seconds]
        if mail.order == "reversed":
            ripe.reverse()
        elif mail.order == "shuffled":
            random.shuffle(ripe)
        if mail.order != "sent":  # one after another, or the network would choose the order
            for row in ripe:
                await self._deliver(client, *row)
        else:
            await asyncio.gather(*(self._deliver(client, *row) for row in ripe))
        return len(ripe)

    async def _deliver(
        self, client: httpx.AsyncClient, delivery: int, event: str, payload: bytes, attempts: int
    ) -> None:
        status: int | None = None
        error: str | None = None
        started = time.time()
        for _ in range(max(1, self.faults.mail.copies)):
            headers = {
                "Content-Type": "application/json; charset=utf-8",
                "Stripe-Signature": signature(payload, self.secret, int(time.time())),
                "User-Agent": "Stripe/1.0 (+https://stripe.com/docs/webhooks)",
            }
            try:
                status = (await client.post(self.url, content=payload, headers=headers)).status_code
            except (httpx.HTTPError, OSError) as failure:
                status, error = None, type(failure).__name__
        self._seen.pop(delivery, None)
        self._record(delivery, event, number=attempts + 1, at=started, status=status, error=error)

    def _record(
        self, delivery: int, event: str, *, number: int, at: float, status: int | None, error: str | None
    ) -> None:
        delivered = status is not None and 200 <= status < 300
        due = None if delivered or number >= MOST_ATTEMPTS else time.time() + wait_seconds(number)
        with self.store.transaction():
            self.store.run(
                "INSERT OR REPLACE INTO delivery_attempts (delivery, number, at, status, error) VALUES (?, ?, ?, ?, ?)",
                (delivery, number, at, status, error),
            )
            self.store.run(
                "UPDATE deliveries SET attempts = ?, due = ?, delivered = ? WHERE id = ?",
                (number, due, int(delivered), delivery),
            )
            document = self.store.get(event)
            if delivered and document is not None and document["pending_webhooks"]:
                self.store.put({**document, "pending_webhooks": 0})


def redeliver(store: Store, event: str) -> int:
    """Send an event once more, whatever became of it before; how many deliveries that is."""
    return store.run(
        "INSERT INTO deliveries (event, payload, due) SELECT event, payload, 0 FROM deliveries"
        " WHERE event = ? ORDER BY id LIMIT 1",
        (event,),
    )


def deliveries(store: Store) -> list[Document]:
    """Every delivery with its attempts, oldest first."""
    tried: dict[int, list[Document]] = {}
    for delivery, number, at, status, error in store.rows(
        "SELECT delivery, number, at, status, error FROM delivery_attempts ORDER BY delivery, number"
    ):
        tried.setdefault(delivery, []).append({"number": number, "at": at, "status": status, "error": error})
    rows = store.rows("SELECT id, event, due, delivered FROM deliveries ORDER BY id")
    return [
        {"id": row[0], "event": row[1], "due": row[2], "delivered": bool(row[3]), "attempts": tried.get(row[0], [])}
        for row in rows
    ]

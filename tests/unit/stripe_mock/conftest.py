from __future__ import annotations

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx
import pytest

from infra.stripe_mock.child import Child, running

SESSION = {
    "mode": "payment",
    "success_url": "http://127.0.0.1:1/gracias?s={CHECKOUT_SESSION_ID}#t",
    "cancel_url": "http://127.0.0.1:1/pago",
    "locale": "es",
    "line_items[0][price_data][currency]": "clp",
    "line_items[0][price_data][unit_amount]": "7995",
    "line_items[0][price_data][product_data][name]": "Queso <b>ñandú</b>",
    "line_items[0][quantity]": "2",
}


class Shop:
    """The other side: what webhooks arrive, and how they are answered."""

    def __init__(self) -> None:
        shop = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                shop.heard.append((self.headers["Stripe-Signature"], body))
                self.send_response(shop.answers.pop(0) if shop.answers else 200)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *args: object) -> None:
                """Say nothing."""

        self.heard: list[tuple[str, bytes]] = []
        self.answers: list[int] = []
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/hook"
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()

    def kinds(self) -> list[str]:
        return [json.loads(body)["type"] for _, body in self.heard]

    def wait(self, count: int, seconds: float = 90.0) -> list[str]:
        deadline = time.monotonic() + seconds
        while len(self.heard) < count and time.monotonic() < deadline:
            time.sleep(0.02)
        return self.kinds()


@pytest.fixture
def shop():
    shop = Shop()
    yield shop
    shop.server.shutdown()
    shop.server.server_close()


@pytest.fixture
def server(tmp_path):
    with running(tmp_path / "state") as child:
        yield child


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    """One for all tests of a module that only look at what is theirs."""
    with running(tmp_path_factory.mktemp("stripe")) as child:
        yield child


@pytest.fixture
def hooked(tmp_path, shop):
    with running(tmp_path / "state", webhook_url=shop.url) as child:
        yield child


def post(server: Child, path: str, data: dict[str, str], *, key: str | None = None, seconds: float = 60):
    headers = {"Authorization": f"Bearer {server.secret_key}"}
    if key is not None:
        headers["Idempotency-Key"] = key
    return httpx.post(server.base + path, data=data, headers=headers, timeout=seconds)


def new_session(server: Child, **more: str) -> dict:
    answer = post(server, "/v1/checkout/sessions", {**SESSION, **more})
    assert answer.status_code == 200, answer.text
    return answer.json()

"""Runs the server as a child process and speaks with its control desk: for tests, flows and benches."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from infra.local.children import spawn
from infra.ports import free_port
from infra.stripe_mock.__main__ import DEFAULT_KEY, DEFAULT_WEBHOOK_SECRET

ROOT = Path(__file__).resolve().parents[2]
READY_SECONDS = 90.0  # one on a quiet machine
GOOD_CARD = "4242424242424242"


@dataclass
class Child:
    """A running server; killed and started again it keeps its port and what it knows."""

    state: Path
    port: int
    webhook_url: str | None = None
    secret_key: str = DEFAULT_KEY
    webhook_secret: str = DEFAULT_WEBHOOK_SECRET
    process: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """:raises RuntimeError: if it doesn't answer in time."""
        command = [sys.executable, "-m", "infra.stripe_mock", "--port", str(self.port), "--state", str(self.state)]
        command += ["--secret-key", self.secret_key, "--webhook-secret", self.webhook_secret, "--test-controls"]
        if self.webhook_url is not None:
            command += ["--webhook-url", self.webhook_url]
        self.process = spawn(command, death_signal=signal.SIGKILL, cwd=ROOT, stdout=subprocess.DEVNULL)
        deadline = time.monotonic() + READY_SECONDS
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                httpx.get(f"{self.base}/healthz", timeout=5, trust_env=False)
            except httpx.HTTPError:
                time.sleep(0.02)
            else:
                return
        raise RuntimeError(f"the payment server did not come up on port {self.port}")

    def kill(self) -> None:
        """End it as a power cut would."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None

    def control(self, desk: str, **settings: Any) -> dict[str, Any]:
        """`faults`, `webhooks`, `clock`, `redeliver` or `clear`, with its settings."""
        answer = httpx.post(f"{self.base}/_test/{desk}", json=settings, timeout=60, trust_env=False)
        return dict(answer.raise_for_status().json())

    def fail(self, kind: str, match: str = "", *, times: int = 1, seconds: float = 30.0) -> None:
        """Let the next requests that begin with `match` ("POST /v1/refunds") go wrong (see faults.py)."""
        self.control("faults", kind=kind, match=match, times=times, seconds=seconds)

    def deliveries(self) -> list[dict[str, Any]]:
        return list(httpx.get(f"{self.base}/_test/deliveries", timeout=60, trust_env=False).json()["deliveries"])

    def get(self, path: str, **params: Any) -> dict[str, Any]:
        """Read from the API, as the one who holds the key."""
        headers = {"Authorization": f"Bearer {self.secret_key}"}
        answer = httpx.get(self.base + path, params=params, headers=headers, timeout=60, trust_env=False)
        return dict(answer.raise_for_status().json())

    def pay(self, url: str, card: str = GOOD_CARD, *, bank: str = "yes") -> httpx.Response:
        """Do what a buyer does on the hosted page, bank's question included; the last page is answered."""
        form = {"number": card, "expiry": "12/40", "cvc": "123", "name": "Rosa Prueba"}
        with httpx.Client(base_url=self.base, follow_redirects=True, timeout=60, trust_env=False) as browser:
            page = browser.post(url, data=form)
            if "/c/authenticate/" in str(page.url):
                page = browser.post(page.url, data={"answer": bank})
            return page


@contextmanager
def running(state: Path, *, webhook_url: str | None = None, port: int | None = None) -> Iterator[Child]:
    child = Child(state, port or free_port(), webhook_url)
    try:
        child.start()
        yield child
    finally:
        child.kill()

"""People of the story: each has a browser's session over real HTTP, and may watch the feed."""

from __future__ import annotations

import json
import re
import threading
import time
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import httpx
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect
from websockets.typing import Origin

_MAIL_SECONDS = 120
PASSWORD = "una-clave-larga-2026"
# A client of the feed that puts up with a busy machine: by itself it gives up after ten seconds, or without a pong in twenty.
PATIENT: dict[str, Any] = {"open_timeout": 60, "ping_timeout": None}


class Someone:
    """A browser without a screen: keeps cookies, sends the CSRF token, speaks JSON."""

    def __init__(self, address: str, name: str = "") -> None:
        self.address = address
        self.name = name
        self.email = f"socia.{uuid4().hex[:8]}@example.cl" if name else ""
        self.http = httpx.Client(base_url=f"http://{address}", headers={"Accept-Language": "es"}, timeout=60)
        self.id = ""
        self.producer_id = ""
        self.get("/api/v1/me")

    def get(self, path: str, *, expect: int = 200) -> Any:
        """This will read something; the answer's Feed-Position is kept in `positions`."""
        answer = self.http.get(path)
        assert answer.status_code == expect, f"{path}: {answer.status_code} {answer.text}"
        told = answer.headers.get("Feed-Position", "")
        self.positions = {
            stream: int(number) for stream, number in (pair.split("=") for pair in told.split(", ") if pair)
        }
        return answer.json()

    def post(
        self, path: str, body: Any = None, *, expect: int = 201, key: str | None = None, method: str = "POST"
    ) -> Any:
        """This will send a command, with an Idempotency-Key of its own unless one is given."""
        headers = {"X-CSRFToken": self.http.cookies["minga_csrf"], "Idempotency-Key": key or uuid4().hex}
        answer = self.http.request(method, path, json=body or {}, headers=headers)
        assert answer.status_code == expect, f"{path}: {answer.status_code} {answer.text}"
        return answer.json()

    def sign_up(self) -> None:
        """This will sign up and register what she produces."""
        self.open_account()
        self.id = self.get("/api/v1/me")["person"]["id"]
        made = self.post("/api/v1/producers", {"name": self.name, "comuna": "04305", "locality": "Serón"})
        self.producer_id = made["id"]

    def open_account(self) -> None:
        """This will sign up with the code of the letter."""
        body = {"email": self.email, "password": PASSWORD, "name": self.name, "consent": True}
        self.post("/_allauth/browser/v1/auth/signup", body, expect=401)
        self.post("/_allauth/browser/v1/auth/email/verify", {"key": self._code()}, expect=200)

    def _code(self) -> str:
        deadline = time.monotonic() + _MAIL_SECONDS
        while True:
            letters = self.get(f"/dev/mailbox/?format=json&to={quote(self.email)}")["messages"]
            for letter in letters:
                if found := re.search(r"\b\d{6}\b", letter["subject"]):
                    return found.group()
            assert time.monotonic() < deadline, f"no letter with a code came to {self.email}"
            time.sleep(0.1)

    def accept(self, link: str) -> None:
        """This will follow an invitation's link, read the statutes and say yes."""
        path = f"/api/v1/invitations/{link.rsplit('/', 1)[1]}"
        shown = self.get(path)
        self.post(f"{path}/accept", {"producer_id": self.producer_id, "statutes_id": shown["statutes"]["id"]})

    def watch(self, streams: dict[str, int | None], links: dict[str, str] | None = None) -> Watch:
        """This will open a websocket on the streams."""
        return Watch(self, streams, links or {})


@dataclass(frozen=True, slots=True)
class Heard:
    """An entry, and how many seconds after the change it came in."""

    stream: str
    seq: int
    event: str
    subject: str
    seconds: float


class Watch:
    """A websocket that somebody looks at; what it hears is in `heard`, in the order of arrival."""

    def __init__(self, who: Someone, streams: dict[str, int | None], links: dict[str, str]) -> None:
        session = who.http.cookies.get("minga_session")
        self._open = ExitStack()
        self._line = self._open.enter_context(
            connect(
                f"ws://{who.address}/ws/v1/feed",
                origin=Origin(f"http://{who.address}"),
                additional_headers={"Cookie": f"minga_session={session}"} if session else {},
                **PATIENT,
            )
        )
        self._line.send(json.dumps({"type": "hello", "epoch": None, "streams": streams, "links": links}))
        self.welcome: dict[str, Any] = json.loads(self._line.recv(60))
        assert self.welcome["type"] == "welcome", self.welcome
        assert self.welcome["denied"] == [], self.welcome
        self.heard: list[Heard] = []
        self._news = threading.Condition()
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        with suppress(ConnectionClosed):
            for text in self._line:
                frame = json.loads(text)
                if frame["type"] == "entry":
                    seconds = time.time() - datetime.fromisoformat(frame["at"]).timestamp()
                    entry = Heard(frame["stream"], frame["seq"], frame["event"], frame["subject"], seconds)
                    with self._news:
                        self.heard.append(entry)
                        self._news.notify_all()

    def wait_for(
        self, event: str, *, stream: str | None = None, subject: str | None = None, seconds: float = 120
    ) -> Heard:
        """This will return the first such entry, as soon as it is there.

        :raises TimeoutError: if it doesn't come.
        """
        with self._news:
            found: list[Heard] = []

            def came() -> bool:
                found[:] = [
                    e
                    for e in self.heard
                    if e.event == event and stream in (None, e.stream) and subject in (None, e.subject)
                ]
                return bool(found)

            if not self._news.wait_for(came, seconds):
                raise TimeoutError(f"{event} did not come; heard {[entry.event for entry in self.heard]}")
            return found[0]

    def numbers(self, stream: str) -> list[int]:
        """This will return the numbers heard of a stream, in the order of arrival."""
        return [entry.seq for entry in self.heard if entry.stream == stream]

    def close(self) -> None:
        """This will look away."""
        self._open.close()

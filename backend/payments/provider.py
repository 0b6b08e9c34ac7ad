"""The provider's API over HTTP: what it answers, and above all whether it answered.

Never inside a database transaction: a slow provider must not hold a lock. Calls refuse to be made in one.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final
from urllib.parse import quote, urlencode

import httpx
import structlog
from django.conf import settings
from django.db import connection

log = structlog.get_logger(__name__)

API_VERSION: Final = "2026-10-28.endive"
_LARGEST_ANSWER: Final = 2_000_000
_PAGE: Final = 100
_MOST_PAGES: Final = 20
_CONFIGURATION: Final = (401, 403)
_LATER: Final = (409, 425, 429)

Document = dict[str, Any]


class InsideTransaction(RuntimeError):
    """The provider was about to be called while a database transaction is open."""


class Unanswered(Exception):
    """Nobody knows what the provider did: no answer, a broken one, or one that says "later"."""


class KeptFailure(Unanswered):
    """The provider keeps a failure of its own under this idempotency key: asking again brings the same one."""


class Refused(Exception):
    """The provider said no, for good; nothing was done."""

    def __init__(self, status: int, code: str) -> None:
        super().__init__(f"{status} {code}")
        self.status = status
        self.code = code


@dataclass(frozen=True)
class Provider:
    """A client of Stripe's API, or of what speaks it, at `base`."""

    base: str
    secret_key: str = field(repr=False)
    client: httpx.Client = field(repr=False)

    def create_session(self, body: str, *, key: str) -> Document:
        """This will open a checkout session, or hear again of the one that was opened under this key.

        :raises Unanswered, Refused: as they say.
        """
        return self._call("POST", "/v1/checkout/sessions", body=body, key=key)

    def session(self, session_id: str) -> Document:
        """:raises Unanswered, Refused: as they say."""
        return self._call("GET", f"/v1/checkout/sessions/{quote(session_id, safe='')}")

    def expire_session(self, session_id: str) -> None:
        """This will end an open session; whether that was possible is seen by fetching it.

        :raises Unanswered: if it isn't known whether it was ended.
        """
        try:
            self._call("POST", f"/v1/checkout/sessions/{quote(session_id, safe='')}/expire", body="")
        except Refused as refused:
            log.info("session_not_expired", code=refused.code)

    def sessions_since(self, created: int) -> Iterator[Document]:
        """This will list the sessions made since a Unix second, newest first.

        :raises Unanswered, Refused: as they say.
        """
        return self._pages("/v1/checkout/sessions", {"created[gte]": str(created)})

    def create_refund(self, body: str, *, key: str) -> Document:
        """:raises Unanswered, Refused: as they say."""
        return self._call("POST", "/v1/refunds", body=body, key=key)

    def refund(self, refund_id: str) -> Document:
        """:raises Unanswered, Refused: as they say."""
        return self._call("GET", f"/v1/refunds/{quote(refund_id, safe='')}")

    def refunds_of(self, payment_intent_id: str) -> Iterator[Document]:
        """:raises Unanswered, Refused: as they say."""
        return self._pages("/v1/refunds", {"payment_intent": payment_intent_id})

    def _pages(self, path: str, params: dict[str, str]) -> Iterator[Document]:
        after: dict[str, str] = {}
        for _ in range(_MOST_PAGES):
            page = self._call("GET", f"{path}?{urlencode({**params, **after, 'limit': str(_PAGE)})}")
            yield from page["data"]
            if not page["has_more"]:
                return
            after = {"starting_after": page["data"][-1]["id"]}
        raise Unanswered(f"more than {_MOST_PAGES} pages of {path}")

    def _call(self, method: str, path: str, *, body: str | None = None, key: str | None = None) -> Document:
        if connection.in_atomic_block:
            raise InsideTransaction(f"{method} {path}")
        headers = {"Authorization": f"Bearer {self.secret_key}", "Stripe-Version": API_VERSION}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        if key is not None:
            headers["Idempotency-Key"] = key
        content = body.encode() if body is not None else None
        try:
            with self.client.stream(method, self.base + path, headers=headers, content=content) as response:
                raw = bytearray()
                for part in response.iter_bytes():
                    raw += part
                    if len(raw) > _LARGEST_ANSWER:
                        raise Unanswered("the answer is too large")
        except httpx.HTTPError as error:
            raise Unanswered(type(error).__name__) from error
        return _read(response, bytes(raw))


def _read(response: httpx.Response, raw: bytes) -> Document:
    status = response.status_code
    try:
        document = json.loads(raw)
    except ValueError:
        document = None
    if status == 200 and isinstance(document, dict):
        return document
    if status >= 500:
        kept = response.headers.get("Idempotent-Replayed") == "true"
        raise (KeptFailure if kept else Unanswered)(f"status {status}")
    if status in _CONFIGURATION:
        # Our key is wrong, not the payment: somebody has to look, and the attempt waits.
        log.error("provider_denies_access", status=status)
        raise Unanswered(f"status {status}")
    if status in _LATER or not 400 <= status < 500 or not isinstance(document, dict):
        raise Unanswered(f"status {status}")
    error = document.get("error")
    code = error.get("code") or error.get("type") if isinstance(error, dict) else None
    raise Refused(status, str(code or "unknown")[:80])


@cache
def _client(base: str, secret_key: str) -> Provider:
    timeout = httpx.Timeout(settings.STRIPE_TIMEOUT_SECONDS, connect=3)
    return Provider(base, secret_key, httpx.Client(timeout=timeout, follow_redirects=False, trust_env=False))


def provider() -> Provider:
    """This will return the client of the configured provider; connections are kept per process."""
    return _client(settings.STRIPE_API_BASE.rstrip("/"), settings.STRIPE_SECRET_KEY)

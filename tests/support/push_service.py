"""A push service of our own: a real HTTP server that a browser's keys belong to, and that opens what it is sent.

It reads RFC 8291 from the receiver's side and shares no code with what sends.
"""

from __future__ import annotations

import base64
import json
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import jwt
from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat


def text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def raw(words: str) -> bytes:
    return base64.urlsafe_b64decode(words + "=" * (-len(words) % 4))


def _hmac(key: bytes, data: bytes) -> bytes:
    made = hmac.HMAC(key, hashes.SHA256())
    made.update(data)
    return made.finalize()


@dataclass
class Subscription:
    """A browser's side: what it gives away, and what only it can open."""

    endpoint: str
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    auth: bytes = field(default_factory=lambda: os.urandom(16))

    @property
    def point(self) -> bytes:
        return self.key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)

    @property
    def said(self) -> dict[str, Any]:
        """What `PushSubscription.toJSON()` says."""
        return {"endpoint": self.endpoint, "keys": {"p256dh": text(self.point), "auth": text(self.auth)}}

    def opened(self, body: bytes) -> bytes:
        """Return the message, by RFC 8188 and 8291 step by step."""
        salt, size, length = body[:16], int.from_bytes(body[16:20], "big"), body[20]
        sender, sealed = body[21 : 21 + length], body[21 + length :]
        assert len(sealed) <= size, "one record"
        shared = self.key.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), sender))
        ikm = _hmac(_hmac(self.auth, shared), b"WebPush: info\x00" + self.point + sender + b"\x01")
        prk = _hmac(salt, ikm)
        key = _hmac(prk, b"Content-Encoding: aes128gcm\x00\x01")[:16]
        nonce = _hmac(prk, b"Content-Encoding: nonce\x00\x01")[:12]
        opening = Cipher(algorithms.AES(key), modes.GCM(nonce, sealed[-16:])).decryptor()
        padded = opening.update(sealed[:-16]) + opening.finalize()
        message = padded.rstrip(b"\x00")
        assert message[-1:] == b"\x02", "the last record ends with 2"
        return message[:-1]


@dataclass
class Received:
    """One request as it came in."""

    path: str
    headers: dict[str, str]
    body: bytes


class PushService:
    """Listens on loopback; `answers` are the next statuses, 201 when there is none left."""

    def __init__(self) -> None:
        self.received: list[Received] = []
        self.answers: list[int] = []
        service = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                service.received.append(Received(self.path, dict(self.headers), body))
                self.send_response(service.answers.pop(0) if service.answers else 201)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *args: Any) -> None:
                return

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.origin = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()

    def subscription(self, name: str = "one") -> Subscription:
        return Subscription(f"{self.origin}/push/{name}")

    def messages(self, subscription: Subscription) -> list[dict[str, Any]]:
        """Return what this subscription was sent, opened; each signature is checked on the way."""
        path = subscription.endpoint.removeprefix(self.origin)
        found = []
        for one in self.received:
            if one.path == path:
                self._check_signature(one)
                found.append(json.loads(subscription.opened(one.body)))
        return found

    def _check_signature(self, one: Received) -> None:
        scheme, _, rest = one.headers["Authorization"].partition(" ")
        said = dict(part.strip().split("=", 1) for part in rest.split(","))
        assert scheme == "vapid"
        key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), raw(said["k"]))
        claims = jwt.decode(said["t"], key, algorithms=["ES256"], audience=self.origin)
        assert claims["sub"].startswith(("mailto:", "https:"))

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@contextmanager
def listening() -> Iterator[PushService]:
    """Yield a push service that listens."""
    service = PushService()
    try:
        yield service
    finally:
        service.close()

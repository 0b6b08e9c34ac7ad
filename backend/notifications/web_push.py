"""Web push: what a browser's maker is sent (RFC 8030), sealed so that only the browser reads it (RFC 8291, 8188), and
signed so that the maker knows who sends it (RFC 8292). Pure functions but for `send`.
"""

from __future__ import annotations

import base64
import os
import time
from dataclasses import dataclass
from functools import cache
from typing import Final
from urllib.parse import urlsplit

import httpx
import jwt
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings
from django.db import connection

_RECORD: Final = 4096
# Every message is as long as any other: its length says nothing.
_PADDED: Final = 1024
_KEPT_SECONDS: Final = 24 * 60 * 60
_SIGNED_SECONDS: Final = 12 * 60 * 60
_LARGEST_ANSWER: Final = 10_000
_LOOPBACK: Final = frozenset({"127.0.0.1", "localhost"})


class EndpointRefused(ValueError):
    """The address is not that of a push service that we speak to."""


class KeysRefused(ValueError):
    """The browser's keys are none."""


class MessageTooLong(ValueError):
    """A push message has room for 1,000 bytes or so."""


class InsideTransaction(RuntimeError):
    """A push service was about to be called while a database transaction is open."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the push service said; 0 if it said nothing."""

    status: int


def encoded(raw: bytes) -> str:
    """This will return bytes as base64url without padding."""
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def decoded(text: str) -> bytes:
    """:raises ValueError: if the text isn't base64url."""
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)


def check_endpoint(endpoint: str) -> None:
    """This will pass if the address is https, on a listed host, at the usual port, and names no account.

    A server of ours is never the target: hosts are listed by name (PUSH_HOSTS). Loopback can be listed outside of
    production, for tests.

    :raises EndpointRefused: otherwise.
    """
    try:
        parts = urlsplit(endpoint)
        port = parts.port
    except ValueError:
        raise EndpointRefused("no address") from None
    host = parts.hostname or ""
    if parts.username or parts.password or len(endpoint) > 2_000 or not endpoint.isascii():
        raise EndpointRefused("no plain address")
    if settings.MODE != "production" and host in _LOOPBACK and host in settings.PUSH_HOSTS:
        return
    if parts.scheme != "https" or port not in (None, 443):
        raise EndpointRefused("not https")
    if not any(host == known or (known.startswith("*.") and host.endswith(known[1:])) for known in settings.PUSH_HOSTS):
        raise EndpointRefused("unknown push service")


def check_keys(p256dh: bytes, auth: bytes) -> None:
    """:raises KeysRefused: if they are not a point of the curve and 16 bytes."""
    try:
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), p256dh)
    except ValueError:
        raise KeysRefused from None
    if len(p256dh) != 65 or len(auth) != 16:
        raise KeysRefused


def sealed(
    message: bytes,
    *,
    p256dh: bytes,
    auth: bytes,
    sender: ec.EllipticCurvePrivateKey | None = None,
    salt: bytes | None = None,
    padded: int = _PADDED,
) -> bytes:
    """This will encrypt a message for the browser that holds the keys (`aes128gcm`, one record).

    `sender` and `salt` are new each time; they are given only to compare with the RFC's example.

    :raises MessageTooLong: if it is longer than `padded`.
    """
    if padded and len(message) > padded:
        raise MessageTooLong(len(message))
    sender = sender or ec.generate_private_key(ec.SECP256R1())
    salt = salt or os.urandom(16)
    receiver = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), p256dh)
    sender_point = sender.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    shared = sender.exchange(ec.ECDH(), receiver)
    seed = _derived(shared, salt=auth, info=b"WebPush: info\x00" + p256dh + sender_point, length=32)
    key = _derived(seed, salt=salt, info=b"Content-Encoding: aes128gcm\x00", length=16)
    nonce = _derived(seed, salt=salt, info=b"Content-Encoding: nonce\x00", length=12)
    # 2 ends the last record; zeros after it are padding.
    plain = message + b"\x02" + b"\x00" * max(0, padded - len(message))
    head = salt + _RECORD.to_bytes(4, "big") + bytes([len(sender_point)]) + sender_point
    return head + AESGCM(key).encrypt(nonce, plain, None)


def _derived(secret: bytes, *, salt: bytes, info: bytes, length: int) -> bytes:
    return HKDF(algorithm=SHA256(), length=length, salt=salt, info=info).derive(secret)


@cache
def _signer(private_key: str) -> ec.EllipticCurvePrivateKey:
    return ec.derive_private_key(int.from_bytes(decoded(private_key), "big"), ec.SECP256R1())


def public_key() -> str | None:
    """This will return what browsers subscribe with; None where push is not set up."""
    if not settings.VAPID_PRIVATE_KEY:
        return None
    point = _signer(settings.VAPID_PRIVATE_KEY).public_key()
    return encoded(point.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint))


def signature(endpoint: str) -> str:
    """This will return the Authorization header for the push service of the endpoint."""
    parts = urlsplit(endpoint)
    claims = {
        "aud": f"{parts.scheme}://{parts.netloc}",
        "exp": int(time.time()) + _SIGNED_SECONDS,
        "sub": settings.VAPID_SUBJECT,
    }
    token = jwt.encode(claims, _signer(settings.VAPID_PRIVATE_KEY), algorithm="ES256")
    return f"vapid t={token}, k={public_key()}"


@cache
def _client() -> httpx.Client:
    return httpx.Client(timeout=httpx.Timeout(8, connect=3), follow_redirects=False, trust_env=False)


def send(endpoint: str, message: bytes, *, p256dh: bytes, auth: bytes, topic: str) -> Answer:
    """This will hand a message to the push service. One of the same topic that still waits there is replaced.

    :raises EndpointRefused: if the service is no longer listed.
    :raises InsideTransaction: if a transaction is open: a slow service must not hold a lock.
    """
    if connection.in_atomic_block:
        raise InsideTransaction
    check_endpoint(endpoint)
    headers = {
        "Authorization": signature(endpoint),
        "Content-Encoding": "aes128gcm",
        "Content-Type": "application/octet-stream",
        "TTL": str(_KEPT_SECONDS),
        "Topic": topic,
        "Urgency": "normal",
    }
    body = sealed(message, p256dh=p256dh, auth=auth)
    try:
        with _client().stream("POST", endpoint, headers=headers, content=body) as response:
            size = 0
            for part in response.iter_bytes():
                size += len(part)
                if size > _LARGEST_ANSWER:
                    break
    except httpx.HTTPError:
        return Answer(0)
    return Answer(response.status_code)

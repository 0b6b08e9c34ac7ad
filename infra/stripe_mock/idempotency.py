"""Idempotency keys: the first request under a key decides, every later one hears the same answer."""

import hashlib

from infra.stripe_mock.errors import InvalidRequest, KeyInUse, KeyReused
from infra.stripe_mock.messages import Document, Response, encode
from infra.stripe_mock.store import Store

LIFE_SECONDS = 24 * 60 * 60
LONGEST_KEY = 255


def fingerprint(method: str, path: str, params: Document) -> str:
    return hashlib.sha256(encode([method, path, params])).hexdigest()


def claim(store: Store, *, key: str, print_: str, now: int, request_id: str) -> Response | None:
    """Take the key, or answer what was answered before.

    :raises KeyInUse: if the first request under this key is still being worked on.
    :raises KeyReused: if it came with other parameters.
    """
    if not 1 <= len(key) <= LONGEST_KEY:
        raise InvalidRequest(f"Idempotency keys have at most {LONGEST_KEY} characters.")
    with store.transaction():
        store.run("DELETE FROM idempotency WHERE key = ? AND created <= ?", (key, now - LIFE_SECONDS))
        taken = store.run(
            "INSERT INTO idempotency (key, fingerprint, created, request_id) VALUES (?, ?, ?, ?)"
            " ON CONFLICT (key) DO NOTHING",
            (key, print_, now, request_id),
        )
        if taken:
            return None
        before, status, body, first = store.rows(
            "SELECT fingerprint, status, body, request_id FROM idempotency WHERE key = ?", (key,)
        )[0]
    if before != print_:
        raise KeyReused(
            "Keys for idempotent requests can only be used with the same parameters they were first used with."
            f" Try using a key other than '{key}' if you meant to execute a different request."
        )
    if status is None:
        raise KeyInUse(
            "There is currently another in-progress request using this Idempotent Key (that probably means you"
            f" submitted twice, and the other request is still going through): {key}. Please try again later.",
            code="idempotency_key_in_use",
        )
    headers = (
        ("Content-Type", "application/json"),
        ("Idempotent-Replayed", "true"),
        ("Original-Request", first),
    )
    return Response(status, body, headers)


def settle(store: Store, *, key: str, status: int, body: bytes) -> None:
    """Keep the answer; belongs into the transaction of the work itself."""
    store.run("UPDATE idempotency SET status = ?, body = ? WHERE key = ?", (status, body, key))


def release(store: Store, *, key: str) -> None:
    """Give the key back: nothing was begun under it."""
    store.run("DELETE FROM idempotency WHERE key = ? AND status IS NULL", (key,))

"""Requests and answers as the rest of the server sees them, free of the protocol beneath."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Document = dict[str, Any]


@dataclass(frozen=True)
class Request:
    """One HTTP request; header names are lower case, `path` is decoded, `query` and `body` are raw."""

    method: str
    path: str
    query: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    client: str = ""


@dataclass(frozen=True)
class Loss:
    """How an answer gets lost on purpose: silence for `seconds`, then a closed connection."""

    seconds: float


@dataclass(frozen=True)
class Response:
    """One HTTP answer; with `loss` the work is done but nobody hears of it."""

    status: int
    body: bytes
    headers: tuple[tuple[str, str], ...] = ()
    loss: Loss | None = None


def encode(document: Any) -> bytes:
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


def json_response(status: int, document: Any, headers: tuple[tuple[str, str], ...] = ()) -> Response:
    return Response(status, encode(document), (("Content-Type", "application/json"), *headers))


def redirect(location: str) -> Response:
    """303: whatever the method was, the browser goes on with GET."""
    return Response(303, b"", (("Location", location), ("Cache-Control", "no-store")))

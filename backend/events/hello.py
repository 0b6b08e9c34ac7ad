"""What a client of the feed may say: one kind of frame, read strictly."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

import orjson

LONGEST_FRAME: Final = 16 * 1024
MOST_STREAMS: Final = 100
_LARGEST: Final = 2**63 - 1


class Malformed(ValueError):
    """The frame is none of ours, or too long."""


@dataclass(frozen=True, slots=True)
class Hello:
    """The streams that the client wants, each with the last number that it has (None: from now on)."""

    epoch: UUID | None
    streams: Mapping[str, int | None]
    links: Mapping[str, str]


def read_hello(text: str | None) -> Hello:
    """This will return what the frame says.

    :raises Malformed: if it is binary, longer than 16 KiB, or not a hello.
    """
    if text is None:
        raise Malformed("binary")
    if len(text) > LONGEST_FRAME or len(text.encode()) > LONGEST_FRAME:
        raise Malformed("too long")
    try:
        frame: Any = orjson.loads(text)
    except orjson.JSONDecodeError:
        raise Malformed("no JSON") from None
    if not isinstance(frame, dict) or frame.get("type") != "hello":
        raise Malformed("no hello")
    return Hello(_epoch(frame.get("epoch")), _streams(frame.get("streams")), _links(frame.get("links")))


def _epoch(value: Any) -> UUID | None:
    if value is None:
        return None
    if not isinstance(value, str):
        raise Malformed("epoch")
    try:
        return UUID(value)
    except ValueError:
        raise Malformed("epoch") from None


def _streams(value: Any) -> dict[str, int | None]:
    if not isinstance(value, dict) or len(value) > MOST_STREAMS:
        raise Malformed("streams")
    for after in value.values():
        if after is not None and (type(after) is not int or not 0 <= after <= _LARGEST):
            raise Malformed("streams")
    return value


def _links(value: Any) -> dict[str, str]:
    if value is None:
        return {}
    if not isinstance(value, dict) or not all(isinstance(token, str) for token in value.values()):
        raise Malformed("links")
    return value

"""Tells every live hub what was just written to the feed: through Redis where there is one, else by NOTIFY.

A poke may get lost; hubs compare numbers with the database twice a second and fetch what they missed.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any, Final, Protocol
from uuid import UUID

import orjson
import psycopg
import structlog
from channels.layers import get_channel_layer
from django.conf import settings

from events.connections import dedicated
from events.live import Entry
from events.notifier import FEED

log = structlog.get_logger(__name__)

GROUP: Final = "minga.feed"
_LARGEST_NOTIFY: Final = 7_900  # bytes; the server takes fewer than 8,000
_SEND_SECONDS: Final = 2.0


class Poker(Protocol):
    """Something that reaches all hubs."""

    def tell(self, entries: Sequence[Entry]) -> None:
        """This will send the entries, once, and not fail: what is lost is found by comparing."""

    def close(self) -> None:
        """This will let go of the connection."""


def poker() -> Poker:
    """This will return the way to the hubs that is configured."""
    return RedisPoker() if settings.REDIS_URL else NotifyPoker()


class NotifyPoker:
    """By NOTIFY, on a connection of its own and after the commit."""

    def __init__(self) -> None:
        self._connection: psycopg.Connection[Any] | None = None

    def tell(self, entries: Sequence[Entry]) -> None:
        try:
            if self._connection is None:
                self._connection = dedicated("pokes")
            for payload in packed(entries):
                self._connection.execute("SELECT pg_notify(%s, %s)", [FEED, payload])
        except psycopg.Error as error:
            log.warning("poke_lost", error=str(error).strip())
            self.close()

    def close(self) -> None:
        if self._connection is not None:
            with suppress(psycopg.Error):
                self._connection.close()
        self._connection = None


class RedisPoker:
    """By the channel layer, from one loop thread: a loop for each call would open a connection for each call."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="pokes", daemon=True)
        self._thread.start()

    def tell(self, entries: Sequence[Entry]) -> None:
        try:
            asyncio.run_coroutine_threadsafe(self._send(list(packed(entries))), self._loop).result(_SEND_SECONDS)
        except Exception as error:
            log.warning("poke_lost", error=type(error).__name__)

    async def _send(self, payloads: list[str]) -> None:
        layer = get_channel_layer()
        for payload in payloads:
            await layer.group_send(GROUP, {"type": "poke", "entries": payload})

    def close(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(1)


def packed(entries: Iterable[Entry]) -> Iterator[str]:
    """This will yield texts of at most 7,900 bytes that together hold the entries in order."""
    texts: list[bytes] = []
    size = 2
    for entry in entries:
        traced = [entry.traceparent] if entry.traceparent else []
        text = orjson.dumps([entry.stream, entry.seq, entry.event, entry.subject, entry.at, *traced])
        if texts and size + len(text) + 1 > _LARGEST_NOTIFY:
            yield (b"[" + b",".join(texts) + b"]").decode()
            texts, size = [], 2
        texts.append(text)
        size += len(text) + 1
    if texts:
        yield (b"[" + b",".join(texts) + b"]").decode()


def unpacked(payload: str) -> list[Entry]:
    """This will return the entries of such a text."""
    return [
        Entry(stream, seq, event, UUID(subject), datetime.fromisoformat(at), *traced)
        for stream, seq, event, subject, at, *traced in orjson.loads(payload)
    ]

"""A socket's sends: at once when the server takes them, bounded when it doesn't, and cut when it never will."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import Any

import pytest

from events import sockets
from events.lines import framed
from events.sockets import FeedConsumer


class Server:
    """The ASGI server's side, whose sends wait while it is `full`."""

    def __init__(self) -> None:
        self.sent: list[str] = []
        self.closed: int | None = None
        self.aborted = False
        self.full = False
        self._room = asyncio.Event()
        self.transport = self

    async def send(self, message: dict[str, Any]) -> None:
        while self.full:
            await self._room.wait()
        if message["type"] == "websocket.close":
            self.closed = message["code"]
        else:
            self.sent.append(message["text"])

    def make_room(self) -> None:
        self.full = False
        self._room.set()

    def abort(self) -> None:
        self.aborted = True


async def until(true: Callable[[], Any]) -> None:
    """This will let the others work until it is true, or for so long that it never will be."""
    deadline = time.monotonic() + 30
    while not true() and time.monotonic() < deadline:  # noqa: ASYNC110  nobody tells
        await asyncio.sleep(0.005)


def consumer(server: Server) -> FeedConsumer:
    made = FeedConsumer()
    made.base_send = server.send
    return made


def push(socket: FeedConsumer, text: str) -> None:
    socket.push(text, framed(text))


def test_a_push_is_sent_at_once() -> None:
    async def story() -> None:
        server = Server()
        socket = consumer(server)
        push(socket, "a")
        push(socket, "b")
        assert server.sent == ["a", "b"]

    asyncio.run(story())


def test_what_must_wait_keeps_its_order() -> None:
    async def story() -> None:
        server = Server()
        socket = consumer(server)
        server.full = True
        for text in "abc":
            push(socket, text)
        await asyncio.sleep(0.01)
        assert server.sent == []
        server.make_room()
        await until(lambda: len(server.sent) == 3)
        assert server.sent == ["a", "b", "c"]
        push(socket, "d")
        assert server.sent[-1] == "d"

    asyncio.run(story())


def test_too_long_a_queue_ends_the_socket(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sockets, "_CLOSE_SECONDS", 0.05)

    async def story() -> None:
        server = Server()
        socket = consumer(server)
        server.full = True
        for number in range(sockets._LONGEST_QUEUE + 2):
            push(socket, str(number))
        await until(lambda: server.aborted)
        assert server.aborted, "a close that can't be delivered must cut the line"

    asyncio.run(story())


def test_a_send_that_takes_too_long_ends_the_socket(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sockets, "_SEND_SECONDS", 0.05)
    monkeypatch.setattr(sockets, "_CLOSE_SECONDS", 60.0)

    async def story() -> None:
        server = Server()
        socket = consumer(server)
        server.full = True
        push(socket, "a")
        await until(lambda: socket._ended)
        server.make_room()
        await until(lambda: server.closed is not None)
        assert server.closed == sockets.TOO_SLOW
        push(socket, "b")
        assert server.sent == []

    asyncio.run(story())


def test_a_client_that_is_gone_does_no_harm() -> None:
    async def story() -> None:
        async def gone(message: dict[str, Any]) -> None:
            raise OSError("gone")

        socket = FeedConsumer()
        socket.base_send = gone
        push(socket, "a")
        socket.end(4401)
        await asyncio.sleep(0.01)

    asyncio.run(story())

"""The websocket of the feed, `/ws/v1/feed`: its contract with clients stands in docs/feed.md."""

from __future__ import annotations

import asyncio
import types
from collections import deque
from collections.abc import Coroutine, Generator, Mapping
from contextlib import suppress
from typing import Any, Final

import psycopg
import structlog
from channels.consumer import AsyncConsumer
from channels.exceptions import StopConsumer
from django.conf import settings
from django.db import Error as DatabaseError
from django.http.cookie import parse_cookie

from events import feed
from events.doorkeeper import Visitor
from events.hello import Hello, Malformed, read_hello
from events.hub import Follow, hub
from events.lines import Line, line_of

log = structlog.get_logger(__name__)

MALFORMED: Final = 4400
SESSION_OVER: Final = 4401
NO_SUCH_PATH: Final = 4404
TOO_SLOW: Final = 4408
OTHER_EPOCH: Final = 4409
TRY_AGAIN_LATER: Final = 1013

_HELLO_SECONDS: Final = 20.0
_HELLO_PACE_SECONDS: Final = 0.2
_SEND_SECONDS: Final = 10.0
_LONGEST_QUEUE: Final = 500
_CLOSE_SECONDS: Final = 2.0


class FeedConsumer(AsyncConsumer):
    """One socket. Its streams are sent by the hub, through `push`; itself it answers hellos."""

    # The hub subscribes once for the whole process; a channel for each socket costs ten times as much.
    channel_layer_alias = "none"

    def __init__(self) -> None:
        self.visitor = Visitor(session_key=None)
        self._hub = hub()
        self._follows: dict[str, Follow] = {}
        self._tracked: list[str] = []
        self._line: Line | None = None
        self._queue: deque[str] = deque()
        self._writer: asyncio.Task[None] | None = None
        self._ender: asyncio.Task[None] | None = None
        self._hello_timer: asyncio.TimerHandle | None = None
        self._next_hello = 0.0
        self._ended = False

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Whatever ends the socket, the hub must not keep it."""
        try:
            await super().__call__(scope, receive, send)
        finally:
            self._disconnect()

    async def dispatch(self, message: dict[str, Any]) -> None:
        """Channels' own would look after database connections at every message; there are none here."""
        if message["type"] == "websocket.receive":
            await self._receive(message)
        elif message["type"] == "websocket.connect":
            await self._connect()
        elif message["type"] == "websocket.disconnect":
            raise StopConsumer

    # --- the client's side ---

    async def _connect(self) -> None:
        cookies = [value.decode("latin-1") for name, value in self.scope["headers"] if name == b"cookie"]
        self.visitor.session_key = parse_cookie("; ".join(cookies)).get(settings.SESSION_COOKIE_NAME) or None
        await self.base_send({"type": "websocket.accept"})
        self._line = line_of(self.base_send)
        self._hello_timer = asyncio.get_running_loop().call_later(_HELLO_SECONDS, self.end, MALFORMED)
        try:
            await self._hub.enter(self)
        except psycopg.Error:
            self.end(TRY_AGAIN_LATER)

    async def _receive(self, message: dict[str, Any]) -> None:
        if self._ended:
            return
        try:
            hello = read_hello(message.get("text"))
        except Malformed as reason:
            log.info("socket_malformed", reason=str(reason))
            self.end(MALFORMED)
            return
        if self._hello_timer is not None:
            self._hello_timer.cancel()
        # Each hello asks the database: one socket must not keep it busy.
        loop = asyncio.get_running_loop()
        await asyncio.sleep(max(0.0, self._next_hello - loop.time()))
        self._next_hello = loop.time() + _HELLO_PACE_SECONDS
        try:
            await self._follow(hello)
        except (psycopg.Error, DatabaseError) as error:
            log.warning("socket_refused", error=type(error).__name__)
            self.end(TRY_AGAIN_LATER)

    def _disconnect(self) -> None:
        self._ended = True
        if self._hello_timer is not None:
            self._hello_timer.cancel()
        self._unfollow_all()
        self._hub.leave(self)
        if self._writer is not None:
            self._writer.cancel()

    async def _follow(self, hello: Hello) -> None:
        self._unfollow_all()
        if hello.epoch is not None and hello.epoch != self._hub.epoch:
            self.end(OTHER_EPOCH)
            return
        self.visitor.links = hello.links
        standing = await self._hub.doorkeeper.admit(self.visitor, list(hello.streams))
        if standing.session_over:
            self.end(SESSION_OVER)
            return
        self.visitor.person_id = standing.person_id
        followed = {name: after for name, after in hello.streams.items() if name not in standing.denied}
        heads = await self._hub.open_tracks(list(followed))
        self._tracked = list(followed)
        if self._ended:  # while we asked
            self._unfollow_all()
            return
        reset = [name for name, after in followed.items() if after is not None and not heads[name].can_continue(after)]
        welcome = {
            "type": "welcome",
            "epoch": self._hub.epoch,
            "heads": {name: heads[name].seq for name in followed},
            "denied": sorted(standing.denied),
            "reset": reset,
        }
        await self._say(feed.frame(welcome))
        for name, after in followed.items():
            begin = heads[name].seq if after is None or name in reset else after
            await self._catch_up(name, begin)

    async def _catch_up(self, name: str, after: int) -> None:
        while not self._ended:
            if after < self._hub.last(name):
                for entry in await self._hub.entries(name, after):
                    await self._say(entry.frame())
                    after = entry.seq
            elif follow := self._hub.try_join(self, name, after):
                self._follows[name] = follow
                return

    def _unfollow_all(self) -> None:
        for name, follow in self._follows.items():
            self._hub.unfollow(name, follow)
        self._follows = {}
        for name in self._tracked:
            self._hub.close_track(name)
        self._tracked = []

    # --- the hub's side ---

    def positions(self) -> Mapping[str, int]:
        """This will return the last number of each stream that the socket follows."""
        return {name: self._hub.last(name) for name in self._follows}

    def push(self, text: str, frame: bytes) -> None:
        """This will hand a text to the server at once if it takes it; a slow socket gets a queue and then an end."""
        if self._ended:
            return
        if self._writer is None or self._writer.done():
            if self._line is not None and self._line.write(frame):
                return
            sending = self.base_send({"type": "websocket.send", "text": text})
            if (rest := _begun(sending)) is not None:
                self._writer = asyncio.create_task(self._write(rest))
        elif len(self._queue) < _LONGEST_QUEUE:
            self._queue.append(text)
        else:
            self.end(TOO_SLOW)

    async def _write(self, first: Coroutine[Any, Any, None]) -> None:
        try:
            async with asyncio.timeout(_SEND_SECONDS):
                await first
            while self._queue:
                async with asyncio.timeout(_SEND_SECONDS):
                    await self.base_send({"type": "websocket.send", "text": self._queue.popleft()})
        except TimeoutError:
            self.end(TOO_SLOW)
        except Exception:
            self._queue.clear()

    async def _say(self, text: str) -> None:
        """Send in order with what the hub may have queued, and at the client's pace."""
        if self._ended:
            return
        if self._writer is not None and not self._writer.done():
            await asyncio.wait([self._writer])
        try:
            async with asyncio.timeout(_SEND_SECONDS):
                await self.base_send({"type": "websocket.send", "text": text})
        except TimeoutError:
            self.end(TOO_SLOW)

    def end(self, code: int) -> None:
        """This will close the socket with the code, and cut the line if the client does not even take that."""
        if self._ended:
            return
        self._ended = True
        self._unfollow_all()
        self._queue.clear()
        self._ender = asyncio.create_task(self._close(code))

    async def _close(self, code: int) -> None:
        with suppress(Exception):
            async with asyncio.timeout(_CLOSE_SECONDS):
                await self.base_send({"type": "websocket.close", "code": code})
                return
        # The server's own close waits for the buffer to empty, which a client that never reads can put off for ever.
        transport = getattr(getattr(self.base_send, "__self__", None), "transport", None)
        if transport is not None:
            transport.abort()


@types.coroutine
def _resumed(begun: Coroutine[Any, Any, None], waiting_for: Any) -> Generator[Any, Any, None]:
    """Go on with a coroutine that was begun by hand and gave `waiting_for` to its event loop."""
    while True:
        try:
            try:
                sent = yield waiting_for
            except BaseException as error:
                waiting_for = begun.throw(error)
            else:
                waiting_for = begun.send(sent)
        except StopIteration:
            return


def _begun(sending: Coroutine[Any, Any, None]) -> Coroutine[Any, Any, None] | None:
    """Run a send as far as it goes without waiting; None if that was all. A task for each send would cost as much again."""
    try:
        waiting_for = sending.send(None)
    except StopIteration:
        return None
    except Exception:
        return None
    return _resumed(sending, waiting_for)


class NoSuchSocket(AsyncConsumer):
    """Any other path below /ws/: accepted, because a code can't be given before that, and closed with 4404."""

    channel_layer_alias = "none"

    async def dispatch(self, message: dict[str, Any]) -> None:
        if message["type"] == "websocket.connect":
            await self.base_send({"type": "websocket.accept"})
            await self.base_send({"type": "websocket.close", "code": NO_SUCH_PATH})
        elif message["type"] == "websocket.disconnect":
            raise StopConsumer

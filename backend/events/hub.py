"""The live hub of a process: one subscription, and a local loop of sends over its sockets.

Each stream that somebody here follows is a track: the last number that was sent on, and its followers. An entry that
is the next one is sent; one that isn't is not: what is missing is fetched from the database first.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Protocol
from uuid import UUID
from weakref import WeakKeyDictionary

import psycopg
import structlog
from channels.layers import get_channel_layer
from django.conf import settings
from prometheus_client import Gauge

from events import epoch, feed, pokes, reports
from events.connections import parameters
from events.doorkeeper import Doorkeeper, Visitor
from events.feed import Head
from events.lines import framed
from events.live import Entry
from events.models import ProcessReport
from events.notifier import FEED
from lib import tracing
from lib.ids import new_id

log = structlog.get_logger(__name__)

SOCKETS: Final = Gauge("minga_feed_sockets", "Open websockets of the feed in this process.")

_COMPARE_SECONDS: Final = 0.5
_BEAT_SECONDS: Final = 15.0
_CHECK_SECONDS: Final = 2.0
_RETRY_SECONDS: Final = 0.5
_SENDS_BEFORE_PAUSE: Final = 256


class Follower(Protocol):
    """What the hub knows of a socket."""

    visitor: Visitor

    def push(self, text: str, frame: bytes) -> None:
        """This will send or queue a text, without waiting; `frame` is the same as it stands on the wire."""

    def end(self, code: int) -> None:
        """This will close the socket, soon."""

    def positions(self) -> Mapping[str, int]:
        """This will return the streams that the socket follows and the last number of each here."""


@dataclass(slots=True, eq=False)
class Follow:
    """That a socket follows a stream, from after the number that it had when it joined."""

    follower: Follower
    after: int
    active: bool = True


@dataclass(slots=True, eq=False)
class Track:
    """A stream with followers in this process. `users` counts also those that are still catching up."""

    stream: str
    last: int
    users: int = 0
    follows: dict[Follow, None] = field(default_factory=dict)


class Hub:
    """All sockets of one event loop."""

    def __init__(self) -> None:
        self.epoch: UUID | None = None
        self._tracks: dict[str, Track] = {}
        self._followers: dict[Follower, None] = {}
        self._arrived: asyncio.Queue[list[Entry] | dict[str, int]] = asyncio.Queue()
        self._tasks: list[asyncio.Task[None]] = []
        self._connection: psycopg.AsyncConnection[Any] | None = None
        self._asking = asyncio.Lock()
        self.doorkeeper = Doorkeeper()

    # --- sockets come and go ---

    async def enter(self, follower: Follower) -> None:
        """This will count the socket in, and start the hub's tasks with the first one.

        :raises psycopg.Error: if the database can't be asked now.
        """
        if not self._tasks:
            self._tasks = [
                asyncio.create_task(self._for_ever(part), name=f"hub-{part.__name__}")
                for part in (self._listen, self._send_on, self._compare, self._beat, self._check_doors, self._report)
            ]
        if self.epoch is None:
            await self._read_epoch()
        self._followers[follower] = None
        SOCKETS.set(len(self._followers))

    def leave(self, follower: Follower) -> None:
        """This will forget the socket."""
        self._followers.pop(follower, None)
        SOCKETS.set(len(self._followers))

    async def open_tracks(self, streams: Sequence[str]) -> dict[str, Head]:
        """This will begin to track the streams for one more user each, and return where they stand.

        :raises psycopg.Error: if the database can't be asked now; then nothing is tracked.
        """
        rows = await self._ask(feed.HEADS, [list(streams)]) if streams else []
        heads = {stream: Head(seq, floor) for stream, seq, floor in rows}
        for stream in streams:
            known = heads.setdefault(stream, Head())
            self._tracks.setdefault(stream, Track(stream, known.seq)).users += 1
        return heads

    def close_track(self, stream: str) -> None:
        """This will take back one use of the stream."""
        track = self._tracks[stream]
        track.users -= 1
        if not track.users:
            del self._tracks[stream]

    def try_join(self, follower: Follower, stream: str, after: int) -> Follow | None:
        """This will make the socket a follower if it has all that was sent on; None if it must catch up first."""
        track = self._tracks[stream]
        if after < track.last:
            return None
        follow = Follow(follower, after)
        track.follows[follow] = None
        return follow

    def unfollow(self, stream: str, follow: Follow) -> None:
        """This will stop sending the stream to the socket, at once."""
        follow.active = False
        self._tracks[stream].follows.pop(follow, None)

    def last(self, stream: str) -> int:
        """This will return the last number that was sent on."""
        return self._tracks[stream].last

    async def entries(self, stream: str, after: int) -> list[Entry]:
        """This will fetch the next entries of a stream, up to a page of them."""
        return [Entry(*row) for row in await self._ask(feed.ENTRIES, [stream, after, feed.PAGE])]

    # --- entries arrive and are sent on ---

    async def _listen(self) -> None:
        if settings.REDIS_URL:
            layer = get_channel_layer()
            channel = await layer.new_channel()
            await layer.group_add(pokes.GROUP, channel)
            while True:
                message = await layer.receive(channel)
                self._arrived.put_nowait(pokes.unpacked(message["entries"]))
        async with await psycopg.AsyncConnection.connect(**parameters("hub-listen")) as connection:
            await connection.execute(f"LISTEN {FEED}")
            async for notification in connection.notifies():
                self._arrived.put_nowait(pokes.unpacked(notification.payload))

    async def _send_on(self) -> None:
        """Nothing else sends entries, so a stream's order can't break while a send pauses."""
        while True:
            arrived = await self._arrived.get()
            if isinstance(arrived, dict):
                behind = {stream for stream, seq in arrived.items() if self._lacks(stream, seq)}
            else:
                behind = set()
                for entry in arrived:
                    if not await self._send_if_next(entry):
                        behind.add(entry.stream)
            for stream in behind:
                await self._catch_up(stream)

    async def _send_if_next(self, entry: Entry) -> bool:
        """False if entries before this one are missing."""
        track = self._tracks.get(entry.stream)
        if track is None:
            return True
        if entry.seq <= track.last:  # the comparison of heads was quicker than the poke, which alone knows the trace
            _trace_sending(track, entry, tracing.now())
            return True
        if entry.seq > track.last + 1:
            return False
        await self._fan_out(track, entry)
        return True

    async def _fan_out(self, track: Track, entry: Entry) -> None:
        track.last = entry.seq
        began = tracing.now()
        text = entry.frame()
        frame = framed(text)
        for count, follow in enumerate(list(track.follows), 1):
            if follow.active and follow.after < entry.seq:
                follow.follower.push(text, frame)
            if not count % _SENDS_BEFORE_PAUSE:
                await asyncio.sleep(0)
        _trace_sending(track, entry, began)

    def _lacks(self, stream: str, seq: int) -> bool:
        track = self._tracks.get(stream)
        return track is not None and track.last < seq

    async def _catch_up(self, stream: str) -> None:
        while (track := self._tracks.get(stream)) is not None:
            missing = await self.entries(stream, track.last)
            for entry in missing:
                if not await self._send_if_next(entry):
                    # Some are no longer kept: whoever is that far behind begins anew.
                    track.last = entry.seq - 1
                    await self._send_if_next(entry)
            if len(missing) < feed.PAGE:
                return

    async def _compare(self) -> None:
        """A poke that got lost is found here, in less than a second."""
        while True:
            await asyncio.sleep(_COMPARE_SECONDS)
            before = self.epoch
            await self._read_epoch()
            if before is not None and before != self.epoch:
                for follower in list(self._followers):
                    follower.end(4409)
            if streams := list(self._tracks):
                rows = await self._ask(feed.HEADS, [streams])
                self._arrived.put_nowait({stream: seq for stream, seq, _floor in rows})

    async def _beat(self) -> None:
        while True:
            await asyncio.sleep(_BEAT_SECONDS)
            for count, follower in enumerate(list(self._followers), 1):
                text = heads_frame(follower.positions())
                follower.push(text, framed(text))
                if not count % _SENDS_BEFORE_PAUSE:
                    await asyncio.sleep(0)

    async def _report(self) -> None:
        while True:
            await self._ask(reports.REPORT, reports.values(ProcessReport.Kind.LIVE, {"sockets": len(self._followers)}))
            await asyncio.sleep(reports.REPORT_SECONDS)

    # --- who may stay ---

    async def _check_doors(self) -> None:
        while True:
            await asyncio.sleep(_CHECK_SECONDS)
            followers = {follower: list(follower.positions()) for follower in self._followers}
            visits = [(follower.visitor, streams) for follower, streams in followers.items()]
            for follower, standing in zip(followers, await self.doorkeeper.check(visits), strict=True):
                if standing.session_over:
                    follower.end(4401)
                elif standing.denied:
                    follower.end(4403)

    # --- the database ---

    async def _read_epoch(self) -> None:
        rows = await self._ask(epoch.READ, []) or await self._ask(epoch.DRAW_IF_MISSING, [new_id()])
        self.epoch = rows[0][0]

    async def _ask(self, query: str, values: Sequence[Any] | Mapping[str, Any]) -> list[tuple[Any, ...]]:
        async with self._asking:
            try:
                if self._connection is None:
                    self._connection = await psycopg.AsyncConnection.connect(**parameters("hub"))
                async with self._connection.cursor() as cursor:
                    await cursor.execute(query, values)
                    return await cursor.fetchall()
            except psycopg.OperationalError:
                broken, self._connection = self._connection, None
                if broken is not None:
                    await broken.close()
                raise

    async def _for_ever(self, part: Callable[[], Awaitable[None]]) -> None:
        while True:
            try:
                await part()
            except asyncio.CancelledError:
                raise
            except Exception as error:
                log.warning("hub_starts_anew", part=part.__name__, error=f"{type(error).__name__}: {error}".strip())
                await asyncio.sleep(_RETRY_SECONDS)

    async def shut(self) -> None:
        """This will end the hub's tasks and connections."""
        tasks, self._tasks = self._tasks, []
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        if self._connection is not None:
            await self._connection.close()
            self._connection = None


def _trace_sending(track: Track, entry: Entry, began: int) -> None:
    sockets = len(track.follows)
    tracing.note(f"send {entry.event}", kind="producer", parent=entry.traceparent, began=began, sockets=sockets)


def heads_frame(heads: Mapping[str, int]) -> str:
    """This will return the frame that says where the streams are."""
    return feed.frame({"type": "heads", "heads": dict(heads)})


_hubs: WeakKeyDictionary[asyncio.AbstractEventLoop, Hub] = WeakKeyDictionary()


def hub() -> Hub:
    """This will return the running event loop's hub."""
    loop = asyncio.get_running_loop()
    if loop not in _hubs:
        _hubs[loop] = Hub()
    return _hubs[loop]

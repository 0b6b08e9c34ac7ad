"""Asks, for many sockets at once and off the event loop, whose they are and what they may follow."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from django.db import close_old_connections

from events import streams as policies
from events.gate import Gate

# A longer batch would hold the interpreter while entries wait to be sent.
_AT_ONCE: Final = 200


@dataclass(slots=True, eq=False)
class Visitor:
    """Who is behind a socket: a session when it began with one, and tokens that open streams to guests."""

    session_key: str | None
    person_id: UUID | None = None
    links: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Standing:
    """What the check said."""

    person_id: UUID | None
    session_over: bool
    denied: frozenset[str]


Visit = tuple[Visitor, Sequence[str]]


class Doorkeeper:
    """One query for sessions, one for persons and one for each stream prefix, whatever the number of sockets."""

    def __init__(self) -> None:
        self._gate = Gate()
        # One thread: checks come in turns and never take more than one connection of the pool.
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="doorkeeper")
        self._waiting: list[tuple[Visit, asyncio.Future[Standing]]] = []
        self._working: asyncio.Task[None] | None = None

    async def admit(self, visitor: Visitor, streams: Sequence[str]) -> Standing:
        """This will check one socket, together with others that arrive at the same time."""
        future: asyncio.Future[Standing] = asyncio.get_running_loop().create_future()
        self._waiting.append(((visitor, streams), future))
        if self._working is None or self._working.done():
            self._working = asyncio.create_task(self._work())
        return await future

    async def _work(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting[:_AT_ONCE], self._waiting[_AT_ONCE:]
            try:
                standings = await self.check([visit for visit, _future in batch])
            except Exception as error:
                for _visit, future in batch:
                    if not future.done():
                        future.set_exception(error)
                continue
            for (_visit, future), standing in zip(batch, standings, strict=True):
                if not future.done():
                    future.set_result(standing)

    async def check(self, visits: Sequence[Visit]) -> list[Standing]:
        """This will check the sockets as they are now.

        :raises django.db.Error: if the database can't be asked.
        """
        loop = asyncio.get_running_loop()
        standings: list[Standing] = []
        for start in range(0, len(visits), _AT_ONCE):
            part = visits[start : start + _AT_ONCE]
            standings += await loop.run_in_executor(self._thread, self._check, part)
        return standings

    def _check(self, visits: Sequence[Visit]) -> list[Standing]:
        close_old_connections()
        try:
            people = self._gate.people(visitor.session_key for visitor, _streams in visits if visitor.session_key)
            current = [people.get(visitor.session_key) if visitor.session_key else None for visitor, _streams in visits]
            allowed = policies.readable(
                (person_id, stream)
                for person_id, (_visitor, streams) in zip(current, visits, strict=True)
                for stream in streams
            )
            return [
                Standing(
                    person_id=person_id,
                    session_over=visitor.person_id is not None and visitor.person_id != person_id,
                    denied=frozenset(
                        stream
                        for stream in streams
                        if (person_id, stream) not in allowed and not policies.opened_by_link(stream, visitor.links)
                    ),
                )
                for person_id, (visitor, streams) in zip(current, visits, strict=True)
            ]
        finally:
            close_old_connections()

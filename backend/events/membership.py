"""A member of a consumer group at work: polls, handles, waits out faults, and commits the offset last."""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from typing import Final, Protocol

import structlog
from django.db import DatabaseError, InterfaceError, connection, connections

from events import brokers, consumers, delivery, epoch
from events.brokers import BrokerDown, Going, Source
from events.consumers import LIVE
from events.faults import is_transient
from events.live import FeedWriter
from events.messages import Message
from events.metrics import DELAY
from events.pokes import Poker, poker
from lib import tracing

log = structlog.get_logger(__name__)

_POLL_SECONDS: Final = 0.5
_WORST_BACKOFF_SECONDS: Final = 5.0
_ALARM_SECONDS: Final = 300.0
_REPORT_SECONDS: Final = 5.0
_HEALTHY_SECONDS: Final = 30.0


class Work(Protocol):
    """What a group does with messages; safe to repeat."""

    def do(self, messages: Sequence[Message]) -> None:
        """This will have all effects of the messages, or those of the first few.

        :raises Exception: a transient fault: the same messages are to be tried again.
        """

    def close(self) -> None:
        """This will let go of connections."""


class HandlerWork:
    """Runs an app's handlers, a transaction for each event."""

    def __init__(self, group: str) -> None:
        self._group = group

    def do(self, messages: Sequence[Message]) -> None:
        for message in messages:
            delivery.deliver(self._group, message)

    def close(self) -> None:
        connections.close_all()


class LiveWork:
    """Writes the feed, a transaction for each batch, then pokes the hubs."""

    def __init__(self, way: Poker | None = None) -> None:
        self._writer = FeedWriter()
        self._poker = way or poker()

    def do(self, messages: Sequence[Message]) -> None:
        shown = [message for message in messages if message.streams]
        try:
            self.write(shown)
        except Exception as error:
            if is_transient(error):
                raise
            log.warning("feed_batch_failed", exc_info=error)
            for message in shown:
                self._write_or_park(message)

    def write(self, messages: Sequence[Message]) -> None:
        """This will write the messages in one transaction and poke the hubs.

        :raises Exception: nothing was written.
        """
        began = tracing.now()
        if messages and (entries := self._writer.write(messages)):
            self._poker.tell(entries)
            for name, traceparent in {(entry.event, entry.traceparent) for entry in entries}:
                tracing.note(f"handle {name}", kind="consumer", parent=traceparent, began=began, group=LIVE)

    def _write_or_park(self, message: Message) -> None:
        try:
            self.write([message])
        except Exception as error:
            if is_transient(error):
                raise
            delivery.park(LIVE, message, error)

    def close(self) -> None:
        self._writer.close()
        self._poker.close()


def run(group: str, going: Going, *, slot: int = 0) -> None:
    """This will read and handle the group's events until `going` says no; it outlives every fault around it."""
    work: Work = LiveWork() if group == LIVE else HandlerWork(group)
    backoff = 0.1
    while going():
        source: Source | None = None
        began = time.monotonic()
        try:
            source = brokers.source(group, consumers.heard_by(group), slot=slot)
            _Member(group, source, work, going, slot).run()
        except (BrokerDown, DatabaseError, InterfaceError) as error:
            log.warning("consumer_starts_anew", group=group, error=str(error).strip())
            if time.monotonic() - began > _HEALTHY_SECONDS:
                backoff = 0.1
            time.sleep(backoff)
            backoff = min(backoff * 2, _WORST_BACKOFF_SECONDS)
        finally:
            # The old one must leave, or it holds its partitions until the broker gives it up.
            if source is not None:
                source.close()
    work.close()


class _Member:
    def __init__(self, group: str, source: Source, work: Work, going: Going, slot: int) -> None:
        self._group = group
        self._source = source
        self._work = work
        self._going = going
        self._slot = slot
        self._reported = 0.0

    def run(self) -> None:
        while self._going():
            messages = self._source.poll(_POLL_SECONDS)
            if messages and self._until_done(messages):
                self._source.commit()
                self._measure(messages)
            if time.monotonic() - self._reported > _REPORT_SECONDS:
                self._report()

    def _measure(self, messages: Sequence[Message]) -> None:
        now = datetime.now(UTC)
        for message in messages:
            DELAY.labels(self._group).observe((now - message.recorded_at).total_seconds())

    def _do(self, messages: Sequence[Message]) -> None:
        if self._source.outlives_database:
            now = epoch.current()
            current = [message for message in messages if message.epoch == now]
            if len(current) < len(messages):
                log.warning("dropped_of_other_epoch", group=self._group, count=len(messages) - len(current))
            messages = current
        self._work.do(messages)

    def _until_done(self, messages: Sequence[Message]) -> bool:
        """Repeat until it works, without limit; False if the process is to stop first."""
        backoff, since, alarmed = 0.05, time.monotonic(), False
        while self._going():
            try:
                self._do(messages)
            except Exception as error:
                if not is_transient(error):
                    raise
                waited = time.monotonic() - since
                log.warning(
                    "waiting_out_a_fault", group=self._group, seconds=round(waited, 1), error=str(error).strip()
                )
                if waited > _ALARM_SECONDS and not alarmed:
                    alarmed = True
                    log.exception("consumer_stuck", group=self._group, seconds=round(waited))
                with suppress(Exception):
                    connection.close()
                self._source.rest(backoff)
                backoff = min(backoff * 2, _WORST_BACKOFF_SECONDS)
            else:
                return True
        return False

    def _report(self) -> None:
        self._reported = time.monotonic()
        with connection.cursor() as cursor:
            cursor.execute(
                """
                INSERT INTO events_consumeroffset ("group", member, position, lag, seen_at)
                VALUES (%s, %s, 0, %s, clock_timestamp())
                ON CONFLICT ("group", member) DO UPDATE SET lag = EXCLUDED.lag, seen_at = EXCLUDED.seen_at
                """,
                [self._group, self._source_name(), self._source.lag()],
            )

    def _source_name(self) -> str:
        return str(self._slot) if self._slot else ""

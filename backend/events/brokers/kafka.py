"""Apache Kafka through kafka-python: one topic for each app, twelve partitions for good, key = aggregate id."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import Any, Final
from uuid import UUID

import psycopg
import structlog
from django.conf import settings
from kafka import KafkaAdminClient, KafkaConsumer, KafkaProducer, OffsetAndMetadata, TopicPartition
from kafka.errors import (
    CommitFailedError,
    IllegalGenerationError,
    KafkaError,
    RebalanceInProgressError,
    RetriableError,
    UnknownMemberIdError,
)

from events import epoch
from events.brokers import BrokerDown
from events.brokers.cloudevent import NotOurs, packed, unpacked
from events.consumers import LIVE
from events.messages import COLUMNS, Message, from_row
from lib import tracing
from lib.ids import new_id

log = structlog.get_logger(__name__)

PARTITIONS: Final = 12
_MOST_RECORDS: Final = 100
_SEND_SECONDS: Final = 20
# By default a client waits up to 30 s between two tries to connect: every outage would last as long.
_RECONNECT: Final = {"reconnect_backoff_ms": 50, "reconnect_backoff_max_ms": 1000}
# The group heals a moment after such a failure, and what was not committed comes again.
_PASSING: Final = (
    RetriableError,
    CommitFailedError,
    IllegalGenerationError,
    RebalanceInProgressError,
    UnknownMemberIdError,
)

_DUE: Final = f"""
    SELECT number, {COLUMNS} FROM events_outboxevent WHERE published_at IS NULL ORDER BY number LIMIT %s
"""  # noqa: S608  a constant of ours
_MARK: Final = "UPDATE events_outboxevent SET published_at = clock_timestamp() WHERE number = ANY(%s)"


def topic_of(app: str) -> str:
    """This will return the topic that carries an app's events."""
    return f"minga.{app}"


def _servers() -> list[str]:
    return [server.strip() for server in settings.KAFKA_BOOTSTRAP_SERVERS.split(",")]


class KafkaPublisher:
    """Sends rows and marks those that all replicas acknowledged."""

    def __init__(self) -> None:
        self._producer: KafkaProducer | None = None

    def publish(self, connection: psycopg.Connection[Any], limit: int) -> int:
        rows = connection.execute(_DUE, [limit]).fetchall()
        if not rows:
            return 0
        current = _epoch(connection)
        due = [(row[0], from_row(row[1:], current)) for row in rows]
        acknowledged: list[int] = []
        try:
            for wave in waves(due):
                self._send(wave, acknowledged)
        except (KafkaError, OSError) as error:
            if not acknowledged:
                raise BrokerDown(f"{type(error).__name__}: {error}") from error
            log.warning("broker_took_a_part", sent=len(acknowledged), of=len(due), error=type(error).__name__)
            self.close()
        finally:
            if acknowledged:
                connection.execute(_MARK, [acknowledged])
        return len(acknowledged)

    def _send(self, wave: Sequence[tuple[int, Message]], acknowledged: list[int]) -> None:
        if self._producer is None:
            self._producer = KafkaProducer(
                bootstrap_servers=_servers(),
                client_id="minga-relay",
                acks="all",
                enable_idempotence=True,
                allow_auto_create_topics=False,
                max_block_ms=5_000,
                request_timeout_ms=5_000,
                delivery_timeout_ms=_SEND_SECONDS * 1000,
                bootstrap_timeout_ms=5_000,
                metrics_enabled=False,
                **_RECONNECT,
            )
        began = tracing.now()
        futures = []
        for number, message in wave:
            key, value, headers = packed(message)
            topic = topic_of(message.name.split(".")[0])
            futures.append((number, message, self._producer.send(topic, key=key, value=value, headers=headers)))
        failed: Exception | None = None
        for number, message, future in futures:
            try:
                future.get(_SEND_SECONDS + 5)
            except KafkaError as error:
                failed = failed or error
            else:
                acknowledged.append(number)
                tracing.note(f"publish {message.name}", kind="producer", parent=message.traceparent, began=began)
        if failed is not None:
            raise failed

    def close(self) -> None:
        producer, self._producer = self._producer, None
        if producer is not None:
            with suppress(Exception):
                producer.close(timeout=0)


def waves(due: Iterable[tuple[int, Message]]) -> list[list[tuple[int, Message]]]:
    """This will divide rows so that each wave has a key once, in order: an event is only sent after the one before it
    of the same key was acknowledged. Within one producer's flow a batch may fail and the next one still arrive.
    """
    found: list[list[tuple[int, Message]]] = []
    seen: dict[UUID, int] = {}
    for number, message in due:
        nth = seen.get(message.key, 0)
        seen[message.key] = nth + 1
        if nth == len(found):
            found.append([])
        found[nth].append((number, message))
    return found


def _epoch(connection: psycopg.Connection[Any]) -> UUID:
    row = connection.execute(epoch.READ).fetchone() or connection.execute(epoch.DRAW_IF_MISSING, [new_id()]).fetchone()
    assert row is not None
    return row[0]


class KafkaSource:
    """A member of a consumer group. Offsets are committed by hand, after the effects."""

    outlives_database = True

    def __init__(self, group: str, names: frozenset[str], *, slot: int) -> None:
        self._group = group
        self._names = names
        self._in_hand: dict[TopicPartition, int] = {}
        self._waiting: list[Any] = []
        topics = sorted({topic_of(name.split(".")[0]) for name in names})
        try:
            self._consumer = KafkaConsumer(
                *topics,
                bootstrap_servers=_servers(),
                client_id=f"minga-{group}",
                group_id=f"minga.{group}",
                # A member that comes back within the session takes its partitions up again, without a rebalance.
                group_instance_id=f"{group}-{socket.gethostname()}-{slot}",
                session_timeout_ms=6_000,
                heartbeat_interval_ms=2_000,
                enable_auto_commit=False,
                auto_offset_reset="earliest",
                allow_auto_create_topics=False,
                max_poll_records=_MOST_RECORDS,
                # A topic that was made after the start is found within this time.
                metadata_max_age_ms=30_000,
                request_timeout_ms=10_000,
                bootstrap_timeout_ms=5_000,
                metrics_enabled=False,
                **_RECONNECT,
            )
        except (KafkaError, OSError) as error:
            raise BrokerDown(f"{type(error).__name__}: {error}") from error

    def poll(self, seconds: float) -> Sequence[Message]:
        try:
            if paused := self._consumer.paused():
                self._consumer.resume(*paused)
            records, self._waiting = self._waiting, []
            records = records or self._fetch(seconds)
        except (KafkaError, OSError) as error:
            raise BrokerDown(f"{type(error).__name__}: {error}") from error
        messages = []
        for record in records:
            self._in_hand[TopicPartition(record.topic, record.partition)] = record.offset + 1
            try:
                message = unpacked(record.value, record.headers)
            except NotOurs as reason:
                log.error("foreign_message", topic=record.topic, offset=record.offset, reason=str(reason))  # noqa: TRY400
                continue
            # The feed shows also what a newer release tells and this one doesn't know.
            if message.name in self._names or self._group == LIVE:
                messages.append(message)
        if self._in_hand and not messages:
            self.commit()
        return messages

    def _fetch(self, seconds: float) -> list[Any]:
        fetched = self._consumer.poll(timeout_ms=int(seconds * 1000), max_records=_MOST_RECORDS)
        return [record for records in fetched.values() for record in records]

    def commit(self) -> None:
        offsets = {partition: OffsetAndMetadata(offset, "", -1) for partition, offset in self._in_hand.items()}
        self._in_hand = {}
        try:
            self._consumer.commit(offsets, timeout_ms=5_000)
        except _PASSING as error:
            log.info("commit_comes_later", group=self._group, error=type(error).__name__)
        except (KafkaError, OSError) as error:
            raise BrokerDown(f"{type(error).__name__}: {error}") from error

    def rest(self, seconds: float) -> None:
        deadline = time.monotonic() + seconds
        try:
            # Who stops polling for five minutes is expelled; a rebalance in between may bring new partitions.
            while (left := deadline - time.monotonic()) > 0:
                self._consumer.pause(*self._consumer.assignment())
                self._waiting += self._fetch(min(left, 0.5))
        except (KafkaError, OSError) as error:
            raise BrokerDown(f"{type(error).__name__}: {error}") from error

    def lag(self) -> int:
        total = 0
        for partition in self._consumer.assignment():
            with suppress(KafkaError, OSError):
                end = self._consumer.highwater(partition)
                position = self._consumer.position(partition, timeout_ms=1_000)
                if end is not None and position is not None:
                    total += max(0, end - position)
        return total

    def close(self) -> None:
        with suppress(Exception):
            self._consumer.close(autocommit=False, timeout_ms=2_000)


def make_topics(apps: Iterable[str], *, replication: int) -> list[str]:
    """This will make the topics that are missing and return their names.

    :raises BrokerDown: if Kafka can't be reached or refuses.
    :raises ValueError: if a topic has another number of partitions: keys would change theirs, and lose their order.
    """
    try:
        admin = KafkaAdminClient(bootstrap_servers=_servers(), **_RECONNECT)
    except (KafkaError, OSError) as error:
        raise BrokerDown(f"{type(error).__name__}: {error}") from error
    try:
        wanted = {topic_of(app) for app in apps}
        there = {topic["name"]: topic for topic in admin.describe_topics()}
        for name in sorted(wanted & set(there)):
            if (found := len(there[name]["partitions"])) != PARTITIONS:
                raise ValueError(f"{name} has {found} partitions and must have {PARTITIONS}")
        missing = sorted(wanted - set(there))
        if missing:
            shape = {"num_partitions": PARTITIONS, "replication_factor": replication}
            admin.create_topics({name: dict(shape) for name in missing}, wait_for_metadata=True)
        return missing
    except (KafkaError, OSError) as error:
        raise BrokerDown(f"{type(error).__name__}: {error}") from error
    finally:
        admin.close()

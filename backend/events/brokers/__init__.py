"""What carries events from the outbox to the consumer groups: Kafka where it is configured, else PostgreSQL itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol

import psycopg
from django.conf import settings

from events.messages import Message

# True as long as the process should go on.
Going = Callable[[], bool]


class BrokerDown(Exception):
    """The broker can't be reached or refused; nothing is lost, close and try again."""


class Publisher(Protocol):
    """The relay's side."""

    def publish(self, connection: psycopg.Connection[Any], limit: int) -> int:
        """This will publish up to `limit` unpublished rows in the order of their numbers and mark the prefix that
        the broker acknowledged; `connection` holds the leader's lock. Returns how many.

        :raises BrokerDown: if the broker took none.
        """

    def close(self) -> None:
        """This will give up what is still on its way."""


class Source(Protocol):
    """A consumer group's side: one member."""

    # Whether a message can come from another life of the database, so that its epoch must be looked at.
    outlives_database: bool

    def poll(self, seconds: float) -> Sequence[Message]:
        """This will return the next messages in order, waiting up to `seconds` for the first.

        :raises BrokerDown: close this source and make a new one; what was not committed comes again.
        """

    def commit(self) -> None:
        """This will say that everything polled so far is dealt with.

        :raises BrokerDown: as above; the messages come again and their inbox rows stop them.
        """

    def rest(self, seconds: float) -> None:
        """This will wait before a retry without losing the membership or what was polled."""

    def lag(self) -> int:
        """This will return how many messages the group, or this member's share of it, has still to read."""

    def close(self) -> None:
        """This will leave the group, so that another member can take over at once."""


def publisher() -> Publisher:
    """This will return the configured broker's publishing side."""
    if settings.KAFKA_BOOTSTRAP_SERVERS:
        from events.brokers.kafka import KafkaPublisher  # noqa: PLC0415  loaded only where Kafka is used

        return KafkaPublisher()
    from events.brokers.embedded import EmbeddedPublisher  # noqa: PLC0415

    return EmbeddedPublisher()


def source(group: str, names: frozenset[str], *, slot: int = 0) -> Source:
    """This will return a member of `group` that reads the events called `names`; `slot` tells members apart."""
    if settings.KAFKA_BOOTSTRAP_SERVERS:
        from events.brokers.kafka import KafkaSource  # noqa: PLC0415

        return KafkaSource(group, names, slot=slot)
    from events.brokers.embedded import EmbeddedSource  # noqa: PLC0415

    return EmbeddedSource(group, names)

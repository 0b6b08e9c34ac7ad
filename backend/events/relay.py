"""Takes events from the outbox to the broker. Any number of relays may run; one leads, the others wait."""

from __future__ import annotations

import time
from typing import Any, Final

import psycopg
import structlog

from events import brokers
from events.brokers import BrokerDown, Going, Publisher
from events.connections import dedicated
from events.notifier import OUTBOX

log = structlog.get_logger(__name__)

LEADER: Final = 0x6D696E6761  # "minga"
_BATCH: Final = 500
_LOOK_SECONDS: Final = 0.25
_STANDBY_SECONDS: Final = 0.5
_WORST_BACKOFF_SECONDS: Final = 2.0


def run(going: Going) -> None:
    """This will publish until `going` says no; it outlives every fault of the database and the broker."""
    backoff = 0.1
    while going():
        try:
            with dedicated("relay") as connection:
                backoff = 0.1
                _stand_by_or_lead(connection, going)
        except psycopg.Error as error:
            log.warning("relay_lost_database", error=str(error).strip())
            time.sleep(backoff)
            backoff = min(backoff * 2, _WORST_BACKOFF_SECONDS)


def _stand_by_or_lead(connection: psycopg.Connection[Any], going: Going) -> None:
    # Marks that are lost with the machine are set again: Kafka then carries an event twice, and the inbox stops it; on
    # the embedded broker no effect of a row can be on disk before its mark, since the log is written in order.
    connection.execute("SET synchronous_commit = off")
    connection.execute(f"LISTEN {OUTBOX}")
    # The lock belongs to the session: it goes when this connection does, and the marks can only be set through it.
    while going() and not _is_leader(connection):
        time.sleep(_STANDBY_SECONDS)
    if not going():
        return
    log.info("relay_leads")
    publisher = brokers.publisher()
    try:
        _lead(connection, publisher, going)
    finally:
        publisher.close()


def _is_leader(connection: psycopg.Connection[Any]) -> bool:
    row = connection.execute("SELECT pg_try_advisory_lock(%s)", [LEADER]).fetchone()
    return bool(row and row[0])


def _lead(connection: psycopg.Connection[Any], publisher: Publisher, going: Going) -> None:
    backoff = 0.1
    while going():
        try:
            done = publisher.publish(connection, _BATCH)
        except BrokerDown as error:
            log.warning("broker_down", error=str(error))
            publisher.close()
            time.sleep(backoff)
            backoff = min(backoff * 2, _WORST_BACKOFF_SECONDS)
            continue
        backoff = 0.1
        if done < _BATCH:
            for _ in connection.notifies(timeout=_LOOK_SECONDS, stop_after=1):
                pass

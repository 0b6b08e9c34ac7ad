"""What carries events and entries: CloudEvents, waves of one event for each key, pokes of bounded size, faults."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import psycopg
import pytest
from django.db import IntegrityError, OperationalError

from events import pokes
from events.brokers.cloudevent import NotOurs, packed, unpacked
from events.brokers.kafka import waves
from events.faults import is_transient
from events.live import Entry
from events.messages import Message
from lib.errors import Busy
from lib.ids import new_id

MESSAGE = Message(
    event_id=new_id(),
    name="orders.order_paid",
    version=2,
    key=new_id(),
    data='{"total_clp": 15990, "note": "ñ \\u202e"}',
    streams=("catalog", f"order:{new_id()}"),
    request_id="0f3c2a",
    recorded_at=datetime(2026, 11, 22, 3, 4, 5, 678901, tzinfo=UTC),
    epoch=new_id(),
)


@pytest.mark.parametrize("message", [MESSAGE, replace(MESSAGE, streams=(), request_id="")])
def test_a_message_survives_kafka(message: Message) -> None:
    key, value, headers = packed(message)
    assert key == str(message.key).encode()
    assert dict(headers)["ce_specversion"] == b"1.0"
    assert dict(headers)["ce_type"] == b"orders.order_paid"
    assert dict(headers)["content-type"] == b"application/json"
    assert unpacked(value, headers) == message


@pytest.mark.parametrize(
    ("value", "headers"),
    [
        (None, []),
        (b"{}", []),
        (b"\xff", [("ce_id", b"x")]),
        (b"{}", [("ce_id", b"1"), ("ce_type", b"a"), ("ce_source", b"s"), ("ce_specversion", b"1.0")]),
        (b"{}", [("ce_id", b"\xff"), ("ce_type", b"a"), ("ce_source", b"s"), ("ce_specversion", b"1.0")]),
    ],
)
def test_what_is_not_ours_is_known(value: bytes | None, headers: list[tuple[str, bytes]]) -> None:
    with pytest.raises(NotOurs):
        unpacked(value, headers)


def test_a_wave_has_each_key_once_and_keeps_their_order() -> None:
    one, two, three = (replace(MESSAGE, key=new_id()) for _ in range(3))
    due = list(enumerate([one, two, one, one, three, two]))
    found = waves(due)
    assert [[number for number, _message in wave] for wave in found] == [[0, 1, 4], [2, 5], [3]]
    assert waves([]) == []


def test_pokes_fit_into_a_notification_and_keep_their_order() -> None:
    entries = [
        Entry(f"association:{new_id()}", n, "orders.order_paid", new_id(), datetime.now(UTC)) for n in range(300)
    ]
    texts = list(pokes.packed(entries))
    assert len(texts) > 5
    assert all(len(text.encode()) < 8000 for text in texts)
    assert [entry for text in texts for entry in pokes.unpacked(text)] == entries
    assert list(pokes.packed([])) == []


def _raised_by(error: psycopg.Error) -> OperationalError:
    outer = OperationalError()
    outer.__cause__ = error
    return outer


@pytest.mark.parametrize(
    ("error", "passes"),
    [
        (_raised_by(psycopg.errors.SerializationFailure()), True),
        (_raised_by(psycopg.errors.DeadlockDetected()), True),
        (_raised_by(psycopg.errors.LockNotAvailable()), True),
        (_raised_by(psycopg.errors.QueryCanceled()), True),
        (_raised_by(psycopg.errors.AdminShutdown()), True),
        (_raised_by(psycopg.errors.DiskFull()), True),
        (_raised_by(psycopg.OperationalError()), True),
        (ConnectionResetError(), True),
        (TimeoutError(), True),
        (Busy(), True),
        (IntegrityError(), False),
        (psycopg.errors.UniqueViolation(), False),
        (ValueError(), False),
        (KeyError("x"), False),
    ],
)
def test_which_faults_pass_by_themselves(error: Exception, passes: bool) -> None:
    assert is_transient(error) is passes

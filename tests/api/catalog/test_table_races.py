"""A table that is written while the same table, or a lot by hand, is written too: nothing is there twice.

The tests without the lock must see the race lost.
"""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event
from typing import Any

import pytest
from django.db import connection, connections, transaction
from django.utils import timezone

from catalog.models import ImportedLine, Lot
from catalog.services import imports, lots
from catalog.services.imports import Imported, SheetChangesElse, import_table, preview_table
from coops.models import Producer
from events.models import OutboxEvent
from tests.api.coops.test_constitution_race import PATIENCE, at_once, meeting_after
from tests.flows.spine_stand import wait_until
from tests.support.people import actor, person, producer

pytestmark = pytest.mark.django_db(transaction=True)

TABLE = (
    "producto;clase;cantidad;hecho el\n"
    + "".join(f"Queso {line % 3};queso;{line + 1};{timezone.localdate()}\n" for line in range(12))
).encode()
HEAD, FIRST = TABLE.split(b"\n")[:2]


@pytest.fixture
def maker() -> Producer:
    return producer(person())


def write(maker: Producer, sent: bytes, plan: str) -> Imported:
    """This will write a table; on a loaded machine whoever waits for a lock may wait long."""
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = '60s'")
    by = actor(maker.mandates.get().person)
    return import_table(actor=by, producer_id=maker.pk, sent=sent, fingerprint=plan)


def twice(maker: Producer, patience: float) -> list[Any]:
    """This will write the same table twice at the same moment, both after they have looked at what is there."""
    plan = preview_table(producer_id=maker.pk, sent=TABLE).fingerprint
    with meeting_after(imports, "preview_table", patience):
        return at_once(lambda: write(maker, TABLE, plan), lambda: write(maker, TABLE, plan))


def test_the_same_table_twice_at_once_is_written_once_and_answered_twice(maker: Producer):
    results = twice(maker, PATIENCE["with lock"])
    assert sorted((one.made, one.same) for one in results) == [(0, 12), (12, 0)], results
    assert (Lot.objects.count(), ImportedLine.objects.count()) == (12, 12)
    assert OutboxEvent.objects.filter(name="catalog.lot_created").count() == 12


def test_without_the_lock_the_database_refuses_the_second(maker: Producer, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(imports, "one_table_at_a_time", lambda _producer_id: None)
    monkeypatch.setattr(lots, "_wait_for_tables", lambda _producer_id: None)
    results = twice(maker, PATIENCE["without"])
    refused = [one for one in results if isinstance(one, SheetChangesElse)]
    assert (len(refused), Lot.objects.count(), ImportedLine.objects.count()) == (1, 12, 12), results


def by_hand_meanwhile(maker: Producer) -> Future[Imported]:
    """This will write a line of the table by hand, and the table before that is kept."""
    by = actor(maker.mandates.get().person)
    sent = HEAD + b"\n" + FIRST + b"\n"
    plan = preview_table(producer_id=maker.pk, sent=sent).fingerprint
    written, kept = Event(), Event()

    def hand() -> None:
        try:
            with transaction.atomic():
                lots.create_lot(
                    actor=by, producer_id=maker.pk, product_name="Queso 0", category="cheese", units=1,
                    made_on=timezone.localdate(),
                )  # fmt: skip
                written.set()
                assert kept.wait(60)
        finally:
            connections.close_all()

    def table() -> Imported:
        try:
            return write(maker, sent, plan)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(hand)
        assert written.wait(60)
        second = pool.submit(table)
        try:
            wait_until(lambda: second.done() or waits_for_somebody(), 60, "the table")
        finally:
            kept.set()
        first.result()
    return second


def waits_for_somebody() -> bool:
    """Whether a statement waits for a lock."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock')"
        )
        return bool(cursor.fetchone()[0])


def test_what_is_written_by_hand_meanwhile_is_seen(maker: Producer):
    done = by_hand_meanwhile(maker).result()
    assert (done.made, done.same, Lot.objects.count()) == (0, 1, 1)


def test_without_the_lock_it_is_written_beside_it(maker: Producer, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(lots, "_wait_for_tables", lambda _producer_id: None)
    assert by_hand_meanwhile(maker).result().made == 1
    assert Lot.objects.count() == 2

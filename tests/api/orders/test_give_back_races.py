"""Goods whose money goes back while others move the same orders and lots. Each race has a negative control: it is lost without."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from inspect import unwrap
from threading import Event, current_thread
from time import monotonic, sleep
from typing import Any
from uuid import UUID

import pytest
from django.db import OperationalError, connection, connections, transaction

from catalog import services as catalog
from catalog.models import Contribution, Cover, Lot
from catalog.services import lot_book
from lib.actor import Actor
from orders import services as orders
from orders.models import Order, OrderGroup, OrderLine
from orders.services import reviews, shortages
from tests.api.orders.test_shortages import bought, refunds
from tests.support import names, people, trade
from tests.support.events import handled

pytestmark = pytest.mark.django_db(transaction=True)
__all__ = ["refunds"]
PATIENCE = 120.0


def wait_until(true: Callable[[], bool]) -> None:
    ends = monotonic() + PATIENCE
    while not true():
        assert monotonic() < ends
        sleep(0.02)


def somebody_waits() -> bool:
    """Whether a statement waits for a lock."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock')"
        )
        return bool(cursor.fetchone()[0])


@pytest.fixture
def other() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(1) as executor:
        yield executor


def ended(work: Callable[[], Any]) -> Callable[[], Any]:
    """What a thread does, with what it ended by."""

    def done() -> Any:
        try:
            return work()
        except Exception as error:
            return error
        finally:
            connections.close_all()

    return done


def partly_revoked() -> tuple[trade.Pool, OrderGroup, Cover]:
    """A paid order of eight from two lots, one of which has lost its certificate; nobody has looked at the order yet."""
    pool, seal_id, granted = names.sealed_pool((10,))
    lot = trade.lot(pool.members[0], 10)
    trade.contribute(pool.offer, pool.members[0], 10, of=lot)
    catalog.grant_units(cover_id=names.cover(pool.cast, seal_id).pk, lot_id=lot.pk, units=10)
    group = bought(pool, 8)
    catalog.block_cover(cover_id=granted.pk, reason="revoked")
    handled("orders")
    return pool, group, granted


def hands_over_while_it_goes_back(
    pool: trade.Pool, group: OrderGroup, other: ThreadPoolExecutor, monkeypatch: pytest.MonkeyPatch
) -> Any:
    """This will have the order handed over after its units were given back and before that is committed."""
    order, give_back = group.orders.get(), catalog.give_back
    ends: list[Any] = []

    def hand_over() -> Order:
        return orders.take_handover_step(
            actor=people.actor(pool.cast.administrator.person), association_id=order.association_id, order_id=order.pk,
            step="handed_over",
        )  # fmt: skip

    def and_then(*args: Any, **how: Any) -> None:
        give_back(*args, **how)
        ends.append(other.submit(ended(hand_over)))
        wait_until(lambda: ends[0].done() or somebody_waits())

    monkeypatch.setattr(catalog, "give_back", and_then)
    assert orders.review_goods(10) == 1
    return ends[0].result(PATIENCE)


def sent(pool: trade.Pool) -> int:
    return sum(Lot.objects.filter(contributions__offer=pool.offer).values_list("dispatched", flat=True))


def test_who_hands_over_at_the_same_time_sends_nothing_that_goes_back(
    other: ThreadPoolExecutor, monkeypatch: pytest.MonkeyPatch
):
    pool, group, _cover = partly_revoked()
    end = hands_over_while_it_goes_back(pool, group, other, monkeypatch)
    assert isinstance(end, Order), end
    line = OrderLine.objects.get()
    assert 0 < line.short < 8
    assert sent(pool) == 8 - line.short
    trade.check_adds_up(pool.offer)
    names.check_covered()


def test_without_the_lock_of_the_orders_it_is_sent_and_paid_back(
    other: ThreadPoolExecutor, monkeypatch: pytest.MonkeyPatch
):
    """The negative control: what goes back was read before, and is let out once its certificate is out of use."""
    monkeypatch.setattr(shortages, "_lock", lambda _groups: None)
    pool, group, _cover = partly_revoked()
    end = hands_over_while_it_goes_back(pool, group, other, monkeypatch)
    assert isinstance(end, Order), end
    assert sent(pool) == 8
    assert OrderLine.objects.get().short > 0


def one_by_one(undone: Iterable[catalog.Undone], *, cover_id: UUID, reason: str) -> None:
    """How it was done before: each part locks its offer and its lot when its turn comes."""
    for part in sorted(undone, key=lambda part: part.lot_id, reverse=True):
        catalog.take_back(
            actor=Actor.system(), contribution_id=part.contribution_id, units=part.units, sale=part.sale, to_stock=True,
            dispatched=False, reason=reason, amount_clp=part.amount_clp, cover_id=cover_id,
        )  # fmt: skip


def meets_who_locks_the_lots(other: ThreadPoolExecutor, monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """This will have an order given back whose lots came into the offer against the order of their ids, while somebody
    locks the same lots by id (as everybody does who sends, counts or writes off); returns how both ended.
    """
    pool, _seal, granted = names.sealed_pool((1,))
    lots = sorted(trade.lot(pool.members[0], 10).pk for _ in range(2))
    for lot_id in reversed(lots):
        trade.contribute(pool.offer, pool.members[0], 10, of=Lot.objects.get(pk=lot_id))
        catalog.grant_units(cover_id=granted.pk, lot_id=lot_id, units=10)
    bought(pool, 21)
    catalog.block_cover(cover_id=granted.pk, reason="revoked")
    handled("orders")
    lock, has_one, here, ends = lot_book.lock_lots, Event(), current_thread(), []

    def both() -> str:
        # On a loaded machine she may wait long, and nobody tries again for her.
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '60s'")
        with transaction.atomic():
            lock(lots[:1])
            has_one.set()
            lock(lots[1:])
        return "locked"

    def watched(lot_ids: Iterable[UUID]) -> dict[UUID, Lot]:
        wanted = set(lot_ids)
        locked = lock(wanted)
        if current_thread() is here and lots[1] in wanted and not ends:
            ends.append(other.submit(ended(both)))
            # She waits for the younger lot, having the older one; or for the older one, having none.
            wait_until(lambda: ends[0].done() or somebody_waits())
        return locked

    monkeypatch.setattr(lot_book, "lock_lots", watched)
    # Once: who loses the race is not tried again here.
    mine = ended(lambda: unwrap(reviews._review_next)(1))()
    return [mine, ends[0].result(PATIENCE)]


def lost(end: Any) -> bool:
    return isinstance(end, OperationalError) and getattr(end.__cause__, "sqlstate", None) == "40P01"


def test_who_gives_back_locks_the_lots_as_everybody_does(other: ThreadPoolExecutor, monkeypatch: pytest.MonkeyPatch):
    ends = meets_who_locks_the_lots(other, monkeypatch)
    assert ends == [1, "locked"]
    assert Contribution.objects.filter(allocated__gt=0).count() == 0
    names.check_covered()


def test_one_part_after_the_other_they_wait_for_each_other(other: ThreadPoolExecutor, monkeypatch: pytest.MonkeyPatch):
    """The negative control: the order that there was before ends in a deadlock."""
    monkeypatch.setattr(catalog, "give_back", one_by_one)
    ends = meets_who_locks_the_lots(other, monkeypatch)
    assert any(lost(end) for end in ends), ends

"""Two of the board who note one return at the same moment: it counts once, and the other is told."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier, BrokenBarrierError
from typing import Any

import pytest
from django.db import connections

from orders import services as orders
from orders.models import Order, OrderGroup, OrderLine, Return
from orders.services import returning
from tests.api.orders.test_handover import mark
from tests.api.orders.test_shortages import bought
from tests.support import people, trade
from tests.support.people import client_for

pytestmark = pytest.mark.django_db(transaction=True)
# Under the lock the second can't come as far as the first while it is there, and the first goes on after this.
SECONDS = {"with lock": 0.1, "without": 30.0}


def at_once(pool: trade.Pool, seconds: float, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """This will note one unit of a line twice; both meet after reading it and before writing, where they can."""
    # Two units of each lot at least: only the lock keeps the second from counting.
    order = bought(pool, 10).orders.get()
    assert mark(client_for(pool.cast.administrator.person), order, "handed_over").status_code == 201
    line = order.lines.get()
    meeting = Barrier(2)
    parts = returning._parts

    def met(*asked: Any) -> Any:
        with suppress(BrokenBarrierError):
            meeting.wait(seconds)
        return parts(*asked)

    monkeypatch.setattr(returning, "_parts", met)

    def note(_number: int) -> str:
        try:
            orders.note_return(
                actor=people.actor(pool.cast.administrator.person), association_id=order.association_id,
                order_id=order.pk, line_id=line.pk, good=1, lost=0, before=0, refund=False,
            )  # fmt: skip
        except Exception as error:
            return type(error).__name__
        else:
            return "noted"
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as both:
        return sorted(both.map(note, range(2)))


def test_it_counts_once_and_the_other_is_told(monkeypatch: pytest.MonkeyPatch):
    pool = trade.pool()
    assert at_once(pool, SECONDS["with lock"], monkeypatch) == ["ReturnsChanged", "noted"]
    assert (Return.objects.count(), OrderLine.objects.get().returned) == (1, 1)
    trade.check_adds_up(pool.offer)


def test_without_the_lock_the_same_return_counts_twice(monkeypatch: pytest.MonkeyPatch):
    """The negative control."""

    def unlocked(_association: Any, order_id: Any, line_id: Any) -> tuple[OrderGroup, OrderLine]:
        return Order.objects.select_related("group").get(pk=order_id).group, OrderLine.objects.get(pk=line_id)

    monkeypatch.setattr(returning, "_lock", unlocked)
    assert at_once(trade.pool(), SECONDS["without"], monkeypatch) == ["noted", "noted"]
    assert OrderLine.objects.get().returned == 2

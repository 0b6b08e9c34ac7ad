"""Two of the board who mark one order at the same moment: it is marked once, and the other is told that it is."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier, BrokenBarrierError
from typing import Any

import pytest
from django.db import IntegrityError, connections

from accounts.models import OutgoingMail
from events.models import OutboxEvent
from orders import services as orders
from orders.models import HandoverStep, Order
from orders.services import handover
from tests.api.orders.test_handover import bought
from tests.support import people, trade

pytestmark = pytest.mark.django_db(transaction=True)
# Under the lock the second can't come as far as the first while it is there, and the first goes on after this.
SECONDS = {"with lock": 0.1, "without": 60.0}


def at_once(order: Order, person: Any, seconds: float, monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """This will mark the order as ready twice; both meet after reading it and before writing, where they can."""
    meeting = Barrier(2)
    said = handover.next_steps

    def met(one: Order) -> Any:
        with suppress(BrokenBarrierError):
            meeting.wait(seconds)
        return said(one)

    monkeypatch.setattr(handover, "next_steps", met)

    def mark(_number: int) -> Any:
        try:
            return orders.take_handover_step(
                actor=people.actor(person), association_id=order.association_id, order_id=order.pk, step="ready"
            )
        except Exception as error:
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as both:
        return list(both.map(mark, range(2)))


def test_it_is_marked_once_and_the_other_is_told(monkeypatch: pytest.MonkeyPatch):
    pool = trade.pool()
    order = bought(pool)
    OutgoingMail.objects.all().delete()
    ends = at_once(order, pool.cast.administrator.person, SECONDS["with lock"], monkeypatch)
    assert sorted(type(end).__name__ for end in ends) == ["Order", "OrderAlreadyMarked"]
    assert (HandoverStep.objects.count(), OutgoingMail.objects.count()) == (1, 1)
    assert OutboxEvent.objects.filter(name="orders.handover_step_taken").count() == 1


def test_without_the_lock_the_second_breaks(monkeypatch: pytest.MonkeyPatch):
    """The negative control: the database still keeps it to one step, but nobody is told anything sensible."""
    monkeypatch.setattr(handover, "_locked", lambda _association, pk: Order.objects.select_related("group").get(pk=pk))
    pool = trade.pool()
    ends = at_once(bought(pool), pool.cast.administrator.person, SECONDS["without"], monkeypatch)
    assert any(isinstance(end, IntegrityError) for end in ends)
    assert HandoverStep.objects.count() == 1

"""160 carts want 100 units, 32 at a time, over HTTP, to the payment: exactly 100 are sold, and nobody meets a 5xx.

OVERSELL_RUNS=20 repeats it as often as a release wants it.
"""

from __future__ import annotations

import os
import random
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from threading import BoundedSemaphore
from uuid import UUID, uuid4

import httpx
import pytest
from django.db import OperationalError, connection

from catalog.models import Hold, Offer
from events.faults import is_transient
from infra.stripe_mock.child import running
from orders import services as orders
from orders.models import Allocation, OrderGroup
from tests.support import trade
from tests.support.people import constituted_association
from tests.support.wsgi import serving

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(3600)]

RUNS = int(os.environ.get("OVERSELL_RUNS", "2"))
CARTS, UNITS, AT_A_TIME = 160, 100, 32
BUYER = {"name": "Camila Soto", "email": "camila@example.cl", "delivery": "pickup", "locale": "es"}

# Consumers are few and by themselves; here they share a process with 32 buyers.
_paying = BoundedSemaphore(2)


@dataclass(frozen=True, slots=True)
class Cart:
    """What one buyer was told, step by step, and the order she got, if any."""

    statuses: list[int]
    order_group_id: UUID | None


@pytest.fixture(scope="module")
def payment_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder: Path = tmp_path_factory.mktemp("stripe")
    with running(folder) as child:
        yield child.base


def shop(base: str, offer: Offer, *, to_the_end: bool = True) -> Cart:
    """Wants one unit, changes her mind now and then, tries again while there is something left, and pays."""
    statuses: list[int] = []
    with httpx.Client(base_url=base, timeout=60, trust_env=False) as client:
        line = f"/api/v1/basket/lines/{offer.pk}"
        for _ in range(3):
            answer = client.put(line, json={"units": 1})
            statuses.append(answer.status_code)
            if answer.status_code != 200:
                assert answer.json()["code"] == "units_short", answer.text
                continue
            if random.random() < 0.1:
                statuses.append(client.put(line, json={"units": 0}).status_code)
                continue
            break
        # Whoever gave up still wants one in the end; the last unit must find its buyer.
        answer = client.put(line, json={"units": 1})
        statuses.append(answer.status_code)
        if answer.status_code != 200 or not to_the_end:
            return Cart(statuses, None)
        placed = client.post("/api/v1/checkout", json=BUYER, headers={"Idempotency-Key": uuid4().hex})
        statuses.append(placed.status_code)
        assert placed.status_code == 201, placed.text
        assert placed.json()["payment_url"], placed.text
    return Cart(statuses, pay(UUID(placed.json()["order_group_id"])))


def pay(order_group_id: UUID) -> UUID:
    """What the handler of the payment's event does; the consumer tries again what lost a race for a lock."""
    with _paying:
        try:
            while not settled(order_group_id):
                pass
        finally:
            connection.close()
    return order_group_id


def settled(order_group_id: UUID) -> bool:
    group = OrderGroup.objects.get(pk=order_group_id)
    assert group.attempt_id
    try:
        orders.settle_payment(order_group_id=order_group_id, attempt_id=group.attempt_id, amount_clp=group.total_clp)
    except OperationalError as error:
        if not is_transient(error):
            raise
        return False
    return True


@pytest.mark.parametrize("run", range(RUNS))
def test_exactly_as_many_are_sold_as_there_are(run: int, payment_server: str):
    pool = trade.pool((50, 30, 20))
    with (
        serving(STRIPE_API_BASE=payment_server) as base,
        ThreadPoolExecutor(AT_A_TIME) as buyers,
    ):
        carts = list(buyers.map(lambda _: shop(base, pool.offer), range(CARTS)))

    told = Counter(status for cart in carts for status in cart.statuses)
    assert set(told) <= {200, 201, 409}, told
    bought = [cart.order_group_id for cart in carts if cart.order_group_id]
    trade.check_adds_up(pool.offer)
    assert (len(bought), pool.offer.allocated) == (UNITS, UNITS), told
    assert (pool.offer.free, pool.offer.reserved) == (0, 0)
    groups = OrderGroup.objects.filter(pk__in=bought)
    assert set(groups.values_list("status", flat=True)) == {OrderGroup.Status.PAID}
    assert Allocation.objects.filter(line__order__group__in=bought).count() == UNITS
    assert [row.allocated for row in pool.offer.contributions.order_by("contributed_at")] == [50, 30, 20]


def test_without_the_condition_more_are_promised_than_there_are():
    """The same carts at the same application, with the decrement's condition taken out: this must go wrong."""
    pool = trade.pool((50, 30, 20), cast=constituted_association(3))
    with (
        serving("tests.flows.careless_wsgi:application") as base,
        ThreadPoolExecutor(AT_A_TIME) as buyers,
    ):
        list(buyers.map(lambda _: shop(base, pool.offer, to_the_end=False), range(CARTS)))
    promised = Hold.objects.holding().filter(offer=pool.offer).count()
    assert promised > UNITS

"""Everything at once on the same few offers: carts in different orders, lots in and out, counts, payments, sweeps. No deadlock."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from uuid import uuid4

import pytest
from django.db import connection

from catalog import services as catalog
from catalog.models import ClockTimestamp, Contribution, Hold, Offer
from lib.actor import Actor
from lib.errors import DomainError
from orders import services as orders
from orders.models import OrderGroup
from payments import services as payments
from tests.support import trade
from tests.support.people import actor

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]

DETAILS = orders.CheckoutDetails(name="Camila Soto", email="c@example.cl", delivery="pickup", locale="es")


def deadlocks() -> int:
    """How many the database has seen so far, this connection's own among them."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_force_next_flush()")
        cursor.execute("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
        row = cursor.fetchone()
    assert row is not None
    return int(row[0])


def maybe_hands_over(group: OrderGroup, board: Actor) -> None:
    """The board hands over what was paid, or leaves it for later."""
    group.refresh_from_db()
    if group.status == OrderGroup.Status.PAID and random.random() < 0.5:
        order = group.orders.get()
        orders.take_handover_step(
            actor=board, association_id=order.association_id, order_id=order.pk, step="handed_over"
        )


def goes_bad(offers: Sequence[Offer]) -> None:
    """A unit of one of the lots, at home or in an offer."""
    row = random.choice(list(Contribution.objects.filter(offer__in=offers)))
    catalog.spoil(
        actor=Actor.system(), producer_id=row.producer_id, lot_id=row.lot_id, units=1, reason="broken",
        contribution_id=random.choice([None, row.pk]),
    )  # fmt: skip


def is_counted(offers: Sequence[Offer]) -> None:
    """One of the lots, with some units too few or one too many."""
    lot = random.choice(list(Contribution.objects.filter(offer__in=offers).select_related("lot"))).lot
    found = max(0, lot.on_hand + random.randint(-3, 1))
    catalog.count(actor=Actor.system(), producer_id=lot.producer_id, lot_id=lot.pk, counted=found, version=lot.version)


def test_nothing_waits_in_a_circle(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(payments, "request_refund", lambda **_: None)
    first = trade.pool((40, 40, 40))
    pools = [first, *(trade.pool((40, 40, 40), cast=first.cast) for _ in range(2))]
    offers = [pool.offer for pool in pools]
    lots = [trade.lot(member, 500) for member in first.members]
    member_of = {lot.pk: member for lot, member in zip(lots, first.members, strict=True)}
    association = first.cast.association.pk
    board = Actor(person_id=first.cast.administrator.person.pk)
    refusals: Counter[str] = Counter()
    # Controls of other tests make some on purpose.
    before = deadlocks()

    def cart() -> None:
        basket = orders.own_basket(person_id=None, guest_basket_id=None)
        for offer in random.sample(offers, 3):
            orders.put_line(basket_id=basket.pk, offer_id=offer.pk, units=random.randint(1, 4))
        group = orders.checkout(
            actor=Actor(person_id=None), basket_id=basket.pk, details=DETAILS, key=uuid4().hex, begun=lambda: None
        )
        assert group.attempt_id
        end: list[Callable[[], None]] = [
            lambda: orders.settle_payment(
                order_group_id=group.pk, attempt_id=group.attempt_id or uuid4(), amount_clp=group.total_clp
            ),
            lambda: orders.expire_order(
                order_group_id=group.pk, attempt_id=group.attempt_id or uuid4(), outcome="expired"
            ),
        ]
        random.shuffle(end)
        for act in end:
            act()
        maybe_hands_over(group, board)

    def lot_in() -> None:
        lot = random.choice(lots)
        catalog.contribute(
            actor=actor(member_of[lot.pk].person), association_id=association, offer_id=random.choice(offers).pk,
            lot_id=lot.pk, units=random.randint(1, 5),
        )  # fmt: skip

    def lot_out() -> None:
        row = random.choice(list(Contribution.objects.filter(offer__in=offers)))
        catalog.withdraw(actor=Actor.system(), association_id=association, contribution_id=row.pk, units=1)

    def impatient() -> None:
        held = catalog.hold(offer_id=random.choice(offers).pk, owner=uuid4(), units=1)
        Hold.objects.filter(pk=held.id).update(expires_at=ClockTimestamp())

    def sweep() -> None:
        catalog.expire_holds(10)

    def run(act: Callable[[], None]) -> None:
        try:
            act()
        except DomainError as refused:
            refusals[refused.code] += 1
        finally:
            connection.close()

    acts = (
        [cart] * 40
        + [lot_in] * 20
        + [lot_out] * 20
        + [partial(goes_bad, offers), partial(is_counted, offers)] * 10
        + [impatient] * 10
        + [sweep] * 10
    )
    random.shuffle(acts)
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(run, acts))
    assert set(refusals) <= {"units_short", "lot_short", "lot_changed", "count_below_promised"}, refusals
    for offer in offers:
        trade.check_adds_up(offer)
    assert deadlocks() == before

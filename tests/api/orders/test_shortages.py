"""Paid goods whose certificate is stopped: they wait, or their money goes back; who could still pay can't any more."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from accounts.models import OutgoingMail
from catalog import services as catalog
from catalog.models import Cover, CoverGrant
from lib.actor import Actor
from lib.ids import new_id
from notifications.models import InboxItem
from orders import queries, sales
from orders import services as orders
from orders.models import Allocation, Order, OrderGroup, Refund, Shortage
from orders.services import shortages
from payments import services as payments
from payments.models import Attempt
from tests.api.orders.test_handover import mark
from tests.support import names, people, trade
from tests.support.events import handled, recorded
from tests.support.people import Cast, client_for

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def refunds(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, str]]:
    """The provider's edge: what was asked to be given back, and why."""
    asked: list[tuple[int, str]] = []

    def ask(*, attempt_id: UUID, amount_clp: int, reason_key: str) -> None:
        asked.append((amount_clp, reason_key))

    monkeypatch.setattr(payments, "request_refund", ask)
    return asked


def bought(pool: trade.Pool, units: int, *, buyer: Any = None, paid: bool = True) -> OrderGroup:
    basket = orders.own_basket(person_id=buyer and buyer.pk, guest_basket_id=None)
    orders.put_line(basket_id=basket.pk, offer_id=pool.offer.pk, units=units)
    group = placed(basket.pk, buyer=buyer)
    if paid:
        pays(group)
    return group


def placed(basket_id: UUID, *, buyer: Any = None) -> OrderGroup:
    return orders.checkout(
        actor=people.actor(buyer) if buyer else Actor(person_id=None), basket_id=basket_id, key="one", begun=lambda: None,
        details=orders.CheckoutDetails(name="Elsa Rivera", email="elsa@example.cl", delivery="pickup", locale="es"),
    )  # fmt: skip


def pays(group: OrderGroup) -> None:
    assert group.attempt_id
    orders.settle_payment(order_group_id=group.pk, attempt_id=group.attempt_id, amount_clp=group.total_clp)
    group.refresh_from_db()


def block(cover_id: UUID, reason: Any) -> None:
    catalog.block_cover(cover_id=cover_id, reason=reason)
    reviewed()


def reviewed() -> None:
    """This will have everything done and told that a certificate's change asks for, as the worker does it."""
    handled("orders")
    orders.review_goods(1000)
    handled("notifications")


def kinds(person_id: UUID) -> set[str]:
    return set(InboxItem.objects.filter(person_id=person_id).values_list("kind", flat=True))


def test_what_waits_for_payment_is_ended_and_who_pays_all_the_same_has_it_back(refunds: list[tuple[int, str]]):
    pool, _seal, granted = names.sealed_pool((10, 10))
    group = bought(pool, 3, paid=False)
    block(granted.pk, "suspended")
    assert Attempt.objects.get(pk=group.attempt_id).close_asked_at is not None
    pays(group)
    assert group.status == OrderGroup.Status.REFUNDING
    assert refunds == [(group.total_clp, Refund.Reason.TOO_LATE)]
    trade.check_adds_up(pool.offer)
    names.check_covered()


def test_what_is_paid_waits_while_its_certificate_is_suspended_and_goes_on_when_it_holds_again():
    pool, _seal, granted = names.sealed_pool((10, 10))
    buyer = people.person()
    order = bought(pool, 3, buyer=buyer).orders.get()
    OutgoingMail.objects.all().delete()
    block(granted.pk, "suspended")
    assert set(Shortage.objects.values_list("status", flat=True)) == {Shortage.Status.WAITING}
    assert OutgoingMail.objects.get().subject.startswith("Parte de tu pedido")
    board = pool.cast.administrator.person
    assert InboxItem.Kind.ORDER_STOPPED in kinds(buyer.pk)
    assert InboxItem.Kind.GOODS_STOPPED in kinds(board.pk)
    assert mark(client_for(board), order, "ready").status_code == 201
    refused = mark(client_for(board), order, "handed_over")
    assert (refused.status_code, refused.json()["code"]) == (409, "dispatch_blocked")

    catalog.unblock_cover(cover_id=granted.pk)
    reviewed()
    assert set(Shortage.objects.values_list("status", flat=True)) == {Shortage.Status.LIFTED}
    assert mark(client_for(board), order, "handed_over").status_code == 201
    # What has left the house, has left it.
    block(granted.pk, "revoked")
    assert set(Shortage.objects.values_list("status", flat=True)) == {Shortage.Status.LIFTED}


def sold(cast: Cast) -> tuple[int, int]:
    found = sales.sales(association_id=cast.association.pk, person_id=cast.administrator.person.pk, period="all")
    return found["units"], found["total_clp"]


def test_when_it_is_revoked_the_money_goes_back_and_the_rest_is_delivered(refunds: list[tuple[int, str]]):
    pool, seal_id, granted = names.sealed_pool((10, 10))
    other = names.cover(pool.cast, seal_id)
    lot = trade.lot(pool.members[0], 20)
    catalog.grant_units(cover_id=other.pk, lot_id=lot.pk, units=20)
    trade.contribute(pool.offer, pool.members[0], 20, of=lot)
    group = bought(pool, 8)
    order = group.orders.get()
    block(granted.pk, "suspended")
    block(granted.pk, "revoked")
    short = sum(Shortage.objects.values_list("units", flat=True))
    assert 0 < short < 8
    assert refunds == [(short * 7990, f"shortage:{granted.pk}")]
    assert sold(pool.cast) == (8 - short, (8 - short) * 7990)
    trade.check_adds_up(pool.offer)
    names.check_covered()
    assert (pool.offer.allocated, pool.offer.uncovered) == (8 - short, 20)
    assert mark(client_for(pool.cast.administrator.person), order, "handed_over").status_code == 201
    lot.refresh_from_db()
    assert lot.dispatched == 8 - short

    assert group.paid_attempt_id
    orders.finish_refund(attempt_id=group.paid_attempt_id, reason_key=refunds[0][1])
    group.refresh_from_db()
    assert group.status == OrderGroup.Status.PAID
    assert set(Shortage.objects.values_list("status", flat=True)) == {Shortage.Status.REFUNDED}
    assert Refund.objects.get().done_at is not None
    line = queries.described_groups([group])[0]["orders"][0]["lines"][0]
    assert (line["units"], line["short"], line["waiting"]) == (8, short, 0)


def twice_covered() -> tuple[trade.Pool, list[Cover]]:
    """An offer of 11 units: one of a lot, ten of another that two certificates of one name stand behind, 4 and 6 of them."""
    pool, seal_id, first = names.sealed_pool((1,))
    lot = trade.lot(pool.members[0], 10)
    trade.contribute(pool.offer, pool.members[0], 10, of=lot)
    soon = names.cover(pool.cast, seal_id, ends=timedelta(days=5))
    late = names.cover(pool.cast, seal_id, ends=timedelta(days=500))
    catalog.grant_units(cover_id=soon.pk, lot_id=lot.pk, units=4)
    catalog.grant_units(cover_id=late.pk, lot_id=lot.pk, units=6)
    return pool, [soon, late, first]


def test_of_two_certificates_behind_one_lot_the_revoked_one_gives_its_units_back(refunds: list[tuple[int, str]]):
    pool, (soon, late, _first) = twice_covered()
    order = bought(pool, 11).orders.get()
    block(soon.pk, "revoked")
    assert refunds == [(4 * 7990, f"shortage:{soon.pk}")]
    spent = dict(CoverGrant.objects.values_list("cover_id", "spent"))
    assert (spent[soon.pk], spent[late.pk]) == (0, 6)
    names.check_covered()
    # The other seven were sold by certificates that hold.
    assert mark(client_for(pool.cast.administrator.person), order, "handed_over").status_code == 201


def test_of_certificates_revoked_one_after_the_other_all_the_money_goes_back(refunds: list[tuple[int, str]]):
    pool, covers = twice_covered()
    group = bought(pool, 11)
    for covered in covers:
        block(covered.pk, "revoked")
        names.check_covered()
    group.refresh_from_db()
    assert [amount for amount, _reason in refunds] == [4 * 7990, 6 * 7990, 7990]
    assert group.status == OrderGroup.Status.REFUNDING
    trade.check_adds_up(pool.offer)


def test_a_second_payment_on_its_way_back_does_not_hold_up_the_end_of_a_refunded_order(refunds: list[tuple[int, str]]):
    pool, _seal, granted = names.sealed_pool((10,))
    group = bought(pool, 3)
    orders.settle_payment(order_group_id=group.pk, attempt_id=new_id(), amount_clp=group.total_clp)
    block(granted.pk, "revoked")
    assert [reason for _amount, reason in refunds] == [Refund.Reason.PAID_TWICE, f"shortage:{granted.pk}"]
    assert group.paid_attempt_id
    orders.finish_refund(attempt_id=group.paid_attempt_id, reason_key=refunds[1][1])
    group.refresh_from_db()
    assert (group.status, group.orders.get().status) == (OrderGroup.Status.REFUNDED, OrderGroup.Status.REFUNDED)


def twice_named(second: int) -> tuple[trade.Pool, Cover, Cover]:
    """An offer under two names: ten units of a lot by two certificates, ten of another by two others.

    The first lot's certificate of the second name stands behind `second` units of it.
    """
    pool, seal_id, one = names.sealed_pool((10,))
    other_id = names.seal(pool.cast)
    two = names.cover(pool.cast, other_id)
    catalog.grant_units(cover_id=two.pk, lot_id=pool.contributions[0].lot_id, units=second)
    lot = trade.lot(pool.members[0], 10)
    trade.contribute(pool.offer, pool.members[0], 10, of=lot)
    for seal in (seal_id, other_id):
        catalog.grant_units(cover_id=names.cover(pool.cast, seal).pk, lot_id=lot.pk, units=10)
    names.require(pool.offer, pool.cast, sorted([seal_id, other_id]))
    return pool, one, two


def test_of_what_was_refunded_meanwhile_nobody_is_told_that_it_goes_on():
    pool, one, two = twice_named(10)
    group = bought(pool, 8)
    block(one.pk, "suspended")
    block(two.pk, "revoked")
    OutgoingMail.objects.all().delete()
    catalog.unblock_cover(cover_id=one.pk)
    reviewed()
    assert not Shortage.objects.filter(cover_id=one.pk, status=Shortage.Status.WAITING).exists()
    assert not recorded("GoodsReleased", key=group.pk)
    assert not OutgoingMail.objects.exists()
    names.check_covered()


def test_two_revocations_at_once_give_the_same_units_back_once(
    refunds: list[tuple[int, str]], monkeypatch: pytest.MonkeyPatch
):
    pool, one, two = twice_named(5)
    group = bought(pool, 8)
    catalog.block_cover(cover_id=one.pk, reason="revoked")
    catalog.block_cover(cover_id=two.pk, reason="revoked")
    lock, between = shortages._lock, [two.pk]

    def lock_late(group_ids: Iterable[UUID]) -> None:
        """The other revocation is done before this one has the groups."""
        wanted = list(group_ids)
        while between:
            shortages.bring_in_line(cover_id=between.pop(), group_ids={group.pk})
        lock(wanted)

    monkeypatch.setattr(shortages, "_lock", lock_late)
    shortages.bring_in_line(cover_id=one.pk, group_ids={group.pk})
    short = sum(Allocation.objects.filter(line__order__group=group).values_list("short", flat=True))
    assert short > 0
    assert refunds == [(short * 7990, f"shortage:{two.pk}")]
    names.check_covered()
    trade.check_adds_up(pool.offer)


def test_what_is_refunded_stays_so_when_another_order_of_the_group_falls_short(refunds: list[tuple[int, str]]):
    whole, _seal, of_whole = names.sealed_pool((10,))
    part, seal_id, of_part = names.sealed_pool((10,))
    lot = trade.lot(part.members[0], 10)
    trade.contribute(part.offer, part.members[0], 10, of=lot)
    catalog.grant_units(cover_id=names.cover(part.cast, seal_id).pk, lot_id=lot.pk, units=10)
    basket = orders.own_basket(person_id=None, guest_basket_id=None)
    orders.put_line(basket_id=basket.pk, offer_id=whole.offer.pk, units=3)
    orders.put_line(basket_id=basket.pk, offer_id=part.offer.pk, units=6)
    group = placed(basket.pk)
    pays(group)
    block(of_whole.pk, "revoked")
    assert group.paid_attempt_id
    orders.finish_refund(attempt_id=group.paid_attempt_id, reason_key=refunds[0][1])
    block(of_part.pk, "revoked")
    status = dict(group.orders.values_list("association_id", "status"))
    assert status[whole.cast.association.pk] == OrderGroup.Status.REFUNDED
    assert status[part.cast.association.pk] == OrderGroup.Status.PAID


def test_an_order_of_which_nothing_is_left_is_refunded_as_a_whole(refunds: list[tuple[int, str]]):
    pool, _seal, granted = names.sealed_pool((10, 10))
    group = bought(pool, 3)
    mark(client_for(pool.cast.administrator.person), group.orders.get(), "ready")
    block(granted.pk, "revoked")
    group.refresh_from_db()
    assert (group.status, refunds[0][0]) == (OrderGroup.Status.REFUNDING, group.total_clp)
    # Told once more, it changes nothing.
    orders.ask_for_reviews(cover_id=granted.pk)
    shortages.bring_in_line(cover_id=granted.pk, group_ids={group.pk})
    reviewed()
    assert len(refunds) == 1
    assert group.paid_attempt_id
    orders.finish_refund(attempt_id=group.paid_attempt_id, reason_key=refunds[0][1])
    group.refresh_from_db()
    assert (group.status, Order.objects.get().status) == (OrderGroup.Status.REFUNDED, OrderGroup.Status.REFUNDED)
    assert sold(pool.cast) == (0, 0)

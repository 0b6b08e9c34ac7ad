"""Orders that a certificate concerns are looked at a few at a time: whoever stops in between, nothing is lost or done twice."""

from __future__ import annotations

from datetime import timedelta
from importlib import import_module
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from accounts.models import OutgoingMail
from catalog import services as catalog
from catalog.models import Cover
from lib.clock import database_now
from orders import queries
from orders import services as orders
from orders.models import GoodsReview, OrderGroup, OrderLine, Refund, Shortage
from orders.services import reviews, shortages
from origin.models import Certificate
from payments import services as payments
from tests.api.orders.test_handover import mark
from tests.api.orders.test_shortages import block, bought, refunds, reviewed
from tests.support import names, seals, trade
from tests.support.events import handled, recorded
from tests.support.people import client_for

pytestmark = pytest.mark.django_db
__all__ = ["refunds"]


class Killed(BaseException):
    """The worker is gone, and with it what it hadn't committed."""


def short_of(group: OrderGroup) -> int:
    return sum(OrderLine.objects.filter(order__group=group).values_list("short", flat=True))


def test_whoever_is_killed_between_two_groups_leaves_the_rest_for_the_next(monkeypatch: pytest.MonkeyPatch):
    pool, _seal, granted = names.sealed_pool((20, 20))
    groups = [bought(pool, 3) for _ in range(5)]
    OutgoingMail.objects.all().delete()
    catalog.block_cover(cover_id=granted.pk, reason="revoked")
    handled("orders")
    assert GoodsReview.objects.count() == 5
    monkeypatch.setattr(reviews, "_AT_ONCE", 2)
    asked: list[UUID] = []

    def ask(*, attempt_id: UUID, **_how: Any) -> None:
        asked.append(attempt_id)
        if len(asked) == 4:
            raise Killed

    monkeypatch.setattr(payments, "request_refund", ask)
    with pytest.raises(Killed):
        orders.review_goods(100)
    # Two were committed; the third and the fourth are as they were, with their units and their money.
    assert GoodsReview.objects.count() == 3
    assert Refund.objects.count() == 2
    assert sorted(short_of(group) for group in groups) == [0, 0, 0, 3, 3]
    trade.check_adds_up(pool.offer)
    names.check_covered()

    assert orders.review_goods(100) == 3
    assert orders.review_goods(100) == 0
    assert sorted(Refund.objects.values_list("group", "amount_clp")) == sorted((one.pk, 3 * 7990) for one in groups)
    assert {short_of(group) for group in groups} == {3}
    assert len(recorded("orders.goods_stopped")) == OutgoingMail.objects.count() == 5
    trade.check_adds_up(pool.offer)
    assert pool.offer.allocated == 0
    names.check_covered()


def test_what_cannot_be_done_is_put_off_and_holds_up_nobody(monkeypatch: pytest.MonkeyPatch):
    pool, _seal, granted = names.sealed_pool((20,))
    groups = [bought(pool, 3) for _ in range(3)]
    refused = groups[1].paid_attempt_id

    def ask(*, attempt_id: UUID, **_how: Any) -> None:
        if attempt_id == refused:
            raise payments.RefundNotPossible(left=0)

    monkeypatch.setattr(payments, "request_refund", ask)
    catalog.block_cover(cover_id=granted.pk, reason="revoked")
    handled("orders")
    with pytest.raises(payments.RefundNotPossible):
        orders.review_goods(100)
    assert [short_of(group) for group in groups] == [3, 0, 3]
    left = GoodsReview.objects.get()
    assert left.group_id == groups[1].pk
    assert left.due_at > database_now()
    # It can't be sent meanwhile.
    refused_step = mark(client_for(pool.cast.administrator.person), groups[1].orders.get(), "handed_over")
    assert refused_step.json()["code"] == "dispatch_blocked"


def test_a_certificate_that_changes_again_is_looked_at_again(refunds: list[tuple[int, str]]):
    pool, _seal, granted = names.sealed_pool((20,))
    group = bought(pool, 3)
    catalog.block_cover(cover_id=granted.pk, reason="suspended")
    handled("orders")
    # Nobody has looked yet, and it holds again: nobody is told anything.
    OutgoingMail.objects.all().delete()
    catalog.unblock_cover(cover_id=granted.pk)
    reviewed()
    assert not Shortage.objects.exists()
    assert not OutgoingMail.objects.exists()
    assert not GoodsReview.objects.exists()
    block(granted.pk, "suspended")
    assert GoodsReview.objects.get().due_at == Cover.objects.get(pk=granted.pk).valid_until
    block(granted.pk, "revoked")
    assert refunds == [(group.total_clp, f"shortage:{granted.pk}")]
    assert not GoodsReview.objects.exists()


def test_what_ends_while_it_is_suspended_is_paid_back(refunds: list[tuple[int, str]]):
    pool, _seal, granted = names.sealed_pool((20,))
    group = bought(pool, 3)
    block(granted.pk, "suspended")
    OutgoingMail.objects.all().delete()
    now = database_now()
    names.lapse(granted, now)
    # The day on which it ends has come.
    GoodsReview.objects.update(due_at=now)
    reviewed()
    assert refunds == [(group.total_clp, f"shortage:{granted.pk}")]
    assert '"reason": "ended"' in recorded("orders.goods_stopped", key=group.pk)[-1]["data"]
    assert "terminó antes" in OutgoingMail.objects.get().text
    # Whoever lifts the suspension now changes nothing for what went back.
    catalog.unblock_cover(cover_id=granted.pk)
    reviewed()
    group.refresh_from_db()
    assert group.status == OrderGroup.Status.REFUNDING
    assert len(refunds) == 1
    names.check_covered()


def test_what_has_ended_is_not_suspended_so_that_nobody_gives_all_the_money_back_unasked(
    refunds: list[tuple[int, str]],
):
    pool = trade.pool((5, 20))
    lot = pool.contributions[1].lot
    certificate = seals.issued(pool.cast, pool.members[1], lot=lot)
    catalog.grant_units(cover_id=certificate.pk, lot_id=lot.pk, units=20)
    names.require(pool.offer, pool.cast, [certificate.seal_id])
    group = bought(pool, 3)
    now = database_now()
    names.lapse(Cover.objects.get(pk=certificate.pk), now)
    Certificate.objects.filter(pk=certificate.pk).update(valid_until=now)
    board = client_for(pool.cast.administrator.person)
    url = f"/api/v1/associations/{certificate.association_id}/certificates/{certificate.pk}"
    refused = board.post(f"{url}/suspend", {"reason": "Queja."})
    assert (refused.status_code, refused.json()["code"]) == (409, "certificate_not_issued")
    reviewed()
    assert (refunds, Cover.objects.get(pk=certificate.pk).blocked, short_of(group)) == ([], "", 0)
    # Whoever wants that revokes it.
    assert board.post(f"{url}/revoke", {"reason": "Engaño."}).status_code == 200
    reviewed()
    assert refunds == [(group.total_clp, f"shortage:{certificate.pk}")]
    names.check_covered()


def test_what_waited_before_there_were_reviews_is_paid_back_when_its_time_ends(refunds: list[tuple[int, str]]):
    """The release before had nothing that looks at orders when a certificate ends: the migration writes it."""
    pool, _seal, granted = names.sealed_pool((10, 10))
    # A line of two lots is to be looked at once; what doesn't wait isn't.
    groups = [bought(pool, 12), bought(pool, 3)]
    bought(trade.pool((9,)), 3)
    block(granted.pk, "suspended")
    told = list(GoodsReview.objects.order_by("group").values_list("group", "cover_id", "due_at"))
    assert len(told) == 2
    assert Shortage.objects.count() > 2
    GoodsReview.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute(import_module("orders.migrations.0008_goods_reviews").REVIEWS)
    assert list(GoodsReview.objects.order_by("group").values_list("group", "cover_id", "due_at")) == told
    now = database_now()
    names.lapse(granted, now)
    GoodsReview.objects.update(due_at=now)
    reviewed()
    assert sorted(amount for amount, _key in refunds) == sorted(group.total_clp for group in groups)


def test_what_another_grant_covers_meanwhile_does_not_send_what_waits():
    pool, seal_id, granted = names.sealed_pool((5,))
    order = bought(pool, 5).orders.get()
    block(granted.pk, "suspended")
    lot = trade.lot(pool.members[0], 10)
    trade.contribute(pool.offer, pool.members[0], 10, of=lot)
    catalog.grant_units(cover_id=names.cover(pool.cast, seal_id).pk, lot_id=lot.pk, units=10)
    reviewed()
    assert Shortage.objects.get().status == Shortage.Status.WAITING
    assert mark(client_for(pool.cast.administrator.person), order, "handed_over").status_code == 409


def twice_two() -> tuple[trade.Pool, list[Cover], list[Cover]]:
    """Eight units of one lot under two names; behind each stand two certificates, four units each, that end one after the other."""
    pool = trade.pool((8,))
    lot_id = pool.contributions[0].lot_id
    seals = sorted(names.seal(pool.cast) for _ in range(2))
    covers = [[names.cover(pool.cast, seal, ends=timedelta(days=days)) for days in (20, 200)] for seal in seals]
    for covered in (*covers[0], *covers[1]):
        catalog.grant_units(cover_id=covered.pk, lot_id=lot_id, units=4)
    names.require(pool.offer, pool.cast, seals)
    return pool, covers[0], covers[1]


@pytest.mark.parametrize("other", ["revoked", "suspended"])
def test_of_two_names_no_more_is_paid_back_than_must_be(other: str, refunds: list[tuple[int, str]]):
    pool, firsts, seconds = twice_two()
    group = bought(pool, 8)
    one, two = firsts[0], seconds[0]
    if other == "suspended":
        block(two.pk, "suspended")
        assert waiting(group) == 4
        block(one.pk, "revoked")
    else:
        catalog.block_cover(cover_id=one.pk, reason="revoked")
        block(two.pk, "revoked")
    # The four that stood on the one may be the four that stood on the other: what is left is sent.
    assert [amount for amount, _key in refunds] == [4 * 7990]
    assert (short_of(group), waiting(group)) == (4, 0)
    assert mark(client_for(pool.cast.administrator.person), group.orders.get(), "handed_over").status_code == 201
    names.check_covered()
    trade.check_adds_up(pool.offer)
    # Told once more, or revoked later, it changes nothing.
    block(two.pk, "revoked")
    assert len(refunds) == 1
    assert shortages.bring_in_line(cover_id=one.pk, group_ids={group.pk}) == {}
    assert len(refunds) == 1


def waiting(group: OrderGroup) -> int:
    lines = [line for order in queries.described_groups([group])[0]["orders"] for line in order["lines"]]
    return sum(line["waiting"] for line in lines)


def test_what_waits_for_two_names_waits_once(refunds: list[tuple[int, str]]):
    pool, firsts, seconds = twice_two()
    group = bought(pool, 8)
    block(firsts[0].pk, "suspended")
    block(seconds[0].pk, "suspended")
    block(seconds[1].pk, "suspended")
    assert waiting(group) == 8
    for covered in (*firsts, *seconds):
        block(covered.pk, "revoked")
    assert (sum(amount for amount, _key in refunds), short_of(group)) == (group.total_clp, 8)
    group.refresh_from_db()
    assert group.status == OrderGroup.Status.REFUNDING
    assert not Shortage.objects.filter(status=Shortage.Status.WAITING).exists()
    names.check_covered()

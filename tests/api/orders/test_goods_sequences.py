"""Whatever certificates, buyers and those who deliver do one after the other: every paid unit and every peso is somewhere."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from random import Random
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.db.models import Sum

from catalog import services as catalog
from catalog.models import Cover, LotMovement
from lib.clock import database_now
from lib.errors import DomainError
from orders import queries
from orders import services as orders
from orders.handover import next_steps
from orders.models import GoodsReview, Order, OrderGroup, OrderLine, Refund, Shortage
from tests.api.orders.test_shortages import bought, refunds, reviewed
from tests.support import names, trade
from tests.support.people import Cast, actor, constituted_association

pytestmark = pytest.mark.django_db
__all__ = ["refunds"]

# Of what a line has of each lot, so many can be sent as certificates of each name hold that they were sold by.
_DELIVERABLE = """
SELECT coalesce(sum(units), 0) FROM (
  SELECT min(units) AS units FROM (
    SELECT g.lot_id, sum(CASE WHEN v.blocked = '' THEN u.units - u.returned ELSE 0 END) AS units
    FROM catalog_coveruse AS u JOIN catalog_covergrant AS g ON g.id = u.grant_id JOIN catalog_cover AS v ON v.id = g.cover_id
    WHERE u.document = %s GROUP BY g.lot_id, v.seal_id
  ) AS of_seal GROUP BY lot_id
) AS of_lot
"""
_GONE = {Order.Handover.SENT, Order.Handover.HANDED_OVER}
# What may happen, and how often. Certificates are stopped seldom, so that there is something to deliver and to get back.
_ACTS = {
    "buy": 6, "suspend": 1, "reinstate": 2, "revoke": 1, "lapse": 1, "certify": 3, "deliver": 7, "undo": 2, "come_back": 5,
    "money_arrives": 3,
}  # fmt: skip
_STEPS = 30
# An act that nobody is ever allowed shows by this: the others go on, and it still hasn't happened.
_MOST_STEPS = 150


class Season:
    """An offer under one name and one under two, three lots in both, and all that may happen to what they sell."""

    def __init__(self, random: Random, cast: Cast) -> None:
        self.random, self.cast = random, cast
        self.seals = sorted(names.seal(cast) for _ in range(2))
        self.offers = [trade.offer(cast) for _ in range(2)]
        names.require(self.offers[0], cast, self.seals[:1])
        names.require(self.offers[1], cast, self.seals)
        self.covers: list[UUID] = []
        self.lots = [trade.lot(member, 24) for member in cast.members[:3]]
        for member, lot in zip(cast.members, self.lots, strict=False):
            for offer in self.offers:
                trade.contribute(offer, member, 12, of=lot)
        for days in (9, 90):
            for seal in self.seals:
                self._certify(seal, days, 12)
        for _ in range(4):
            self.buy()

    def _certify(self, seal: UUID, days: int, units: int) -> None:
        cover = names.cover(self.cast, seal, ends=timedelta(days=days))
        self.covers.append(cover.pk)
        for lot in self.lots:
            with suppress(DomainError), transaction.atomic():
                catalog.grant_units(cover_id=cover.pk, lot_id=lot.pk, units=units)

    def buy(self) -> None:
        pool = trade.Pool(self.cast, self.random.choice(self.offers), [])
        bought(pool, self.random.randint(1, 9))

    def suspend(self) -> None:
        # A certificate that was revoked is never suspended.
        cover = self.random.choice(Cover.objects.filter(pk__in=self.covers).exclude(blocked="revoked").order_by("pk"))
        catalog.block_cover(cover_id=cover.pk, reason="suspended")

    def reinstate(self) -> None:
        cover = self.random.choice(Cover.objects.filter(blocked="suspended").order_by("pk"))
        catalog.unblock_cover(cover_id=cover.pk)

    def revoke(self) -> None:
        cover = self.random.choice(self.covers)
        catalog.block_cover(cover_id=cover, reason="revoked")
        self.covers.remove(cover)

    def lapse(self) -> None:
        cover = self.random.choice(Cover.objects.filter(pk__in=self.covers).order_by("pk"))
        now = database_now()
        names.lapse(cover, now)
        GoodsReview.objects.filter(cover_id=cover.pk).update(due_at=now)
        catalog.recheck_offers(10)

    def certify(self) -> None:
        self._certify(self.random.choice(self.seals), 30, self.random.randint(1, 6))

    def _order(self, **which: Any) -> Order:
        return self.random.choice(Order.objects.filter(status=OrderGroup.Status.PAID, **which).order_by("pk"))

    def deliver(self) -> None:
        order = self._order(handover__in=[Order.Handover.WAITING, Order.Handover.READY])
        orders.take_handover_step(
            actor=actor(self.cast.administrator.person), association_id=order.association_id, order_id=order.pk,
            step=self.random.choice(next_steps(order)),
        )  # fmt: skip

    def undo(self) -> None:
        order = self._order(handover__in=_GONE)
        orders.undo_handover_step(
            actor=actor(self.cast.administrator.person), association_id=order.association_id, order_id=order.pk,
            step=order.handover,
        )  # fmt: skip

    def come_back(self) -> None:
        line = self._order(handover__in=_GONE).lines.get()
        good, lost = self.random.choice([(1, 0), (2, 0), (0, 1), (1, 1)])
        orders.note_return(
            actor=actor(self.cast.administrator.person), association_id=line.association_id, order_id=line.order_id,
            line_id=line.pk, good=good, lost=lost, before=line.returned, refund=self.random.random() < 0.7,
            reason="broken",
        )  # fmt: skip

    def money_arrives(self) -> None:
        refund = self.random.choice(Refund.objects.filter(done_at=None).order_by("pk"))
        orders.finish_refund(attempt_id=refund.attempt_id, reason_key=refund.reason_key)

    def step(self, missing: list[str]) -> tuple[str, bool]:
        """One thing happens, or is refused for a reason that people are told; says which, and whether it happened.

        Half of them are of those that are `missing`, if there are any.
        """
        wanted = missing if missing and self.random.random() < 0.5 else list(_ACTS)
        name = self.random.choices(wanted, [_ACTS[name] for name in wanted])[0]
        act: Callable[[], None] = getattr(self, name)
        try:
            with transaction.atomic():
                act()
        except (DomainError, IndexError):  # an IndexError: there is nothing to choose from
            return name, False
        return name, True

    def check(self) -> None:
        for line in OrderLine.objects.exclude(order__status=OrderGroup.Status.PENDING).select_related("order__group"):
            check_line(line)
        for group in OrderGroup.objects.all():
            back = dict(group.refunds.values_list("reason").annotate(amount=Sum("amount_clp")).order_by())
            lines = OrderLine.objects.filter(order__group=group)
            assert back.get("shortage", 0) == sum(line.short * line.unit_price_clp for line in lines)
            assert back.get("return", 0) == sum(line.refunded * line.unit_price_clp for line in lines)
            assert sum(back.values()) <= group.total_clp
        for offer in self.offers:
            trade.check_adds_up(offer)
        names.check_covered()


def check_line(line: OrderLine) -> None:
    """units = delivered + deliverable + waiting + refunded."""
    found = queries.described_groups([line.order.group])[0]["orders"][0]["lines"][0]
    # What was sent less what was marked as sent by mistake.
    moves = LotMovement.objects.filter(document=f"order:{line.order_id}")
    gone = moves.aggregate(units=Sum("dispatched"))["units"] or 0
    if line.order.handover in _GONE:
        assert line.units == gone + line.short
        assert found["waiting"] == 0
        assert line.refunded <= line.returned <= line.units - line.short
        return
    assert (gone, line.returned) == (0, 0)
    with connection.cursor() as cursor:
        cursor.execute(_DELIVERABLE, [str(line.pk)])
        deliverable = cursor.fetchone()[0]
    assert line.units == deliverable + found["waiting"] + line.short
    if line.short == line.units:
        assert line.order.status in {OrderGroup.Status.REFUNDING, OrderGroup.Status.REFUNDED}
    assert sum(line.allocations.values_list("short", flat=True)) == line.short


@pytest.mark.parametrize("seed", range(2))
def test_every_paid_unit_is_delivered_or_deliverable_or_waits_or_is_paid_back(seed: int):
    season = Season(Random(seed), constituted_association(3))
    tried: list[tuple[str, bool]] = []
    happened: set[str] = set()
    while len(tried) < _STEPS or (happened != set(_ACTS) and len(tried) < _MOST_STEPS):
        missing = [act for act in _ACTS if act not in happened] if len(tried) >= _STEPS else []
        act, done = season.step(missing)
        tried.append((act, done))
        if done:
            happened.add(act)
        # Several things may happen before anybody looks.
        if season.random.random() < 0.5:
            reviewed()
            try:
                season.check()
            except AssertionError as error:
                raise AssertionError(f"after {tried}") from error
    assert happened == set(_ACTS), "each of them happened"
    # In the end somebody decides on each certificate: nothing waits any more.
    for cover in Cover.objects.filter(pk__in=season.covers).order_by("pk"):
        if cover.blocked or season.random.random() < 0.3:
            catalog.block_cover(cover_id=cover.pk, reason="revoked")
    reviewed()
    season.check()
    assert not Shortage.objects.filter(status=Shortage.Status.WAITING).exists()

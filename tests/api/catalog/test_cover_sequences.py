"""Whatever people, certificates and time do one after the other: what is for sale is covered, and all figures agree."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from random import Random
from uuid import uuid4

import pytest
from django.db import connection, transaction

from catalog import queries, services
from catalog.models import Contribution, Cover, Hold, Offer
from lib.clock import database_now
from lib.errors import DomainError
from lib.ids import new_id
from tests.support import names, trade
from tests.support.people import Cast, actor, constituted_association

pytestmark = pytest.mark.django_db

# Where nothing is due, what is for sale of a lot is covered by certificates that hold at this moment.
_UNCOVERED = """
SELECT c.lot_id FROM catalog_contribution AS c JOIN catalog_offer AS o ON o.id = c.offer_id
CROSS JOIN unnest(o.requires) AS seal_id
WHERE o.recheck_at IS NULL OR o.recheck_at > clock_timestamp()
GROUP BY c.lot_id, seal_id
HAVING sum(c.units - c.withdrawn - c.lost - c.allocated - c.uncovered) > (
  SELECT coalesce(sum(g.units - g.spent), 0) FROM catalog_covergrant AS g JOIN catalog_cover AS v ON v.id = g.cover_id
  WHERE g.lot_id = c.lot_id AND v.seal_id = seal_id AND v.blocked = ''
    AND v.valid_from <= clock_timestamp() AND v.valid_until > clock_timestamp())
"""


class Season:
    """Two offers of three members under two seals, and all that may happen to them."""

    def __init__(self, random: Random, cast: Cast) -> None:
        self.random, self.cast = random, cast
        self.seals = [names.seal(cast) for _ in range(2)]
        self.offers = [trade.offer(cast) for _ in range(2)]
        names.require(self.offers[0], cast, self.seals[:1])
        names.require(self.offers[1], cast, self.seals)
        self.lots = [(member, trade.lot(member, 30)) for member in cast.members[:3]]
        self.covers = [names.cover(cast, seal, cap=60).pk for seal in self.seals * 2]
        self.sold: list[services.Allocated] = []

    def units(self) -> int:
        return self.random.randint(1, 8)

    def grant(self) -> None:
        lot = self.random.choice(self.lots)[1]
        services.grant_units(cover_id=self.random.choice(self.covers), lot_id=lot.pk, units=2 * self.units())

    def contribute(self) -> None:
        member, lot = self.random.choice(self.lots)
        trade.contribute(self.random.choice(self.offers), member, self.units(), of=lot)

    def withdraw(self) -> None:
        row = self.random.choice(list(Contribution.objects.filter(offer__in=self.offers).order_by("pk")))
        member = next(member for member, lot in self.lots if lot.pk == row.lot_id)
        services.withdraw(
            actor=actor(member.person), association_id=row.association_id, contribution_id=row.pk, units=self.units()
        )

    def hold(self) -> None:
        offer = self.random.choice(self.offers)
        held = services.hold(offer_id=offer.pk, owner=uuid4(), units=self.units())
        if self.random.random() < 0.4:
            services.pin(hold_ids=[held.id], reference=str(new_id()))

    def _held(self) -> Hold:
        return self.random.choice(list(Hold.objects.holding().order_by("pk")))

    def release(self) -> None:
        services.release(hold_ids=[self._held().pk])

    def pay(self) -> None:
        sale = services.Sale(hold_id=self._held().pk, document=str(new_id()), amount_clp=100)
        self.sold += services.spend(sales=[sale])

    def come_back(self) -> None:
        part = self.sold.pop(self.random.randrange(len(self.sold)))
        services.take_back(
            actor=actor(self.lots[0][0].person), contribution_id=part.contribution_id, sale=part.document,
            units=self.random.randint(1, part.units), to_stock=True, dispatched=False,
        )  # fmt: skip

    def block(self) -> None:
        services.block_cover(cover_id=self.random.choice(self.covers), reason="suspended")

    def unblock(self) -> None:
        services.unblock_cover(cover_id=self.random.choice(self.covers))

    def lapse(self) -> None:
        names.lapse(Cover.objects.get(pk=self.random.choice(self.covers)))

    def renew(self) -> None:
        number = self.random.randrange(len(self.covers))
        self.covers[number] = names.cover(self.cast, self.seals[number % 2], cap=60, ends=timedelta(days=9)).pk

    def sweep(self) -> None:
        services.recheck_offers(10)

    def step(self) -> str:
        """One thing happens, or is refused for a reason that people are told."""
        acts: list[tuple[Callable[[], None], int]] = [
            (self.grant, 4), (self.contribute, 4), (self.withdraw, 2), (self.hold, 6), (self.release, 2), (self.pay, 3),
            (self.come_back, 1), (self.block, 1), (self.unblock, 2), (self.lapse, 1), (self.renew, 1), (self.sweep, 2),
        ]  # fmt: skip
        act = self.random.choices([act for act, _ in acts], [weight for _, weight in acts])[0]
        # There is nothing to choose from, or the catalog refuses.
        with suppress(DomainError, IndexError, ValueError), transaction.atomic():
            act()
        return act.__name__

    def check(self) -> None:
        for offer in self.offers:
            trade.check_adds_up(offer)
            assert offer.recheck_at is None or offer.recheck_at > database_now() or shown(offer) == 0
        for _, lot in self.lots:
            trade.check_book(lot.pk)
        names.check_covered()
        with connection.cursor() as cursor:
            cursor.execute(_UNCOVERED)
            assert cursor.fetchall() == []


def shown(offer: Offer) -> int:
    return int(queries.offer_cards([offer.pk])[offer.pk]["free"])


@pytest.mark.parametrize("seed", range(4))
def test_whatever_happens_all_figures_agree(seed: int):
    season = Season(Random(seed), constituted_association(3))
    happened: list[str] = []
    for _ in range(45):
        happened.append(season.step())
        try:
            season.check()
        except AssertionError as error:
            raise AssertionError(f"after {happened}") from error
    season.sweep()
    season.check()

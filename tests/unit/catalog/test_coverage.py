"""The pure reckoning: nothing counted twice, nothing beyond a certificate, and nobody's units taken without need."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from catalog.coverage import Grant, Reckoned, Standing, reckon

NOW = datetime(2026, 11, 22, tzinfo=UTC)
DAY = timedelta(days=1)
OFFERS = [UUID(int=number) for number in (1, 2, 3)]
LOTS = [UUID(int=number) for number in (11, 12)]
SEALS = [UUID(int=number) for number in (21, 22)]


def grant(lot: int, seal: int, units: int, *, begins: int = -1, ends: int = 1, blocked: bool = False) -> Grant:
    return Grant(
        lot_id=LOTS[lot], seal_id=SEALS[seal], begins=NOW + begins * DAY, ends=NOW + ends * DAY, units=units,
        blocked=blocked,
    )  # fmt: skip


def standing(offer: int, lot: int, left: int, sellable: int = 0) -> Standing:
    return Standing(
        id=UUID(int=100 + 10 * offer + lot), offer_id=OFFERS[offer], lot_id=LOTS[lot],
        contributed_at=NOW + offer * DAY, left=left, sellable=min(left, sellable),
    )  # fmt: skip


def one_offer(rows: list[Standing], grants: list[Grant], *, reserved: int = 0) -> Reckoned:
    return reckon(
        rows, requires={OFFERS[0]: frozenset({SEALS[0]})}, reserved={OFFERS[0]: reserved}, grants=grants, taken={}, now=NOW
    )  # fmt: skip


def test_what_buyers_hold_when_a_certificate_ends_stays_theirs_and_nothing_else_does():
    row = standing(0, 0, 10, sellable=10)
    after = one_offer([row], [grant(0, 0, 10, ends=0)], reserved=4)
    assert (after.sellable[row.id], after.too_many, after.recheck_at) == (4, {}, {OFFERS[0]: NOW})
    # What was never for sale isn't by having ended.
    waiting = standing(0, 0, 10)
    assert one_offer([waiting], [grant(0, 0, 10, ends=0)]).sellable[waiting.id] == 0


def test_what_a_blocked_certificate_stood_behind_has_to_be_given_back():
    row = standing(0, 0, 10, sellable=10)
    after = one_offer([row], [grant(0, 0, 10, blocked=True)], reserved=4)
    assert (after.sellable[row.id], after.too_many) == (0, {OFFERS[0]: 4})


def test_it_is_reckoned_again_when_the_first_certificate_begins_or_ends():
    row = standing(0, 0, 10)
    after = one_offer([row], [grant(0, 0, 3, ends=5), grant(0, 0, 3, begins=2, ends=9), grant(1, 0, 3, ends=1)])
    assert (after.sellable[row.id], after.recheck_at[OFFERS[0]]) == (3, NOW + 2 * DAY)


worlds = st.fixed_dictionaries(
    {
        "rows": st.lists(
            st.tuples(st.integers(0, 2), st.integers(0, 1), st.integers(0, 9), st.integers(0, 9)),
            unique_by=lambda row: row[:2],
        ),
        "grants": st.lists(
            st.tuples(
                st.integers(0, 1), st.integers(0, 1), st.integers(0, 9), st.sampled_from([(-2, -1), (-1, 1), (1, 2)]),
                st.booleans(),
            ),
            max_size=6,
        ),
        "requires": st.lists(st.sets(st.integers(0, 1), min_size=1), min_size=3, max_size=3),
        "held": st.lists(st.integers(0, 9), min_size=3, max_size=3),
    }
)  # fmt: skip


@given(worlds)
@settings(max_examples=300, deadline=None)
def test_in_every_world(world):
    rows = [standing(*row) for row in world["rows"]]
    grants = [grant(lot, seal, units, begins=b, ends=e, blocked=x) for lot, seal, units, (b, e), x in world["grants"]]
    requires = {
        offer: frozenset(SEALS[seal] for seal in seals) for offer, seals in zip(OFFERS, world["requires"], strict=True)
    }
    for_sale = defaultdict(int)
    for row in rows:
        for_sale[row.offer_id] += row.sellable
    reserved = {offer: min(held, for_sale[offer]) for offer, held in zip(OFFERS, world["held"], strict=True)}

    def again(rows: list[Standing], reserved: dict[UUID, int]) -> Reckoned:
        return reckon(rows, requires=requires, reserved=reserved, grants=grants, taken={}, now=NOW)

    after = again(rows, reserved)
    sold = {offer: sum(after.sellable[row.id] for row in rows if row.offer_id == offer) for offer in OFFERS}
    usable, standing_behind = defaultdict(int), defaultdict(int)
    for one in grants:
        usable[one.lot_id, one.seal_id] += one.units if one.usable(NOW) else 0
        standing_behind[one.lot_id, one.seal_id] += one.units if one.usable(NOW) or one.over(NOW) else 0
    counted, counted_for_sale = defaultdict(int), defaultdict(int)
    for row in rows:
        assert 0 <= after.sellable[row.id] <= row.left
        for seal in requires[row.offer_id]:
            counted[row.lot_id, seal] += after.sellable[row.id]
            if after.recheck_at[row.offer_id] != NOW:
                counted_for_sale[row.lot_id, seal] += after.sellable[row.id]
    assert all(units <= standing_behind[name] for name, units in counted.items())
    assert all(units <= usable[name] for name, units in counted_for_sale.items())
    for offer in OFFERS:
        assert sold[offer] + after.too_many.get(offer, 0) >= reserved[offer]
        # Held over: buyers hold all that is for sale, so that nothing of it can be bought.
        if after.recheck_at[offer] == NOW:
            assert sold[offer] == reserved[offer] - after.too_many.get(offer, 0)
    # Once the holds are gone that were too many, everything stands still.
    kept = {offer: units - after.too_many.get(offer, 0) for offer, units in reserved.items()}
    moved = [replace(row, sellable=after.sellable[row.id]) for row in rows]
    settled = again(moved, kept)
    assert (settled.sellable, settled.too_many) == (after.sellable, {})

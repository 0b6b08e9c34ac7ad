"""Pro rata: fair over a season of orders, top-ups, withdrawals and returns, to the unit."""

from dataclasses import replace
from fractions import Fraction
from time import process_time
from uuid import UUID

import pytest
from hypothesis import given as over
from hypothesis import settings
from hypothesis import strategies as st

from catalog.shares import MILLION, USUAL, Share, carry, percentages
from catalog.shares.pro_rata import allocate, give_back
from tests.support.seasons import ORDERS, SIZES, STEPS, Season, Step, lots, one_by_one, sold


def by_the_book(shares: list[Share], units: int) -> list[Share]:
    """The rule once more, as it is written, with fractions and a comparison of all lots for every unit."""
    standing = list(shares)
    for _ in range(units):
        part = [share for share in standing if share.left]
        whole, n = sum(share.weight for share in part), sum(share.since for share in part)
        due = {
            share.id: Fraction(share.owed, MILLION) + Fraction(share.weight * (n + 1), whole) - share.since
            for share in part
        }
        entitled = [share for share in part if due[share.id] > 0]
        late = [share for share in part if due[share.id] >= 1]
        if entitled and len(late) < 2:
            chosen = min(
                entitled,
                key=lambda share: ((share.since + 1 - Fraction(share.owed, MILLION)) / share.weight, share.turn),
            )
        else:
            most = max(due.values())
            chosen = min((share for share in part if due[share.id] == most), key=lambda share: share.turn)
        standing = [replace(s, since=s.since + 1) if s.id == chosen.id else s for s in standing]
        if chosen.left == 1:
            standing = carry(standing)
        standing = [s.gives(1) if s.id == chosen.id else s for s in standing]
    return standing


def test_forty_orders_of_one_divide_like_one_order_of_forty():
    start = lots(50, 30, 20)
    assert sold(start, allocate(start, 40)) == [20, 12, 8]
    assert sold(start, one_by_one(USUAL, start, 40)) == [20, 12, 8]


def test_everything_sold_is_everything_contributed():
    start = lots(50, 30, 20)
    after = allocate(start, 100)
    assert sold(start, after) == [50, 30, 20]
    assert [share.left for share in after] == [0, 0, 0]


def test_withdrawing_and_adding_again_gains_nothing():
    """One order of one at a time; lot 0 leaves and comes back after each: a rule that restarts would serve it first."""
    season = Season(lots(50, 50))
    for _ in range(40):
        season.order(1)
        had = season.shares[0].left
        season.change(0, -had)
        season.change(0, had)
    assert season.received == {UUID(int=0): 20, UUID(int=1): 20}


def test_the_row_outlives_a_withdrawal():
    start = allocate(lots(10, 10, 10), 1)
    season = Season(start)
    season.change(0, -10)
    assert season.shares[0].left == 0
    assert season.shares[0].owed == -666_666
    season.change(0, 10)
    assert sold(season.shares, allocate(season.shares, 2)) == [0, 1, 1]


def test_a_return_is_made_good_by_the_next_unit():
    start = allocate(lots(10, 10), 2)
    after = give_back(start, UUID(int=1), 1, to_stock=True)
    assert sold(after, allocate(after, 1)) == [0, 1]


@over(SIZES, STEPS, st.integers(0, 60))
@settings(deadline=None)
def test_the_heaps_choose_as_the_rule_is_written(sizes: list[int], steps: list[Step], units: int):
    season = Season(lots(*sizes))
    season.play(steps)
    units = min(units, sum(share.left for share in season.shares))
    assert allocate(season.shares, units) == by_the_book(season.shares, units)


@over(SIZES, ORDERS)
@settings(deadline=None)
def test_drift_stays_below_one_unit_while_contributions_stand(sizes: list[int], orders: list[int]):
    season = Season(lots(*sizes))
    for units in orders:
        for _ in range(units):
            if min(share.left for share in season.shares) == 0:
                return
            season.order(1)
            assert season.drift() < 1


@over(SIZES, STEPS)
@settings(max_examples=200, deadline=None, derandomize=True)
def test_a_season_adds_up_and_drifts_below_two_units(sizes: list[int], steps: list[Step]):
    season = Season(lots(*sizes))
    season.play(steps)
    # What a lot gave back it is owed at once, until the next units make it good.
    assert season.worst < 2 + season.returned


@over(SIZES, STEPS, st.integers(0, 7))
@settings(deadline=None)
def test_leaving_and_coming_back_between_two_orders_changes_nobody(sizes: list[int], steps: list[Step], who: int):
    season = Season(lots(*sizes))
    season.play(steps)
    rest = min(20, sum(share.left for share in season.shares))
    quiet = carry(season.shares)
    index = who % len(sizes)
    had = season.shares[index].left
    season.change(index, -had)
    season.change(index, had)
    assert season.shares == quiet
    assert allocate(season.shares, rest) == allocate(quiet, rest)


@over(st.lists(st.integers(0, 1000), min_size=1, max_size=12))
@settings(deadline=None)
def test_percentages_add_up(weights: list[int]):
    assert sum(percentages(weights)) == (100 if sum(weights) else 0)


@pytest.mark.parametrize("units", [-1, 101])
def test_more_than_there_is_is_refused(units: int):
    with pytest.raises(ValueError):
        allocate(lots(50, 30, 20), units)


def test_a_thousand_units_over_fifty_lots_are_quick():
    start = lots(*range(31, 81))
    begun = process_time()
    allocate(start, 1000)
    assert process_time() - begun < 0.25

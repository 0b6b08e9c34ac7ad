"""What must hold for every rule by which sales are divided, and what each promises beyond it."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations, pairwise
from random import Random
from time import process_time
from uuid import UUID

import pytest
from hypothesis import given as over
from hypothesis import settings
from hypothesis import strategies as st

from catalog.shares import RULES, Rule, Share, carry
from tests.support.seasons import ORDERS, SIZES, STEPS, Season, Step, lot, lots, mixed, one_by_one, sold

ALL = pytest.mark.parametrize("rule", list(RULES.values()), ids=list(RULES))
NAMED = {name: RULES[name] for name in ("rotation", "first_to_expire", "least_sold")}
OTHERS = pytest.mark.parametrize("rule", list(NAMED.values()), ids=list(NAMED))


def by_members(season: Season) -> dict[UUID, int]:
    """This will return what each member sold."""
    received: dict[UUID, int] = defaultdict(int)
    for share in season.shares:
        received[share.member] += season.received[share.id]
    return received


def present(shares: list[Share]) -> set[UUID]:
    return {share.member for share in shares if share.left}


def served(before: list[Share], after: list[Share]) -> Share:
    """This will return the lot, as it stood, that gave the one unit between."""
    (index,) = [index for index, units in enumerate(sold(before, after)) if units]
    return before[index]


@ALL
@over(SIZES, STEPS)
@settings(deadline=None, max_examples=50)
def test_a_season_adds_up_and_nobody_is_below_zero(rule: Rule, sizes: list[int], steps: list[Step]):
    Season(mixed(sizes), rule).play(steps)


@ALL
@over(SIZES, STEPS, st.integers(0, 60), st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=50)
def test_the_same_input_gives_the_same_split_in_whatever_order_it_comes(
    rule: Rule, sizes: list[int], steps: list[Step], units: int, chance: Random
):
    season = Season(mixed(sizes), rule)
    season.play(steps)
    units = min(units, season.left)
    after = rule.allocate(season.shares, units)
    assert sum(sold(season.shares, after)) == units
    assert rule.allocate(season.shares, units) == after
    shuffled = list(season.shares)
    chance.shuffle(shuffled)
    assert sorted(rule.allocate(shuffled, units), key=lambda share: share.id) == after


@ALL
@over(SIZES, STEPS, ORDERS)
@settings(deadline=None, max_examples=50)
def test_only_the_sum_of_orders_counts(rule: Rule, sizes: list[int], steps: list[Step], orders: list[int]):
    season = Season(mixed(sizes), rule)
    season.play(steps)
    total = min(sum(orders), season.left)
    step_by_step, rest = season.shares, total
    for units in orders:
        step_by_step = rule.allocate(step_by_step, min(units, rest))
        rest -= min(units, rest)
    assert step_by_step == rule.allocate(season.shares, total) == one_by_one(rule, season.shares, total)


@ALL
@over(SIZES, STEPS, st.integers(0, 9), st.integers(0, 60))
@settings(deadline=None)
def test_leaving_and_coming_back_between_two_orders_changes_nothing(
    rule: Rule, sizes: list[int], steps: list[Step], who: int, units: int
):
    """Neither for who does it nor for anybody else; nor does a withdrawal in pieces, or one unit after the other."""
    season = Season(mixed(sizes), rule)
    season.play(steps)
    quiet = carry(season.shares)
    index = who % len(season.shares)
    had = season.shares[index].left
    for piece in (had // 2, had - had // 2):
        season.change(index, -piece)
    for piece in (had // 3, had - had // 3):
        season.change(index, piece)
    assert season.shares == quiet
    units = min(units, season.left)
    assert rule.allocate(season.shares, units) == rule.allocate(quiet, units)


@ALL
@over(SIZES, st.integers(2, 5), ORDERS)
@settings(deadline=None, max_examples=40, derandomize=True)
def test_splitting_a_lot_gains_nothing(rule: Rule, sizes: list[int], pieces: int, orders: list[int]):
    """By rotation, least sold and date nothing changes at all; pro rata rounds each piece, and in the end it is the same."""
    first = max(sizes[0], pieces)
    whole = [lot(0, first, days=3), *(lot(10 + place, units, days=units % 7) for place, units in enumerate(sizes[1:]))]
    cuts = [first * place // pieces for place in range(pieces + 1)]
    parts = [lot(place, after - before, member=0, days=3) for place, (before, after) in enumerate(pairwise(cuts))]
    once, split = Season(whole, rule), Season([*parts, *whole[1:]], rule)
    for _unit in range(sum(orders)):
        once.order(1)
        split.order(1)
        gained = by_members(split)[UUID(int=0)] - by_members(once)[UUID(int=0)]
        assert gained <= (pieces if rule.name == "pro_rata" else 0)
        assert gained == 0 or (rule.name == "pro_rata" and once.left)


@ALL
@over(SIZES, st.lists(st.tuples(st.integers(1, 8), st.booleans()), max_size=25), st.integers(1, 60))
@settings(deadline=None, max_examples=60, derandomize=True)
def test_who_is_there_all_the_time_never_sells_less_than_who_comes_and_goes(
    rule: Rule, others: list[int], orders: list[tuple[int, bool]], units: int
):
    """The same orders twice: once the first member stays, once she is away for some of them."""
    start = [lot(0, units, days=3), *(lot(1 + place, count, days=count % 7) for place, count in enumerate(others))]
    stays, goes = Season(list(start), rule), Season(list(start), rule)
    for ordered, away in orders:
        had = goes.shares[0].left
        if away:
            goes.change(0, -had)
        count = min(ordered, goes.left)
        goes.order(count)
        stays.order(count)
        if away:
            goes.change(0, had)
        ahead = goes.received[UUID(int=0)] - stays.received[UUID(int=0)]
        assert ahead <= (1 if rule.name == "pro_rata" else 0)


@ALL
@over(SIZES, st.integers(0, 60), st.integers(0, 60), ORDERS)
@settings(deadline=None, max_examples=50)
def test_a_lot_in_two_top_ups_sells_like_one_that_came_at_once(
    rule: Rule, sizes: list[int], some: int, more: int, orders: list[int]
):
    """While no order comes between: the order of one's own moves counts for nothing."""
    first = [lot(0, 1, days=2), *(lot(1 + place, units, days=units % 7) for place, units in enumerate(sizes))]
    at_once, twice = Season(list(first), rule), Season(list(first), rule)
    at_once.change(0, some + more)
    twice.change(0, more)
    twice.change(0, some)
    for units in orders:
        at_once.order(units)
        twice.order(units)
    assert at_once.shares == twice.shares


@OTHERS
@over(SIZES, STEPS)
@settings(deadline=None, max_examples=100)
def test_each_unit_comes_from_whom_the_rule_names(rule: Rule, sizes: list[int], steps: list[Step]):
    """The rule as it is written, by a comparison of everybody for every unit."""
    season = Season(mixed(sizes), rule)
    for kind, index, units in steps:
        if kind != "order":
            season.step(kind, index, units)
            continue
        for _unit in range(min(units, season.left)):
            before = season.shares
            after = rule.allocate(before, 1)
            assert served(before, after).id == named(rule, before)
            season.sell(after)


def named(rule: Rule, shares: list[Share]) -> UUID:
    if rule.name == "first_to_expire":
        return min((share for share in shares if share.left), key=lambda share: share.expiry).id
    of_member: dict[UUID, list[Share]] = defaultdict(list)
    for share in shares:
        of_member[share.member].append(share)

    def figure(member: UUID) -> int:
        if rule.name == "least_sold":
            return sum(share.sold for share in of_member[member])
        return max(share.last_turn for share in of_member[member])

    candidates = present(shares)
    owed = {member for member in candidates if sum(share.turns_owed for share in of_member[member])}
    if rule.name == "rotation" and owed:
        candidates = owed
    who = min(candidates, key=lambda member: (figure(member), min(share.turn for share in of_member[member])))
    return min((share for share in of_member[who] if share.left), key=lambda share: share.expiry).id


@over(SIZES, STEPS)
@settings(deadline=None, max_examples=100)
def test_by_rotation_two_members_who_are_both_there_never_differ_by_two(sizes: list[int], steps: list[Step]):
    """In any stretch of the season in which both have units all the while, whatever the others do."""
    season = Season(mixed(sizes), NAMED["rotation"])
    ahead: dict[tuple[UUID, UUID], list[int]] = {}
    for kind, index, units in steps:
        if kind != "order":
            season.step(kind, index, units)
            continue
        for _unit in range(min(units, season.left)):
            there = present(season.shares)
            ahead = {pair: ahead.get(pair, [0]) for pair in combinations(sorted(there), 2)}
            before = season.shares
            season.order(1)
            if sum(share.turns_owed for share in season.shares) < sum(share.turns_owed for share in before):
                continue
            gave = next(a.member for a, b in zip(before, season.shares, strict=True) if a.left != b.left)
            for (one, other), so_far in ahead.items():
                so_far.append(so_far[-1] + (gave == one) - (gave == other))
                assert max(so_far) - min(so_far) <= 1


@over(SIZES, ORDERS)
@settings(deadline=None)
def test_by_least_sold_those_who_have_some_stay_within_one_unit(sizes: list[int], orders: list[int]):
    season = Season(lots(*sizes), NAMED["least_sold"])
    for _unit in range(sum(orders)):
        if len(present(season.shares)) < len(sizes):
            return
        season.order(1)
        assert max(season.received.values()) - min(season.received.values()) <= 1


@over(SIZES, STEPS)
@settings(deadline=None)
def test_by_date_no_lot_gives_while_an_earlier_one_has_some(sizes: list[int], steps: list[Step]):
    season = Season(mixed(sizes), NAMED["first_to_expire"])
    for kind, index, units in steps:
        before = season.shares
        season.step(kind, index, units)
        gave = [old for old, new in zip(before, season.shares, strict=False) if kind == "order" and old.left > new.left]
        kept = [new for new in season.shares if kind == "order" and new.left]
        assert all(last.expiry <= first.expiry for last in gave for first in kept)


def test_a_turn_that_came_back_changes_nobodys_place_in_the_round():
    rule = NAMED["rotation"]
    start = rule.allocate(lots(10, 10, 10), 1)
    back = rule.give_back(start, UUID(int=0), 1, to_stock=True)
    after = rule.allocate(back, 1)
    assert sold(back, after) == [1, 0, 0]
    assert sold(after, rule.allocate(after, 2)) == [0, 1, 1]


def test_a_second_lot_makes_no_second_turn():
    rule = NAMED["rotation"]
    start = [lot(0, 10, member=7, days=5), lot(1, 10, member=7, days=2), lot(2, 10, member=8)]
    assert sold(start, rule.allocate(start, 6)) == [0, 3, 3]


@ALL
@pytest.mark.parametrize("units", [-1, 101])
def test_more_than_there_is_is_refused(rule: Rule, units: int):
    with pytest.raises(ValueError):
        rule.allocate(lots(50, 30, 20), units)


@ALL
def test_nothing_is_given_where_there_is_nothing(rule: Rule):
    assert rule.allocate([], 0) == []
    assert rule.allocate(lots(3, 0), 3)[0].left == 0


@ALL
def test_thousands_of_units_over_fifty_lots_are_quick(rule: Rule):
    start = lots(*range(131, 181))
    begun = process_time()
    rule.allocate(start, 5000)
    assert process_time() - begun < 1.5

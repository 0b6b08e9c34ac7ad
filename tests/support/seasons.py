"""Seasons for tests of the rules: orders, top-ups, withdrawals, returns, losses and certificates in any order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from uuid import UUID

from hypothesis import strategies as st

from catalog.shares import MILLION, USUAL, Rule, Share, carry, given

DAY = datetime(2026, 11, 22, tzinfo=UTC)
Step = tuple[str, int, int]

SIZES = st.lists(st.integers(1, 60), min_size=1, max_size=7)
ORDERS = st.lists(st.integers(1, 25), max_size=25)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("order"), st.integers(0, 9), st.integers(1, 15)),
        st.tuples(st.just("change"), st.integers(0, 9), st.integers(-40, 40)),
        st.tuples(st.just("return"), st.integers(0, 9), st.integers(1, 3)),
        st.tuples(st.just("shortage"), st.integers(0, 9), st.integers(1, 3)),
        st.tuples(st.just("cover"), st.integers(0, 9), st.integers(-20, 20)),
        st.tuples(st.just("newcomer"), st.integers(0, 9), st.integers(1, 60)),
    ),
    max_size=40,
)
# More lots than this in one offer can't be kept within two units by any rule: see test_drift.
MOST_LOTS = 10


def lot(number: int, units: int, *, member: int | None = None, days: int | None = None) -> Share:
    """This will make a lot of so many units, contributed after those with lower numbers."""
    return Share(
        id=UUID(int=number),
        member=UUID(int=number if member is None else member),
        contributed_at=DAY + timedelta(minutes=number),
        weight=units,
        left=units,
        best_before=None if days is None else date(2026, 12, 1) + timedelta(days=days),
    )


def lots(*units: int) -> list[Share]:
    """This will make lots of so many units, each another member's."""
    return [lot(number, count) for number, count in enumerate(units)]


def mixed(sizes: Sequence[int]) -> list[Share]:
    """This will make lots of a few members, some with a date, some without, some with the same."""
    return [
        lot(number, units, member=number % 4, days=None if units % 5 == 0 else units % 7)
        for number, units in enumerate(sizes)
    ]


def sold(before: Sequence[Share], after: Sequence[Share]) -> list[int]:
    """This will return how many units each lot gave, in their order."""
    gave = given(before, after)
    return [gave.get(share.id, 0) for share in before]


def one_by_one(rule: Rule, shares: list[Share], units: int) -> list[Share]:
    """This will sell so many orders of one unit."""
    for _ in range(units):
        shares = rule.allocate(shares, 1)
    return shares


class Season:
    """Plays orders and changes, and keeps what each lot is entitled to, pro rata, as an exact fraction beside."""

    def __init__(self, shares: list[Share], rule: Rule = USUAL) -> None:
        self.rule = rule
        self.shares = shares
        self.entitled = {share.id: Fraction(0) for share in shares}
        self.received = {share.id: 0 for share in shares}
        self.uncovered = {share.id: 0 for share in shares}
        self.ordered = 0
        self.returned = 0
        self.worst = Fraction(0)

    @property
    def left(self) -> int:
        """Units that may be sold."""
        return sum(share.left for share in self.shares)

    def order(self, units: int) -> None:
        """Sells unit by unit, as far as there are any."""
        for _ in range(min(units, self.left)):
            part = [share for share in self.shares if share.left]
            whole = sum(share.weight for share in part)
            for share in part:
                self.entitled[share.id] += Fraction(share.weight, whole)
            after = self.rule.allocate(self.shares, 1)
            self.sell(after)
            self.worst = max(self.worst, self.drift())

    def sell(self, after: list[Share]) -> None:
        """Takes over how the lots stand after one unit."""
        (served,) = given(self.shares, after)
        self.received[served] += 1
        self.ordered += 1
        self.shares = after

    def change(self, index: int, units: int) -> None:
        """Positive units are added, negative ones withdrawn, as far as there are any."""
        share = self.shares[index]
        units = max(units, -share.left)
        self._set(index, share.weight + units, share.left + units)

    def cover(self, index: int, units: int) -> None:
        """A certificate stands behind units again, or (negative) no more."""
        share = self.shares[index]
        units = min(max(units, -share.left), self.uncovered[share.id])
        self.uncovered[share.id] -= units
        self._set(index, share.weight, share.left + units)

    def newcomer(self, member: int, units: int) -> None:
        """A member who may be known adds a new lot."""
        if len(self.shares) == MOST_LOTS:
            return
        share = lot(len(self.shares), units, member=member, days=units % 7)
        self.shares = [*carry(self.shares), share]
        self.entitled[share.id] = Fraction(0)
        self.received[share.id] = self.uncovered[share.id] = 0

    def give_back(self, index: int, units: int, *, to_stock: bool) -> None:
        """Units come back, or turn out to be missing, as far as any were sold."""
        share = self.shares[index]
        units = min(units, self.received[share.id])
        if not units:
            return
        self.shares = self.rule.give_back(self.shares, share.id, units, to_stock=to_stock)
        self.received[share.id] -= units
        self.ordered -= units
        self.returned += units
        part = [other for other in self.shares if other.left]
        whole = sum(other.weight for other in part)
        for other in part:
            self.entitled[other.id] -= Fraction(other.weight * units, whole)

    def drift(self) -> Fraction:
        """How far the lot is from pro rata that is furthest from it."""
        return max(abs(self.received[share.id] - self.entitled[share.id]) for share in self.shares)

    def play(self, steps: Sequence[Step]) -> None:
        """Plays the steps and checks after each that everything adds up."""
        for step in steps:
            self.step(*step)
            self.check()

    def step(self, kind: str, index: int, units: int) -> None:
        at = index % len(self.shares)
        match kind:
            case "order":
                self.order(units)
            case "change":
                self.change(at, units)
            case "cover":
                self.cover(at, units)
            case "newcomer":
                self.newcomer(index % 5, units)
            case _:
                self.give_back(at, units, to_stock=kind == "return")

    def check(self) -> None:
        """Sums are exact, nobody is below zero, and what is owed is owed by somebody."""
        assert sum(self.received.values()) == self.ordered
        for share in self.shares:
            assert share.left >= 0
            assert share.turns_owed >= 0
            assert share.sold == self.received[share.id] >= 0
            assert share.weight == share.sold + share.left + self.uncovered[share.id]
        assert sum(share.owed for share in self.shares) == 0
        assert all(abs(share.owed) < (MOST_LOTS + self.returned) * MILLION for share in self.shares)

    def _set(self, index: int, weight: int, left: int) -> None:
        standing = carry(self.shares)
        standing[index] = replace(standing[index], weight=weight, left=left)
        self.shares = standing

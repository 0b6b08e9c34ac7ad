"""How far from pro rata a lot can be brought by changes at the worst moments, and how far any rule could keep it.

Who must give each unit without knowing what comes next can be led on: of m lots of the same weight, let the one that
gives leave. The last one was then entitled to 1/m + 1/(m − 1) + … + 1/2 units and gave none. So no rule whatsoever keeps
eleven lots within two units at all times; pro rata is as good as any there, and below two for ten.
"""

from __future__ import annotations

from fractions import Fraction
from random import Random

import pytest

from catalog.shares import RULES, Share
from tests.support.seasons import Season, lot

# Drift for so many lots that nobody can prevent.
UNAVOIDABLE = {count: sum(Fraction(1, part) for part in range(2, count + 1)) for count in (4, 10, 20, 50)}


class Large(Season):
    """A season with as many lots as one likes."""

    def join(self, weight: int) -> None:
        share = lot(len(self.shares), weight)
        self.change(0, 0)
        self.shares = [*self.shares, share]
        self.entitled[share.id], self.received[share.id], self.uncovered[share.id] = Fraction(0), 0, 0

    def leave(self, share: Share) -> None:
        self.change(self.shares.index(share), -share.left)

    def who_gave_leaves(self) -> None:
        before = dict(self.received)
        self.order(1)
        (gone,) = [share for share in self.shares if self.received[share.id] > before[share.id]]
        self.leave(gone)

    def there(self) -> list[Share]:
        return [share for share in self.shares if share.left]


def equal(count: int, rule: str = "pro_rata") -> Large:
    return Large([lot(number, 1000) for number in range(count)], RULES[rule])


@pytest.mark.parametrize("rule", list(RULES))
@pytest.mark.parametrize("count", [4, 10, 50])
def test_no_rule_can_do_better_than_this(count: int, rule: str):
    season = equal(count, rule)
    while len(season.there()) > 1:
        season.who_gave_leaves()
    assert season.worst >= UNAVOIDABLE[count]
    if rule == "pro_rata":
        assert season.worst == UNAVOIDABLE[count]


@pytest.mark.parametrize("count", [10, 20, 50])
def test_a_large_newcomer_is_not_starved_by_those_who_were_left_behind(count: int):
    """Half of the lots gave and left, the others are owed: all their turns end at once, later, when somebody large is there."""
    season = equal(count - 1)
    for _ in range((count - 1) // 2):
        season.order(1)
    for share in season.there():
        if season.received[share.id]:
            season.leave(season.shares[share.id.int])
    season.join(1_000_000)
    season.order(600)
    # Served by the ends of their turns alone, it would be a dozen units behind among fifty.
    assert season.worst < 2


@pytest.mark.parametrize(("count", "tries"), [(10, 40), (50, 3)])
def test_chance_and_malice_bring_nobody_further(count: int, tries: int):
    chance = Random(7)
    for _ in range(tries):
        season = Large([lot(number, chance.choice([10, 1000, chance.randint(1, 5000)])) for number in range(count)])
        away: list[int] = []
        while len(season.there()) > 1 and season.ordered < 6 * count:
            season.who_gave_leaves() if chance.random() < 0.5 else season.order(1)
            if chance.random() < 0.3:
                behind = min(season.there(), key=lambda share: season.received[share.id] - season.entitled[share.id])
                away.append(season.shares.index(behind))
                season.leave(behind)
            if away and chance.random() < 0.3:
                season.change(away.pop(), chance.choice([1, 1000, 100_000]))
        assert season.worst < max(2, UNAVOIDABLE[count] + Fraction(1, 4))

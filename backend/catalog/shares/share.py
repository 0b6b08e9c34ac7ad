"""One lot's standing in an offer: what every rule reads, and what each remembers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

MILLION = 1_000_000

Turn = tuple[datetime, UUID]


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """One lot's standing in an offer.

    weight: units contributed less units withdrawn or lost. left: units that may be sold and aren't allocated; what no
    certificate covers is not among them. sold: units allocated in all.

    since, owed are the memory of pro rata: units allocated since the last change, and millionths of a unit carried over
    from before it, negative when the lot was given too much. last_turn, turns_owed are the memory of rotation: the number
    of the offer's turn in which the lot gave last, and turns that came back with a unit that was returned.
    """

    id: UUID
    member: UUID
    contributed_at: datetime
    weight: int
    left: int
    best_before: date | None = None
    sold: int = 0
    since: int = 0
    owed: int = 0
    last_turn: int = 0
    turns_owed: int = 0

    @property
    def takes_part(self) -> bool:
        return self.left > 0

    @property
    def turn(self) -> Turn:
        """Who comes first when the figures are equal."""
        return (self.contributed_at, self.id)

    @property
    def expiry(self) -> tuple[date, datetime, UUID]:
        """Which lot goes first: the date, then who contributed first, then the id; without a date last."""
        return (self.best_before or date.max, *self.turn)

    def gives(self, units: int) -> Share:
        """This will return the lot as it stands when it gave so many."""
        return replace(self, left=self.left - units, sold=self.sold + units)

    def takes_back(self, units: int, *, to_stock: bool) -> Share:
        """This will return the lot as it stands when so many came back, or turned out to be missing."""
        if to_stock:
            return replace(self, left=self.left + units, sold=self.sold - units)
        return replace(self, weight=self.weight - units, sold=self.sold - units)


def check_units(shares: Sequence[Share], units: int) -> None:
    """This will refuse what no rule can give.

    :raises ValueError: if units is negative or more than the lots have left.
    """
    if units < 0 or units > sum(share.left for share in shares):
        raise ValueError(f"{units} units cannot be allocated")


def given(before: Sequence[Share], after: Sequence[Share]) -> dict[UUID, int]:
    """Units that each lot gave between two standings of the same lots; lots that gave none are left out."""
    left = {share.id: share.left for share in before}
    return {share.id: left[share.id] - share.left for share in after if left[share.id] != share.left}


def by_member(shares: Iterable[Share]) -> dict[UUID, list[Share]]:
    """This will return each member's lots, those that take part and those that don't."""
    lots: dict[UUID, list[Share]] = defaultdict(list)
    for share in shares:
        lots[share.member].append(share)
    return dict(lots)


def first_lot(lots: Iterable[Share]) -> Share:
    """A member's first lot, whose turn is her place when the figures are equal, also when it has nothing left."""
    return min(lots, key=lambda share: share.turn)


def out_of_lots(shares: Sequence[Share], gave: Mapping[UUID, int]) -> list[Share]:
    """This will take what each member gives out of her lots, the one that expires first until it has nothing left."""
    rest = dict(gave)
    of_lot: dict[UUID, int] = {}
    for share in sorted(shares, key=lambda share: share.expiry):
        of_lot[share.id] = min(rest[share.member], share.left)
        rest[share.member] -= of_lot[share.id]
    return [share.gives(of_lot[share.id]) if of_lot[share.id] else share for share in shares]


def percentages(weights: Sequence[int]) -> list[int]:
    """Whole percent of each weight, adding up to 100 by largest remainder; all zero when there is no weight."""
    return largest_remainder(weights, 100) if sum(weights) else [0] * len(weights)


def largest_remainder(weights: Sequence[int], total: int) -> list[int]:
    """This will divide total (maybe negative) by weight; what rounding leaves goes to the largest remainders, first ones first."""
    whole = sum(weights)
    parts = [weight * total // whole for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda index: -(weights[index] * total % whole))
    for index in by_remainder[: total - sum(parts)]:
        parts[index] += 1
    return parts

"""Pro rata: sold units are divided by what each lot was contributed with, cumulatively, and balances are remembered.

A lot takes part while it has units left that may be sold. Its *due* is what its weight earned it of the next unit, plus
what it was owed before the last change, less what it was given since:

    due = owed + weight / Σ weights × (n + 1) − since        n = Σ since, over the lots that take part

Among lots with due > 0 the next unit goes to the one whose turn ends first, (since + 1 − owed) / weight, then to who
contributed first, then by id. If no lot has due > 0, it goes to the largest due; so it does among lots with due ≥ 1, if
there are several that would be a whole unit behind when passed over: that needs changes at bad moments. At every change of who takes part, or
with what weight, the balances are carried into `owed`, in whole millionths that add up: nothing restarts.
"""

import heapq
import math
from collections.abc import Iterable, Sequence
from dataclasses import replace
from uuid import UUID

from catalog.shares.share import MILLION, Share, check_units, largest_remainder

NAME = "pro_rata"


def allocate(shares: Sequence[Share], units: int) -> list[Share]:
    """This will give `units` to the lots, one after the other by the rule, and return all shares as they stand then.

    :raises ValueError: if units is negative or more than the lots have left.
    """
    check_units(shares, units)
    standing = list(shares)
    while units:
        standing, given = _until_a_lot_runs_out(standing, units)
        units -= given
    return standing


def carry(shares: Sequence[Share]) -> list[Share]:
    """This will move every balance into `owed`, so that weights and lots may change without anybody's gain.

    The lots that take part share n units by weight; what rounding leaves goes to the largest remainders, so that the
    sum of all that is owed stays what it was, to the millionth.
    """
    n = sum(share.since for share in shares)
    parts = _apportion(shares, n * MILLION)
    return [
        replace(share, owed=share.owed + part - share.since * MILLION, since=0)
        for share, part in zip(shares, parts, strict=True)
    ]


def give_back(shares: Sequence[Share], share_id: UUID, units: int, *, to_stock: bool) -> list[Share]:
    """This will undo `units` of a lot's allocations: a unit that was returned (to_stock) or that the lot fell short of.

    It counts as so many units of −1: those who take part earned that much less, and the lot is owed it.
    """
    standing = [
        share.takes_back(units, to_stock=to_stock) if share.id == share_id else share for share in carry(shares)
    ]
    if not any(share.takes_part for share in standing):
        return standing
    parts = _apportion(standing, -units * MILLION)
    return [
        replace(share, owed=share.owed + part + (units * MILLION if share.id == share_id else 0))
        for share, part in zip(standing, parts, strict=True)
    ]


def _apportion(shares: Sequence[Share], millionths: int) -> list[int]:
    """Divides millionths (maybe negative) by weight over the shares that take part; the others get 0."""
    if millionths == 0:
        return [0] * len(shares)
    by_turn = sorted(
        (index for index, share in enumerate(shares) if share.takes_part), key=lambda index: shares[index].turn
    )
    parts = [0] * len(shares)
    amounts = largest_remainder([shares[index].weight for index in by_turn], millionths)
    for index, amount in zip(by_turn, amounts, strict=True):
        parts[index] = amount
    return parts


class _Queue:
    """Whose turn it is among the lots that take part, in integers.

    Two heaps instead of a comparison of all lots for every unit: lots wait until their due is positive, then queue by
    the end of their turn. A lot that is ready stays so until it is served, since its due only grows.
    """

    def __init__(self, part: list[Share]) -> None:
        self.part = part
        self.since = [share.since for share in part]
        self._n = sum(self.since)
        self._whole = sum(share.weight for share in part)
        # Turns are fractions with the weight below the line; over a common denominator they compare as integers.
        self._common = math.lcm(*(share.weight for share in part))
        self._waiting = [(self._ready_at(index), index) for index in range(len(part))]
        self._ready: list[tuple[int, int]] = []
        heapq.heapify(self._waiting)

    def give(self) -> int:
        """This will give the next unit and return the index of the lot that gives it."""
        while self._waiting and self._waiting[0][0] <= self._n:
            index = heapq.heappop(self._waiting)[1]
            heapq.heappush(self._ready, (self._turn_ends(index), index))
        if self._ready:
            index = self._first_ready()
        else:
            index = self._most_due(range(len(self.part)))
            self._waiting = [entry for entry in self._waiting if entry[1] != index]
            heapq.heapify(self._waiting)
        self.since[index] += 1
        self._n += 1
        heapq.heappush(self._waiting, (self._ready_at(index), index))
        return index

    def _first_ready(self) -> int:
        """Takes who is next from the ready ones; those that would be a whole unit behind stand at the top of the heap."""
        index = heapq.heappop(self._ready)[1]
        late = [index]
        while self._ready and self._due(index) >= self._unit and self._due(self._ready[0][1]) >= self._unit:
            late.append(heapq.heappop(self._ready)[1])
        index = self._most_due(late)
        for other in late:
            if other != index:
                heapq.heappush(self._ready, (self._turn_ends(other), other))
        return index

    @property
    def _unit(self) -> int:
        """One unit, as `_due` counts."""
        return self._whole * MILLION

    def _due(self, index: int) -> int:
        share = self.part[index]
        return share.owed * self._whole + (share.weight * (self._n + 1) - self.since[index] * self._whole) * MILLION

    def _most_due(self, indexes: Iterable[int]) -> int:
        return max(indexes, key=lambda index: (self._due(index), -index))

    def _ready_at(self, index: int) -> int:
        """The first n for which weight / whole × (n + 1) > since − owed."""
        share = self.part[index]
        return (self.since[index] * MILLION - share.owed) * self._whole // (share.weight * MILLION)

    def _turn_ends(self, index: int) -> int:
        share = self.part[index]
        return ((self.since[index] + 1) * MILLION - share.owed) * (self._common // share.weight)


def _until_a_lot_runs_out(shares: list[Share], units: int) -> tuple[list[Share], int]:
    """Gives at most `units`, stops when a lot is empty (that is a change: balances are carried), and says how many."""
    queue = _Queue(sorted((share for share in shares if share.takes_part), key=lambda share: share.turn))
    done, empty = 0, False
    while done < units and not empty:
        index = queue.give()
        done += 1
        empty = queue.since[index] - queue.part[index].since == queue.part[index].left
    gave = {share.id: since - share.since for share, since in zip(queue.part, queue.since, strict=True)}
    standing = [replace(share, since=share.since + gave.get(share.id, 0)) for share in shares]
    if empty:
        # Whoever ran out still shares in the units up to this one: carry first, then let it go.
        standing = carry(standing)
    return [share.gives(gave.get(share.id, 0)) for share in standing], done

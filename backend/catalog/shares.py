"""How an offer's sold units are divided over the lots that were put into it.

The rule is pro rata, cumulative, and keeps its memory. A lot takes part while it has units left. Its *due* is what its
weight earned it of the next unit, plus what it was owed before the last change, less what it was given since:

    due = owed + weight / Σ weights × (n + 1) − since        n = Σ since, over the lots that take part

Among lots with due > 0 the next unit goes to the one whose turn ends first, (since + 1 − owed) / weight, then to who
contributed first, then by id. If no lot has due > 0, it goes to the largest due. At every change of who takes part, or
with what weight, the balances are carried into `owed`, in whole millionths that add up: nothing restarts.

Everything is an integer; the same input always gives the same split. Nothing here reads a clock or a database.
"""

import heapq
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

RULE_VERSION = 1
MILLION = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """One lot's standing in an offer.

    weight: units contributed less units withdrawn. left: units not yet allocated. since: units allocated since the
    last change. owed: millionths of a unit carried over from before it; negative when the lot was given too much.
    """

    id: UUID
    contributed_at: datetime
    weight: int
    left: int
    since: int = 0
    owed: int = 0

    @property
    def takes_part(self) -> bool:
        return self.left > 0

    @property
    def turn(self) -> tuple[datetime, UUID]:
        """Who comes first when the figures are equal."""
        return (self.contributed_at, self.id)


def allocate(shares: Sequence[Share], units: int) -> list[Share]:
    """This will give `units` to the lots, one after the other by the rule, and return all shares as they stand then.

    :raises ValueError: if units is negative or more than the lots have left.
    """
    if units < 0 or units > sum(share.left for share in shares):
        raise ValueError(f"{units} units cannot be allocated")
    standing = list(shares)
    while units:
        standing, given = _until_a_lot_runs_out(standing, units)
        units -= given
    return standing


def given(before: Sequence[Share], after: Sequence[Share]) -> dict[UUID, int]:
    """Units that each lot gave between two standings of the same lots; lots that gave none are left out."""
    left = {share.id: share.left for share in before}
    return {share.id: left[share.id] - share.left for share in after if left[share.id] != share.left}


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
        replace(share, left=share.left + (units if to_stock else 0)) if share.id == share_id else share
        for share in carry(shares)
    ]
    if not any(share.takes_part for share in standing):
        return standing
    parts = _apportion(standing, -units * MILLION)
    return [
        replace(share, owed=share.owed + part + (units * MILLION if share.id == share_id else 0))
        for share, part in zip(standing, parts, strict=True)
    ]


def percentages(weights: Sequence[int]) -> list[int]:
    """Whole percent of each weight, adding up to 100 by largest remainder; all zero when there is no weight."""
    return _largest_remainder(weights, 100) if sum(weights) else [0] * len(weights)


def _apportion(shares: Sequence[Share], millionths: int) -> list[int]:
    """Divides millionths (maybe negative) by weight over the shares that take part; the others get 0."""
    if millionths == 0:
        return [0] * len(shares)
    by_turn = sorted(
        (index for index, share in enumerate(shares) if share.takes_part), key=lambda index: shares[index].turn
    )
    parts = [0] * len(shares)
    amounts = _largest_remainder([shares[index].weight for index in by_turn], millionths)
    for index, amount in zip(by_turn, amounts, strict=True):
        parts[index] = amount
    return parts


def _largest_remainder(weights: Sequence[int], total: int) -> list[int]:
    whole = sum(weights)
    parts = [weight * total // whole for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda index: -(weights[index] * total % whole))
    for index in by_remainder[: total - sum(parts)]:
        parts[index] += 1
    return parts


def _until_a_lot_runs_out(shares: list[Share], units: int) -> tuple[list[Share], int]:
    """Gives at most `units`, stops when a lot is empty (that is a change: balances are carried), and says how many.

    Two heaps instead of a comparison of all lots for every unit: lots wait until their due is positive, then queue by
    the end of their turn. A lot that is ready stays so until it is served, since its due only grows.
    """
    part = sorted((share for share in shares if share.takes_part), key=lambda share: share.turn)
    whole = sum(share.weight for share in part)
    # Turns are fractions with the weight below the line; over a common denominator they compare as integers.
    common = math.lcm(*(share.weight for share in part))
    since = [share.since for share in part]
    n = sum(since)

    def ready_at(index: int) -> int:
        # The first n for which weight / whole × (n + 1) > since − owed.
        share = part[index]
        return (since[index] * MILLION - share.owed) * whole // (share.weight * MILLION)

    def turn_ends(index: int) -> int:
        share = part[index]
        return ((since[index] + 1) * MILLION - share.owed) * (common // share.weight)

    def due(index: int) -> int:
        share = part[index]
        return share.owed * whole + (share.weight * (n + 1) - since[index] * whole) * MILLION

    waiting = [(ready_at(index), index) for index in range(len(part))]
    heapq.heapify(waiting)
    ready: list[tuple[int, int]] = []
    done = 0
    while done < units:
        while waiting and waiting[0][0] <= n:
            index = heapq.heappop(waiting)[1]
            heapq.heappush(ready, (turn_ends(index), index))
        if ready:
            index = heapq.heappop(ready)[1]
        else:
            index = max(range(len(part)), key=lambda candidate: (due(candidate), -candidate))
            waiting = [entry for entry in waiting if entry[1] != index]
            heapq.heapify(waiting)
        since[index] += 1
        n += 1
        done += 1
        if since[index] - part[index].since == part[index].left:
            break
        heapq.heappush(waiting, (ready_at(index), index))

    gave = {share.id: count - share.since for share, count in zip(part, since, strict=True)}
    standing = [replace(share, since=share.since + gave[share.id]) if share.id in gave else share for share in shares]
    if any(share.left == gave[share.id] for share in part):
        # Whoever ran out still shares in the units up to this one: carry first, then let it go.
        standing = carry(standing)
    return [replace(share, left=share.left - gave.get(share.id, 0)) for share in standing], done

"""Rotation: one unit each in turn, and the offer remembers whose turn it is.

The next unit comes from the member, among those with units left that may be sold, who gave longest ago; who never gave
comes first. When that is equal, the member whose first lot was contributed first, then the lower id of that lot. Of her
lots the one that expires first gives. Turns are counted in each offer and stand in the row of the member's first lot,
which outlives a withdrawal: leaving and coming back gains nothing, and a second lot makes no second turn.

A unit that comes back gives the turn back: owed turns are served before the others, who gave longest ago first, and
change nobody's place in the round. A turn that passed while a member had nothing to give is not made up for.

What holds: of two members who both have units to give all the while, neither gives two units more than the other.
"""

import heapq
from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from catalog.shares.share import Share, by_member, check_units, first_lot, out_of_lots

NAME = "rotation"


def allocate(shares: Sequence[Share], units: int) -> list[Share]:
    """This will give `units` to the lots, one after the other by the rule, and return all shares as they stand then.

    :raises ValueError: if units is negative or more than the lots have left.
    """
    check_units(shares, units)
    lots = by_member(shares)
    first = {member: first_lot(of_member) for member, of_member in lots.items()}
    last_turn = {member: max(share.last_turn for share in of_member) for member, of_member in lots.items()}
    left = {member: sum(share.left for share in of_member) for member, of_member in lots.items()}
    gave = dict.fromkeys(lots, 0)

    queue = sorted((last_turn[member], first[member].turn, member) for member in lots if left[member])
    owed = dict.fromkeys(lots, 0)
    for _last, _first, member in queue:
        owed[member] = min(units, left[member], sum(share.turns_owed for share in lots[member]))
        gave[member] += owed[member]
        units -= owed[member]

    # A sorted list is a heap.
    turn = max(last_turn.values(), default=0)
    while units:
        _last, place, member = heapq.heappop(queue)
        if gave[member] == left[member]:
            continue
        turn += 1
        units -= 1
        gave[member] += 1
        last_turn[member] = turn
        heapq.heappush(queue, (turn, place, member))
    return [_remember(share, first[share.member], last_turn, owed) for share in out_of_lots(shares, gave)]


def give_back(shares: Sequence[Share], share_id: UUID, units: int, *, to_stock: bool) -> list[Share]:
    """This will undo `units` of a lot's allocations: its member is owed so many turns."""
    return [
        replace(share.takes_back(units, to_stock=to_stock), turns_owed=share.turns_owed + units)
        if share.id == share_id
        else share
        for share in shares
    ]


def _remember(share: Share, first: Share, last_turn: dict[UUID, int], owed: dict[UUID, int]) -> Share:
    served = min(share.turns_owed, owed[share.member])
    owed[share.member] -= served
    return replace(
        share,
        turns_owed=share.turns_owed - served,
        last_turn=last_turn[share.member] if share.id == first.id else share.last_turn,
    )

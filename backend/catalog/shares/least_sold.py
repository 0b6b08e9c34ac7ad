"""Least sold first: the next unit comes from the member who sold least so far in this offer.

What counts is all that the member's lots sold in the offer, also lots that have nothing left; a unit that comes back
counts no more. When it is equal, the member whose first lot was contributed first, then the lower id of that lot. Of her
lots the one that expires first gives. Leaving and coming back, or a second lot, changes nothing of what she sold.

What holds: each unit comes from a member with the smallest count among those with units left that may be sold; so among
members who all have some, the distance between the largest and the smallest count never grows beyond one unit.
"""

import heapq
from collections.abc import Sequence
from uuid import UUID

from catalog.shares.share import Share, by_member, check_units, first_lot, out_of_lots

NAME = "least_sold"


def allocate(shares: Sequence[Share], units: int) -> list[Share]:
    """This will give `units` to the lots, one after the other by the rule, and return all shares as they stand then.

    :raises ValueError: if units is negative or more than the lots have left.
    """
    check_units(shares, units)
    lots = by_member(shares)
    left = {member: sum(share.left for share in of_member) for member, of_member in lots.items()}
    queue = [
        (sum(share.sold for share in of_member), first_lot(of_member).turn, member)
        for member, of_member in lots.items()
        if left[member]
    ]
    heapq.heapify(queue)
    gave = dict.fromkeys(lots, 0)
    for _unit in range(units):
        sold, place, member = queue[0]
        gave[member] += 1
        if gave[member] == left[member]:
            heapq.heappop(queue)
        else:
            heapq.heapreplace(queue, (sold + 1, place, member))
    return out_of_lots(shares, gave)


def give_back(shares: Sequence[Share], share_id: UUID, units: int, *, to_stock: bool) -> list[Share]:
    """This will undo `units` of a lot's allocations: its member sold that much less."""
    return [share.takes_back(units, to_stock=to_stock) if share.id == share_id else share for share in shares]

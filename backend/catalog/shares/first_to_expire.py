"""First to expire first: the lot with the earliest best-before date gives until it has nothing left.

Lots without a date come last. When dates are equal, the lot that was contributed first, then the lower id. A lot that is
taken out and put back, or topped up, keeps the place of its first contribution. Nothing has to be remembered.

What holds: no unit is taken from a lot while one with an earlier date has units left that may be sold.
"""

from collections.abc import Sequence
from uuid import UUID

from catalog.shares.share import Share, check_units

NAME = "first_to_expire"


def allocate(shares: Sequence[Share], units: int) -> list[Share]:
    """This will give `units` to the lots by the rule, and return all shares as they stand then.

    :raises ValueError: if units is negative or more than the lots have left.
    """
    check_units(shares, units)
    gave: dict[UUID, int] = {}
    for share in sorted(shares, key=lambda share: share.expiry):
        gave[share.id] = min(units, share.left)
        units -= gave[share.id]
    return [share.gives(gave[share.id]) if gave[share.id] else share for share in shares]


def give_back(shares: Sequence[Share], share_id: UUID, units: int, *, to_stock: bool) -> list[Share]:
    """This will undo `units` of a lot's allocations; the date alone says who is next."""
    return [share.takes_back(units, to_stock=to_stock) if share.id == share_id else share for share in shares]

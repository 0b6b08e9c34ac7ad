"""What a rule leaves behind so that a member can read why so many units were hers: figures now, words at reading time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from uuid import UUID

from catalog.shares import first_to_expire, least_sold, pro_rata, rotation
from catalog.shares.share import Share, by_member, given

Figures = dict[str, int | str]


def figures(rule: str, before: Sequence[Share], after: Sequence[Share]) -> dict[UUID, Figures]:
    """This will return, for each member who gave, what the rule looked at: no other member's figures are among them.

    pro_rata: `held` of `whole`, the member's weight among that of all who took part. rotation: `members` in the round.
    first_to_expire: `date`, the earliest of her lots that gave, if any has one. least_sold: `sold` so far, before this.
    """
    gave = given(before, after)
    lots = by_member(share for share in before if share.takes_part)
    giving = {member for member, of_member in lots.items() if any(share.id in gave for share in of_member)}
    match rule:
        case pro_rata.NAME:
            whole = sum(share.weight for of_member in lots.values() for share in of_member)
            return {member: {"held": sum(share.weight for share in lots[member]), "whole": whole} for member in giving}
        case rotation.NAME:
            return {member: {"members": len(lots)} for member in giving}
        case first_to_expire.NAME:
            return {member: _earliest(lots[member], gave) for member in giving}
        case least_sold.NAME:
            sold: dict[UUID, int] = defaultdict(int)
            for share in before:
                sold[share.member] += share.sold
            return {member: {"sold": sold[member]} for member in giving}
        case _:
            raise ValueError(rule)


def _earliest(lots: Sequence[Share], gave: Mapping[UUID, int]) -> Figures:
    dates = [share.best_before for share in lots if share.id in gave and share.best_before is not None]
    return {"date": min(dates).isoformat()} if dates else {}

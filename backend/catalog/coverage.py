"""Which units of an offer a certificate stands behind, where the offer requires one. Pure: no clock, no database.

Of one lot the certificates of one seal cover so many units, whichever offers it stands in: what one offer counts, no other
does. A unit for sale counts against every seal that its offer requires, so that a lot has as many as the scarcest of
them. Who has units covered already keeps them before anybody gets more; what buyers hold comes before what is free.

What buyers hold when a certificate ends by time stays theirs (it was covered when they took it): it goes on counting as
for sale until they pay or let go. What a suspended or revoked one stood behind does not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

Seals = frozenset[UUID]
# A lot, and one seal of it.
Name = tuple[UUID, UUID]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """Units of a lot that one cover stands behind and that no buyer has been given."""

    lot_id: UUID
    seal_id: UUID
    begins: datetime
    ends: datetime
    units: int
    blocked: bool = False

    def usable(self, now: datetime) -> bool:
        return not self.blocked and self.begins <= now < self.ends

    def over(self, now: datetime) -> bool:
        return not self.blocked and self.ends <= now


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One lot in one offer that requires seals; of its `left` units `sellable` are for sale now."""

    id: UUID
    offer_id: UUID
    lot_id: UUID
    contributed_at: datetime
    left: int
    sellable: int

    @property
    def turn(self) -> tuple[datetime, UUID]:
        return (self.contributed_at, self.id)


@dataclass(frozen=True, slots=True)
class Reckoned:
    """Units for sale of each contribution; of each offer, units that buyers hold beyond them and have to give up, and
    when it has to be reckoned again: at `now` while buyers hold what ended by time, None if nothing will change by itself.
    """

    sellable: dict[UUID, int]
    too_many: dict[UUID, int]
    recheck_at: dict[UUID, datetime | None]


def reckon(
    rows: Sequence[Standing], *, requires: Mapping[UUID, Seals], reserved: Mapping[UUID, int], grants: Iterable[Grant],
    taken: Mapping[Name, int], now: datetime,
) -> Reckoned:  # fmt: skip
    """This will say what of each row is for sale; `taken` is what offers that aren't here count of the same lots.

    `reserved` names every offer of the rows, and all rows of an offer are there.
    """
    grants = list(grants)
    giving = _Giving(
        rows=sorted(rows, key=lambda row: row.turn),
        requires=requires,
        usable=_left([grant for grant in grants if grant.usable(now)], taken),
        standing=_left([grant for grant in grants if grant.usable(now) or grant.over(now)], taken),
        sellable=dict.fromkeys((row.id for row in rows), 0),
        needed=dict(reserved),
    )
    # First what buyers hold: of what is for sale already, of what isn't yet, and of what was when its cover ended.
    giving.round(giving.usable, only_needed=True, only_kept=True)
    giving.round(giving.usable, only_needed=True, only_kept=False)
    held_over = giving.round(giving.standing, only_needed=True, only_kept=True)
    # Then what is for sale already, then what isn't yet.
    giving.round(giving.usable, only_needed=False, only_kept=True, without=held_over)
    giving.round(giving.usable, only_needed=False, only_kept=False, without=held_over)
    return Reckoned(
        giving.sellable,
        {offer_id: units for offer_id, units in giving.needed.items() if units > 0},
        {
            offer_id: now if offer_id in held_over else _next(offer_id, rows, grants, requires, now)
            for offer_id in reserved
        },
    )


@dataclass(slots=True)
class _Giving:
    """Cover while it is given out: what is left of it by lot and seal, what each row got, what buyers' holds still need."""

    rows: Sequence[Standing]
    requires: Mapping[UUID, Seals]
    usable: dict[Name, int]
    # With what ended by time.
    standing: dict[Name, int]
    sellable: dict[UUID, int]
    needed: dict[UUID, int]

    def round(
        self, cover: Mapping[Name, int], *, only_needed: bool, only_kept: bool, without: Set[UUID] = frozenset()
    ) -> set[UUID]:
        """This will give each row in its turn what it may have, and return the offers that got some.

        Only what buyers hold and nothing stands behind yet; only up to what was for sale before.
        """
        got = set()
        for row in self.rows:
            if row.offer_id in without:
                continue
            seals = self.requires[row.offer_id]
            room = [(min(row.left, row.sellable) if only_kept else row.left) - self.sellable[row.id]]
            room += [cover.get((row.lot_id, seal), 0) for seal in seals]
            room += [self.needed[row.offer_id]] if only_needed else []
            units = min(room)
            if units > 0:
                self.sellable[row.id] += units
                self.needed[row.offer_id] -= units
                got.add(row.offer_id)
                for seal in seals:
                    self.usable[row.lot_id, seal] = self.usable.get((row.lot_id, seal), 0) - units
                    self.standing[row.lot_id, seal] -= units
        return got


def _left(grants: Iterable[Grant], taken: Mapping[Name, int]) -> dict[Name, int]:
    left: dict[Name, int] = defaultdict(int)
    for grant in grants:
        left[grant.lot_id, grant.seal_id] += grant.units
    for name, units in taken.items():
        left[name] -= units
    return left


def _next(
    offer_id: UUID, rows: Iterable[Standing], grants: Iterable[Grant], requires: Mapping[UUID, Seals], now: datetime
) -> datetime | None:
    """The next moment at which a cover of the offer's lots begins or ends."""
    lots = {row.lot_id for row in rows if row.offer_id == offer_id and row.left}
    moments = [
        moment
        for grant in grants
        if not grant.blocked and grant.units and grant.lot_id in lots and grant.seal_id in requires[offer_id]
        for moment in (grant.begins, grant.ends)
        if moment > now
    ]
    return min(moments, default=None)

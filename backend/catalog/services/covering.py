"""How offers that require seals are reckoned anew, under their locks, whenever what stands behind their lots changes.

Lock order: offers, holds, lots, contributions, covers. Whoever lets a lot's cover count for more in an offer has locked the
lot, so that two offers never count the same units; who lets it count for less needs the offer's row alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import connection, transaction
from django.db.models import F

from catalog import coverage, events, shares
from catalog.models import ClockTimestamp, Contribution, Cover, CoverGrant, Lot, Offer, StockMovement
from catalog.services import stock
from catalog.services.freed_holds import FreedHold, free_holds
from events import outbox
from lib.actor import Actor
from lib.clock import database_now
from lib.errors import Busy
from lib.jobs import record_lateness

_TRIES: Final = 8
# As many as an event can name.
_MOST_REFERENCES: Final = 1000
_SYSTEM: Final = Actor.system()


@dataclass(frozen=True, slots=True)
class Locked:
    """What is locked: offers by id, and the lots whose cover may be given out anew among them."""

    offers: dict[UUID, Offer]
    lots: frozenset[UUID]


@dataclass(slots=True)
class Settled:
    """What a reckoning changed."""

    offer_ids: list[UUID] = field(default_factory=list)
    freed: list[FreedHold] = field(default_factory=list)

    @property
    def references(self) -> list[str]:
        """Who may still pay for what was given back; of very many the first, the others' time is over within minutes."""
        return sorted({hold.pinned_by for hold in self.freed if hold.pinned_by})[:_MOST_REFERENCES]


def lock(*, offer_ids: Iterable[UUID] = (), lot_ids: Iterable[UUID] = (), cover_id: UUID | None = None) -> Locked:
    """This will lock the offers, their lots, these lots and those of the cover, every offer that requires seals of one
    of the lots, and the cover: in the fixed order, begun anew while there turn out to be more offers.
    """
    wanted, lots = set(offer_ids), set(lot_ids)
    offers = set(wanted)
    for _ in range(_TRIES):
        savepoint = transaction.savepoint()
        offers |= _offers_of(_lots_of(wanted, lots, cover_id))
        rows = Offer.objects.select_for_update(no_key=True).filter(pk__in=offers).order_by("pk")
        locked = {offer.pk: offer for offer in rows}
        found = _lots_of(wanted, lots, cover_id)
        list(Lot.objects.select_for_update(no_key=True).filter(pk__in=found).order_by("pk").values_list("pk"))
        if cover_id is not None:
            list(Cover.objects.select_for_update(no_key=True).filter(pk=cover_id).values_list("pk"))
        again = _lots_of(wanted, lots, cover_id)
        if again <= found and _offers_of(again) <= offers:
            transaction.savepoint_commit(savepoint)
            return Locked(locked, frozenset(found))
        transaction.savepoint_rollback(savepoint)
        lots |= again
    raise Busy


def _lots_of(offer_ids: Iterable[UUID], lot_ids: Iterable[UUID], cover_id: UUID | None) -> set[UUID]:
    lots = set(lot_ids)
    if wanted := list(offer_ids):
        rows = Contribution.objects.filter(offer_id__in=wanted, units__gt=F("withdrawn") + F("allocated") + F("lost"))
        lots |= set(rows.values_list("lot_id", flat=True))
    if cover_id is not None:
        lots |= set(CoverGrant.objects.filter(cover_id=cover_id).values_list("lot_id", flat=True))
    return lots


def _offers_of(lot_ids: Iterable[UUID]) -> set[UUID]:
    rows = Contribution.objects.filter(
        lot_id__in=list(lot_ids), units__gt=F("withdrawn") + F("allocated") + F("lost")
    ).exclude(offer__requires=[])
    return set(rows.values_list("offer_id", flat=True))


def settle(locked: Locked) -> Settled:
    """This will bring the locked offers to what covers let them sell now; holds that are too many are released.

    Unpinned holds go first, then pinned ones, the newest before older ones.
    """
    settled = Settled()
    rows = stock.lock_contributions(locked.offers)
    # Twice at most: a hold that goes may have had more units than were too many.
    reckoned = _reckon(locked, rows)
    if reckoned.too_many:
        for offer_id, units in sorted(reckoned.too_many.items()):
            settled.freed += free_holds(locked.offers[offer_id], units)
        reckoned = _reckon(locked, rows)
    by_offer: dict[UUID, list[Contribution]] = defaultdict(list)
    for row in rows:
        by_offer[row.offer_id].append(row)
    for offer_id, offer in sorted(locked.offers.items()):
        if _bring_to(offer, by_offer[offer_id], reckoned.sellable):
            settled.offer_ids.append(offer_id)
        recheck_at = reckoned.recheck_at[offer_id] if offer.requires else None
        if recheck_at != offer.recheck_at:
            Offer.objects.filter(pk=offer_id).update(recheck_at=recheck_at)
            offer.recheck_at = recheck_at
    return settled


def recheck(offer: Offer) -> bool:
    """This will reckon an offer anew that the caller has locked, if that is due; False if it is due still.

    It stays due while buyers hold what is covered no more: whatever they let go must not be sold again.
    """
    if not _is_due(offer):
        return True
    lots = _lots_of([offer.pk], (), None)
    list(Lot.objects.select_for_update(no_key=True).filter(pk__in=lots).order_by("pk").values_list("pk"))
    settle(Locked({offer.pk: offer}, frozenset(lots)))
    return not _is_due(offer)


def _is_due(offer: Offer) -> bool:
    return offer.recheck_at is not None and offer.recheck_at <= database_now()


def cover_again(*, lot_id: UUID) -> None:
    """This will let other offers count what one offer let go of a lot, if some of its units wait for a certificate."""
    if Contribution.objects.filter(lot_id=lot_id, uncovered__gt=0).exists():
        with transaction.atomic():
            settle(lock(lot_ids=[lot_id]))


def recheck_offers(limit: int) -> int:
    """This will reckon up to `limit` offers anew whose covers have begun or ended by time, and return how many.

    Safe to run anywhere and twice: what is covered is decided under the locks, by the database's clock.
    """
    due = Offer.objects.filter(recheck_at__lte=ClockTimestamp()).order_by("recheck_at")
    offers = list(due.only("pk", "recheck_at")[:limit])
    since = offers[0].recheck_at if offers else None
    record_lateness("catalog.recheck_offers", (database_now() - since).total_seconds() if since else 0)
    for offer in offers:
        with transaction.atomic():
            settle(lock(offer_ids=[offer.pk]))
    return len(offers)


def settle_lot(offer: Offer, lot_id: UUID) -> Settled:
    """This will reckon an offer anew that the caller has locked with this lot of it; other offers keep what they count."""
    return settle(Locked({offer.pk: offer}, frozenset({lot_id})))


def _reckon(locked: Locked, rows: Sequence[Contribution]) -> coverage.Reckoned:
    requires = {offer.pk: frozenset(offer.requires) for offer in locked.offers.values()}
    grants, taken, now = _read({row.lot_id for row in rows}, requires)
    return coverage.reckon(
        [
            coverage.Standing(
                id=row.pk, offer_id=row.offer_id, lot_id=row.lot_id, contributed_at=row.contributed_at,
                # Of a lot that isn't locked an offer may count less, never more.
                left=row.left if row.lot_id in locked.lots or not requires[row.offer_id] else row.sellable,
                sellable=row.sellable,
            )
            for row in rows
        ],
        requires=requires,
        reserved={offer.pk: offer.reserved for offer in locked.offers.values()},
        grants=grants,
        taken=taken,
        now=now,
    )  # fmt: skip


# One statement: what a sale spends of a grant and takes from another offer's lot must be seen both, or neither.
_READ = """
SELECT g.lot_id, v.seal_id, v.valid_from, v.valid_until, v.blocked <> '', g.units - g.spent, clock_timestamp()
FROM catalog_covergrant AS g JOIN catalog_cover AS v ON v.id = g.cover_id
WHERE g.lot_id = ANY(%(lots)s) AND v.seal_id = ANY(%(seals)s)
UNION ALL
SELECT c.lot_id, seal_id, NULL, NULL, NULL, c.units - c.withdrawn - c.lost - c.allocated - c.uncovered, clock_timestamp()
FROM catalog_contribution AS c JOIN catalog_offer AS o ON o.id = c.offer_id CROSS JOIN unnest(o.requires) AS seal_id
WHERE c.lot_id = ANY(%(lots)s) AND NOT c.offer_id = ANY(%(offers)s)
UNION ALL
SELECT NULL, NULL, NULL, NULL, NULL, 0, clock_timestamp()
"""


def _read(
    lots: Iterable[UUID], requires: Mapping[UUID, coverage.Seals]
) -> tuple[list[coverage.Grant], dict[coverage.Name, int], datetime]:
    seals = set().union(*requires.values()) if requires else set()
    with connection.cursor() as cursor:
        cursor.execute(_READ, {"lots": list(lots), "seals": list(seals), "offers": list(requires)})
        found = cursor.fetchall()
    grants: list[coverage.Grant] = []
    taken: dict[coverage.Name, int] = defaultdict(int)
    for lot_id, seal_id, begins, ends, blocked, units, _now in found:
        if begins is not None:
            grants.append(
                coverage.Grant(lot_id=lot_id, seal_id=seal_id, begins=begins, ends=ends, units=units, blocked=blocked)
            )
        elif lot_id is not None:
            taken[lot_id, seal_id] += units
    return grants, taken, found[-1][-1]


_UNCOVER = """
UPDATE catalog_contribution SET uncovered = new.uncovered FROM unnest(%s::uuid[], %s::int[]) AS new(id, uncovered)
WHERE catalog_contribution.id = new.id
"""


def _bring_to(offer: Offer, rows: Sequence[Contribution], sellable: Mapping[UUID, int]) -> bool:
    """Stores what of each row is for sale now, the offer's figures and what moved; whether anything did."""
    deltas = {row.pk: delta for row in rows if (delta := sellable[row.pk] - row.sellable)}
    if not deltas:
        return False
    carry(rows)
    changed = [row for row in rows if row.pk in deltas]
    for row in changed:
        row.uncovered -= deltas[row.pk]
    with connection.cursor() as cursor:
        cursor.execute(_UNCOVER, [[row.pk for row in changed], [row.uncovered for row in changed]])
    # What is covered first: what buyers hold of a lot may be another's from now on.
    for kind, sign in ((StockMovement.Kind.COVERED, 1), (StockMovement.Kind.UNCOVERED, -1)):
        moved = [(row, deltas[row.pk] * sign) for row in changed if deltas[row.pk] * sign > 0]
        if not moved:
            continue
        units = sum(count for _, count in moved)
        stock.change(offer, free=sign * units, uncovered=-sign * units)
        parts: dict[str, int] = defaultdict(int)
        for row, count in moved:
            parts[str(row.producer_id)] += count
        only = moved[0][0] if len(moved) == 1 else None
        stock.write(
            offer, kind=kind, units=units, actor=_SYSTEM, contribution=only, lot_id=only and only.lot_id,
            producer_id=only and only.producer_id, parts=dict(parts),
        )  # fmt: skip
    outbox.record(
        events.CoverageChanged(
            offer_id=offer.pk, association_id=offer.association_id, free=offer.free, uncovered=offer.uncovered,
            offer_version=offer.version,
        ),
        key=offer.pk,
        streams=[
            f"association:{offer.association_id}",
            *(f"producer:{row.producer_id}" for row in changed),
            *(["catalog"] if offer.status == Offer.Status.OPEN else []),
        ],
    )  # fmt: skip
    return True


def carry(rows: Sequence[Contribution]) -> None:
    """This will carry everybody's balance before it changes who takes part."""
    carried = {share.id: share for share in shares.carry([row.share() for row in rows])}
    stock.save_standing(rows, carried)
    for row in rows:
        row.since, row.owed_millionths = carried[row.pk].since, carried[row.pk].owed

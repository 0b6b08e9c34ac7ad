"""What a producer finds in her store: units that went bad, what a count says, and a number that was written down wrong."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import F, Sum
from django.utils.translation import gettext_lazy as _

from catalog import events
from catalog.models import Contribution, CoverGrant, Lot, Offer, StockMovement
from catalog.services import covering, lot_book, stock
from catalog.services.lot_book import Kind, LotShort, Move
from catalog.services.pool import keep_shares
from coops import queries as coops
from events import outbox
from lib.actor import Actor
from lib.errors import Busy, DomainError, NotFound
from lib.ids import new_id
from lib.retries import retried

_TRIES: Final = 8


class LotChanged(DomainError):
    """Units of the lot moved since its figures were read: what was counted can't be held against them."""

    code = "lot_changed"
    title = _("Something of this lot moved meanwhile. Look at its figures again.")


class CountBelowPromised(DomainError):
    """Buyers hold or have bought more than was counted; what is theirs isn't taken away by a count."""

    code = "count_below_promised"
    title = _("Buyers have put aside or bought more of this lot than that.")
    detail = _("%(promised)s units are promised. Talk to your association about what is missing.")


class LotBelowGranted(DomainError):
    """A certificate stands behind more units than the lot would have."""

    code = "lot_below_granted"
    title = _("Certificates stand behind more units of this lot than that.")
    detail = _("%(granted)s units have a certificate.")


@retried
def spoil(
    *, actor: Actor, producer_id: UUID, lot_id: UUID, units: int, reason: str, contribution_id: UUID | None = None
) -> Lot:
    """This will write off units of the actor's lot: free ones, or (with a contribution) ones in an offer that nobody holds.

    :raises NotFound: if lot or contribution isn't the producer's, or the actor doesn't act for her.
    :raises LotShort, catalog.services.stock.UnitsShort: if fewer are free.
    """
    with transaction.atomic():
        lot, offers = _lock(actor, producer_id, lot_id)
        if contribution_id is not None:
            _spoil_in_offer(lot, offers, contribution_id, units, actor=actor, reason=reason)
        elif units > lot.free:
            raise LotShort(free=lot.free)
        else:
            spoiled = Move(lot=lot, kind=Kind.SPOILED, units=units, free=-units, lost=units, reason=reason)
            lot_book.move([spoiled], actor=actor)
            lot_book.tell([spoiled])
    return lot


def _spoil_in_offer(
    lot: Lot, offers: dict[UUID, Offer], contribution_id: UUID, units: int, *, actor: Actor, reason: str
) -> None:
    if not Contribution.objects.filter(pk=contribution_id, lot_id=lot.pk).exists():
        raise NotFound
    # Of an offer that isn't locked nothing is left.
    row = next((row for row in _rows(lot, offers) if row.pk == contribution_id), None)
    most = _nobodys(row, offers[row.offer_id]) if row else 0
    if row is None or units > most:
        raise stock.UnitsShort(free=most)
    spoiled = Move(
        lot=lot, kind=Kind.SPOILED, units=units, pooled=-units, lost=units, reason=reason, contribution_id=row.pk
    )
    lot_book.move([spoiled], actor=actor)
    lot_book.tell([spoiled])
    _lose(row, offers[row.offer_id], units, actor=actor, reason=reason)


@retried
def count(*, actor: Actor, producer_id: UUID, lot_id: UUID, counted: int, version: int, reason: str = "") -> Lot:
    """This will hold what was counted in the house against the book; the difference becomes a movement.

    What is missing goes out of the free units, then out of what nobody holds in offers. What was found is free.
    `version` is the lot's when the count began.

    :raises NotFound: if the lot isn't the producer's. :raises LotChanged: if units moved since.
    :raises CountBelowPromised: if fewer are there than buyers hold or have bought.
    """
    with transaction.atomic():
        lot, offers = _lock(actor, producer_id, lot_id)
        if lot.version != version:
            raise LotChanged(version=lot.version)
        document = f"count:{new_id()}"
        missing = lot.on_hand - counted
        if missing <= 0:
            found = Move(
                lot=lot, kind=Kind.COUNTED, units=-missing, made=-missing, free=-missing, counted=counted, reason=reason
            )
            lot_book.move([found], actor=actor, document=document)
            lot_book.tell([found])
            return lot
        of_free = min(missing, lot.free)
        losses = list(_spread(_rows(lot, offers), offers, missing - of_free))
        of_offers = sum(units for _row, units in losses)
        if of_free + of_offers < missing:
            raise CountBelowPromised(promised=lot.on_hand - of_free - of_offers)
        lost = Move(
            lot=lot, kind=Kind.COUNTED, units=missing, free=-of_free, pooled=-of_offers, lost=missing, counted=counted,
            reason=reason,
        )  # fmt: skip
        lot_book.move([lost], actor=actor, document=document)
        lot_book.tell([lost])
        for row, units in losses:
            _lose(row, offers[row.offer_id], units, actor=actor, reason="counted", document=document)
    return lot


@retried
def adjust(*, actor: Actor, producer_id: UUID, lot_id: UUID, units: int, version: int) -> Lot:
    """This will correct how many units of the lot were made: it was written down wrong. What isn't free stays.

    :raises NotFound: if the lot isn't the producer's. :raises LotChanged: if units moved since `version`.
    :raises LotShort: if fewer are free than there are too many. :raises LotBelowGranted: if more have a certificate.
    """
    with transaction.atomic():
        lot, _offers = _lock(actor, producer_id, lot_id)
        if lot.version != version:
            raise LotChanged(version=lot.version)
        more = units - lot.units
        if more == 0:
            return lot
        if lot.free + more < 0:
            raise LotShort(free=lot.free)
        by_seal = CoverGrant.objects.filter(lot_id=lot_id).values("cover__seal_id").annotate(granted=Sum("units"))
        granted = max((row["granted"] for row in by_seal), default=0)
        if more < 0 and units < granted:
            raise LotBelowGranted(granted=granted)
        adjusted = Move(lot=lot, kind=Kind.ADJUSTED, units=abs(more), made=more, free=more)
        lot_book.move([adjusted], actor=actor)
        lot_book.tell([adjusted])
    return lot


def _lock(actor: Actor, producer_id: UUID, lot_id: UUID) -> tuple[Lot, dict[UUID, Offer]]:
    """Locks the offers that the lot is in, then the lot; begins anew if it went into another meanwhile."""
    if not coops.acts_for(actor, producer_id):
        raise NotFound
    if not Lot.objects.filter(pk=lot_id, producer_id=producer_id).exists():
        raise NotFound
    for _try in range(_TRIES):
        savepoint = transaction.savepoint()
        rows = Offer.objects.select_for_update(no_key=True).filter(pk__in=_offers_of(lot_id)).order_by("pk")
        offers = {offer.pk: offer for offer in rows}
        lot = lot_book.lock_lots([lot_id])[lot_id]
        if _offers_of(lot_id) <= offers.keys():
            transaction.savepoint_commit(savepoint)
            return lot, offers
        transaction.savepoint_rollback(savepoint)
    raise Busy


def _offers_of(lot_id: UUID) -> set[UUID]:
    left = Contribution.objects.filter(lot_id=lot_id, units__gt=F("withdrawn") + F("lost") + F("allocated"))
    return set(left.values_list("offer_id", flat=True))


def _rows(lot: Lot, offers: Iterable[UUID]) -> list[Contribution]:
    """The lot's own contributions, the offers of which are locked; the latest comes first."""
    rows = [row for row in stock.lock_contributions(offers) if row.lot_id == lot.pk]
    return sorted(rows, key=lambda row: (row.contributed_at, row.pk), reverse=True)


def _nobodys(row: Contribution, offer: Offer) -> int:
    """Units of the contribution that no buyer holds."""
    return row.uncovered + min(row.sellable, offer.free)


def _spread(rows: Iterable[Contribution], offers: dict[UUID, Offer], units: int) -> Iterable[tuple[Contribution, int]]:
    for row in rows:
        if part := min(units, _nobodys(row, offers[row.offer_id])):
            units -= part
            yield row, part


def _lose(row: Contribution, offer: Offer, units: int, *, actor: Actor, reason: str, document: str = "") -> None:
    """Takes units that nobody holds out of an offer for good; everybody's share is carried before the weights change."""
    rows = stock.lock_contributions([offer.pk])
    covering.carry(rows)
    row = next(own for own in rows if own.pk == row.pk)
    # What waits for a certificate goes first: the offer sells as much as before.
    waiting = min(units, row.uncovered)
    row.lost += units
    row.uncovered -= waiting
    row.save()
    stock.change(offer, lost=units, free=waiting - units, uncovered=-waiting)
    keep_shares(offer, rows)
    stock.write(
        offer, kind=StockMovement.Kind.LOST, units=units, actor=actor, lot_id=row.lot_id, contribution=row,
        producer_id=row.producer_id, reason=reason, document=document,
    )  # fmt: skip
    outbox.record(
        events.UnitsLost(
            offer_id=offer.pk, association_id=offer.association_id, contribution_id=row.pk, lot_id=row.lot_id,
            producer_id=row.producer_id, units=units, free=offer.free, offer_version=offer.version,
        ),
        key=offer.pk,
        streams=streams_of(offer, row.producer_id),
    )  # fmt: skip
    if offer.requires:
        covering.settle_lot(offer, row.lot_id)


def streams_of(offer: Offer, producer_id: UUID) -> list[str]:
    """This will return the streams that see a producer's units of an offer change."""
    streams = [f"association:{offer.association_id}", f"producer:{producer_id}"]
    return [*streams, "catalog"] if offer.status == Offer.Status.OPEN else streams

"""Holds that have to go, because certificates cover less than buyers have put aside."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from catalog import events
from catalog.models import Hold, Offer
from catalog.services import stock
from events import outbox


@dataclass(frozen=True, slots=True)
class FreedHold:
    """A hold that had to go; `pinned_by` says who may still pay for it, empty if nobody."""

    id: UUID
    offer_id: UUID
    units: int
    pinned_by: str


def free_holds(offer: Offer, units: int) -> list[FreedHold]:
    """This will end holds of the offer, which the caller has locked, until so many units are given back.

    Unpinned holds go first, then pinned ones, the newest before older ones.
    """
    holds = Hold.objects.select_for_update(no_key=True).holding().filter(offer_id=offer.pk).order_by("pk")
    newest_first = sorted(holds, key=lambda hold: (hold.status == Hold.Status.PINNED, -hold.created_at.timestamp()))
    going: list[FreedHold] = []
    for hold in newest_first:
        if units <= 0:
            break
        going.append(FreedHold(hold.pk, offer.pk, hold.units, hold.pinned_by))
        units -= hold.units
    freed = stock.end_holds(offer_id=offer.pk, hold_ids=[hold.id for hold in going], via="system", reason="uncovered")
    if freed is not None:
        offer.free, offer.version = freed.free, freed.version
        offer.reserved -= freed.units
        outbox.record(
            events.HoldReleased(
                offer_id=offer.pk, association_id=offer.association_id, units=freed.units, free=freed.free,
                because="uncovered", offer_version=freed.version,
            ),
            key=offer.pk,
            streams=["catalog", f"association:{offer.association_id}"],
        )  # fmt: skip
    return going

"""Sold units that a certificate takes away before they are sent go back to the lots that they came from, many at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.db import transaction

from catalog import events
from catalog.models import Contribution, Offer, StockMovement
from catalog.queries.rules import rule_of
from catalog.services import covering, lot_book, stock
from catalog.services.pool import keep_shares
from catalog.services.spending import return_many
from catalog.services.stocktaking import streams_of
from events import outbox
from lib.actor import Actor

_SYSTEM: Final = Actor.system()


@dataclass(frozen=True, slots=True, kw_only=True)
class Undone:
    """Units of a contribution that a sale (the document that they were allocated by) doesn't get, and their price."""

    contribution_id: UUID
    lot_id: UUID
    offer_id: UUID
    sale: str
    units: int
    amount_clp: int


def give_back(undone: Sequence[Undone], *, cover_id: UUID, reason: str) -> None:
    """This will undo parts of sales that never left the house, because of a cover: what `take_back` does for one of them.

    Of an offer many take as many statements as one. All offers are locked, then all lots, each by
    id, as everybody does; each sale of a contribution is named once.
    """
    by_offer: dict[UUID, list[Undone]] = defaultdict(list)
    for part in undone:
        by_offer[part.offer_id].append(part)
    lots = {part.lot_id for part in undone}
    with transaction.atomic():
        offers = stock.lock_offers(by_offer)
        lot_book.lock_lots(lots)
        return_many([(part.sale, part.lot_id, part.units) for part in undone], cover_id=cover_id)
        rows: dict[UUID, list[Contribution]] = defaultdict(list)
        for row in stock.lock_contributions(offers):
            rows[row.offer_id].append(row)
        for offer_id, offer in offers.items():
            _undo(offer, rows[offer_id], by_offer[offer_id], reason)
        sealed = {pk: offer for pk, offer in offers.items() if offer.requires}
        if sealed:
            covering.settle(covering.Locked(sealed, frozenset(lots)))


def _undo(offer: Offer, rows: list[Contribution], undone: Sequence[Undone], reason: str) -> None:
    before, known = [copy(row) for row in rows], {row.pk: row for row in rows}
    for part in undone:
        row = known[part.contribution_id]
        back = rule_of(row).rule.give_back([own.share() for own in rows], row.pk, part.units, to_stock=True)
        for share in back:
            known[share.id].stand_as(share)
        # Until a certificate is found to stand behind them.
        row.uncovered += part.units if offer.requires else 0
    stock.save_standing(before, {row.pk: row.share() for row in rows})
    Contribution.objects.bulk_update({known[part.contribution_id] for part in undone}, ["uncovered"])
    units, version = sum(part.units for part in undone), offer.version
    waiting = units if offer.requires else 0
    stock.change(
        offer, movements=len(undone), allocated=-units, sold_clp=-sum(part.amount_clp for part in undone),
        uncovered=waiting, free=units - waiting,
    )  # fmt: skip
    keep_shares(offer, rows)
    StockMovement.objects.bulk_create(
        StockMovement(
            offer_id=offer.pk, version=version + place, kind=StockMovement.Kind.RETURNED, units=part.units,
            via=_SYSTEM.via, lot_id=part.lot_id, contribution_id=part.contribution_id,
            producer_id=known[part.contribution_id].producer_id, document=part.sale, reason=reason,
            amount_clp=part.amount_clp,
        )
        for place, part in enumerate(undone, start=1)
    )  # fmt: skip
    outbox.record_all([_told(offer, known[part.contribution_id], part) for part in undone])


def _told(offer: Offer, row: Contribution, part: Undone) -> outbox.Told:
    returned = events.UnitsReturned(
        offer_id=offer.pk, association_id=offer.association_id, contribution_id=row.pk, lot_id=row.lot_id,
        producer_id=row.producer_id, document=part.sale, units=part.units, to_stock=True, free=offer.free,
        offer_version=offer.version,
    )  # fmt: skip
    return outbox.Told(returned, offer.pk, streams_of(offer, row.producer_id))

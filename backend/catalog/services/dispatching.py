"""Sold units leave the house, and some come back. Whoever asks has checked who may, and says by which document."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext_lazy as _

from catalog import events, shares
from catalog.models import NEVER_LEFT, Contribution, LotMovement, StockMovement
from catalog.queries.rules import rule_of
from catalog.services import covering, lot_book, stock
from catalog.services.covers import may_dispatch
from catalog.services.lot_book import Kind, Move
from catalog.services.pool import keep_shares
from catalog.services.spending import return_grants
from catalog.services.stocktaking import streams_of
from events import outbox
from lib.actor import Actor
from lib.errors import DomainError, NotFound


class ReturnBeyondSold(DomainError):
    """More would come back than was sold of the lot, or than has left the house."""

    code = "return_beyond_sold"
    title = _("Fewer units than that were sold.")


class CountedSince(DomainError):
    """A count found what is in the house after the goods were marked as gone; what it made of them isn't known any more."""

    code = "lot_counted_since"
    title = _("This lot was counted after its goods were marked as gone.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """Units of a lot that a sale (the document that they were allocated by) sends away."""

    lot_id: UUID
    units: int
    sale: str


def dispatch(*, actor: Actor, document: str, parcels: Sequence[Parcel]) -> None:
    """This will let sold units leave the house, each lot with one movement that names `document`.

    :raises catalog.services.covers.DispatchBlocked: if a certificate that they were sold by doesn't hold now.
    """
    units = _by_lot(parcels)
    with transaction.atomic():
        lots = lot_book.lock_lots(units)
        may_dispatch(lots, [parcel.sale for parcel in parcels])
        moves = [
            Move(lot=lots[lot_id], kind=Kind.DISPATCHED, units=count, pooled=-count, dispatched=count)
            for lot_id, count in units.items()
        ]
        lot_book.move(moves, actor=actor, document=document)
        lot_book.tell(moves)


def undo_dispatch(*, actor: Actor, document: str, parcels: Sequence[Parcel]) -> None:
    """This will have the units of a dispatch in the house again, because they never left it: somebody marked it by mistake.

    :raises catalog.services.covers.DispatchBlocked: if a certificate that they were sold by was stopped meanwhile. Goods
      that are here have to be stopped with it, and those that had left were not.
    :raises ReturnBeyondSold: if some of them came back already.
    :raises CountedSince: if one of the lots was counted since: the count put right what the dispatch had written.
    """
    with transaction.atomic():
        lots = lot_book.lock_lots(parcel.lot_id for parcel in parcels)
        may_dispatch(lots, [parcel.sale for parcel in parcels])
        _refuse_counted(lots, document)
        moves = [
            Move(lot=lots[lot_id], kind=Kind.RETURNED, units=count, pooled=count, dispatched=-count, reason=NEVER_LEFT)
            for lot_id, count in _by_lot(parcels).items()
        ]
        if any(move.units > move.lot.dispatched for move in moves):
            raise ReturnBeyondSold
        lot_book.move(moves, actor=actor, document=document)
        lot_book.tell(moves)


def _refuse_counted(lot_ids: Iterable[UUID], document: str) -> None:
    """Of locked lots: a count that found the goods in the house has put them into the book already."""
    sent = LotMovement.objects.filter(lot=OuterRef("lot"), document=document, kind=Kind.DISPATCHED)
    last = sent.order_by("-version").values("version")[:1]
    counts = LotMovement.objects.filter(lot__in=list(lot_ids), kind=Kind.COUNTED)
    if counts.filter(version__gt=Subquery(last)).exists():
        raise CountedSince


def _by_lot(parcels: Sequence[Parcel]) -> dict[UUID, int]:
    units: dict[UUID, int] = defaultdict(int)
    for parcel in parcels:
        units[parcel.lot_id] += parcel.units
    return units


@transaction.atomic
def take_back(
    *, actor: Actor, contribution_id: UUID, units: int, sale: str, to_stock: bool, dispatched: bool = True,
    reason: str = "", amount_clp: int = 0, cover_id: UUID | None = None,
) -> Contribution:  # fmt: skip
    """This will undo `units` of a contribution's sales: they came back, or they were never there to be sent.

    `sale` is the document that they were allocated by. `to_stock` puts them on sale again; otherwise they are lost.
    `dispatched` says that they had left the house. `amount_clp` is what the buyer gets back for them.
    `cover_id` is the certificate's cover because of which they come back, if that is why.

    :raises NotFound: if there is no such contribution. :raises ReturnBeyondSold: if fewer were sold, or had left.
    """
    of = Contribution.objects.filter(pk=contribution_id).values("offer_id", "lot_id").first()
    if of is None:
        raise NotFound
    offer = stock.lock_offer(of["offer_id"])
    lot = lot_book.lock_lots([of["lot_id"]])[of["lot_id"]]
    rows = stock.lock_contributions([offer.pk])
    row = next(row for row in rows if row.pk == contribution_id)
    if units > row.allocated or (dispatched and units > lot.dispatched):
        raise ReturnBeyondSold
    return_grants(document=sale, lot_id=lot.pk, units=units, cover_id=cover_id)
    _undo(rows, row, units, to_stock=to_stock)
    # Until a certificate is found to stand behind them.
    waiting = units if to_stock and offer.requires else 0
    row.lost += 0 if to_stock else units
    row.uncovered += waiting
    row.save(update_fields=["lost", "uncovered"])
    stock.change(
        offer, allocated=-units, sold_clp=-amount_clp, lost=0 if to_stock else units, uncovered=waiting,
        free=units - waiting if to_stock else 0,
    )  # fmt: skip
    keep_shares(offer, rows)
    stock.write(
        offer, kind=StockMovement.Kind.RETURNED, units=units, actor=actor, lot_id=lot.pk, contribution=row,
        producer_id=row.producer_id, document=sale, reason=reason or ("to_stock" if to_stock else "lost"),
        amount_clp=amount_clp,
    )  # fmt: skip
    lost, out = (0 if to_stock else units), (units if dispatched else 0)
    if lost or out:
        came = Move(
            lot=lot, kind=Kind.RETURNED, units=units, pooled=out - lost, lost=lost, dispatched=-out,
            contribution_id=row.pk, reason=reason,
        )  # fmt: skip
        lot_book.move([came], actor=actor, document=sale)
        lot_book.tell([came])
    outbox.record(
        events.UnitsReturned(
            offer_id=offer.pk, association_id=offer.association_id, contribution_id=row.pk, lot_id=lot.pk,
            producer_id=row.producer_id, document=sale, units=units, to_stock=to_stock, free=offer.free,
            offer_version=offer.version,
        ),
        key=offer.pk,
        streams=streams_of(offer, row.producer_id),
    )  # fmt: skip
    if offer.requires:
        covering.settle_lot(offer, lot.pk)
        row.refresh_from_db()
    return row


def _undo(rows: Sequence[Contribution], row: Contribution, units: int, *, to_stock: bool) -> None:
    """Gives the lot back what it was divided, by the rule that holds now, in the database and in the rows."""
    before = [own.share() for own in rows]
    after = {share.id: share for share in rule_of(row).rule.give_back(before, row.pk, units, to_stock=to_stock)}
    stock.save_standing(rows, after)
    for own in rows:
        new: shares.Share = after[own.pk]
        own.since, own.owed_millionths, own.allocated = new.since, new.owed, new.sold
        own.last_turn, own.turns_owed = new.last_turn, new.turns_owed

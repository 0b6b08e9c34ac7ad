"""Members put units of their lots into an offer and take them out again; the shares follow."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalog import events, shares
from catalog.models import MOST_UNITS, Contribution, Lot, Offer, StockMovement
from catalog.services import covering, lot_book, stock
from catalog.services.lot_book import LotShort
from catalog.services.offers import offer_of
from coops import queries as coops
from coops.services import AssociationClosed
from events import outbox
from lib.actor import Actor
from lib.clock import database_now
from lib.errors import DomainError, NotFound
from lib.ids import new_id


class NotAMember(DomainError):
    """Only active members put lots into the pool of their association, and the association itself."""

    code = "not_a_member"
    title = _("The producer is not a member of this association now.")


class GoodsOfOtherAssociation(DomainError):
    """What an association makes itself it sells itself."""

    code = "goods_of_other_association"
    title = _("These goods are another association's own: they go into its own offers only.")


class LotOfOtherProduct(DomainError):
    """An offer takes lots of its own kind of product."""

    code = "lot_of_other_product"
    title = _("This lot is another kind of product.")


class LotPastItsDate(DomainError):
    """What is past its date isn't sold."""

    code = "lot_past_its_date"
    title = _("The lot is past its best-before date.")


class OfferClosedForLots(DomainError):
    """A closed offer takes no more lots."""

    code = "offer_closed"
    title = _("The offer is closed: open it before you add to it.")


class OfferFull(DomainError):
    """An offer's figures stay within a million units."""

    code = "offer_full"
    title = _("An offer can't hold that many.")


def contribute(*, actor: Actor, association_id: UUID, offer_id: UUID, lot_id: UUID, units: int) -> Contribution:
    """This will move `units` of the actor's lot into the offer.

    :raises NotFound: if offer or lot isn't the actor's to use. :raises NotAMember, GoodsOfOtherAssociation,
    AssociationClosed, OfferClosedForLots, LotOfOtherProduct, LotPastItsDate, LotShort, OfferFull: as they say.
    """
    with transaction.atomic():
        offer = offer_of(association_id, offer_id)
        lot = Lot.objects.select_for_update(no_key=True).filter(pk=lot_id).first()
        if lot is None or not coops.acts_for(actor, lot.producer_id):
            raise NotFound
        membership = coops.active_member(association_id, lot.producer_id)
        if membership is None:
            _may_be_itself(association_id, lot.producer_id)
        _may_go_in(offer, lot, units)
        rows = stock.lock_contributions([offer_id])
        _carry(rows)
        row = next((row for row in rows if row.lot_id == lot_id), None)
        if row is None:
            row = Contribution(
                id=new_id(), association_id=association_id, offer_id=offer_id, lot=lot,
                producer_id=lot.producer_id, membership=membership,
            )  # fmt: skip
            rows.append(row)
        row.units += units
        # Until a certificate is found to stand behind them.
        waiting = units if offer.requires else 0
        row.uncovered += waiting
        row.save()
        moved = lot_book.Move(
            lot=lot, kind=lot_book.Kind.CONTRIBUTED, units=units, free=-units, pooled=units, contribution_id=row.pk
        )
        lot_book.move([moved], actor=actor)
        stock.change(offer, contributed=units, free=units - waiting, uncovered=waiting)
        keep_shares(offer, rows)
        stock.write(
            offer, kind=StockMovement.Kind.CONTRIBUTED, units=units, actor=actor, lot_id=lot_id, contribution=row,
            producer_id=row.producer_id,
        )  # fmt: skip
        _tell(events.ContributionAdded, offer, row, units)
        if offer.requires:
            covering.settle_lot(offer, lot_id)
            row.refresh_from_db()
    return row


def withdraw(*, actor: Actor, association_id: UUID, contribution_id: UUID, units: int | None) -> Contribution:
    """This will move `units` that nobody holds or bought out of the offer, back into their lot. The row stays.

    None takes out all that can be taken, which may be nothing.

    :raises NotFound: if the actor doesn't act for the producer of the contribution.
    :raises catalog.services.stock.UnitsShort: if fewer are left, or free of holds.
    """
    offer_id = Contribution.objects.filter(pk=contribution_id).values_list("offer_id", flat=True).first()
    if offer_id is None:
        raise NotFound
    with transaction.atomic():
        offer = offer_of(association_id, offer_id)
        producer_id, lot_id = Contribution.objects.values_list("producer_id", "lot_id").get(pk=contribution_id)
        if not coops.acts_for(actor, producer_id):
            raise NotFound
        lot = lot_book.lock_lots([lot_id])[lot_id]
        rows = stock.lock_contributions([offer_id])
        row = next(row for row in rows if row.pk == contribution_id)
        most = row.uncovered + min(row.sellable, offer.free)
        if units is None and most == 0:
            return row
        units = most if units is None else units
        if units > most:
            raise stock.UnitsShort(free=most)
        _carry(rows)
        # What waits for a certificate goes first: the offer sells as much as before.
        waiting = min(units, row.uncovered)
        row.withdrawn += units
        row.uncovered -= waiting
        row.save()
        moved = lot_book.Move(
            lot=lot, kind=lot_book.Kind.WITHDRAWN, units=units, free=units, pooled=-units, contribution_id=row.pk
        )
        lot_book.move([moved], actor=actor)
        stock.change(offer, withdrawn=units, free=waiting - units, uncovered=-waiting)
        keep_shares(offer, rows)
        stock.write(
            offer, kind=StockMovement.Kind.WITHDRAWN, units=units, actor=actor, lot_id=lot_id, contribution=row,
            producer_id=producer_id,
        )  # fmt: skip
        _tell(events.ContributionWithdrawn, offer, row, units)
    return row


def _may_be_itself(association_id: UUID, producer_id: UUID) -> None:
    """Who is no member has to be the association itself, and goods of its own go nowhere else."""
    itself = coops.association_itself(producer_id)
    if itself is None:
        raise NotAMember
    if itself.pk != association_id:
        raise GoodsOfOtherAssociation
    if itself.status != itself.Status.CONSTITUTED:
        raise AssociationClosed


def _may_go_in(offer: Offer, lot: Lot, units: int) -> None:
    if offer.status == Offer.Status.CLOSED:
        raise OfferClosedForLots
    if lot.category != offer.category:
        raise LotOfOtherProduct
    if lot.best_before is not None and lot.best_before < timezone.localdate(database_now()):
        raise LotPastItsDate
    if units > lot.free:
        raise LotShort(free=lot.free)
    if offer.contributed + units > MOST_UNITS:
        raise OfferFull


def _carry(rows: list[Contribution]) -> None:
    """Carries everybody's balance before the weights change, in the database and in the rows."""
    carried = {share.id: share for share in shares.carry([row.share() for row in rows])}
    stock.save_standing(rows, carried)
    for row in rows:
        row.since, row.owed_millionths = carried[row.pk].since, carried[row.pk].owed


def keep_shares(offer: Offer, rows: Iterable[Contribution]) -> None:
    """This will store what each producer has in the offer, largest first."""
    weights: dict[UUID, int] = defaultdict(int)
    for row in sorted(rows, key=lambda row: row.share().turn):
        weights[row.producer_id] += row.weight
    order = sorted((producer for producer, weight in weights.items() if weight), key=lambda p: -weights[p])
    percents = shares.percentages([weights[producer] for producer in order])
    offer.shares = [
        {"producer_id": str(producer), "units": weights[producer], "percent": percent}
        for producer, percent in zip(order, percents, strict=True)
    ]
    offer.save(update_fields=["shares"])


def _tell(
    kind: type[events.ContributionAdded | events.ContributionWithdrawn], offer: Offer, row: Contribution, units: int
) -> None:
    streams = [f"association:{offer.association_id}", f"producer:{row.producer_id}"]
    if offer.status == Offer.Status.OPEN:
        streams.append("catalog")
    outbox.record(
        kind(
            offer_id=offer.pk, association_id=offer.association_id, contribution_id=row.pk, lot_id=row.lot_id,
            producer_id=row.producer_id, units=units, offer_version=offer.version,
        ),
        key=offer.pk,
        streams=streams,
    )  # fmt: skip

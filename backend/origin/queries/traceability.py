"""What happened to a lot and to the lots that it was made of, as an EPCIS document."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final
from uuid import UUID

from catalog.models import Contribution, Lot, LotInput, LotMovement, StockMovement
from lib.errors import NotFound
from origin import epcis
from origin.models import Certificate
from origin.queries import origin_page

# A cheese in a basket in a gift box: whoever makes it longer has made a mistake, or wants to make us work.
_DEEPEST: Final = 12
_MOST_LOTS: Final = 500


def shown_to_all(code: str) -> dict[str, Any]:
    """This will return what anybody may know of the lot behind a code: what happened and when, but not how many.

    What a producer made and what she has left are her own business.

    :raises NotFound: if no lot that may be shown has this code.
    """
    page = origin_page.page(code)
    if page.lot is None:
        raise NotFound
    return _document(page.lot, association_id=None)


def of_association(*, association_id: UUID, lot_id: UUID) -> dict[str, Any]:
    """This will return what an association that sells or certifies a lot has to know for a recall, with all amounts.

    What other associations did with the lot is not in it.

    :raises NotFound: if the lot is neither in its pool nor under a certificate of its own.
    """
    lot = Lot.objects.select_related("product").filter(pk=lot_id).first()
    if lot is None or not (
        Contribution.objects.filter(association=association_id, lot=lot).exists()
        or Certificate.objects.filter(association=association_id, credentials__lot=lot).exists()
    ):
        raise NotFound
    return _document(lot, association_id=association_id)


def _document(lot: Lot, *, association_id: UUID | None) -> dict[str, Any]:
    inputs = _inputs(lot)
    lots = {lot.pk: lot} | {row.input_lot_id: row.input_lot for rows in inputs.values() for row in rows}
    counted = association_id is not None
    events = [
        *_makings(lots, inputs, counted),
        *_poolings(lots, association_id),
        *_shippings(lots, association_id),
    ]
    return epcis.document(events, created=max(lot.created_at, *map(epcis.instant, events)))


def _inputs(lot: Lot) -> dict[UUID, list[LotInput]]:
    """What each lot was made of, back to those that were made of nothing we know. A lot is younger than its inputs."""
    found: dict[UUID, list[LotInput]] = {}
    seen, frontier = {lot.pk}, {lot.pk}
    for _step in range(_DEEPEST):
        if not frontier or len(seen) > _MOST_LOTS:
            break
        rows = LotInput.objects.filter(lot__in=frontier).select_related("input_lot__product").order_by("pk")
        for row in rows:
            found.setdefault(row.lot_id, []).append(row)
        frontier = {row.input_lot_id for row in rows} - seen
        seen |= frontier
    return found


def _makings(lots: dict[UUID, Lot], inputs: dict[UUID, list[LotInput]], counted: bool) -> Iterator[epcis.Event]:
    for lot in lots.values():
        made = epcis.Amount(_thing(lot), lot.units if counted else None)
        if rows := inputs.get(lot.pk):
            used = [epcis.Amount(_thing(row.input_lot), row.units if counted else None) for row in rows]
            yield epcis.transformed(used, made)
        else:
            yield epcis.commissioned(made)


def _poolings(lots: dict[UUID, Lot], association_id: UUID | None) -> Iterator[epcis.Event]:
    kinds = (StockMovement.Kind.CONTRIBUTED, StockMovement.Kind.WITHDRAWN)
    moved = StockMovement.objects.filter(lot__in=lots, kind__in=kinds).order_by("created_at", "pk")
    for movement in moved.filter(offer__association=association_id) if association_id else moved:
        assert movement.lot_id is not None
        yield epcis.pooled(
            epcis.Amount(_thing(lots[movement.lot_id]), movement.units if association_id else None),
            offer_id=movement.offer_id,
            at=movement.created_at,
            taken_out=movement.kind == StockMovement.Kind.WITHDRAWN,
        )


def _shippings(lots: dict[UUID, Lot], association_id: UUID | None) -> Iterator[epcis.Event]:
    """A parcel names its order and no pool: of a lot that others sell too, how many went out is told to nobody here."""
    pools: dict[UUID, set[UUID]] = {}
    for lot_id, owner in Contribution.objects.filter(lot__in=lots).values_list("lot", "association").distinct():
        pools.setdefault(lot_id, set()).add(owner)
    sold_here = [lot_id for lot_id in lots if association_id is None or association_id in pools.get(lot_id, set())]
    kinds = (LotMovement.Kind.DISPATCHED, LotMovement.Kind.RETURNED)
    moved = LotMovement.objects.filter(lot__in=sold_here, kind__in=kinds).order_by("created_at", "pk")
    for movement in moved:
        counted = pools.get(movement.lot_id) == {association_id}
        yield epcis.shipped(
            epcis.Amount(_thing(lots[movement.lot_id]), movement.units if counted else None),
            at=movement.created_at,
            came_back=movement.kind == LotMovement.Kind.RETURNED,
        )


def _thing(lot: Lot) -> epcis.Thing:
    return epcis.Thing(
        id=lot.pk,
        code=lot.code,
        gtin=lot.product.gtin if lot.product else "",
        made_on=lot.made_on,
        best_before=lot.best_before,
        comuna=lot.comuna,
    )

"""What happened to a lot and to the lots that it was made of, as an EPCIS document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.db import connection

from catalog.models import NEVER_LEFT, Contribution, Lot, LotInput, LotMovement, StockMovement
from lib.errors import NotFound
from origin import epcis
from origin.models import Certificate
from origin.queries import origin_page

# A cheese in a basket in a gift box: whoever makes it longer has made a mistake, or wants to make us work.
_DEEPEST: Final = 12
_MOST_LINKS: Final = 500
MOST_EVENTS: Final = 100


# Which events there are, in their order, and when the last of them was: what they say is read of those alone that are told.
# Of when a lot was made the day is known: noon there stands for it. What was marked as sent by mistake keeps its places
# (as does its undoing) and isn't told: who reads on after a part finds everything where it was.
_ORDER: Final = """
SELECT rank, id, told, max(at) OVER () FROM (
  SELECT 0 AS rank, id, (made_on + time '12:00') AT TIME ZONE %(zone)s AS at, true AS told
  FROM catalog_lot WHERE id = ANY(%(lots)s)
  UNION ALL
  SELECT 1, moved.id, moved.created_at, true FROM catalog_stockmovement AS moved
  JOIN catalog_offer AS offer ON offer.id = moved.offer_id
  WHERE moved.lot_id = ANY(%(lots)s) AND moved.kind = ANY(%(pooled)s)
    AND (%(association)s::uuid IS NULL OR offer.association_id = %(association)s::uuid)
  UNION ALL
  SELECT 2, id, created_at, %(never)s NOT IN (
    reason, coalesce(lead(reason) OVER (PARTITION BY lot_id, document ORDER BY version), '')
  )
  FROM catalog_lotmovement WHERE lot_id = ANY(%(sold)s) AND kind = ANY(%(shipped)s)
) AS event
ORDER BY at, rank, id OFFSET %(after)s LIMIT %(limit)s
"""
_MADE, _POOLED, _SHIPPED = range(3)
_POOLINGS: Final = [StockMovement.Kind.CONTRIBUTED, StockMovement.Kind.WITHDRAWN]
_SHIPPINGS: Final = [LotMovement.Kind.DISPATCHED, LotMovement.Kind.RETURNED]


@dataclass(frozen=True, slots=True)
class Part:
    """Events of a history, oldest first, as many as asked for or fewer; `more`: after how many places to go on."""

    document: dict[str, Any]
    more: int | None


def shown_to_all(code: str, *, after: int = 0, limit: int = MOST_EVENTS) -> Part:
    """This will return what anybody may know of the lot behind a code: what happened and when, but not how many.

    What a producer made and what she has left are her own business.

    :raises NotFound: if no lot that may be shown has this code.
    """
    page = origin_page.page(code)
    if page.lot is None:
        raise NotFound
    return _part(page.lot, None, after, limit)


def of_association(*, association_id: UUID, lot_id: UUID, after: int = 0, limit: int = MOST_EVENTS) -> Part:
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
    return _part(lot, association_id, after, limit)


def _part(lot: Lot, association_id: UUID | None, after: int, limit: int) -> Part:
    """`association_id` is None for everybody, who is told no amounts. However long the history is, it is so many statements."""
    inputs = _inputs(lot)
    lots = {lot.pk: lot} | {row.input_lot_id: row.input_lot for rows in inputs.values() for row in rows}
    pools = _pools(lots)
    with connection.cursor() as cursor:
        cursor.execute(
            _ORDER,
            {
                "zone": settings.TIME_ZONE, "lots": list(lots), "pooled": _POOLINGS, "shipped": _SHIPPINGS,
                # A parcel names its order and no pool: what only others sell is not told here.
                "sold": [one for one in lots if association_id is None or association_id in pools[one]],
                "never": NEVER_LEFT, "association": association_id, "after": after, "limit": limit + 1,
            },
        )  # fmt: skip
        found = cursor.fetchall()
    wanted = [(rank, pk) for rank, pk, is_told, _last in found[:limit] if is_told]
    ids = {rank: [pk for of, pk in wanted if of == rank] for rank in (_MADE, _POOLED, _SHIPPED)}
    told = {
        _MADE: {pk: _making(lots[pk], inputs.get(pk, []), association_id is not None) for pk in ids[_MADE]},
        _POOLED: _poolings(ids[_POOLED], lots, association_id is not None),
        _SHIPPED: _shippings(ids[_SHIPPED], lots, {pk for pk in lots if pools[pk] == {association_id}}),
    }
    last = max(lot.created_at, found[0][3]) if found else lot.created_at
    document = epcis.document([told[rank][pk] for rank, pk in wanted], created=last)
    return Part(document, after + limit if len(found) > limit else None)


def _inputs(lot: Lot) -> dict[UUID, list[LotInput]]:
    """What each lot was made of, back to those that were made of nothing we know. A lot is younger than its inputs.

    What reaches back very far ends somewhere; of no lot only a part of what it was made of is told.
    """
    found: dict[UUID, list[LotInput]] = {}
    seen, frontier, left = {lot.pk}, {lot.pk}, _MOST_LINKS
    for _step in range(_DEEPEST):
        if not frontier or left <= 0:
            break
        made = LotInput.objects.filter(lot__in=frontier).select_related("input_lot__product").order_by("lot", "pk")
        rows = list(made[: left + 1])
        if len(rows) > left:
            rows = [row for row in rows if row.lot_id != rows[-1].lot_id]
            left = 0
        left -= len(rows)
        for row in rows:
            found.setdefault(row.lot_id, []).append(row)
        frontier = {row.input_lot_id for row in rows} - seen
        seen |= frontier
    return found


def _pools(lots: Iterable[UUID]) -> dict[UUID, set[UUID]]:
    """The associations in whose offers each of the lots is or was."""
    pools: dict[UUID, set[UUID]] = {lot_id: set() for lot_id in lots}
    for lot_id, owner in Contribution.objects.filter(lot__in=pools).values_list("lot", "association").distinct():
        pools[lot_id].add(owner)
    return pools


def _making(lot: Lot, rows: Sequence[LotInput], counted: bool) -> epcis.Event:
    made = epcis.Amount(_thing(lot), lot.units if counted else None)
    if not rows:
        return epcis.commissioned(made)
    return epcis.transformed(
        [epcis.Amount(_thing(row.input_lot), row.units if counted else None) for row in rows], made
    )


def _poolings(ids: Sequence[UUID], lots: Mapping[UUID, Lot], counted: bool) -> dict[UUID, epcis.Event]:
    told = {}
    for movement in StockMovement.objects.filter(pk__in=ids):
        assert movement.lot_id is not None
        told[movement.pk] = epcis.pooled(
            epcis.Amount(_thing(lots[movement.lot_id]), movement.units if counted else None),
            offer_id=movement.offer_id,
            at=movement.created_at,
            taken_out=movement.kind == StockMovement.Kind.WITHDRAWN,
        )
    return told


def _shippings(ids: Sequence[UUID], lots: Mapping[UUID, Lot], counted: Set[UUID]) -> dict[UUID, epcis.Event]:
    """Of a lot that others sell too, how many went out is told to nobody."""
    return {
        movement.pk: epcis.shipped(
            epcis.Amount(_thing(lots[movement.lot_id]), movement.units if movement.lot_id in counted else None),
            at=movement.created_at,
            came_back=movement.kind == LotMovement.Kind.RETURNED,
        )
        for movement in LotMovement.objects.filter(pk__in=ids)
    }


def _thing(lot: Lot) -> epcis.Thing:
    return epcis.Thing(
        id=lot.pk,
        code=lot.code,
        gtin=lot.product.gtin if lot.product else "",
        made_on=lot.made_on,
        best_before=lot.best_before,
        comuna=lot.comuna,
    )

"""Lots made of lots, both ways: what is in this jar, and which jars hold this input."""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.db import connection
from django.db.models import Case, Exists, F, Max, Q, When

from catalog.models import ClockTimestamp, Contribution, CoverGrant, Lot, LotInput
from coops import queries as coops
from lib.errors import NotFound

# A family that is deeper or larger is cut off, and says so: nobody reads a picture of a thousand jars.
DEEPEST: Final = 12
MOST: Final = 120
MOST_LINKS: Final = 300
MOST_OFFERS: Final = 100
# UNION drops what was met before at that depth; the depth ends what would go round in a circle.
_FAMILY: Final = """
WITH RECURSIVE
  up(lot_id, depth) AS (
    SELECT input_lot_id, 1 FROM catalog_lotinput WHERE lot_id = %(lot)s
    UNION
    SELECT made.input_lot_id, up.depth + 1 FROM up JOIN catalog_lotinput made ON made.lot_id = up.lot_id
    WHERE up.depth < %(deepest)s),
  down(lot_id, depth) AS (
    SELECT lot_id, 1 FROM catalog_lotinput WHERE input_lot_id = %(lot)s
    UNION
    SELECT made.lot_id, down.depth + 1 FROM down JOIN catalog_lotinput made ON made.input_lot_id = down.lot_id
    WHERE down.depth < %(deepest)s)
SELECT lot_id, step FROM (
  SELECT lot_id, max(-depth) AS step FROM up WHERE lot_id <> %(lot)s GROUP BY lot_id
  UNION ALL
  SELECT lot_id, min(depth) FROM down WHERE lot_id <> %(lot)s AND lot_id NOT IN (SELECT lot_id FROM up) GROUP BY lot_id
) AS found
ORDER BY abs(step), step, lot_id
LIMIT %(most)s
"""


@dataclass(frozen=True, slots=True)
class Family:
    """The lots around one, by how many steps away they are: inputs below 0, what was made of it above; itself at 0."""

    steps: dict[UUID, int]
    whole: bool

    @property
    def descendants(self) -> set[UUID]:
        """The lot itself, and all that it went into: what a recall is about."""
        return {lot_id for lot_id, step in self.steps.items() if step >= 0}


def lot_in_association(association_id: UUID, lot_id: UUID, *, mine: Set[UUID]) -> Lot:
    """This will return a lot that was in the association's pool, is covered by its certificate, or that a member, or the
    association itself, made and the reader acts for.

    :raises NotFound: if it is none of these; `mine` are the producers that the reader acts for.
    """
    makers = Q(producer__in=coops.member_producers(association_id)) | Q(producer__association=association_id)
    lot = (
        Lot.objects.filter(pk=lot_id)
        .filter(
            Exists(Contribution.objects.filter(association=association_id, lot=lot_id))
            | Exists(CoverGrant.objects.filter(cover__association=association_id, lot=lot_id))
            | (Q(producer__in=mine) & makers)
        )
        .select_related("product", "producer")
        .first()
    )
    if lot is None:
        raise NotFound
    return lot


def family(lot_id: UUID, *, most: int = MOST) -> Family:
    """This will return the lots that this one was made of and those that it went into, the nearest first, in one query."""
    with connection.cursor() as cursor:
        cursor.execute(_FAMILY, {"lot": lot_id, "deepest": DEEPEST, "most": most + 1})
        found = cursor.fetchall()
    steps = {row[0]: int(row[1]) for row in found[:most]}
    whole = len(found) <= most and all(-DEEPEST < step < DEEPEST for step in steps.values())
    return Family(steps={lot_id: 0} | steps, whole=whole)


def genealogy(*, association_id: UUID, lot_id: UUID, mine: Set[UUID]) -> dict[str, Any]:
    """This will return a lot's family as the association may see it: others' producers by what they show strangers.

    :raises NotFound: if the lot has nothing to do with the association.
    """
    lot = lot_in_association(association_id, lot_id, mine=mine)
    found = family(lot.pk)
    lots = list(Lot.objects.filter(pk__in=found.steps).select_related("product", "producer").defer("producer__story"))
    lots.sort(key=lambda one: (found.steps[one.pk], one.made_on, one.code))
    among = LotInput.objects.filter(lot__in=found.steps, input_lot__in=found.steps).order_by("created_at", "pk")
    links = list(among[: MOST_LINKS + 1])
    names = _names(lots, association_id, mine)
    offers = _offers(association_id, found.descendants)
    return {
        "lot_id": lot.pk,
        "whole": found.whole and len(links) <= MOST_LINKS,
        "lots": [_told(one, found.steps[one.pk], names[one.producer_id]) for one in lots],
        "links": [
            {"from_lot_id": row.input_lot_id, "to_lot_id": row.lot_id, "units": row.units} for row in links[:MOST_LINKS]
        ],
        "offers": offers[:MOST_OFFERS],
        "all_offers": len(offers) <= MOST_OFFERS,
        "certified_units": certified_units(lot),
    }


def certified_units(lot: Lot) -> int:
    """This will return the most units of the lot that one certificate in force stands behind: so many labels are true."""
    now = ClockTimestamp()
    in_force = CoverGrant.objects.filter(
        lot=lot, cover__blocked="", cover__valid_from__lte=now, cover__valid_until__gt=now
    )
    return in_force.aggregate(most=Max("units"))["most"] or 0


def _told(lot: Lot, step: int, producer: str) -> dict[str, Any]:
    product = lot.product
    return {
        "id": lot.pk,
        "code": lot.code,
        "product_name": lot.product_name,
        "category": lot.category,
        "producer_name": producer,
        "made_on": lot.made_on,
        "best_before": lot.best_before,
        "comuna": lot.comuna,
        "units": lot.units,
        "free": lot.free,
        "used": lot.used,
        "unit_es": product.unit_es if product else "unidad",
        "units_es": product.units_es if product else "unidades",
        "unit_en": product.unit_en if product else "unit",
        "units_en": product.units_en if product else "units",
        "step": step,
    }


def _names(lots: Iterable[Lot], association_id: UUID, mine: Set[UUID]) -> dict[UUID, str]:
    cards = {lot.producer_id: coops.producer_card(lot.producer) for lot in lots}
    members = set(coops.member_producers(association_id).filter(producer__in=cards))
    return {card.id: card.name if card.id in mine | members else card.public_name for card in cards.values()}


def _offers(association_id: UUID, lot_ids: Iterable[UUID]) -> list[dict[str, Any]]:
    """One more than are shown at most: of many, those in which something stands come first, then the newest."""
    standing = Q(units__gt=F("withdrawn") + F("lost") + F("allocated"))
    rows = (
        Contribution.objects.filter(association=association_id, lot__in=lot_ids)
        .filter(Q(units__gt=F("withdrawn")))
        .select_related("offer", "lot")
        .order_by(Case(When(standing, then=0), default=1), "-contributed_at", "pk")
    )
    found = list(rows[: MOST_OFFERS + 1])
    shown = sorted(found[:MOST_OFFERS], key=lambda row: (row.offer.name, row.lot.code))
    return [
        {
            "offer_id": row.offer_id,
            "slug": row.offer.slug,
            "name": row.offer.name,
            "lot_id": row.lot_id,
            "lot_code": row.lot.code,
            "in_offer": row.left,
            "sold": row.allocated,
        }
        for row in [*shown, *found[MOST_OFFERS:]]
    ]

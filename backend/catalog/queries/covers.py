"""What stands behind lots and offers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson
from django.db import connection
from django.db.models import BooleanField, ExpressionWrapper, F, Q

from catalog.models import ClockTimestamp, Cover, CoverUse

# Of seals that the offer requires: the covers that units for sale stand on now, each kind of words once.
_BADGES = """
SELECT DISTINCT o.id, v.seal_id, v.badge - 'code' AS badge
FROM catalog_offer AS o
JOIN catalog_contribution AS c ON c.offer_id = o.id
JOIN catalog_covergrant AS g ON g.lot_id = c.lot_id
JOIN catalog_cover AS v ON v.id = g.cover_id AND v.seal_id = ANY(o.requires) AND v.blocked = ''
  AND v.valid_from <= clock_timestamp() AND v.valid_until > clock_timestamp()
WHERE o.id = ANY(%s) AND o.requires <> '{}' AND c.units > c.withdrawn + c.allocated + c.lost + c.uncovered
ORDER BY o.id, v.seal_id, badge
"""


def offer_badges(offer_ids: Iterable[UUID]) -> dict[UUID, list[dict[str, Any]]]:
    """This will return the badges of the covers that units of the offers stand on now, by offer; none, no entry."""
    badges: dict[UUID, list[dict[str, Any]]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(_BADGES, [list(offer_ids)])
        for offer_id, _seal_id, badge in cursor.fetchall():
            badges[offer_id].append(orjson.loads(badge))
    return dict(badges)


# As many as a page lists: those that end first.
_MOST_CERTIFICATES = 12
_CERTIFICATES = """
SELECT DISTINCT v.valid_until, v.badge->>'slug' AS slug, v.badge->>'code' AS code
FROM catalog_offer AS o
JOIN catalog_contribution AS c ON c.offer_id = o.id
JOIN catalog_covergrant AS g ON g.lot_id = c.lot_id
JOIN catalog_cover AS v ON v.id = g.cover_id AND v.seal_id = ANY(o.requires) AND v.blocked = ''
  AND v.valid_from <= clock_timestamp() AND v.valid_until > clock_timestamp()
WHERE o.id = %s AND c.units > c.withdrawn + c.allocated + c.lost + c.uncovered
  AND v.badge ? 'slug' AND v.badge ? 'code'
ORDER BY 1, 2, 3 LIMIT %s
"""


def offer_certificates(offer_id: UUID) -> list[dict[str, Any]]:
    """This will return the certificates that units for sale in the offer stand on now, those that end first before others."""
    with connection.cursor() as cursor:
        cursor.execute(_CERTIFICATES, [offer_id, _MOST_CERTIFICATES])
        return [{"seal": slug, "code": code, "valid_until": until} for until, slug, code in cursor.fetchall()]


@dataclass(frozen=True, slots=True)
class CoverStanding:
    """What a cover lets be sent now: `blocked` is why nothing (suspended, revoked) or empty; `over` once its time is."""

    seal_id: UUID
    blocked: str
    valid_until: datetime
    over: bool


def cover_standing(cover_id: UUID) -> CoverStanding | None:
    """This will return how the cover stands by the database's clock; None if there is no such cover."""
    over = ExpressionWrapper(Q(valid_until__lte=ClockTimestamp()), BooleanField())
    rows = Cover.objects.filter(pk=cover_id).annotate(over=over)
    found = rows.values_list("seal_id", "blocked", "valid_until", "over").first()
    return None if found is None else CoverStanding(*found)


def uses_of(cover_ids: Iterable[UUID], documents: Iterable[str] | None = None) -> dict[tuple[UUID, str, UUID], int]:
    """This will return the units that were sold by the covers and not given back, by cover, document and lot.

    Of these documents only, if some are named.
    """
    uses = CoverUse.objects.filter(grant__cover__in=list(cover_ids), units__gt=F("returned"))
    if documents is not None:
        uses = uses.filter(document__in=list(documents))
    rows = uses.values_list("grant__cover", "document", "grant__lot", F("units") - F("returned"))
    return {(cover_id, document, lot_id): units for cover_id, document, lot_id, units in rows}

"""Covers for tests: an offer that requires a seal, lots that a certificate stands behind, figures that must agree."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection

from catalog import services
from catalog.models import Cover, CoverGrant, Offer
from lib.clock import database_now
from lib.ids import new_id
from tests.support import certified, trade
from tests.support.people import Cast, actor

BADGE: dict[str, Any] = {
    "kind": "own",
    "slug": "certificado-propio",
    "code": "7K3Q-M9",
    "name_es": "Certificado propio",
    "name_en": "Own certificate",
    "assessed_by": "association",
}


def cover(
    cast: Cast, seal_id: UUID, *, cap: int | None = None, begins: timedelta = timedelta(days=-1),
    ends: timedelta = timedelta(days=30), cover_id: UUID | None = None,
) -> Cover:  # fmt: skip
    """This will let the association have a certificate of the seal, valid from yesterday for a month unless told otherwise."""
    now = database_now()
    return services.put_cover(
        cover_id=cover_id or new_id(), association_id=cast.association.pk, seal_id=seal_id, badge=BADGE,
        valid_from=now + begins, valid_until=now + ends, cap=cap,
    )  # fmt: skip


def seal(cast: Cast) -> UUID:
    """This will make a seal of the association's own and return its id."""
    return UUID(str(certified.seal(cast).pk))


def lapse(covered: Cover, until: datetime | None = None) -> None:
    """This will have the cover's time end a moment ago, without a word to anybody: as time does it."""
    ended = until or database_now() - timedelta(milliseconds=1)
    Cover.objects.filter(pk=covered.pk).update(valid_until=ended)
    lots = CoverGrant.objects.filter(cover=covered).values("lot_id")
    Offer.objects.filter(contributions__lot_id__in=lots).exclude(requires=[]).update(recheck_at=ended)


def require(offer: Offer, cast: Cast, seals: Sequence[UUID]) -> Offer:
    """This will have the offer require the seals."""
    services.require_seals(
        actor=actor(cast.administrator.person), association_id=cast.association.pk, offer_id=offer.pk, seal_ids=seals
    )
    offer.refresh_from_db()
    return offer


def sealed_pool(units: Sequence[int] = (50, 30, 20), *, cast: Cast | None = None) -> tuple[trade.Pool, UUID, Cover]:
    """This will make an open offer that requires a seal, all of its lots granted by one cover."""
    pool = trade.pool(units, cast=cast)
    seal_id = seal(pool.cast)
    granted = cover(pool.cast, seal_id)
    require(pool.offer, pool.cast, [seal_id])
    for row in pool.contributions:
        services.grant_units(cover_id=granted.pk, lot_id=row.lot_id, units=row.units)
    pool.offer.refresh_from_db()
    return pool, seal_id, granted


_BEYOND = """
SELECT c.lot_id, seal_id, sum(c.units - c.withdrawn - c.lost - c.allocated - c.uncovered) AS counted,
       (SELECT coalesce(sum(g.units - g.spent), 0) FROM catalog_covergrant AS g JOIN catalog_cover AS v ON v.id = g.cover_id
        WHERE g.lot_id = c.lot_id AND v.seal_id = seal_id AND v.blocked = '' AND v.valid_from <= clock_timestamp()) AS stands
FROM catalog_contribution AS c JOIN catalog_offer AS o ON o.id = c.offer_id CROSS JOIN unnest(o.requires) AS seal_id
GROUP BY c.lot_id, seal_id
"""


# Of every seal, what paid lines use of a lot's grants and what they are still to have, or had, of the lot.
_USED = """
SELECT u.document, g.lot_id, v.seal_id, sum(u.units - u.returned) AS used,
       (SELECT sum(a.units - a.short - a.returned) FROM orders_allocation AS a
        WHERE a.line_id::text = u.document AND a.lot_id = g.lot_id) AS due
FROM catalog_coveruse AS u JOIN catalog_covergrant AS g ON g.id = u.grant_id JOIN catalog_cover AS v ON v.id = g.cover_id
GROUP BY u.document, g.lot_id, v.seal_id
"""

# Of every revoked certificate, the paid units whose money went back because of it, and those that it gave back itself.
_REVOKED = """
SELECT s.id, s.units, (SELECT sum(u.returned) FROM catalog_coveruse AS u JOIN catalog_covergrant AS g ON g.id = u.grant_id
                       WHERE u.document = a.line_id::text AND g.lot_id = a.lot_id AND g.cover_id = s.cover_id) AS returned
FROM orders_shortage AS s JOIN orders_allocation AS a ON a.id = s.allocation_id
WHERE s.status IN ('refunding', 'refunded')
"""


def check_covered() -> None:
    """This will fail unless what offers count of each lot is covered for every seal, each unit once, and grants agree
    with what was sold by them and given back.
    """
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM ({_BEYOND}) AS b WHERE counted > stands")
        assert cursor.fetchall() == []
        cursor.execute(f"SELECT * FROM ({_USED}) AS u WHERE used <> due")
        assert cursor.fetchall() == []
        cursor.execute(f"SELECT * FROM ({_REVOKED}) AS r WHERE units > returned")
        assert cursor.fetchall() == []
    for covered in Cover.objects.all():
        assert covered.granted == sum(covered.grants.values_list("units", flat=True))
    for grant in CoverGrant.objects.all():
        assert grant.spent == sum(use.units - use.returned for use in grant.uses.all())

"""Which grants stand behind units that were sold: spent with the allocation, freed when units come back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol
from uuid import UUID

from django.db import connection

from catalog.models import Offer


class Line(Protocol):
    """Units of a lot that a paid document takes in an offer."""

    @property
    def offer_id(self) -> UUID: ...

    @property
    def lot_id(self) -> UUID: ...

    @property
    def document(self) -> str: ...

    @property
    def units(self) -> int: ...


# What is wanted of a lot and a seal, and the grants of both, are laid side by side; where they overlap a grant is used.
# The grant that ends first comes first. One that ended by time stands behind what buyers held before, so it comes last.
_SPEND = """
WITH wanted AS (
  SELECT lot_id, seal_id, document, sum(units) OVER so_far - units AS first, sum(units) OVER so_far AS last
  FROM unnest(%(lots)s::uuid[], %(seals)s::uuid[], %(documents)s::text[], %(units)s::int[])
    AS line(lot_id, seal_id, document, units)
  WINDOW so_far AS (PARTITION BY lot_id, seal_id ORDER BY document ROWS UNBOUNDED PRECEDING)
), locked AS (
  SELECT id, lot_id, cover_id, units - spent AS units FROM catalog_covergrant
  WHERE lot_id = ANY(%(lots)s) ORDER BY id FOR NO KEY UPDATE
), clock AS MATERIALIZED (
  SELECT clock_timestamp() AS now
), standing AS (
  SELECT g.id, g.lot_id, v.seal_id, sum(g.units) OVER so_far - g.units AS first, sum(g.units) OVER so_far AS last
  FROM locked AS g JOIN catalog_cover AS v ON v.id = g.cover_id CROSS JOIN clock
  WHERE g.units > 0 AND v.blocked = '' AND v.valid_from <= now
  WINDOW so_far AS (
    PARTITION BY g.lot_id, v.seal_id
    ORDER BY v.valid_until <= now, CASE WHEN v.valid_until > now THEN v.valid_until - now ELSE now - v.valid_until END, g.id
    ROWS UNBOUNDED PRECEDING)
), used AS (
  SELECT s.id AS grant_id, w.document, (least(s.last, w.last) - greatest(s.first, w.first))::int AS units
  FROM wanted AS w JOIN standing AS s USING (lot_id, seal_id) WHERE s.first < w.last AND w.first < s.last
), spent AS (
  UPDATE catalog_covergrant AS g SET spent = g.spent + u.units
  FROM (SELECT grant_id, sum(units) AS units FROM used GROUP BY grant_id) AS u WHERE g.id = u.grant_id
), kept AS (
  INSERT INTO catalog_coveruse (id, grant_id, document, units, returned)
  SELECT uuidv7(), grant_id, document, units, 0 FROM used
)
SELECT coalesce((SELECT sum(units) FROM used), 0) = coalesce((SELECT sum(last - first) FROM wanted), 0)
"""


def spend_grants(offers: Mapping[UUID, Offer], lines: Iterable[Line]) -> bool:
    """This will spend grants behind these units, one statement for all; False if something isn't covered.

    The caller has locked the offers. Where no offer requires seals, nothing is asked.
    """
    rows = [
        (line.lot_id, seal_id, line.document, line.units)
        for line in lines
        for seal_id in offers[line.offer_id].requires
    ]
    if not rows:
        return True
    names = ("lots", "seals", "documents", "units")
    with connection.cursor() as cursor:
        cursor.execute(
            _SPEND, {name: list(column) for name, column in zip(names, zip(*rows, strict=True), strict=True)}
        )
        return cursor.fetchone()[0]


# Of each seal a revoked certificate's grant gets its units back first, then a suspended one's: so no more of the rest is
# stopped than must be, and nothing that came back is sold under a name that is doubted. Then the one that ends last: it can
# be sold by for longest. If they come back because of a certificate, its own grant comes before all others.
_RETURN = """
WITH wanted AS (
  SELECT * FROM unnest(%(documents)s::text[], %(lots)s::uuid[], %(units)s::int[]) AS back(document, lot_id, units)
), locked AS (
  SELECT u.id, u.grant_id, u.document, g.lot_id, g.cover_id, v.seal_id, v.blocked, v.valid_until,
         w.units AS wanted, u.units - u.returned AS units
  FROM wanted AS w JOIN catalog_coveruse AS u ON u.document = w.document
  JOIN catalog_covergrant AS g ON g.id = u.grant_id AND g.lot_id = w.lot_id JOIN catalog_cover AS v ON v.id = g.cover_id
  ORDER BY g.id, u.id FOR NO KEY UPDATE OF g, u
), back AS (
  SELECT id, grant_id, least(units, wanted - (sum(units) OVER so_far - units))::int AS units FROM locked
  WINDOW so_far AS (
    PARTITION BY document, lot_id, seal_id
    ORDER BY (cover_id IS NOT DISTINCT FROM %(cover)s::uuid) DESC, (blocked = 'revoked') DESC, (blocked <> '') DESC,
             valid_until DESC, grant_id
    ROWS UNBOUNDED PRECEDING)
), unused AS (
  UPDATE catalog_coveruse AS u SET returned = u.returned + back.units
  FROM back WHERE u.id = back.id AND back.units > 0
)
UPDATE catalog_covergrant AS g SET spent = g.spent - freed.units
FROM (SELECT grant_id, sum(units) AS units FROM back WHERE units > 0 GROUP BY grant_id) AS freed WHERE g.id = freed.grant_id
"""


def return_grants(*, document: str, lot_id: UUID, units: int, cover_id: UUID | None = None) -> None:
    """This will free the grants behind units of the lot that the document gave back; the caller has locked offer and lot.

    Those of the cover `cover_id` before others, if they come back because of it.
    """
    return_many([(document, lot_id, units)], cover_id=cover_id)


def return_many(back: Sequence[tuple[str, UUID, int]], *, cover_id: UUID | None) -> None:
    """This will do the same for many documents and lots, each pair once, in one statement."""
    documents, lots, units = ([row[place] for row in back] for place in range(3))
    with connection.cursor() as cursor:
        cursor.execute(_RETURN, {"documents": documents, "lots": lots, "units": units, "cover": cover_id})

"""What would stop with a certificate, told before somebody stops it: one statement over stored figures."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from django.db import connection

_MOST_NAMES: Final = 5
_STAKE: Final = """
    WITH standing AS (
        SELECT g.lot_id, g.units - g.spent AS left, g.spent, v.seal_id
        FROM catalog_covergrant g JOIN catalog_cover v ON v.id = g.cover_id WHERE g.cover_id = %(cover)s
    ), for_sale AS (
        SELECT o.name, sum(least(s.left, c.units - c.withdrawn - c.lost - c.allocated - c.uncovered)) AS units
        FROM standing s
        JOIN catalog_contribution c ON c.lot_id = s.lot_id
        JOIN catalog_offer o ON o.id = c.offer_id AND o.status = 'open' AND s.seal_id = ANY(o.requires)
        WHERE s.left > 0 AND c.units > c.withdrawn + c.lost + c.allocated + c.uncovered
        GROUP BY o.id, o.name
    ), promised AS (
        SELECT greatest(0, least(s.spent, sum(c.allocated) - l.dispatched)) AS units
        FROM standing s
        JOIN catalog_lot l ON l.id = s.lot_id
        JOIN catalog_contribution c ON c.lot_id = l.id
        WHERE s.spent > 0 GROUP BY l.id, l.dispatched, s.spent
    )
    SELECT COALESCE((SELECT sum(units) FROM for_sale), 0), COALESCE((SELECT sum(units) FROM promised), 0),
           ARRAY(SELECT name FROM for_sale ORDER BY name LIMIT %(most)s)
"""


def at_stake(cover_id: UUID) -> dict[str, Any]:
    """This will return how many units the cover lets be sold now, in which offers (some of them), and how many were sold
    by it and not sent yet. At most so many: another certificate may stand behind the same units.
    """
    with connection.cursor() as cursor:
        cursor.execute(_STAKE, {"cover": cover_id, "most": _MOST_NAMES})
        for_sale, promised, offers = cursor.fetchone()
    return {"for_sale": int(for_sale), "promised": int(promised), "offers": offers}

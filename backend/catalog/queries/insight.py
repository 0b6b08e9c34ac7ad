"""What an association's pool holds, looked at from four sides: five statements over stored figures, however much there is.

Pieces of different goods don't add up, pesos do: sides are compared by what the units would bring at the price asked.
"""

from __future__ import annotations

from collections.abc import Set
from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID

from django.db import connection

from catalog.queries.home import SOON
from coops import queries as coops

_MONTH: Final = timedelta(days=30)
_SEASON: Final = timedelta(days=92)
_MOST_ROWS: Final = 12
_MOST_COMUNAS: Final = 60
_MOST_LOTS: Final = 20
_SPANS: Final = ("past", "soon", "month", "season", "later", "undated")

# What waits for a certificate can't be sold: it stands beside what can, as on the page of the pool.
_SELLABLE: Final = "(c.units - c.withdrawn - c.lost - c.allocated - c.uncovered)"
_UNSOLD: Final = "c.association_id = %(association)s AND c.units > c.withdrawn + c.lost + c.allocated"

# What is over stays countable: the windows see every row, the limit cuts afterwards.
_PRODUCTS: Final = """
    SELECT o.id, o.name, o.category, o.unit_es, o.units_es, o.unit_en, o.units_en, o.status, o.price_clp, o.free,
           o.reserved, o.allocated, o.uncovered, o.sold_clp, v.value_clp,
           count(*) OVER () AS rows, sum(v.value_clp) OVER () AS all_clp
    FROM catalog_offer o
    CROSS JOIN LATERAL (SELECT (o.free + o.reserved)::bigint * o.price_clp AS value_clp) v
    WHERE o.association_id = %(association)s AND (v.value_clp > 0 OR o.uncovered > 0 OR o.status = 'open')
    ORDER BY v.value_clp DESC, o.id LIMIT %(most)s
"""
_MEMBERS: Final = f"""
    SELECT c.producer_id, c.producer_id = ANY(%(mine)s) AS mine, count(DISTINCT c.lot_id) AS lots,
           sum({_SELLABLE}::bigint * o.price_clp) AS value_clp, sum(c.uncovered::bigint * o.price_clp) AS uncovered_clp,
           count(*) OVER () AS rows, sum(sum({_SELLABLE}::bigint * o.price_clp)) OVER () AS all_clp,
           sum(sum(c.uncovered::bigint * o.price_clp)) OVER () AS all_uncovered_clp
    FROM catalog_contribution c JOIN catalog_offer o ON o.id = c.offer_id
    WHERE {_UNSOLD}
    GROUP BY c.producer_id
    ORDER BY mine DESC, value_clp DESC, c.producer_id LIMIT %(most)s
"""  # noqa: S608  constants of this module
_COMUNAS: Final = f"""
    SELECT COALESCE(NULLIF(l.comuna, ''), p.comuna) AS comuna, count(DISTINCT c.producer_id) AS members,
           count(DISTINCT c.lot_id) AS lots, sum({_SELLABLE}::bigint * o.price_clp) AS value_clp
    FROM catalog_contribution c
    JOIN catalog_offer o ON o.id = c.offer_id
    JOIN catalog_lot l ON l.id = c.lot_id
    JOIN coops_producer p ON p.id = c.producer_id
    WHERE {_UNSOLD} AND {_SELLABLE} > 0
    GROUP BY 1 ORDER BY value_clp DESC, 1 LIMIT {_MOST_COMUNAS}
"""  # noqa: S608  constants of this module
_DATES: Final = f"""
    SELECT CASE WHEN l.best_before IS NULL THEN 'undated' WHEN l.best_before < %(today)s THEN 'past'
                WHEN l.best_before <= %(soon)s THEN 'soon' WHEN l.best_before <= %(month)s THEN 'month'
                WHEN l.best_before <= %(season)s THEN 'season' ELSE 'later' END AS span,
           count(DISTINCT l.id) AS lots, sum({_SELLABLE}::bigint * o.price_clp) AS value_clp
    FROM catalog_contribution c
    JOIN catalog_offer o ON o.id = c.offer_id
    JOIN catalog_lot l ON l.id = c.lot_id
    WHERE {_UNSOLD} AND {_SELLABLE} > 0
    GROUP BY 1
"""  # noqa: S608  constants of this module
_LOTS: Final = f"""
    SELECT l.id AS lot_id, l.code, l.best_before, c.producer_id, c.producer_id = ANY(%(mine)s) AS mine, o.id AS offer_id,
           o.name AS offer_name, o.unit_es, o.units_es, o.unit_en, o.units_en, {_SELLABLE} AS units,
           c.uncovered
    FROM catalog_contribution c
    JOIN catalog_offer o ON o.id = c.offer_id
    JOIN catalog_lot l ON l.id = c.lot_id
    WHERE {_UNSOLD} AND l.best_before <= %(month)s
    ORDER BY l.best_before, l.code, o.id LIMIT {_MOST_LOTS}
"""  # noqa: S608  constants of this module


def insight(association_id: UUID, *, mine: Set[UUID], today: date) -> dict[str, Any]:
    """This will return what the association's pools have to sell by product, member, comuna and best-before date, and
    beside it what waits for a certificate.

    Values are pesos at the prices asked, taxes included. Of long lists the largest stand alone and the rest together;
    `mine` are my producers, who always stand alone. Days are days of the region.
    """
    asked = {
        "association": association_id,
        "mine": list(mine),
        "today": today,
        "soon": today + SOON,
        "month": today + _MONTH,
        "season": today + _SEASON,
        "most": _MOST_ROWS,
    }
    products, members, lots = _rows(_PRODUCTS, asked), _rows(_MEMBERS, asked), _rows(_LOTS, asked)
    spans = {row["span"]: row for row in _rows(_DATES, asked)}
    cards = coops.producer_cards(row["producer_id"] for row in (*members, *lots))
    members.sort(key=lambda row: (-row["value_clp"], row["producer_id"]))
    return {
        "value_clp": int(members[0]["all_clp"]) if members else 0,
        "uncovered_clp": int(members[0]["all_uncovered_clp"]) if members else 0,
        "products": products,
        "other_products": _rest(products),
        "members": [
            {
                **row,
                "name": cards[row["producer_id"]].name,
                "initials": cards[row["producer_id"]].initials,
                "mine": row["mine"] and not cards[row["producer_id"]].itself,
                "itself": cards[row["producer_id"]].itself,
            }
            for row in members
        ],
        "other_members": _rest(members),
        "comunas": _rows(_COMUNAS, asked),
        "dates": [spans.get(span, {"span": span, "lots": 0, "value_clp": 0}) for span in _SPANS],
        "lots": [
            {
                **row,
                "producer_name": cards[row["producer_id"]].name,
                "mine": row["mine"] and not cards[row["producer_id"]].itself,
                "days": (row["best_before"] - today).days,
            }
            for row in lots
        ],
    }


def _rest(shown: list[dict[str, Any]]) -> dict[str, int]:
    if not shown:
        return {"count": 0, "value_clp": 0}
    left = int(shown[0]["all_clp"]) - sum(int(row["value_clp"]) for row in shown)
    return {"count": shown[0]["rows"] - len(shown), "value_clp": left}


def _rows(sql: str, values: dict[str, Any]) -> list[dict[str, Any]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        names = [column.name for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

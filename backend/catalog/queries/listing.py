"""The catalog's list, the busiest read of all: one statement, in which the database writes the JSON of each offer.

Written by hand because it is measured: the ORM needs longer to put such a statement together than the database to
answer it, and Python longer to take rows apart and write them again (tests/bench/catalog_list.py).
"""

from __future__ import annotations

import base64
import binascii
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalog.queries.prepared import fetch_prepared
from catalog.queries.search import Alternatives, nearest, sought
from catalog.words import sort_key
from events import feed
from lib.errors import DomainError
from pictures import queries as pictures

# A row of an offer `o` with its association `a`, as the API shows it.
SOURCE = (
    "catalog_offer AS o JOIN coops_association AS a ON a.id = o.association_id"
    " LEFT JOIN pictures_picture AS p ON p.id = o.photo_id"
)
# Past the moment when a certificate begins or ends, nothing is for sale until the offer is reckoned anew.
FREE = "CASE WHEN o.recheck_at <= clock_timestamp() THEN 0 ELSE o.free END"
# What covers stand behind that are for sale, in the words of their seal: the same words once, of how many certificates ever.
BADGES = """CASE WHEN o.requires = '{}' THEN '[]'::json ELSE (
  SELECT coalesce(json_agg(DISTINCT v.badge - 'code'), '[]'::json)
  FROM catalog_contribution AS c
  JOIN catalog_covergrant AS g ON g.lot_id = c.lot_id
  JOIN catalog_cover AS v ON v.id = g.cover_id AND v.seal_id = ANY(o.requires) AND v.blocked = ''
    AND v.valid_from <= clock_timestamp() AND v.valid_until > clock_timestamp()
  WHERE c.offer_id = o.id AND c.units > c.withdrawn + c.allocated + c.lost + c.uncovered) END"""
CARD = f"""json_build_object(
  'id', o.id, 'slug', o.slug, 'name', o.name,
  'association', json_build_object('id', a.id, 'slug', a.slug, 'name', a.name, 'kind', a.kind),
  'category', o.category, 'comuna', o.comuna,
  'unit_es', o.unit_es, 'units_es', o.units_es, 'unit_en', o.unit_en, 'units_en', o.units_en,
  'net_content', o.net_content, 'price_clp', o.price_clp, 'tax_class', o.tax_class,
  'alcohol_degrees', o.alcohol_degrees, 'perishable', o.perishable, 'withdrawal_right', o.withdrawal_right,
  'emblem', o.emblem, 'picture', o.picture, 'photo', {pictures.SHOWN}, 'season_months', o.season_months,
  'free', {FREE}, 'badges', {BADGES}, 'shares', jsonb_path_query_array(o.shares, '$[*].percent'))::text"""

STREAM = "catalog"
_POSITION = feed.POSITION.replace("%(stream)s", f"'{STREAM}'")


class CursorInvalid(DomainError):
    """The cursor is none that this list gave, or belongs to another order."""

    status = 400
    code = "cursor_invalid"
    title = _("That page can't be found. Start from the first one.")


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogQuery:
    """What a visitor asks of the list. `category` is one kind or several with commas."""

    search: str = ""
    category: str = ""
    comuna: str = ""
    association: UUID | None = None
    association_slug: str = ""
    in_season: bool = False
    available: bool = False
    max_price_clp: int | None = None
    ordering: str = "newest"
    cursor: str = ""
    limit: int = 24


@dataclass(frozen=True, slots=True)
class _Key:
    """What a list is ordered by, and how its value is written in a cursor."""

    sql: str
    descending: bool
    kind: type[Any]


# What names no months is made all year.
_IN_SEASON = "(cardinality(o.season_months) = 0 OR %(month)s = ANY(o.season_months))"
_OPENED = _Key("o.opened_at", True, datetime)
_LAST = {True: _Key("o.id", True, UUID), False: _Key("o.id", False, UUID)}
_ORDERINGS: dict[str, tuple[_Key, ...]] = {
    "newest": (_OPENED, _LAST[True]),
    "season": (_Key(_IN_SEASON, True, bool), _OPENED, _LAST[True]),
    "price": (_Key("o.price_clp", False, int), _LAST[False]),
    "-price": (_Key("o.price_clp", True, int), _LAST[True]),
    "name": (_Key("o.sort_name", False, str), _LAST[False]),
}
ORDERINGS = tuple(_ORDERINGS)


@dataclass(frozen=True, slots=True)
class Page:
    """Open offers, each as JSON; the cursor of the next page; the number of the catalog's stream it is valid for.

    `meant` is what was sought instead of the words that nothing has.
    """

    offers: list[str]
    following: str | None
    position: int
    meant: str | None


def catalog_page(query: CatalogQuery) -> Page:
    """This will return a page of open offers, in one statement.

    Two more follow only when nothing has the words that were sought: the nearest words are found and sought instead.

    :raises CursorInvalid: if the cursor is none of this list.
    """
    meant = None
    rows = _rows(query, sought(query.search))
    if not rows and (instead := nearest(query.search)) is not None:
        rows = _rows(query, instead.words)
        meant = instead.text if rows else None
    following = None
    if len(rows) > query.limit:
        rows.pop()
        following = _write_cursor(rows[-1][1])
    position = rows[0][2] if rows else feed.position(STREAM)
    return Page([row[0] for row in rows], following, position, meant)


def facets(query: CatalogQuery) -> dict[str, Any]:
    """This will count the open offers by category, by comuna and by association, and all together.

    A count leaves its own filter out: it says what choosing it would show.
    """
    anything = replace(query, category="", comuna="", association_slug="")
    counts = _counts(anything, sought(query.search))
    if not counts and (instead := nearest(query.search)) is not None:
        counts = _counts(anything, instead.words)
    wanted = query.category.split(",") if query.category else None
    categories: Counter[str] = Counter()
    comunas: Counter[str] = Counter()
    sellers: Counter[tuple[str, str]] = Counter()
    offers = 0
    for category, comuna, slug, name, count in counts:
        in_category = wanted is None or category in wanted
        in_comuna = query.comuna in ("", comuna)
        in_association = query.association_slug in ("", slug)
        categories[category] += count if in_comuna and in_association else 0
        comunas[comuna] += count if in_category and in_association else 0
        sellers[slug, name] += count if in_category and in_comuna else 0
        offers += count if in_category and in_comuna and in_association else 0
    by_name = sorted((sort_key(name), slug, name, count) for (slug, name), count in sellers.items() if count)
    chosen = [row for row in by_name if query.association_slug in ("", row[1])]
    return {
        "categories": [{"value": value, "count": count} for value, count in categories.most_common() if count],
        "comunas": [{"value": value, "count": count} for value, count in comunas.most_common() if count],
        "sellers": [{"slug": slug, "name": name, "count": count} for _, slug, name, count in by_name],
        "offers": offers,
        "associations": len(chosen),
    }


def _rows(query: CatalogQuery, words: Alternatives) -> list[tuple[Any, ...]]:
    keys = _ORDERINGS[query.ordering]
    values: dict[str, Any] = {"month": timezone.localdate().month}
    where = _where(query, words, values)
    if query.cursor:
        where += f" AND ({_after(keys, _read_cursor(query.ordering, keys, query.cursor), values)})"
    cursor = f"json_build_array('{query.ordering}', {', '.join(key.sql for key in keys)})::text"
    columns = f"{CARD}, {cursor}, {_POSITION}"
    order = ", ".join(f"{key.sql} DESC" if key.descending else key.sql for key in keys)
    # The limit stands in the text: with one that it doesn't know the database would plan anew each time.
    sql = f"SELECT {columns} FROM {SOURCE} WHERE {where} ORDER BY {order} LIMIT {query.limit + 1:d}"  # noqa: S608
    return fetch_prepared(sql, values) if _is_usual(query) else _all(sql, values)


def _is_usual(query: CatalogQuery) -> bool:
    """Of the usual length, without words and rare filters there are few different statements: each is worth keeping."""
    rare = query.search or query.association_slug or query.available or query.in_season or query.max_price_clp
    return not rare and query.limit == CatalogQuery().limit


def _counts(query: CatalogQuery, words: Alternatives) -> list[tuple[Any, ...]]:
    values: dict[str, Any] = {"month": timezone.localdate().month}
    where = _where(query, words, values)
    columns = "o.category, o.comuna, a.slug, a.name"
    return _all(f"SELECT {columns}, count(*) FROM {SOURCE} WHERE {where} GROUP BY {columns}", values)  # noqa: S608


def _all(sql: str, values: dict[str, Any]) -> list[tuple[Any, ...]]:
    # Put together from constants of this module only; what a visitor sends is in the values.
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


def _where(query: CatalogQuery, words: Alternatives, values: dict[str, Any]) -> str:
    """The condition for open offers that are asked for; of each word's alternatives the text must hold one."""
    conditions = ["o.status = 'open'"]
    given: list[tuple[str, Any, str]] = [
        ("category", query.category.split(",") if query.category else None, "o.category = ANY(%(category)s)"),
        ("comuna", query.comuna, "o.comuna = %(comuna)s"),
        ("association", query.association, "o.association_id = %(association)s"),
        ("association_slug", query.association_slug, "a.slug = %(association_slug)s"),
        ("max_price", query.max_price_clp, "o.price_clp <= %(max_price)s"),
    ]
    for name, value, condition in given:
        if value:
            conditions.append(condition)
            values[name] = value
    if query.in_season:
        conditions.append(_IN_SEASON)
    if query.available:
        conditions.append(f"{FREE} > 0")
    if query.search and not words:
        conditions.append("false")
    for place, alternatives in enumerate(words):
        either = []
        for turn, word in enumerate(alternatives):
            either.append(f"o.search_text LIKE %(word{place}_{turn})s")
            values[f"word{place}_{turn}"] = f"%{word}%"
        conditions.append(f"({' OR '.join(either)})")
    return " AND ".join(conditions)


def _after(keys: Sequence[_Key], cursor: Sequence[Any], values: dict[str, Any]) -> str:
    """Rows that come after these values: a > x, or a = x and b > y …, spelled out because directions differ."""
    equal: list[str] = []
    alternatives: list[str] = []
    for place, (key, value) in enumerate(zip(keys, cursor, strict=True)):
        values[f"after{place}"] = value
        alternatives.append(" AND ".join([*equal, f"{key.sql} {'<' if key.descending else '>'} %(after{place})s"]))
        equal.append(f"{key.sql} = %(after{place})s")
    return " OR ".join(alternatives)


def _write_cursor(keys: str) -> str:
    return base64.urlsafe_b64encode(keys.encode()).decode().rstrip("=")


def _read_cursor(ordering: str, keys: Sequence[_Key], cursor: str) -> list[Any]:
    try:
        written = orjson.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        if not isinstance(written, list) or len(written) != len(keys) + 1 or written[0] != ordering:
            raise CursorInvalid
        return [_cursor_value(key.kind, value) for key, value in zip(keys, written[1:], strict=True)]
    except (ValueError, TypeError, AttributeError, binascii.Error):
        raise CursorInvalid from None


def _cursor_value(kind: type[Any], value: Any) -> Any:
    if kind is UUID:
        return UUID(value)
    if kind is datetime:
        moment = datetime.fromisoformat(value)
        if moment.tzinfo is None:
            raise CursorInvalid
        return moment
    if type(value) is not kind or (kind is int and not 0 <= value < 2**31) or (kind is str and "\x00" in value):
        raise CursorInvalid
    return value

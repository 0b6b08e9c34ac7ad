"""The catalog as anybody sees it. The list is the busiest read of all: plain columns, one statement, no model objects."""

from __future__ import annotations

import base64
import binascii
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import orjson
from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import BooleanField, Count, ExpressionWrapper, F, Max, Min, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalog.models import Contribution, Offer
from catalog.words import plain
from coops import queries as coops
from lib.errors import DomainError, NotFound

_CARD_FIELDS = (
    "id", "slug", "name", "category", "comuna", "unit_es", "units_es", "unit_en", "units_en", "net_content",
    "price_clp", "alcohol_degrees", "perishable", "emblem", "picture", "season_months", "free", "shares",
    "association_id", "association__slug", "association__name", "association__kind",
)  # fmt: skip
_DETAIL_FIELDS = (
    *_CARD_FIELDS, "description_es", "description_en", "tax_class", "withdrawal_right", "allocated", "reserved",
    "contributed", "withdrawn", "status",
)  # fmt: skip


class CursorInvalid(DomainError):
    """The cursor is none that this list gave, or belongs to another order."""

    status = 400
    code = "cursor_invalid"
    title = _("That page can't be found. Start from the first one.")


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogQuery:
    """What a visitor asks of the list."""

    search: str = ""
    category: str = ""
    comuna: str = ""
    association: UUID | None = None
    ordering: str = "newest"
    cursor: str = ""
    limit: int = 24


@dataclass(frozen=True, slots=True)
class _Column:
    """A column that a list is ordered by, and how its value is written in a cursor."""

    name: str
    descending: bool
    kind: type[Any]


# A letter or two of a word may be missing or wrong.
_LIKE_ENOUGH = 0.39
_LAST = {True: _Column("id", True, UUID), False: _Column("id", False, UUID)}
_ORDERINGS: dict[str, tuple[_Column, ...]] = {
    "newest": (_Column("opened_at", True, datetime), _LAST[True]),
    "season": (_Column("in_season", True, bool), _Column("opened_at", True, datetime), _LAST[True]),
    "price": (_Column("price_clp", False, int), _LAST[False]),
    "-price": (_Column("price_clp", True, int), _LAST[True]),
    "name": (_Column("sort_name", False, str), _LAST[False]),
}
ORDERINGS = tuple(_ORDERINGS)


def catalog_page(query: CatalogQuery) -> tuple[list[dict[str, Any]], str | None]:
    """This will return a page of open offers as plain dicts and the cursor of the next page, in one statement.

    A second one follows only when nothing has the words that were sought: then names that are nearly so are given.

    :raises CursorInvalid: if the cursor is none of this list.
    """
    rows = _page(query, _typed(query))
    if not rows and query.search:
        rows = _page(query, _slipped(query))
    following = None
    if len(rows) > query.limit:
        rows.pop()
        following = _write_cursor(query.ordering, [rows[-1][column.name] for column in _ORDERINGS[query.ordering]])
    return [_card(row) for row in rows], following


def _page(query: CatalogQuery, offers: QuerySet[Offer]) -> list[dict[str, Any]]:
    columns = _ORDERINGS[query.ordering]
    if query.ordering == "season":
        offers = offers.annotate(in_season=_in_season(timezone.localdate()))
    if query.cursor:
        offers = offers.filter(_after(columns, _read_cursor(query.ordering, columns, query.cursor)))
    order = [f"-{column.name}" if column.descending else column.name for column in columns]
    extra = [column.name for column in columns if column.name not in _CARD_FIELDS]
    return list(offers.order_by(*order).values(*_CARD_FIELDS, *extra)[: query.limit + 1])


def _filtered(query: CatalogQuery) -> QuerySet[Offer]:
    offers = Offer.objects.filter(status=Offer.Status.OPEN)
    if query.category:
        offers = offers.filter(category__in=query.category.split(","))
    if query.comuna:
        offers = offers.filter(comuna=query.comuna)
    if query.association:
        offers = offers.filter(association_id=query.association)
    return offers


def _typed(query: CatalogQuery) -> QuerySet[Offer]:
    """The open offers that are asked for, with every word of the search as far as it is typed; in no order."""
    offers = _filtered(query)
    if query.search:
        words = plain(query.search).split()
        if not words:
            return offers.none()
        for word in words:
            offers = offers.filter(search_text__contains=word)
    return offers


def _slipped(query: CatalogQuery) -> QuerySet[Offer]:
    """What may have been meant when nothing has the words as they are typed: names with most of their letters."""
    meant = plain(query.search)
    if not meant:
        return Offer.objects.none()
    return _filtered(query).alias(likeness=TrigramWordSimilarity(meant, "sort_name")).filter(likeness__gte=_LIKE_ENOUGH)


def offer_cards(offer_ids: Iterable[UUID]) -> dict[UUID, dict[str, Any]]:
    """This will return the cards of these offers by id, whatever their status."""
    rows = Offer.objects.filter(pk__in=list(offer_ids)).values(*_CARD_FIELDS)
    return {row["id"]: _card(row) for row in rows}


def offer_by_slug(slug: str) -> dict[str, Any]:
    """This will return an offer that is or was on sale, with whose it is and where it comes from.

    :raises NotFound: if there is none, or it is a draft.
    """
    row = Offer.objects.filter(slug=slug).exclude(status=Offer.Status.DRAFT).values(*_DETAIL_FIELDS).first()
    if row is None:
        raise NotFound
    shares = row["shares"]
    offer = _card(row) | {name: row[name] for name in ("description_es", "description_en", "tax_class", "status")}
    cards = coops.producer_cards(UUID(share["producer_id"]) for share in shares)
    origin = _origin(row)
    return offer | {
        "withdrawal_right": row["withdrawal_right"],
        "contributed": row["contributed"] - row["withdrawn"],
        "reserved": row["reserved"],
        "allocated": row["allocated"],
        "best_before": origin.pop("best_before"),
        "shares": [
            {
                "public_name": card.public_name,
                "initials": card.public_initials,
                "locality": card.locality,
                "units": share["units"],
                "percent": share["percent"],
            }
            for share in shares
            if (card := cards.get(UUID(share["producer_id"]))) is not None
        ],
        "origin": origin,
    }


def facets(query: CatalogQuery) -> dict[str, Any]:
    """This will count the open offers by category and by comuna, and all together, in one statement.

    A count leaves its own filter out: it says what choosing it would show.
    """
    anything = CatalogQuery(search=query.search, association=query.association)
    rows = _counted(_typed(anything)) or (_counted(_slipped(anything)) if query.search else [])
    categories: Counter[str] = Counter()
    comunas: Counter[str] = Counter()
    associations: set[UUID] = set()
    offers = 0
    for category, comuna, association_id, count in rows:
        in_category = not query.category or category in query.category.split(",")
        in_comuna = query.comuna in ("", comuna)
        categories[category] += count if in_comuna else 0
        comunas[comuna] += count if in_category else 0
        if in_category and in_comuna:
            offers += count
            associations.add(association_id)
    return {
        "categories": [{"value": value, "count": count} for value, count in categories.most_common() if count],
        "comunas": [{"value": value, "count": count} for value, count in comunas.most_common() if count],
        "offers": offers,
        "associations": len(associations),
    }


def _counted(offers: QuerySet[Offer]) -> list[Any]:
    return list(offers.values_list("category", "comuna", "association_id").annotate(count=Count("pk")))


def _card(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "id": row["id"],
        "slug": row["slug"],
        "name": row["name"],
        "association": {
            "id": row["association_id"],
            "slug": row["association__slug"],
            "name": row["association__name"],
            "kind": row["association__kind"],
        },
        "category": row["category"],
        "comuna": row["comuna"],
        "unit_es": row["unit_es"],
        "units_es": row["units_es"],
        "unit_en": row["unit_en"],
        "units_en": row["units_en"],
        "net_content": row["net_content"],
        "price_clp": row["price_clp"],
        "alcohol_degrees": row["alcohol_degrees"],
        "perishable": row["perishable"],
        "emblem": row["emblem"],
        "picture": row["picture"],
        "season_months": row["season_months"],
        "free": row["free"],
        "shares": [share["percent"] for share in row["shares"]],
    }


def _origin(row: Mapping[str, Any]) -> dict[str, Any]:
    place = coops.comuna(row["comuna"])
    lots = (
        Contribution.objects.filter(offer_id=row["id"], units__gt=F("withdrawn"))
        .aggregate(
            lots=Count("pk"),
            producers=Count("producer", distinct=True),
            made_from=Min("lot__made_on"),
            made_to=Max("lot__made_on"),
            best_before=Min("lot__best_before", filter=Q(units__gt=F("withdrawn") + F("allocated"))),
        )
    )  # fmt: skip
    return {"comuna": place.cut, "comuna_name": place.name, "province": place.province, **lots}


def _in_season(today: date) -> Coalesce:
    # What names no months is made all year.
    return Coalesce(
        ExpressionWrapper(
            Q(season_months__len=0) | Q(season_months__contains=[today.month]), output_field=BooleanField()
        ),
        False,
    )


def _after(columns: Sequence[_Column], values: Sequence[Any]) -> Q:
    """Rows that come after these values: (a > x) or (a = x and b > y) …, spelled out because directions differ."""
    condition, equal = Q(), Q()
    for column, value in zip(columns, values, strict=True):
        beyond = Q(**{f"{column.name}__{'lt' if column.descending else 'gt'}": value})
        condition |= equal & beyond
        equal &= Q(**{column.name: value})
    return condition


def _write_cursor(ordering: str, values: Sequence[Any]) -> str:
    return base64.urlsafe_b64encode(orjson.dumps([ordering, *values])).decode().rstrip("=")


def _read_cursor(ordering: str, columns: Sequence[_Column], cursor: str) -> list[Any]:
    try:
        written = orjson.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        if not isinstance(written, list) or len(written) != len(columns) + 1 or written[0] != ordering:
            raise CursorInvalid
        return [_cursor_value(column.kind, value) for column, value in zip(columns, written[1:], strict=True)]
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

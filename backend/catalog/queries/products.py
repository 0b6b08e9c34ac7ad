"""A producer's own products and lots: each page in a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, cast
from uuid import UUID

from django.db.models import Count, F, QuerySet, Sum

from catalog.models import Contribution, Lot, LotInput, Product, ProductPhoto
from lib.errors import NotFound
from lib.money import TaxClass, taxes_in
from pictures import queries as pictures

_WORDS = (
    "name", "category", "description_es", "description_en", "unit_es", "units_es", "unit_en", "units_en", "net_content",
    "perishable", "keeps_days", "season_months", "price_clp", "tax_class", "alcohol_degrees", "withdrawal_right",
    "comuna", "story_es", "story_en", "gtin", "created_at",
)  # fmt: skip
_UNITS = ("unit_es", "units_es", "unit_en", "units_en")


def products_of(producer_id: UUID, *, retired: bool = False) -> QuerySet[Product]:
    """This will return what a producer makes, newest first; with `retired`, what it makes no longer."""
    return Product.objects.filter(producer_id=producer_id, retired_at__isnull=not retired).order_by("-id")


def product(producer_id: UUID, product_id: UUID) -> dict[str, Any]:
    """This will return one product as its producer sees it.

    :raises NotFound: if it isn't the producer's.
    """
    found = Product.objects.filter(pk=product_id, producer_id=producer_id).first()
    if found is None:
        raise NotFound
    return described_products([found])[0]


def described_products(rows: Sequence[Product]) -> list[dict[str, Any]]:
    """This will return products with their photos, how many lots they have, and what of these is in no offer."""
    photos = _photos(row.pk for row in rows)
    lots = {
        row["product_id"]: row
        for row in Lot.objects.filter(product__in=[row.pk for row in rows])
        .values("product_id")
        .annotate(lots=Count("pk"), free_units=Sum("free"))
        .order_by()
    }
    return [
        {
            "id": row.pk,
            **{name: getattr(row, name) for name in _WORDS},
            "taxes": taxes_in(row.price_clp, cast(TaxClass, row.tax_class)) if row.price_clp else None,
            "retired": row.retired_at is not None,
            "photo": next(iter(photos[row.pk]), None),
            "photos": photos[row.pk],
            "lots": lots[row.pk]["lots"] if row.pk in lots else 0,
            "free": lots[row.pk]["free_units"] if row.pk in lots else 0,
        }
        for row in rows
    ]


def lots_of(producer_id: UUID) -> QuerySet[Lot]:
    """This will return a producer's lots, newest first."""
    return Lot.objects.filter(producer_id=producer_id).select_related("product").order_by("-id")


def described_lots(rows: Sequence[Lot]) -> list[dict[str, Any]]:
    """This will return lots with how their product is counted and looks, and the offers that they are in."""
    photos = _photos(row.product_id for row in rows if row.product_id)
    pools: dict[UUID, list[dict[str, Any]]] = defaultdict(list)
    contributions = (
        Contribution.objects.filter(lot__in=[row.pk for row in rows], units__gt=F("withdrawn"))
        .select_related("offer")
        .order_by("contributed_at")
    )
    for contribution in contributions:
        pools[contribution.lot_id].append(
            {
                "contribution_id": contribution.pk,
                "association_id": contribution.association_id,
                "offer_id": contribution.offer_id,
                "offer_name": contribution.offer.name,
                "status": contribution.offer.status,
                "units": contribution.weight,
                "allocated": contribution.allocated,
                "left": contribution.left,
                "loose": contribution.uncovered + min(contribution.sellable, contribution.offer.free),
            }
        )
    inputs = _inputs(rows)
    return [
        {
            "id": row.pk,
            "code": row.code,
            "product_id": row.product_id,
            "product_name": row.product_name,
            "category": row.category,
            **({name: getattr(row.product, name) for name in _UNITS} if row.product else _NO_WORDS),
            "net_content": row.product.net_content if row.product else "",
            "photo": next(iter(photos[row.product_id]), None) if row.product_id else None,
            "made_on": row.made_on,
            "best_before": row.best_before,
            "comuna": row.comuna,
            "alcohol_degrees": row.alcohol_degrees,
            "facts": row.facts,
            "inputs": inputs[row.pk],
            "units": row.units,
            "free": row.free,
            "on_hand": row.on_hand,
            "used": row.used,
            "lost": row.lost,
            "dispatched": row.dispatched,
            "version": row.version,
            "created_at": row.created_at,
            "pools": pools[row.pk],
        }
        for row in rows
    ]


def _inputs(rows: Sequence[Lot]) -> dict[UUID, list[dict[str, Any]]]:
    inputs: dict[UUID, list[dict[str, Any]]] = defaultdict(list)
    used = LotInput.objects.filter(lot__in=[row.pk for row in rows]).select_related("input_lot__product").order_by("pk")
    for one in used:
        lot = one.input_lot
        words = {name: getattr(lot.product, name) for name in _UNITS} if lot.product else _NO_WORDS
        inputs[one.lot_id].append(
            {"lot_id": lot.pk, "code": lot.code, "product_name": lot.product_name, "units": one.units, **words}
        )
    return inputs


# Of a lot that the release before wrote during an upgrade.
_NO_WORDS = {name: getattr(Product(), name) for name in _UNITS}


def _photos(product_ids: Any) -> dict[UUID, list[dict[str, Any]]]:
    photos: dict[UUID, list[dict[str, Any]]] = defaultdict(list)
    rows = ProductPhoto.objects.filter(product__in=set(product_ids)).select_related("picture").order_by("place")
    for row in rows:
        if (shown := pictures.shown(row.picture)) is not None:
            photos[row.product_id].append(shown)
    return photos

"""Products and lots as files to take along, which come back as they went."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from django.utils.translation import gettext as _

from catalog.facts import BY_KEY, Fact
from catalog.models import Lot, LotInput, Product
from catalog.tables.cells import joined
from catalog.tables.words import CATEGORIES, LOT_COLUMNS, PRODUCT_COLUMNS, TAXES, said
from coops import queries as coops
from lib import sheets

# Newest first: whoever has more lots than fit a table has the older ones on paper.
_MOST_LOTS: Final = 5_000


def products_file(producer_id: UUID) -> bytes:
    """This will return what a producer makes and made as a table."""
    rows = Product.objects.filter(producer_id=producer_id).order_by("name_key", "pk")
    return sheets.written(
        [column.head for column in PRODUCT_COLUMNS],
        ([product_cell(row, column.key) for column in PRODUCT_COLUMNS] for row in rows),
    )


def lots_file(producer_id: UUID) -> bytes:
    """This will return a producer's lots as a table, newest first, with what each was made of."""
    rows = list(
        Lot.objects.filter(producer_id=producer_id).select_related("product").order_by("-made_on", "-pk")[:_MOST_LOTS]
    )
    # Questions that no lot answers would only be empty columns.
    answered = {key for row in rows for key in row.facts}
    columns = [column for column in LOT_COLUMNS if column.key not in BY_KEY or column.key in answered]
    inputs: dict[UUID, list[LotInput]] = {}
    for one in LotInput.objects.filter(lot__in=rows).select_related("input_lot__product").order_by("pk"):
        inputs.setdefault(one.lot_id, []).append(one)
    return sheets.written(
        [column.head for column in columns],
        ([lot_cell(row, column.key, inputs.get(row.pk, [])) for column in columns] for row in rows),
    )


def product_cell(product: Product, key: str) -> str:
    """This will return a field of a product in the reader's words."""
    value = getattr(product, key)
    if key == "category":
        return said(CATEGORIES, value)
    if key == "tax_class":
        return said(TAXES, value)
    if key == "comuna":
        return coops.comuna(value).name if value else ""
    return word(value)


def lot_cell(lot: Lot, key: str, inputs: list[LotInput]) -> str:
    """This will return a field of a lot, or what it says to a question, in the reader's words."""
    match key:
        case _ if key in BY_KEY:
            cell = fact_cell(BY_KEY[key], lot.facts.get(key))
        case "product":
            cell = lot.product_name
        case "category":
            cell = said(CATEGORIES, lot.category)
        case "unit":
            cell = _unit(lot.product, lot.units)
        case "comuna":
            cell = coops.comuna(lot.comuna).name if lot.comuna else ""
        case "inputs":
            parts = [f"{one.input_lot.code} x {one.units} {_unit(one.input_lot.product, one.units)}" for one in inputs]
            cell = joined([part.strip() for part in parts])
        case _:
            cell = word(getattr(lot, key))
    return cell


def fact_cell(fact: Fact, value: Any) -> str:
    """This will return an answer about how a lot was made in the reader's words."""
    if fact.kind not in ("choice", "choices"):
        return word(value)
    words = {one.key: one.es if sheets.language() == "es" else one.en for one in fact.values}
    chosen: list[str] = value if isinstance(value, list) else [value] if value else []
    return joined([words.get(one, one) for one in chosen])


def word(value: Any) -> str:
    """This will return a plain value as it stands in a cell."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return " ".join(str(one) for one in value)
    if isinstance(value, float):
        return f"{value:g}".replace(".", "," if sheets.language() == "es" else ".")
    return str(value)


def _unit(product: Product | None, units: int) -> str:
    if product is None:
        return ""
    one, many = (
        (product.unit_es, product.units_es) if sheets.language() == "es" else (product.unit_en, product.units_en)
    )
    return one if units == 1 else many

"""What a table of products would change."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from django.utils.translation import gettext as _

from catalog.models import Product
from catalog.product_serializers import CreateProductSerializer
from catalog.services.product_rules import check_product
from catalog.services.products import MOST_PRODUCTS, ProductText, name_key
from catalog.tables import cells
from catalog.tables.files import product_cell
from catalog.tables.plan import Change, Headings, Line, Plan, Reader, digest_of
from catalog.tables.words import PRODUCT_COLUMNS, known_unit
from catalog.words import plain
from lib.errors import DomainError
from lib.sheets import Row, Sheet

_UNITS: Final = ("unit_es", "units_es", "unit_en", "units_en")


def plan_products(producer_id: UUID, sheet: Sheet, heads: Headings) -> Plan:
    """This will say of each line whether it is a new product, changes one, changes nothing, or is wrong."""
    own = {(row.category, row.name_key): row for row in Product.objects.filter(producer_id=producer_id)}
    seen: dict[tuple[str, str], int] = {}
    lines: list[Line] = []
    for row in sheet.rows:
        line = _line(row, heads, own, seen)
        if line.state == "new" and len(own) + sum(one.state == "new" for one in lines) >= MOST_PRODUCTS:
            line.state = "wrong"
            reader = Reader(row, heads)
            reader.wrong("", "too_many_products", _("That is more products than one producer can have."))
            line.faults = reader.faults
        lines.append(line)
    return Plan(kind="products", lines=lines, unknown=heads.unknown)


def _line(row: Row, heads: Headings, own: dict[tuple[str, str], Product], seen: dict[tuple[str, str], int]) -> Line:
    reader = Reader(row, heads)
    reader.needs("name", "category")
    said = _said(reader)
    line = Line(number=row.number, name=reader.text("name"))
    key = (said.get("category", ""), name_key(said.get("name", "")))
    known = own.get(key)
    values = reader.checked(CreateProductSerializer, said) if not reader.faults else {}
    if not reader.faults and key in seen:
        reader.wrong("name", "line_twice", _("The same product stands in line %(line)s.") % {"line": seen[key]})
    if not reader.faults:
        _hold_against(reader, known, values)
    if reader.faults:
        line.state, line.faults = "wrong", reader.faults
        return line
    seen[key] = row.number
    line.values, line.target, line.digest = values, known, digest_of(values)
    if known is not None:
        line.changes = [
            Change(
                heads.called.get(column.key, column.head),
                product_cell(known, column.key),
                product_cell(Product(**values), column.key),
            )
            for column in PRODUCT_COLUMNS
            if column.key in values and values[column.key] != getattr(known, column.key)
        ]
        line.values = {name: value for name, value in values.items() if value != getattr(known, name)}
        line.state = "changed" if line.changes else "same"
        # What it takes the place of was looked at too.
        line.digest = digest_of([values, {name: getattr(known, name) for name in line.values}])
        if known.retired_at is not None:
            line.notes.append(_("You said that you make it no longer."))
    return line


def _said(reader: Reader) -> dict[str, Any]:
    spanish = reader.heads.spanish
    parsers: dict[str, Any] = {
        "category": cells.category,
        "price_clp": lambda text: cells.whole(text, spanish=spanish),
        "tax_class": cells.tax_class,
        "alcohol_degrees": cells.decimal,
        "perishable": cells.flag,
        "keeps_days": lambda text: cells.whole(text, spanish=spanish),
        "withdrawal_right": cells.flag,
        "comuna": cells.comuna,
        "season_months": cells.months,
    }
    found = {
        column.key: reader.value(column.key, parsers.get(column.key, str))
        for column in PRODUCT_COLUMNS
        if reader.text(column.key)
    }
    said = {key: value for key, value in found.items() if value is not None}
    return said | _units(reader, said)


def _units(reader: Reader, said: dict[str, Any]) -> dict[str, str]:
    """One word for how it is counted says the others, if everybody knows it."""
    given = [name for name in _UNITS if name in said]
    if not given or len(given) == len(_UNITS):
        return {}
    known = known_unit(said[given[0]])
    if known is not None:
        # "bottle" in the column of the Spanish word still is the word that everybody knows.
        usual = {plain(word) for word in known}
        return {
            name: word if plain(said.get(name, word)) in usual else said[name]
            for name, word in zip(_UNITS, known, strict=True)
        }
    if "unit_es" in said and "units_es" in said:
        return {"unit_en": said.get("unit_en", said["unit_es"]), "units_en": said.get("units_en", said["units_es"])}
    reader.wrong(given[0], "unit_unknown", _("Say how one is called and how many are called, in two columns."))
    return {}


def _hold_against(reader: Reader, known: Product | None, values: dict[str, Any]) -> None:
    """The rules that a form would meet too, of the product as it would be."""
    if known is None:
        product = Product(**ProductText(**values).fields())
    else:
        stands = {name: getattr(known, name) for name in ProductText.__dataclass_fields__}
        product = Product(**stands | values)
    try:
        check_product(product)
    except DomainError as error:
        reader.refused(error)
    else:
        if "gtin" in values:
            values["gtin"] = product.gtin

"""What a table of lots would change: it adds lots. A label is printed, so that a lot that is there stays as it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any, Final
from uuid import UUID

from django.utils.translation import gettext as _

from catalog.facts import BY_KEY, asked, check_facts
from catalog.models import ImportedLine, Lot, LotInput, Product
from catalog.product_serializers import CreateLotSerializer
from catalog.services.inputs import MOST_INPUTS, Input, check_input
from catalog.services.lot_book import LotShort
from catalog.services.lots import check_dates, check_unit
from catalog.services.product_rules import check_degrees
from catalog.services.products import MOST_PRODUCTS, name_key
from catalog.tables import cells
from catalog.tables.plan import Headings, Line, Plan, Reader, digest_of
from lib.errors import DomainError
from lib.sheets import Row, Sheet

_PLAIN: Final = ("units", "made_on", "best_before", "comuna", "alcohol_degrees")


@dataclass(slots=True)
class _Known:
    """What the producer has, and what the lines before have used of it."""

    products: dict[str, list[Product]]
    lots: dict[str, Lot]
    inputs: dict[UUID, list[LotInput]]
    imported: dict[str, Lot]
    # Lots that were written down by hand, by what a line says about them first.
    by_hand: dict[str, list[Lot]]
    said: Counter[str] = field(default_factory=Counter)
    used: Counter[str] = field(default_factory=Counter)
    new_products: set[tuple[str, str]] = field(default_factory=set)


def plan_lots(producer_id: UUID, sheet: Sheet, heads: Headings) -> Plan:
    """This will say of each line whether it is a new lot, one that is there already, or wrong."""
    known = _known(producer_id, sheet, heads)
    return Plan(kind="lots", lines=[_line(row, heads, known) for row in sheet.rows], unknown=heads.unknown)


def _known(producer_id: UUID, sheet: Sheet, heads: Headings) -> _Known:
    products: dict[str, list[Product]] = {}
    for product in Product.objects.filter(producer_id=producer_id):
        products.setdefault(product.name_key, []).append(product)
    imported = {
        line.digest: line.lot
        for line in ImportedLine.objects.filter(producer_id=producer_id).select_related("lot__product")
    }
    came = {lot.pk for lot in imported.values()}
    lots: dict[str, Lot] = {}
    by_hand: dict[str, list[Lot]] = {}
    for lot in Lot.objects.filter(producer_id=producer_id).select_related("product").order_by("pk"):
        lots[lot.code] = lot
        if lot.pk not in came:
            by_hand.setdefault(_core(lot.category, lot.product_name, lot.made_on, lot.units), []).append(lot)
    inputs: dict[UUID, list[LotInput]] = {}
    if "inputs" in heads.called:
        for one in LotInput.objects.filter(lot__producer_id=producer_id).select_related("input_lot__product"):
            inputs.setdefault(one.lot_id, []).append(one)
    return _Known(products, lots, inputs, imported, by_hand)


def _line(row: Row, heads: Headings, known: _Known) -> Line:
    reader = Reader(row, heads)
    reader.needs("product", "units", "made_on")
    said = _said(reader)
    line = Line(number=row.number, name=reader.text("product"))
    category, product = _product(reader, known, said)
    values = reader.checked(CreateLotSerializer, said) if not reader.faults else {}
    if not reader.faults:
        _match(reader, line, known, values)
    if not reader.faults and line.target is None:
        _hold_against(reader, known, category, product, values)
    if reader.faults:
        line.state, line.faults = "wrong", reader.faults
        return line
    if line.target is not None:
        line.state, line.code = "same", line.target.code
        return line
    for one in values.get("inputs", ()):
        known.used[str(one.lot_id)] += one.units
    line.values = values
    if product is not None:
        values["product_id"] = product.pk
    else:
        known.new_products.add((category, name_key(values["product_name"])))
        line.notes.append(_("It becomes a new product too."))
    return line


def _said(reader: Reader) -> dict[str, Any]:
    spanish = reader.heads.spanish
    parsers: dict[str, Any] = {
        "product": str,
        "category": cells.category,
        "units": lambda text: cells.whole(text, spanish=spanish),
        "unit": str,
        "made_on": cells.day,
        "best_before": cells.day,
        "comuna": cells.comuna,
        "alcohol_degrees": cells.decimal,
    }
    said = {key: reader.value(key, parse) for key, parse in parsers.items() if reader.text(key)}
    said["product_name"] = said.pop("product", None)
    facts = {
        key: reader.value(key, partial(cells.fact, fact, spanish=spanish))
        for key, fact in BY_KEY.items()
        if reader.text(key)
    }
    return {key: value for key, value in (said | {"facts": facts}).items() if value is not None}


def _product(reader: Reader, known: _Known, said: dict[str, Any]) -> tuple[str, Product | None]:
    """Of which product it is, by its name and, where two have it, its kind; a new one needs its kind."""
    named = known.products.get(name_key(said.get("product_name", "")), [])
    category = said.get("category")
    if category:
        return category, next((product for product in named if product.category == category), None)
    if reader.text("category"):
        return "", None
    if len(named) == 1:
        said["category"] = named[0].category
        return named[0].category, named[0]
    if said.get("product_name"):
        words = _("Two of your products have this name: say of which kind.") if named else _("Say of which kind it is.")
        reader.wrong("category", "category_needed", words)
    return "", None


def _match(reader: Reader, line: Line, known: _Known, values: dict[str, Any]) -> None:
    """By its code, by this same line of another time, or by what was written down by hand."""
    if code := reader.text("code").upper():
        line.target = known.lots.get(code)
        if line.target is None:
            reader.wrong("code", "lot_unknown", _("None of your lots has this code. Leave it empty for a new one."))
    else:
        core = _core(values["category"], values["product_name"], values["made_on"], values["units"])
        time = known.said[core]
        known.said[core] += 1
        line.digest = digest_of([core, time])
        line.target = known.imported.get(line.digest) or _pop(known.by_hand.get(core))
    if line.target is not None and not reader.faults:
        _compare(reader, line.target, known, values)


def _compare(reader: Reader, lot: Lot, known: _Known, values: dict[str, Any]) -> None:
    """What a file says of a lot that is there has to be what the lot says."""
    differing: list[str] = [key for key in _PLAIN if key in values and values[key] != getattr(lot, key)]
    differing += [key for key, answer in values.get("facts", {}).items() if answer != lot.facts.get(key)]
    if name_key(values["product_name"]) != name_key(lot.product_name):
        differing.append("product")
    if values["category"] != lot.category:
        differing.append("category")
    if reader.text("inputs"):
        made_of = {(one.input_lot.code, one.units) for one in known.inputs.get(lot.pk, [])}
        if made_of != {(one.code, one.units) for one in _read_inputs(reader)}:
            differing.append("inputs")
    for key in differing:
        reader.wrong(
            key, "lot_differs",
            _("%(code)s is written down with something else here, and lots aren't changed by a file.")
            % {"code": lot.code},
        )  # fmt: skip


def _hold_against(
    reader: Reader, known: _Known, category: str, product: Product | None, values: dict[str, Any]
) -> None:
    """The rules that a form would meet too."""
    facts = values.get("facts", {})
    for key in facts.keys() - {fact.key for fact in asked(category)}:
        reader.wrong(key, "facts_invalid", _("That isn't asked of this kind of product."))
    rules = (
        lambda: check_dates(values["made_on"], values.get("best_before")),
        lambda: check_degrees(category, values.get("alcohol_degrees")),
        lambda: check_unit(product, values.get("unit", "")) if product else None,
        lambda: values.update(facts=check_facts(category, facts)),
        lambda: values.update(inputs=_inputs(reader, known, values["made_on"])),
    )
    for rule in rules:
        try:
            rule()
        except DomainError as error:
            reader.refused(error)
    if product is None and len(known.new_products) + sum(map(len, known.products.values())) >= MOST_PRODUCTS:
        reader.wrong("product", "too_many_products", _("That is more products than one producer can have."))


def _inputs(reader: Reader, known: _Known, made_on: date) -> list[Input]:
    wanted = _read_inputs(reader)
    if len(wanted) > MOST_INPUTS or len({one.code for one in wanted}) != len(wanted):
        reader.wrong("inputs", "input_twice", _("A lot that it was made from is named twice: add up its units."))
        return []
    found = []
    for one in wanted:
        used = known.lots.get(one.code)
        if used is None:
            words = _("One of the lots that it was made from is not one of yours.")
            reader.wrong("inputs", "input_missing", f"{words} ({one.code})")
            continue
        put = Input(lot_id=used.pk, units=one.units, unit=one.unit)
        check_input(Lot(made_on=made_on), used, put)
        left = used.free - known.used[str(used.pk)]
        if one.units > left:
            reader.wrong("inputs", LotShort.code, str(LotShort.detail) % {"free": left})
        found.append(put)
    return found


def _read_inputs(reader: Reader) -> Sequence[cells.InputCell]:
    return reader.value("inputs", lambda text: cells.inputs(text, spanish=reader.heads.spanish)) or ()


def _core(category: str, name: str, made_on: date, units: int) -> str:
    return f"{category}|{name_key(name)}|{made_on}|{units}"


def _pop(lots: list[Lot] | None) -> Lot | None:
    return lots.pop(0) if lots else None

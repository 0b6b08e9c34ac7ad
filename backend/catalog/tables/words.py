"""What the columns of tables are called, and the words that stand in their cells, in both languages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

from catalog.facts import FACTS
from catalog.models import Category, TaxClass
from catalog.words import plain
from lib.sheets import language

Kind = Literal["products", "lots"]
KINDS: Final = ("products", "lots")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the field that it fills, its headings, and other names by which people call it."""

    key: str
    es: str
    en: str
    also: tuple[str, ...] = ()

    @property
    def head(self) -> str:
        """Its heading in the reader's language."""
        return self.es if language() == "es" else self.en

    def names(self) -> set[str]:
        """This will return all that it may be called, as plain text."""
        return {plain(name) for name in (self.key, self.es, self.en, *self.also)}


PRODUCT_COLUMNS: Final = (
    Column("name", "nombre", "name", ("producto", "product")),
    Column("category", "clase", "kind", ("categoría", "tipo", "category")),
    Column("unit_es", "unidad", "unit in Spanish", ("unit", "se cuenta por", "unidad en español", "counted in")),
    Column("units_es", "unidades", "units in Spanish", ("units", "plural")),
    Column("unit_en", "unidad en inglés", "unit in English"),
    Column("units_en", "unidades en inglés", "units in English"),
    Column("net_content", "contenido", "net content", ("contenido neto", "content")),
    Column("price_clp", "precio", "price", ("precio con impuestos", "price in pesos")),
    Column("tax_class", "impuestos", "taxes", ("impuesto", "tax")),
    Column("alcohol_degrees", "grados", "degrees", ("grados de alcohol", "alcohol", "abv")),
    Column("perishable", "perecible", "perishable", ("se echa a perder",)),
    Column("keeps_days", "días que dura", "days it keeps", ("dura",)),
    Column("withdrawal_right", "se puede devolver", "may be sent back", ("retracto", "withdrawal")),
    Column("comuna", "comuna", "comuna", ("origen", "origin")),
    Column("season_months", "meses", "months", ("temporada", "season")),
    Column("gtin", "código de barras", "bar code", ("gtin", "ean")),
    Column("description_es", "descripción", "description in Spanish", ("descripción en español",)),
    Column("description_en", "descripción en inglés", "description", ("description in English",)),
    Column("story_es", "historia", "story in Spanish", ("historia en español", "relato")),
    Column("story_en", "historia en inglés", "story", ("story in English",)),
)

_LOT_COLUMNS: Final = (
    Column("code", "lote", "lot", ("código", "code")),
    Column("product", "producto", "product", ("nombre", "name")),
    Column("category", "clase", "kind", ("categoría", "tipo", "category")),
    Column("units", "cantidad", "quantity", ("unidades", "cuántas")),
    Column("unit", "unidad", "unit", ("se cuenta por",)),
    Column("made_on", "hecho el", "made on", ("fecha", "elaborado el", "elaboración", "date")),
    Column("best_before", "vence el", "best before", ("vence", "vencimiento", "expires")),
    Column("comuna", "comuna", "comuna", ("origen", "origin")),
    Column("alcohol_degrees", "grados", "degrees", ("grados de alcohol", "alcohol", "abv")),
    Column("inputs", "hecho con", "made from", ("insumos", "inputs")),
)
# A fact of that name is asked of several kinds, each in its own words: all lead to the same column.
_FACT_COLUMNS: Final = tuple(
    Column(fact.key, fact.es, fact.en, tuple(word for pair in fact.own_words.values() for word in pair))
    for fact in FACTS
)
LOT_COLUMNS: Final = _LOT_COLUMNS + _FACT_COLUMNS
COLUMNS: Final[Mapping[Kind, Sequence[Column]]] = {"products": PRODUCT_COLUMNS, "lots": LOT_COLUMNS}
NEEDED: Final[Mapping[Kind, tuple[str, ...]]] = {
    "products": ("name", "category"),
    "lots": ("product", "units", "made_on"),
}

CATEGORIES: Final[Mapping[str, tuple[str, ...]]] = {
    # The first two are written; the others are read as well.
    Category.CHEESE: ("queso", "cheese", "quesos"),
    Category.SPIRITS: ("pisco y destilados", "pisco and spirits", "pisco", "destilado", "destilados", "spirits"),
    Category.WINE: ("vino y pajarete", "wine and pajarete", "vino", "wine", "pajarete"),
    Category.BEER: ("cerveza", "beer"),
    Category.FRUIT: ("fruta fresca", "fresh fruit", "fruta", "fruit"),
    Category.DRIED_FRUIT: ("fruta seca", "dried fruit", "fruta deshidratada"),
    Category.PRESERVES: ("conservas", "preserves", "conserva", "mermelada"),
    Category.SWEETS: ("dulces", "sweets", "dulce"),
    Category.OIL: ("aceite", "oil", "aceite de oliva", "olive oil"),
    Category.HONEY: ("miel", "honey"),
    Category.MEAT: ("carne", "meat"),
    Category.SEAFOOD: ("del mar", "from the sea", "mariscos", "seafood"),
    Category.CRAFT: ("artesanía", "crafts", "craft"),
    Category.EXPERIENCE: ("visitas y talleres", "visits and workshops", "visita", "taller", "experience"),
}
TAXES: Final[Mapping[str, tuple[str, ...]]] = {
    TaxClass.IVA: ("IVA",),
    TaxClass.SPIRITS: ("IVA + ILA destilados", "IVA + ILA spirits"),
    TaxClass.WINE: ("IVA + ILA vino", "IVA + ILA wine", "IVA + ILA cerveza", "IVA + ILA beer"),
}
# One and many in Spanish and in English, by which people count: who writes one of them need not write the others.
UNITS: Final = (
    ("queso", "quesos", "cheese", "cheeses"),
    ("botella", "botellas", "bottle", "bottles"),
    ("frasco", "frascos", "jar", "jars"),
    ("caja", "cajas", "box", "boxes"),
    ("bolsa", "bolsas", "bag", "bags"),
    ("kilo", "kilos", "kilo", "kilos"),
    ("litro", "litros", "litre", "litres"),
    ("docena", "docenas", "dozen", "dozens"),
    ("pieza", "piezas", "piece", "pieces"),
    ("persona", "personas", "person", "people"),
    ("unidad", "unidades", "unit", "units"),
)


def known_unit(word: str) -> tuple[str, str, str, str] | None:
    """This will return how something is counted by any one of the four words, if it is one that everybody knows."""
    wanted = plain(word)
    return next((words for words in UNITS if wanted in {plain(one) for one in words}), None)


def said(table: Mapping[str, tuple[str, ...]], key: str) -> str:
    """This will return the word for a key in the reader's language."""
    words = table[key]
    return words[0] if language() == "es" else words[min(1, len(words) - 1)]


@cache
def by_word(kind: Literal["category", "tax_class"]) -> Mapping[str, str]:
    """This will return the keys by all the words that mean them, as plain text."""
    table = CATEGORIES if kind == "category" else TAXES
    return {plain(word): key for key, words in table.items() for word in (key, *words)}


@cache
def by_name(kind: Kind) -> Mapping[str, str]:
    """This will return the fields of a kind of table by all the names of their columns."""
    return {name: column.key for column in reversed(COLUMNS[kind]) for name in column.names()}


@cache
def only_english() -> frozenset[str]:
    """This will return the headings that no Spanish table has."""
    spanish = {plain(column.es) for columns in COLUMNS.values() for column in columns}
    return frozenset({plain(column.en) for columns in COLUMNS.values() for column in columns} - spanish)

"""What is asked about how a lot was made: the words of `Lot.facts`, which rules of names read by their keys.

Each question has a kind, the categories it is asked of, and its words in both languages. Nothing here says what is
allowed to be called what: that stands in the rules of a seal.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from catalog.models.base import Category
from lib.errors import DomainError

Kind = Literal["choice", "choices", "number", "decimal", "flag"]


class FactsInvalid(DomainError):
    """A fact is none that is asked of this kind of product, or what is said of it can't be."""

    status = 400
    code = "facts_invalid"
    title = _("Something about how it was made can't be like that.")

    def __init__(self, fact: str, why: str | Promise) -> None:
        # Beside the field, as the refusals of a form are.
        error = {"code": self.code, "detail": str(why), "attr": f"facts.{fact}"}
        super().__init__(fact=fact, errors=[error])


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One of the things that may be said, in both languages."""

    key: str
    es: str
    en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A question about a lot. Numbers lie between `lowest` and `highest`; `unit_es` and `unit_en` say of what."""

    key: str
    kind: Kind
    categories: tuple[str, ...]
    es: str
    en: str
    values: tuple[Word, ...] = ()
    lowest: float = 0
    highest: float = 0
    unit_es: str = ""
    unit_en: str = ""
    # Where a category has its own word for it: cheese ripens, pisco rests.
    own_words: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    def words(self, category: str) -> tuple[str, str]:
        """This will return the question's words for a category, in Spanish and in English."""
        return self.own_words.get(category, (self.es, self.en))


def _words(*rows: tuple[str, str, str]) -> tuple[Word, ...]:
    return tuple(Word(key=key, es=es, en=en) for key, es, en in rows)


_GRAPES: Final = _words(
    ("moscatel_de_alejandria", "Moscatel de Alejandría", "Muscat of Alexandria"),
    ("moscatel_rosada", "Moscatel Rosada", "Moscatel Rosada"),
    ("torontel", "Torontel", "Torontel"),
    ("moscatel_de_austria", "Moscatel de Austria", "Moscatel de Austria"),
    ("pedro_jimenez", "Pedro Jiménez", "Pedro Jiménez"),
    ("moscatel_blanca_temprana", "Moscatel Blanca Temprana", "Moscatel Blanca Temprana"),
    ("chasselas_musque_vrai", "Chasselas Musqué Vrai", "Chasselas Musqué Vrai"),
    ("moscatel_amarilla", "Moscatel Amarilla", "Moscatel Amarilla"),
    ("moscato_de_canelli", "Moscato de Canelli", "Moscato de Canelli"),
    ("moscatel_de_frontignan", "Moscatel de Frontignan", "Muscat of Frontignan"),
    ("moscatel_de_hamburgo", "Moscatel de Hamburgo", "Muscat of Hamburg"),
    ("moscatel_negra", "Moscatel Negra", "Moscatel Negra"),
    ("muscat_orange", "Muscat Orange", "Orange Muscat"),
    # Not of pisco, but of the valleys' wines: what a bottle may be called follows from the seal's rules.
    ("pais", "País", "País"),
    ("cabernet_sauvignon", "Cabernet Sauvignon", "Cabernet Sauvignon"),
    ("carmenere", "Carmenère", "Carmenère"),
    ("syrah", "Syrah", "Syrah"),
    ("pinot_noir", "Pinot Noir", "Pinot Noir"),
    ("chardonnay", "Chardonnay", "Chardonnay"),
    ("sauvignon_blanc", "Sauvignon Blanc", "Sauvignon Blanc"),
)

FACTS: Final[tuple[Fact, ...]] = (
    Fact(
        key="grapes", kind="choices", categories=(Category.SPIRITS, Category.WINE), es="Cepas", en="Grapes",
        values=_GRAPES,
    ),
    Fact(
        key="rested_days", kind="number", categories=(Category.SPIRITS, Category.WINE, Category.BEER, Category.CHEESE),
        es="Días de reposo", en="Days of rest", highest=36_500, unit_es="días", unit_en="days",
        own_words={Category.CHEESE: ("Días de maduración", "Days of ripening")},
    ),
    Fact(
        key="distilled_at", kind="decimal", categories=(Category.SPIRITS,), es="Grados del destilado",
        en="Degrees of the distillate", lowest=1, highest=96, unit_es="°", unit_en="°",
    ),
    Fact(
        key="still", kind="choice", categories=(Category.SPIRITS,), es="Destilado en", en="Distilled in",
        values=_words(
            ("alambique_de_cobre", "alambique de cobre", "copper pot still"),
            ("columna", "columna", "column still"),
        ),
    ),
    Fact(
        key="bottled_in_units", kind="flag",
        categories=(Category.SPIRITS, Category.WINE, Category.BEER, Category.OIL, Category.HONEY),
        es="Envasado en unidades para la venta", en="Bottled in consumer units",
    ),
    Fact(
        key="harvest_year", kind="number", categories=(Category.SPIRITS, Category.WINE, Category.OIL),
        es="Año de la cosecha", en="Year of harvest", lowest=1900, highest=2200,
    ),
    Fact(
        key="milk", kind="choice", categories=(Category.CHEESE,), es="Leche", en="Milk",
        values=_words(
            ("cabra", "de cabra", "goat"), ("oveja", "de oveja", "sheep"), ("vaca", "de vaca", "cow"),
            ("mezcla", "mezcla", "mixed"),
        ),
    ),
    Fact(
        key="milk_treatment", kind="choice", categories=(Category.CHEESE,), es="La leche va", en="The milk is",
        values=_words(("pasteurizada", "pasteurizada", "pasteurised"), ("cruda", "cruda", "raw")),
    ),
    Fact(
        key="own_herd", kind="flag", categories=(Category.CHEESE, Category.MEAT), es="De su propio rebaño",
        en="From the producer's own herd",
    ),
    Fact(
        key="animal", kind="choice", categories=(Category.MEAT,), es="Animal", en="Animal",
        values=_words(
            ("cabrito", "cabrito", "kid"), ("cabra", "cabra", "goat"), ("cordero", "cordero", "lamb"),
            ("vacuno", "vacuno", "beef"), ("cerdo", "cerdo", "pork"), ("ave", "ave", "poultry"),
        ),
    ),
    Fact(
        key="olives", kind="choices", categories=(Category.OIL, Category.PRESERVES), es="Variedad de aceituna",
        en="Olive variety",
        values=_words(
            ("arbequina", "Arbequina", "Arbequina"), ("arbosana", "Arbosana", "Arbosana"),
            ("coratina", "Coratina", "Coratina"), ("frantoio", "Frantoio", "Frantoio"),
            ("leccino", "Leccino", "Leccino"), ("koroneiki", "Koroneiki", "Koroneiki"), ("picual", "Picual", "Picual"),
            ("sevillana", "Sevillana", "Sevillana"),
        ),
    ),
    Fact(
        key="milled_within_hours", kind="number", categories=(Category.OIL,), es="Horas de la cosecha a la molienda",
        en="Hours from harvest to mill", highest=720, unit_es="horas", unit_en="hours",
    ),
    Fact(
        key="acidity", kind="decimal", categories=(Category.OIL,), es="Acidez", en="Acidity", highest=10, unit_es="%",
        unit_en="%",
    ),
    Fact(
        key="flora", kind="choice", categories=(Category.HONEY,), es="Flores", en="Flowers",
        values=_words(
            ("nativa", "flora nativa", "native flowers"), ("quillay", "quillay", "quillay"),
            ("algarrobo", "algarrobo", "algarrobo"), ("chanar", "chañar", "chañar"),
            ("multifloral", "multifloral", "mixed flowers"),
        ),
    ),
    Fact(
        key="drying", kind="choice", categories=(Category.DRIED_FRUIT,), es="Secado", en="Dried",
        values=_words(
            ("sol", "al sol", "in the sun"), ("tunel_solar", "en túnel solar", "in a solar tunnel"),
            ("horno", "en horno", "in an oven"),
        ),
    ),
    Fact(
        key="gathered", kind="choice", categories=(Category.FRUIT, Category.SEAFOOD), es="Viene de",
        en="It comes from",
        values=_words(("cultivo", "cultivo", "a farm"), ("silvestre", "recolección silvestre", "the wild")),
    ),
    Fact(
        key="added_sugar", kind="flag", categories=(Category.PRESERVES, Category.SWEETS), es="Lleva azúcar agregada",
        en="With added sugar",
    ),
    Fact(
        key="water", kind="choice", categories=(Category.BEER,), es="Agua", en="Water",
        values=_words(
            ("camanchaca", "de camanchaca", "fog water"), ("vertiente", "de vertiente", "spring water"),
            ("potable", "potable", "tap water"),
        ),
    ),
    Fact(
        key="material", kind="choices", categories=(Category.CRAFT,), es="Material", en="Material",
        values=_words(
            ("lana_de_oveja", "lana de oveja", "sheep's wool"), ("alpaca", "alpaca", "alpaca"),
            ("algodon", "algodón", "cotton"), ("cuero", "cuero", "leather"), ("madera", "madera", "wood"),
            ("greda", "greda", "clay"), ("combarbalita", "combarbalita", "combarbalita"),
            ("lapislazuli", "lapislázuli", "lapis lazuli"), ("plata", "plata", "silver"), ("cobre", "cobre", "copper"),
            ("fibra_vegetal", "fibra vegetal", "plant fibre"),
        ),
    ),
    Fact(
        key="technique", kind="choice", categories=(Category.CRAFT,), es="Hecho", en="Made",
        values=_words(
            ("telar_a_mano", "a telar, a mano", "on a hand loom"), ("tejido_a_mano", "tejido a mano", "knitted by hand"),
            ("torneado", "en torno", "on a wheel or lathe"), ("tallado_a_mano", "tallado a mano", "carved by hand"),
            ("modelado_a_mano", "modelado a mano", "shaped by hand"),
            ("orfebreria", "orfebrería", "by a metalsmith"),
        ),
    ),
    Fact(
        key="dyes", kind="choice", categories=(Category.CRAFT,), es="Teñido", en="Dyed",
        values=_words(
            ("plantas", "con plantas", "with plants"), ("sinteticas", "con anilinas", "with synthetic dyes"),
            ("sin_tenir", "sin teñir", "undyed"),
        ),
    ),
)  # fmt: skip

BY_KEY: Final[Mapping[str, Fact]] = {fact.key: fact for fact in FACTS}


def asked(category: str) -> tuple[Fact, ...]:
    """This will return what is asked of a category, in the order of the questions."""
    return tuple(fact for fact in FACTS if category in fact.categories)


def check_facts(category: str, facts: Mapping[str, Any]) -> dict[str, Any]:
    """This will return what is said about a lot of this category, without what was left empty.

    Several choices come once each, in the vocabulary's order.

    :raises FactsInvalid: naming the key of what isn't asked, or can't be.
    """
    said: dict[str, Any] = {}
    for key, value in facts.items():
        fact = BY_KEY.get(key)
        if fact is None or category not in fact.categories:
            raise FactsInvalid(key, _("That isn't asked of this kind of product."))
        if value is None or value in ("", []):
            continue
        said[key] = _checked(fact, value)
    return said


def _checked(fact: Fact, value: Any) -> Any:
    match fact.kind:
        case "flag":
            if type(value) is not bool:
                raise FactsInvalid(fact.key, _("Say yes or no."))
            return value
        case "number":
            if type(value) is not int:
                raise FactsInvalid(fact.key, _("Write a whole number."))
            return _bounded(fact, value)
        case "decimal":
            if type(value) not in (int, float):
                raise FactsInvalid(fact.key, _("Write a number."))
            return _bounded(fact, value)
        case "choice":
            return _one_of(fact, value)
        case "choices":
            if not isinstance(value, list):
                raise FactsInvalid(fact.key, _("Choose from the list."))
            chosen = {_one_of(fact, one) for one in value}
            return [word.key for word in fact.values if word.key in chosen]


def _one_of(fact: Fact, value: Any) -> str:
    if not isinstance(value, str) or value not in {word.key for word in fact.values}:
        raise FactsInvalid(fact.key, _("Choose from the list."))
    return value


def _bounded(fact: Fact, value: float) -> float:
    # What is no number at all is between nothing.
    if not fact.lowest <= value <= fact.highest:
        within = _("Write a number from %(lowest)g to %(highest)g.")
        raise FactsInvalid(fact.key, within % {"lowest": fact.lowest, "highest": fact.highest})
    return value

"""Requirements in plain sentences, in both languages: what a seal demands, as people read it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import singledispatch
from typing import Final

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from catalog.facts import BY_KEY, Fact, Word
from origin import requirements as kinds
from origin.requirements import Requirement

LANGUAGES: Final = ("es", "en")
_MONTHS: Final = (
    _("January"), _("February"), _("March"), _("April"), _("May"), _("June"), _("July"), _("August"), _("September"),
    _("October"), _("November"), _("December"),
)  # fmt: skip
# Kinds of product, in the middle of a sentence.
_CATEGORIES: Final = {
    "cheese": _("cheese"), "spirits": _("spirits"), "wine": _("wine"), "beer": _("beer"), "fruit": _("fruit"),
    "dried_fruit": _("dried fruit"), "preserves": _("preserves"), "sweets": _("sweets"), "oil": _("oil"),
    "honey": _("honey"), "meat": _("meat"), "seafood": _("seafood"), "craft": _("crafts"),
    "experience": _("experiences"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sentence:
    """One requirement as a sentence in both languages."""

    rule: str
    es: str
    en: str


def sentences(requirements: Iterable[Requirement]) -> list[Sentence]:
    """This will put each requirement into words."""
    found = []
    for one in requirements:
        text, gaps = _said(one)
        words = {}
        for language in LANGUAGES:
            with translation.override(language):
                words[language] = str(text) % {name: worded(gap, language) for name, gap in gaps.items()}
        found.append(Sentence(one.rule, words["es"], words["en"]))
    return found


def worded(gap: object, language: str) -> str:
    """This will return what stands in a sentence's gap, in this language."""
    match gap:
        case Fact() | Word():
            return gap.en if language == "en" else gap.es
        case list() | tuple():
            return ", ".join(worded(one, language) for one in gap)
        case _:
            return str(gap)


def variety(fact: str, key: object) -> object:
    """This will return what can be said under a fact by its key; the key itself where it isn't known."""
    words = {word.key: word for word in BY_KEY[fact].values} if fact in BY_KEY else {}
    return words.get(str(key), str(key)[: kinds.LONGEST_WORD])


def _varieties(fact: str, keys: Iterable[str]) -> list[object]:
    return [variety(fact, key) for key in keys]


Said = tuple[str | Promise, dict[str, object]]


@singledispatch
def _said(one: Requirement) -> Said:
    raise TypeError(f"nobody puts {one} into words")


@_said.register
def _zone(_one: kinds.Zone) -> Said:
    return _("It comes from the zone of this name."), {}


@_said.register
def _made_in_zone(_one: kinds.MadeInZone) -> Said:
    return _("It is made in the zone of this name."), {}


@_said.register
def _of_category(one: kinds.OfCategory) -> Said:
    return _("It is one of these: %(kinds)s."), {"kinds": [_CATEGORIES[key] for key in one.allowed]}


@_said.register
def _degrees(one: kinds.Degrees) -> Said:
    gaps: dict[str, object] = {"least": f"{one.least:g}", "most": f"{one.most:g}"}
    if not one.classes:
        return _("It has from %(least)s to %(most)s degrees."), gaps
    gaps["classes"] = [_Class(found) for found in one.classes]
    return _("It has from %(least)s to %(most)s degrees, and is called by them: %(classes)s."), gaps


@_said.register
def _varieties_said(one: kinds.Varieties) -> Said:
    gaps: dict[str, object] = {"principal": _varieties(one.fact, one.principal)}
    if not one.accessory:
        return _("Only of these varieties: %(principal)s."), gaps
    gaps["accessory"] = _varieties(one.fact, one.accessory)
    return _("Only of these varieties: %(principal)s; and, as accessory ones, %(accessory)s."), gaps


@_said.register
def _bottled(_one: kinds.BottledInUnits) -> Said:
    return _("It is bottled in the units that are sold."), {}


@_said.register
def _rested(one: kinds.RestedDays) -> Said:
    return _("It rests or ripens for %(days)s days at least."), {"days": one.least}


@_said.register
def _season(one: kinds.Season) -> Said:
    return _("It is made in one of these months: %(months)s."), {"months": [_MONTHS[month - 1] for month in one.months]}


@_said.register
def _fact(one: kinds.FactIs) -> Said:
    text = _("%(fact)s: %(allowed)s.")
    return text, {"fact": BY_KEY[one.fact], "allowed": _varieties(one.fact, one.allowed)}


@_said.register
def _fact_holds(one: kinds.FactHolds) -> Said:
    return _("%(fact)s: yes."), {"fact": BY_KEY[one.fact]}


@_said.register
def _fact_between(one: kinds.FactBetween) -> Said:
    text = _("%(fact)s: from %(least)s to %(most)s.")
    return text, {"fact": BY_KEY[one.fact], "least": f"{one.least:g}", "most": f"{one.most:g}"}


@_said.register
def _inputs(one: kinds.InputsCertified) -> Said:
    text = _("It is made of certified lots: %(inputs)s certified units for each %(outputs)s of it.")
    return text, {"inputs": one.inputs, "outputs": one.outputs}


class _Class:
    """A class by degrees, in the language of the moment."""

    def __init__(self, found: kinds.DegreeClass) -> None:
        self._found = found

    def __str__(self) -> str:
        name = self._found.en if translation.get_language() == "en" else self._found.es
        return f"{name} ({self._found.least:g}°)"

"""The engine: holds what is known of a lot against what a seal demands. Pure; of no product does anything stand here.

`check` answers with every breach, each with a stable code and a sentence in both languages. What isn't written down of
a lot is a breach too: a certificate stands on what is known.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import singledispatch
from typing import Any

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from catalog.facts import BY_KEY
from origin import requirements as kinds
from origin.requirement_words import LANGUAGES, variety, worded
from origin.requirements import Requirement


@dataclass(frozen=True, slots=True, kw_only=True)
class LotFacts:
    """What is known of a lot. `origin` and `made_in` are CUT codes, empty where nobody said; `facts` as catalog.facts."""

    category: str
    origin: str
    made_in: str
    made_on: date | None = None
    degrees: float | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Breach:
    """What isn't as a rule asks; `attr` names what of the lot is meant."""

    rule: str
    code: str
    attr: str
    es: str
    en: str


@dataclass(frozen=True, slots=True)
class Rules:
    """A seal's rules, read once: its zone and what it demands."""

    zone: tuple[str, ...]
    requirements: tuple[Requirement, ...]

    @classmethod
    def of(cls, zone: Iterable[str], raw: object) -> Rules:
        """This will read a seal's zone and requirements.

        :raises RequirementInvalid: if one isn't of its shape.
        """
        return cls(tuple(zone), tuple(kinds.read(raw)))

    def in_zone(self, comuna: str) -> bool:
        """This will say whether the comuna lies in the zone; an empty zone is the whole country."""
        return not self.zone or any(comuna.startswith(beginning) for beginning in self.zone)


def check(rules: Rules, lot: LotFacts) -> list[Breach]:
    """This will return what of the lot isn't as the rules ask, in their order; nothing if it may bear the name.

    What the lot was made of is weighed by origin.balance: that takes more than one lot's facts.
    """
    return [breach for one in rules.requirements for breach in _breaches(one, rules, lot)]


def check_place(rules: Rules, comuna: str) -> list[Breach]:
    """This will return whether goods of this comuna can ever bear the name: what is asked before there is a lot."""
    asks = any(isinstance(one, kinds.Zone | kinds.MadeInZone) for one in rules.requirements)
    if not asks or rules.in_zone(comuna):
        return []
    return [_outside("zone", "comuna")]


def check_category(rules: Rules, category: str) -> list[Breach]:
    """This will return whether this kind of product can ever bear the name."""
    return [
        breach for one in rules.requirements if isinstance(one, kinds.OfCategory) for breach in _category(one, category)
    ]


def derived_class(rules: Rules, degrees: float | None) -> kinds.DegreeClass | None:
    """This will return the class that follows from the degrees, where the seal has classes."""
    ranges = [one for one in rules.requirements if isinstance(one, kinds.Degrees)]
    if not ranges or degrees is None:
        return None
    return ranges[0].class_of(degrees)


def _breach(rule: str, code: str, attr: str, text: str | Promise, **gaps: object) -> Breach:
    said = {}
    for language in LANGUAGES:
        with translation.override(language):
            said[language] = str(text) % {name: worded(gap, language) for name, gap in gaps.items()}
    return Breach(rule, code, attr, said["es"], said["en"])


@singledispatch
def _breaches(one: Requirement, rules: Rules, lot: LotFacts) -> list[Breach]:
    raise TypeError(f"nobody checks {one}")


@_breaches.register
def _zone(one: kinds.Zone, rules: Rules, lot: LotFacts) -> list[Breach]:
    return _place(one.rule, rules, lot.origin, "origin")


@_breaches.register
def _made_in_zone(one: kinds.MadeInZone, rules: Rules, lot: LotFacts) -> list[Breach]:
    return _place(one.rule, rules, lot.made_in, "comuna")


@_breaches.register
def _of_category(one: kinds.OfCategory, _rules: Rules, lot: LotFacts) -> list[Breach]:
    return _category(one, lot.category)


@_breaches.register
def _degrees(one: kinds.Degrees, _rules: Rules, lot: LotFacts) -> list[Breach]:
    attr = "alcohol_degrees"
    if lot.degrees is None:
        return [_breach(one.rule, "degrees_missing", attr, _("It isn't written down how many degrees it has."))]
    gaps = {"degrees": _number(lot.degrees), "least": _number(one.least), "most": _number(one.most)}
    if lot.degrees < one.least:
        text = _("It has %(degrees)s degrees; the name begins at %(least)s.")
        return [_breach(one.rule, "degrees_below", attr, text, **gaps)]
    if not lot.degrees <= one.most:
        text = _("It has %(degrees)s degrees; the name ends at %(most)s.")
        return [_breach(one.rule, "degrees_above", attr, text, **gaps)]
    return []


@_breaches.register
def _varieties(one: kinds.Varieties, _rules: Rules, lot: LotFacts) -> list[Breach]:
    used = lot.facts.get(one.fact)
    if not isinstance(used, list) or not used:
        return [_breach(one.rule, "variety_missing", one.fact, _("It isn't written down of which varieties it is."))]
    listed = (*one.principal, *one.accessory)
    text = _("“%(variety)s” is none of the varieties that the rules list.")
    return [
        _breach(one.rule, "variety_not_listed", one.fact, text, variety=variety(one.fact, used_one))
        for used_one in used
        if used_one not in listed
    ]


@_breaches.register
def _bottled(one: kinds.BottledInUnits, _rules: Rules, lot: LotFacts) -> list[Breach]:
    if lot.facts.get("bottled_in_units") is True:
        return []
    text = _("It isn't written down that it was bottled in the units that are sold.")
    return [_breach(one.rule, "not_bottled_in_units", "bottled_in_units", text)]


@_breaches.register
def _rested(one: kinds.RestedDays, _rules: Rules, lot: LotFacts) -> list[Breach]:
    days = lot.facts.get("rested_days")
    if type(days) is not int:
        return [_breach(one.rule, "rest_missing", "rested_days", _("It isn't written down how long it rested."))]
    if days < one.least:
        text = _("It rested for %(days)s days; the rules ask for %(least)s.")
        return [_breach(one.rule, "rested_too_short", "rested_days", text, days=days, least=one.least)]
    return []


@_breaches.register
def _season(one: kinds.Season, _rules: Rules, lot: LotFacts) -> list[Breach]:
    if lot.made_on is not None and lot.made_on.month in one.months:
        return []
    return [_breach(one.rule, "out_of_season", "made_on", _("It wasn't made in the months that the rules allow."))]


@_breaches.register
def _fact(one: kinds.FactIs, _rules: Rules, lot: LotFacts) -> list[Breach]:
    known = lot.facts.get(one.fact)
    if known in (None, "", []):
        return [_unknown(one.rule, one.fact)]
    if all(value in one.allowed for value in (known if isinstance(known, list) else [known])):
        return []
    return [_not_allowed(one.rule, one.fact)]


@_breaches.register
def _fact_holds(one: kinds.FactHolds, _rules: Rules, lot: LotFacts) -> list[Breach]:
    known = lot.facts.get(one.fact)
    if known is None:
        return [_unknown(one.rule, one.fact)]
    return [] if known is True else [_not_allowed(one.rule, one.fact)]


@_breaches.register
def _fact_between(one: kinds.FactBetween, _rules: Rules, lot: LotFacts) -> list[Breach]:
    known = lot.facts.get(one.fact)
    if isinstance(known, bool) or not isinstance(known, int | float):
        return [_unknown(one.rule, one.fact)]
    return [] if one.least <= known <= one.most else [_not_allowed(one.rule, one.fact)]


@_breaches.register
def _inputs(one: kinds.InputsCertified, _rules: Rules, _lot: LotFacts) -> list[Breach]:
    return []


def _place(rule: str, rules: Rules, comuna: str, attr: str) -> list[Breach]:
    if not comuna:
        return [_breach(rule, "place_missing", attr, _("It isn't written down where it comes from."))]
    return [] if rules.in_zone(comuna) else [_outside(rule, attr)]


def _outside(rule: str, attr: str) -> Breach:
    return _breach(rule, "outside_zone", attr, _("That place lies outside the zone of this name."))


def _category(one: kinds.OfCategory, category: str) -> list[Breach]:
    if category in one.allowed:
        return []
    text = _("This name isn't for that kind of product.")
    return [_breach(one.rule, "category_not_allowed", "category", text)]


def _unknown(rule: str, fact: str) -> Breach:
    text = _("It isn't written down: “%(fact)s”.")
    return _breach(rule, "fact_missing", fact, text, fact=BY_KEY[fact])


def _not_allowed(rule: str, fact: str) -> Breach:
    text = _("“%(fact)s” is not as the rules ask.")
    return _breach(rule, "fact_not_allowed", fact, text, fact=BY_KEY[fact])


def _number(value: float) -> str:
    return f"{value:g}"

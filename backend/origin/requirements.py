"""What a seal can demand of a lot: the kinds of requirements, each with its shape.

A seal's rules are data. Here stands what kinds of rules there are (a range of degrees, a list of varieties, a place …)
and how one is read from JSON; which numbers, names and places they hold is the seal's own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Final, Self

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from catalog.facts import BY_KEY
from catalog.models import Category

MOST_REQUIREMENTS: Final = 20
MOST_NAMES: Final = 60
LONGEST_WORD: Final = 60
MOST_DAYS: Final = 36_500
MOST_RATIO: Final = 1_000_000


class RequirementInvalid(ValueError):
    """A requirement that isn't of its shape: `place` names it, `message` says why."""

    def __init__(self, place: str, message: str | Promise) -> None:
        super().__init__(f"{place}: {message}")
        self.place = place
        self.message = message


class _Fields:
    """Takes the fields out of a JSON object, each once, and knows what was left over."""

    def __init__(self, raw: Any, place: str) -> None:
        if not isinstance(raw, dict):
            raise RequirementInvalid(place, _("This must be an object with its fields."))
        self._left = dict(raw)
        self._place = place

    def number(self, name: str, *, least: float, most: float) -> float:
        value = self._left.pop(name, None)
        if isinstance(value, bool) or not isinstance(value, int | float) or not least <= value <= most:
            raise self.wrong(name, _("This must be a number within its bounds."))
        return float(value)

    def whole(self, name: str, *, least: int, most: int) -> int:
        value = self._left.pop(name, None)
        if type(value) is not int or not least <= value <= most:
            raise self.wrong(name, _("This must be a whole number within its bounds."))
        return value

    def word(self, name: str, *, default: str | None = None) -> str:
        value = self._left.pop(name, default)
        if not isinstance(value, str) or not 1 <= len(value) <= LONGEST_WORD or not value.isprintable():
            raise self.wrong(name, _("This must be a short word."))
        return value

    def words(self, name: str, *, may_be_empty: bool = False) -> tuple[str, ...]:
        value = self._left.pop(name, [] if may_be_empty else None)
        if not isinstance(value, list) or not (value or may_be_empty) or len(value) > MOST_NAMES:
            raise self.wrong(name, _("This must be a list of words."))
        if not all(isinstance(one, str) and 1 <= len(one) <= LONGEST_WORD and one.isprintable() for one in value):
            raise self.wrong(name, _("This must be a list of words."))
        if len(set(value)) != len(value):
            raise self.wrong(name, _("Something stands there twice."))
        return tuple(value)

    def fact(self, name: str, *kinds: str, default: str | None = None) -> str:
        key = self.word(name, default=default)
        if key not in BY_KEY or BY_KEY[key].kind not in kinds:
            raise self.wrong(name, _("That isn't asked about any lot in this way."))
        return key

    def values_of(self, name: str, fact: str, *, may_be_empty: bool = False) -> tuple[str, ...]:
        values = self.words(name, may_be_empty=may_be_empty)
        if not set(values) <= {word.key for word in BY_KEY[fact].values}:
            raise self.wrong(name, _("Something isn't in the list of what can be said of a lot."))
        return values

    def months(self, name: str) -> tuple[int, ...]:
        value = self._left.pop(name, None)
        if not isinstance(value, list) or not value or len(set(map(str, value))) != len(value):
            raise self.wrong(name, _("This must be a list of months, 1 to 12."))
        if not all(type(one) is int and 1 <= one <= 12 for one in value):
            raise self.wrong(name, _("This must be a list of months, 1 to 12."))
        return tuple(value)

    def rows(self, name: str) -> list[_Fields]:
        value = self._left.pop(name, [])
        if not isinstance(value, list) or len(value) > MOST_NAMES:
            raise self.wrong(name, _("This must be a list."))
        return [_Fields(row, f"{self._place}.{name}.{number}") for number, row in enumerate(value)]

    def wrong(self, name: str, message: str | Promise) -> RequirementInvalid:
        return RequirementInvalid(f"{self._place}.{name}", message)

    def done(self) -> None:
        for name in self._left:
            raise RequirementInvalid(f"{self._place}.{str(name)[:LONGEST_WORD]}", _("There is no such field here."))


@dataclass(frozen=True, slots=True)
class Zone:
    """It comes from the seal's zone: what it is made of grew or was raised there."""

    rule: ClassVar[str] = "zone"

    @classmethod
    def read(cls, _fields: _Fields) -> Self:
        return cls()


@dataclass(frozen=True, slots=True)
class MadeInZone:
    """The lot was made in the seal's zone."""

    rule: ClassVar[str] = "made_in_zone"

    @classmethod
    def read(cls, _fields: _Fields) -> Self:
        return cls()


@dataclass(frozen=True, slots=True)
class OfCategory:
    """It is one of these kinds of product."""

    rule: ClassVar[str] = "category"
    allowed: tuple[str, ...]

    @classmethod
    def read(cls, fields: _Fields) -> Self:
        allowed = fields.words("allowed")
        if not set(allowed) <= set(Category.values):
            raise fields.wrong("allowed", _("That is no kind of product."))
        return cls(allowed)


@dataclass(frozen=True, slots=True)
class DegreeClass:
    """A name that follows from the degrees: from `least` on, up to the next one's."""

    key: str
    es: str
    en: str
    least: float


@dataclass(frozen=True, slots=True)
class Degrees:
    """Its alcohol lies between `least` and `most`, both included; the class follows, nobody types it."""

    rule: ClassVar[str] = "degrees"
    least: float
    most: float
    classes: tuple[DegreeClass, ...]

    @classmethod
    def read(cls, fields: _Fields) -> Self:
        least = fields.number("least", least=0, most=96)
        most = fields.number("most", least=0, most=96)
        if least > most:
            raise fields.wrong("most", _("The most is less than the least."))
        classes = []
        for row in fields.rows("classes"):
            one = DegreeClass(row.word("key"), row.word("es"), row.word("en"), row.number("least", least=0, most=96))
            row.done()
            classes.append(one)
        starts = [one.least for one in classes]
        if classes and (starts[0] != least or starts != sorted(set(starts)) or starts[-1] > most):
            raise fields.wrong("classes", _("The classes must begin at the least, one after the other."))
        return cls(least, most, tuple(classes))

    def class_of(self, degrees: float) -> DegreeClass | None:
        """This will return the class of these degrees; None if there is none, or they are out of the range."""
        if not self.least <= degrees <= self.most:
            return None
        return next((one for one in reversed(self.classes) if degrees >= one.least), None)


@dataclass(frozen=True, slots=True)
class Varieties:
    """It is made of these varieties, principal or accessory, and of no other."""

    rule: ClassVar[str] = "varieties"
    fact: str
    principal: tuple[str, ...]
    accessory: tuple[str, ...]

    @classmethod
    def read(cls, fields: _Fields) -> Self:
        fact = fields.fact("fact", "choices", default="grapes")
        found = cls(fact, fields.values_of("principal", fact), fields.values_of("accessory", fact, may_be_empty=True))
        if set(found.principal) & set(found.accessory):
            raise fields.wrong("accessory", _("Something stands there twice."))
        return found


@dataclass(frozen=True, slots=True)
class BottledInUnits:
    """It was filled into what the buyer takes home, not sold in bulk."""

    rule: ClassVar[str] = "bottled_in_units"

    @classmethod
    def read(cls, _fields: _Fields) -> Self:
        return cls()


@dataclass(frozen=True, slots=True)
class RestedDays:
    """It rested or matured so many days at least."""

    rule: ClassVar[str] = "rested_days"
    least: int

    @classmethod
    def read(cls, fields: _Fields) -> Self:
        return cls(fields.whole("least", least=1, most=MOST_DAYS))


@dataclass(frozen=True, slots=True)
class Season:
    """It was made in one of these months."""

    rule: ClassVar[str] = "season"
    months: tuple[int, ...]

    @classmethod
    def read(cls, fields: _Fields) -> Self:
        return cls(fields.months("months"))


@dataclass(frozen=True, slots=True)
class FactIs:
    """What is written down of it under `fact` is one of these."""

    rule: ClassVar[str] = "fact"
    fact: str
    allowed: tuple[str, ...]

    @classmethod
    def read(cls, fields: _Fields) -> Self:
        fact = fields.fact("fact", "choice", "choices")
        return cls(fact, fields.values_of("allowed", fact))


@dataclass(frozen=True, slots=True)
class FactHolds:
    """What is asked under `fact` is answered with yes."""

    rule: ClassVar[str] = "fact_holds"
    fact: str

    @classmethod
    def read(cls, fields: _Fields) -> Self:
        return cls(fields.fact("fact", "flag"))


@dataclass(frozen=True, slots=True)
class FactBetween:
    """The number that is written down under `fact` lies between `least` and `most`, both included."""

    rule: ClassVar[str] = "fact_between"
    fact: str
    least: float
    most: float

    @classmethod
    def read(cls, fields: _Fields) -> Self:
        fact = fields.fact("fact", "number", "decimal")
        bounds = BY_KEY[fact]
        least = fields.number("least", least=bounds.lowest, most=bounds.highest)
        return cls(fact, least, fields.number("most", least=least, most=bounds.highest))


@dataclass(frozen=True, slots=True)
class InputsCertified:
    """It is made of lots that are certified under a seal: `outputs` units of it take `inputs` units of those.

    `seal` is a slug, or "same" for this very seal; with a `category`, inputs of other kinds don't count.
    """

    rule: ClassVar[str] = "inputs_certified"
    seal: str
    inputs: int
    outputs: int
    category: str

    @classmethod
    def read(cls, fields: _Fields) -> Self:
        category = fields.word("category", default="any")
        if category != "any" and category not in Category.values:
            raise fields.wrong("category", _("That is no kind of product."))
        return cls(
            fields.word("seal", default="same"),
            fields.whole("inputs", least=1, most=MOST_RATIO),
            fields.whole("outputs", least=1, most=MOST_RATIO),
            category,
        )


Requirement = (
    Zone | MadeInZone | OfCategory | Degrees | Varieties | BottledInUnits | RestedDays | Season | FactIs | FactHolds
    | FactBetween | InputsCertified
)  # fmt: skip
_KINDS: Final[tuple[type[Requirement], ...]] = (
    Zone, MadeInZone, OfCategory, Degrees, Varieties, BottledInUnits, RestedDays, Season, FactIs, FactHolds,
    FactBetween, InputsCertified,
)  # fmt: skip
KINDS: Final[Mapping[str, type[Requirement]]] = {kind.rule: kind for kind in _KINDS}
# Such as these may stand more than once in a seal's rules: one for each fact.
_SEVERAL: Final = frozenset({FactIs.rule, FactHolds.rule, FactBetween.rule, Varieties.rule, InputsCertified.rule})


def read(raw: object) -> list[Requirement]:
    """This will return the requirements that the JSON holds, in its order.

    :raises RequirementInvalid: naming the first that isn't of its shape.
    """
    if not isinstance(raw, Sequence) or isinstance(raw, str | bytes) or len(raw) > MOST_REQUIREMENTS:
        raise RequirementInvalid("requirements", _("This must be a list of up to twenty requirements."))
    found: list[Requirement] = []
    for number, one in enumerate(raw):
        place = f"requirements.{number}"
        fields = _Fields(one, place)
        rule = fields.word("rule")
        kind = KINDS.get(rule)
        if kind is None:
            raise RequirementInvalid(f"{place}.rule", _("There is no such kind of requirement."))
        if rule not in _SEVERAL and any(known.rule == rule for known in found):
            raise RequirementInvalid(f"{place}.rule", _("Something stands there twice."))
        found.append(kind.read(fields))
        fields.done()
    return found

"""What a cell says, as a value: numbers, days and words as people type them in either language."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from catalog.facts import Fact
from catalog.tables.words import by_word
from catalog.words import plain
from coops import queries as coops

_ISO: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
# Programs that know days only as moments write the midnight too.
_MIDNIGHT: Final = re.compile(r"[ T]0?0:00(:00(\.0+)?)?$")
_DAY_FIRST: Final = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
_GROUPED: Final = {True: re.compile(r"\d{1,3}(\.\d{3})+"), False: re.compile(r"\d{1,3}(,\d{3})+")}
_INPUT: Final = re.compile(r"(L-\d{1,15})\s*(?:[:x×*]\s*|\s)(\S+)(?:\s+(.+))?", re.IGNORECASE)
_YES: Final = frozenset({"si", "yes", "true", "verdadero", "1", "x"})
_NO: Final = frozenset({"no", "false", "falso", "0"})
_LONGEST_NUMBER: Final = 12


@dataclass(frozen=True, slots=True)
class Wrong(Exception):
    """A cell can't mean anything here."""

    code: str
    detail: str | Promise


@dataclass(frozen=True, slots=True)
class InputCell:
    """Units of a lot by its code, in whatever unit somebody wrote beside them."""

    code: str
    units: int
    unit: str


def whole(text: str, *, spanish: bool) -> int:
    """This will return a whole number; "1.500" is one in Spanish, "1,500" in English.

    :raises Wrong: for fractions, signs and whatever else is no count.
    """
    typed = text.replace("$", "").replace("\u00a0", "").replace(" ", "")
    if _GROUPED[spanish].fullmatch(typed):
        typed = typed.replace("." if spanish else ",", "")
    if not (typed.isascii() and typed.isdecimal() and len(typed) <= _LONGEST_NUMBER):
        raise Wrong("not_whole", _("Write a whole number, such as 12."))
    return int(typed)


def decimal(text: str) -> float:
    """This will return a number with a point or a comma; a sign for degrees or per cent may follow.

    :raises Wrong: if it is none.
    """
    typed = text.strip().rstrip("°%º").strip().replace(",", ".")
    if not re.fullmatch(r"\d{1,6}(\.\d{1,6})?", typed, re.ASCII):
        raise Wrong("not_a_number", _("Write a number."))
    return float(typed)


def day(text: str) -> str:
    """This will return a day as 2026-11-22; also typed day first, as in Chile: 22-11-2026.

    :raises Wrong: if there is no such day.
    """
    text = _MIDNIGHT.sub("", text)
    if found := _ISO.fullmatch(text):
        year, month, number = found.groups()
    elif found := _DAY_FIRST.fullmatch(text):
        number, month, year = found.groups()
    else:
        raise Wrong("not_a_day", _("Write the day as 2026-11-22 or 22-11-2026."))
    try:
        return date(int(year), int(month), int(number)).isoformat()
    except ValueError:
        raise Wrong("not_a_day", _("There is no such day.")) from None


def flag(text: str) -> bool:
    """This will return a yes or a no.

    :raises Wrong: if it is neither.
    """
    word = plain(text)
    if word not in _YES | _NO:
        raise Wrong("not_yes_or_no", _("Say yes or no."))
    return word in _YES


def months(text: str) -> list[int]:
    """This will return months by their numbers: "8 9 10", "8, 9, 10", or "7-1" from July to January.

    :raises Wrong: if one isn't a month.
    """
    found: set[int] = set()
    for part in re.split(r"[\s,;/]+", text.strip()):
        first, _dash, last = part.partition("-")
        try:
            start, end = (_month(one) for one in (first, last or first))
        except ValueError:
            raise Wrong("not_months", _("Write months by their numbers, such as 8 9 10.")) from None
        found |= {(start - 1 + step) % 12 + 1 for step in range((end - start) % 12 + 1)}
    return sorted(found)


def comuna(text: str) -> str:
    """This will return the code of a comuna of the region by its name or code.

    :raises Wrong: if there is none.
    """
    wanted = plain(text)
    for place in coops.comunas():
        if wanted in {place.cut, plain(place.name), plain(place.also_written)} - {""}:
            return place.cut
    raise Wrong("comuna_unknown", _("That is no comuna of the Coquimbo Region."))


def category(text: str) -> str:
    """This will return a category by one of its words.

    :raises Wrong: if there is none.
    """
    return _by_word(by_word("category"), text)


def tax_class(text: str) -> str:
    """This will return the taxes by one of their words.

    :raises Wrong: if there are none.
    """
    return _by_word(by_word("tax_class"), text)


def fact(asked: Fact, text: str, *, spanish: bool) -> Any:
    """This will return what a cell says to a question about how a lot was made, to be checked by catalog.facts.

    :raises Wrong: if it can't be read.
    """
    match asked.kind:
        case "flag":
            return flag(text)
        case "number":
            return whole(text, spanish=spanish)
        case "decimal":
            return decimal(text)
        case "choice":
            return _choice(asked, text)
        case "choices":
            return [_choice(asked, part) for part in re.split(r"[+,;/]", text) if part.strip()]


def inputs(text: str, *, spanish: bool) -> list[InputCell]:
    """This will return what a lot was made from: "L-1041 x 20 kilos + L-1042 x 5".

    :raises Wrong: if a part isn't a lot's code with its units.
    """
    return [_input(part.strip(), spanish=spanish) for part in re.split(r"[+;]", text) if part.strip()]


def _input(part: str, *, spanish: bool) -> InputCell:
    found = _INPUT.fullmatch(part)
    if found is None:
        raise Wrong("not_an_input", _("Write lots with their units, such as L-1041 x 20 + L-1042 x 5."))
    code, units, unit = found.groups()
    number = whole(units, spanish=spanish)
    if number < 1:
        raise Wrong("not_an_input", _("Write lots with their units, such as L-1041 x 20 + L-1042 x 5."))
    return InputCell(code.upper(), number, (unit or "").strip())


def _choice(asked: Fact, text: str) -> str:
    return _by_word({plain(one): word.key for word in asked.values for one in (word.key, word.es, word.en)}, text)


def _by_word(table: Mapping[str, str], text: str) -> str:
    found = table.get(plain(text))
    if found is None:
        raise Wrong("word_unknown", _("That word isn't one of the list."))
    return found


def _month(text: str) -> int:
    number = int(text) if text.isascii() and text.isdecimal() else 0
    if not 1 <= number <= 12:
        raise ValueError
    return number


def joined(words: Sequence[str]) -> str:
    """This will return several words as one cell."""
    return " + ".join(words)

"""Reads the demo's tables: what the region makes (products.csv), who is in it and what they sell (TOML)."""

from __future__ import annotations

import csv
import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

_HERE = Path(__file__).parent
_SEASON = re.compile(r"(\d{1,2})-(\d{1,2})\b")
_ALL_YEAR = tuple(range(1, 13))
_CATEGORIES = {"fortified wine": "wine"}


@dataclass(frozen=True, slots=True)
class Product:
    """A product of the region: months are 1 to 12; all of them where only the harvest has a season."""

    name: str
    category: str
    season_months: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A person and the producer that she acts for."""

    key: str
    person: str
    locality: str
    producer: str = ""
    story: str = ""
    shows_name: bool = True
    role: str = ""

    @property
    def email(self) -> str:
        return email_of(self.key)


@dataclass(frozen=True, slots=True, kw_only=True)
class Association:
    """The first member founds it."""

    key: str
    name: str
    kind: str
    comuna: str
    purpose: str
    members: list[Member]
    # Who lets producers in, and what they are asked; by invitation unless said.
    admission: str = "invitation"
    questions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Lot:
    """Made so many days before the day of loading; keeps so many days from then on, 0 for ever.

    `at_home` units are in no offer yet.
    """

    by: str
    units: int
    made: int
    keeps: int
    at_home: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What an association sells. `unit` is one and many, in Spanish and in English."""

    association: str
    product: str
    name: str
    description_es: str
    description_en: str
    unit: list[str]
    net_content: str
    price_clp: int
    emblem: str
    picture: str
    lots: list[Lot]
    alcohol_degrees: float | None = None
    perishable: bool = False
    withdrawal_right: bool | None = field(default=None)
    # How it was made, in the words of catalog.facts; of all its lots.
    facts: dict[str, Any] = field(default_factory=dict)


def email_of(key: str) -> str:
    """This will return a demo person's address; the ending belongs to nobody (RFC 2606)."""
    return f"{key}@minga.example"


def products() -> dict[str, Product]:
    """This will return what the region makes, by name."""
    with (_HERE / "products.csv").open(encoding="utf-8", newline="") as table:
        return {
            row["product"]: Product(
                row["product"],
                _CATEGORIES.get(row["category"], row["category"].replace(" ", "_")),
                _months(row["season_months"]),
            )
            for row in csv.DictReader(table)
        }


def _months(season: str) -> tuple[int, ...]:
    found = _SEASON.match(season)
    if found is None:
        return _ALL_YEAR
    first, last = int(found[1]), int(found[2])
    return tuple((first - 1 + step) % 12 + 1 for step in range((last - first) % 12 + 1))


def associations() -> list[Association]:
    """This will return the demo's associations with their members."""
    return [
        Association(**row | {"members": [Member(**member) for member in row["members"]]})
        for row in _people()["association"]
    ]


def buyers() -> list[tuple[str, str]]:
    """This will return (key, name) of those who only buy."""
    return [(row["key"], row["person"]) for row in _people()["buyer"]]


def steward() -> tuple[str, str]:
    """This will return (key, name) of who runs the platform."""
    row = _people()["steward"]
    return row["key"], row["person"]


def offers() -> list[Offer]:
    """This will return what the demo's associations sell."""
    rows = tomllib.loads((_HERE / "offers.toml").read_text(encoding="utf-8"))["offer"]
    return [Offer(**row | {"lots": [Lot(**lot) for lot in row["lots"]]}) for row in rows]


def _people() -> dict[str, Any]:
    return tomllib.loads((_HERE / "associations.toml").read_text(encoding="utf-8"))

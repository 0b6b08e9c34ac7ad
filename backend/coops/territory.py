"""The fifteen comunas of the region. Their key is the CUT code, never the name: 04105 is written in two ways."""

from __future__ import annotations

import csv
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from lib.errors import DomainError

_TABLE = Path(__file__).parent / "data" / "comunas.csv"


class ComunaUnknown(DomainError):
    """The code is none of a comuna of the region."""

    status = 400
    code = "comuna_unknown"
    title = _("That is no comuna of the Coquimbo Region.")


@dataclass(frozen=True, slots=True)
class Comuna:
    """A comuna: `town` is its main place; the coordinates (degrees, WGS 84) are that town's."""

    cut: str
    name: str
    also_written: str
    province: str
    town: str
    latitude: float
    longitude: float


@cache
def _by_cut() -> dict[str, Comuna]:
    with _TABLE.open(encoding="utf-8", newline="") as table:
        return {
            row["cut"]: Comuna(
                cut=row["cut"],
                name=row["comuna"],
                also_written=row["also_written"],
                province=row["province"],
                town=row["town"],
                latitude=float(row["latitude"]),
                longitude=float(row["longitude"]),
            )
            for row in csv.DictReader(table)
        }


def comuna(cut: str) -> Comuna:
    """This will return the comuna with this CUT code.

    :raises ComunaUnknown: if there is none in the region.
    """
    try:
        return _by_cut()[cut]
    except KeyError:
        raise ComunaUnknown from None


def is_comuna(cut: str) -> bool:
    """This will say whether the code is one of a comuna of the region."""
    return cut in _by_cut()


def comunas() -> list[Comuna]:
    """This will return all comunas as Spanish orders their names: accents don't count."""
    return sorted(_by_cut().values(), key=lambda found: _sort_key(found.name))


def _sort_key(name: str) -> str:
    # ñ follows n; other marks are left out.
    marked = name.lower().replace("ñ", "n~")
    return "".join(letter for letter in unicodedata.normalize("NFD", marked) if not unicodedata.combining(letter))

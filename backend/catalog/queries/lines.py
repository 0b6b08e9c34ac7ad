"""Why so many units of a sale were the reader's, in words made of what the allocation left behind."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalog.models import StockMovement

Figures = Mapping[str, Any]


def line_of(row: StockMovement, mine: Set[UUID]) -> str | None:
    """This will return "Your 7 of 20: …" of an allocation that took units of `mine`, and nothing of anything else.

    No other member is named in it, nor any other member's figure.
    """
    if row.kind != StockMovement.Kind.ALLOCATED:
        return None
    parts = row.parts or {}
    own = [str(producer) for producer in mine if str(producer) in parts]
    if not own:
        return None
    split = row.split or {"rule": row.reason}
    stored = split.get("figures", {})
    why = _why(split["rule"], [stored[producer] for producer in own if producer in stored])
    units = sum(parts[producer] for producer in own)
    yours = ngettext("Your %(count)s of %(all)s", "Your %(count)s of %(all)s", units)
    return f"{yours % {'count': units, 'all': row.units}}: {why}"


def _why(rule: str, figures: list[Figures]) -> str:
    match rule:
        case "rotation":
            return _rotation(figures)
        case "first_to_expire":
            return _first_to_expire(figures)
        case "least_sold":
            return _("whoever sold least goes first, and you had sold %(sold)s.") % {"sold": _sum(figures, "sold")}
        case _:
            return _pro_rata(figures)


def _pro_rata(figures: list[Figures]) -> str:
    # What was sold before figures were kept has none.
    if not figures:
        return _("in proportion to what each one put in.")
    percent = round(100 * _sum(figures, "held") / figures[0]["whole"])
    if percent == 0:
        return _("in proportion to what each one put in; you hold less than 1 in 200.")
    return _("in proportion to what each one put in; you hold %(percent)s %%.") % {"percent": percent}


def _rotation(figures: list[Figures]) -> str:
    members = figures[0]["members"]
    return ngettext(
        "one unit each in turn; nobody else had any left.", "one unit each in turn, among %(count)s members.", members
    ) % {"count": members}


def _first_to_expire(figures: list[Figures]) -> str:
    dates = [date.fromisoformat(figure["date"]) for figure in figures if "date" in figure]
    if not dates:
        return _("what expires first goes first; yours has no date.")
    return _("what expires first goes first; yours is best before %(day)s.") % {
        "day": date_format(min(dates), "DATE_FORMAT")
    }


def _sum(figures: Iterable[Figures], name: str) -> int:
    return sum(figure[name] for figure in figures)

"""The register of members to take along: a table for spreadsheets, and a sheet to print."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

from babel.dates import format_date
from django.utils.translation import gettext as _
from fpdf import FPDF
from fpdf.fonts import FontFace

import lib
from coops.models import Association
from coops.territory import comuna
from lib import sheets

_FONT: Final = Path(lib.__path__[0]) / "fonts" / "atkinson-next-es.woff2"
_ZONE: Final = ZoneInfo("America/Santiago")
_MARGIN: Final = 18
_WIDTHS: Final = (12, 62, 40, 26, 26, 34)


def csv_file(rows: Sequence[dict[str, Any]]) -> bytes:
    """This will return the rows as CSV: UTF-8 with its mark, so that spreadsheets read the letters as they are."""
    return sheets.written([*_heads(), _("Place")], ((*_cells(row, iso=True), row["locality"]) for row in rows))


def pdf_file(association: Association, rows: Sequence[dict[str, Any]], *, at: datetime) -> bytes:
    """This will return the rows on sheets of letter size, as Chile prints."""
    document = FPDF(format="letter")
    title = _("Register of members")
    document.set_title(title)
    document.set_lang(sheets.language())
    document.set_margin(_MARGIN)
    document.set_auto_page_break(auto=True, margin=_MARGIN)
    document.add_font("text", fname=_FONT)
    document.add_page()
    for text, size in ((association.name, 11), (title, 20), (_("As of %(day)s") % {"day": _day(at)}, 11)):
        document.set_font("text", size=size)
        document.multi_cell(0, size * 0.52, text, new_x="LMARGIN", new_y="NEXT")
    document.ln(4)
    document.set_font("text", size=9)
    with document.table(
        col_widths=_WIDTHS,
        line_height=5,
        borders_layout="HORIZONTAL_LINES",
        text_align="LEFT",
        headings_style=FontFace(emphasis=None),
    ) as table:
        for cells in (_heads(), *(_cells(row, iso=False) for row in rows)):
            line = table.row()
            for cell in cells:
                line.cell(cell)
    return bytes(document.output())


def _heads() -> list[str]:
    return [_("No."), _("Producer"), _("Comuna"), _("Entry"), _("Exit"), _("State")]


def _cells(row: dict[str, Any], *, iso: bool) -> list[str]:
    day = _iso if iso else _day
    return [
        str(row["number"]),
        row["name"],
        comuna(row["comuna"]).name,
        day(row["joined_at"]),
        day(row["left_at"]),
        _state(row),
    ]


def _state(row: dict[str, Any]) -> str:
    if row["reason"] == "excluded":
        return _("Excluded")
    if row["left_at"]:
        return _("Left")
    if row["suspended"]:
        return _("Suspended until %(day)s") % {"day": _day(row["until"])} if row["until"] else _("Suspended")
    return _("Member")


def _day(moment: datetime | None) -> str:
    return "" if moment is None else str(format_date(moment.astimezone(_ZONE), "medium", locale=sheets.language()))


def _iso(moment: datetime | None) -> str:
    return "" if moment is None else moment.astimezone(_ZONE).date().isoformat()

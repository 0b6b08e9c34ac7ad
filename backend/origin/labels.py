"""Sheets of labels for a lot: A4, three by eight, 70 × 37 mm each, as shops sell them to be stuck on."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from typing import Final, cast

import segno
from babel.dates import format_date
from django.conf import settings
from django.utils.translation import gettext as _
from fpdf import FPDF

import lib
from origin import page_words, seal_words
from origin.models import Seal
from origin.queries.origin_page import Backing, OriginPage

COLUMNS: Final = 3
ROWS: Final = 8
PER_SHEET: Final = COLUMNS * ROWS
MOST_SHEETS: Final = 20
_WIDTH: Final = 70.0
_HEIGHT: Final = 37.0
_TOP: Final = (297 - ROWS * _HEIGHT) / 2
# Printers leave the edge of a sheet white, and labels are cut off a little.
_INSET: Final = 5.0
_PICTURE: Final = 24.0
_FONT: Final = Path(lib.__path__[0]) / "fonts" / "atkinson-next-es.woff2"
_SEAL_SIZE: Final = 5.6
_SEAL_LINES: Final = 3
_BOTTOM: Final = 2.5


def sheet(page: OriginPage, backing: Backing, *, count: int) -> bytes:
    """This will return so many labels of the lot as PDF."""
    document = FPDF(format="A4")
    document.set_title(f"{page.product_name} · {page.code}")
    document.set_lang("en" if page_words.english() else "es")
    document.set_margin(0)
    document.c_margin = 0
    document.set_auto_page_break(False)
    document.add_font("text", fname=_FONT)
    picture = _picture(page.code)
    for number in range(count):
        if number % PER_SHEET == 0:
            document.add_page()
        row, column = divmod(number % PER_SHEET, COLUMNS)
        _label(document, page, backing, picture, left=column * _WIDTH, top=_TOP + row * _HEIGHT)
    return bytes(document.output())


def seal_line(seal: Seal) -> str:
    """This will return what a label may say of a name: which it is, and never more than it is."""
    return _said_of(seal, page_words.seal_name(seal))


def _said_of(seal: Seal, name: str) -> str:
    if seal.kind == Seal.Kind.OWN:
        return _("%(seal)s. The association's own word; no seal of the State nor of a third party.") % {"seal": name}
    return f"{name}. {seal_words.kind(Seal.Kind(seal.kind), Seal.Status(seal.status))}."


def _label(document: FPDF, page: OriginPage, backing: Backing, picture: bytes, *, left: float, top: float) -> None:
    middle = top + _HEIGHT / 2
    document.image(io.BytesIO(picture), x=left + _INSET, y=middle - _PICTURE / 2 - 2, w=_PICTURE, h=_PICTURE)
    document.set_xy(left + _INSET, middle + _PICTURE / 2 - 1.4)
    document.set_font("text", size=9)
    document.cell(_PICTURE, 4, page.code, align="C")
    text_left, width = left + _INSET + _PICTURE + 3, _WIDTH - 2 * _INSET - _PICTURE - 3
    at = _lines(document, page.product_name, x=text_left, y=top + 3.5, width=width, size=9.5, most=2)
    at = _lines(
        document,
        _in_lines(document, _small(page), width=width, size=6.6),
        x=text_left,
        y=at + 0.4,
        width=width,
        size=6.6,
        most=3,
    )
    at = _lines(document, backing.certificate.association.name, x=text_left, y=at + 0.6, width=width, size=6.6, most=2)
    most = max(_SEAL_LINES, int((top + _HEIGHT - _BOTTOM - at - 0.6) / _line_height(_SEAL_SIZE)))
    document.set_font("text", size=_SEAL_SIZE)
    said = _whole(document, backing.certificate.seal, width=width, most=most)
    _lines(document, said, x=text_left, y=at + 0.6, width=width, size=_SEAL_SIZE, most=most)


def _whole(document: FPDF, seal: Seal, *, width: float, most: int) -> str:
    """A long name is cut rather than what is said of it: that it is no seal of the State stands there to the end."""
    name = page_words.seal_name(seal)
    said = seal_line(seal)
    while len(name) > 1 and len(_broken(document, said, width=width, size=_SEAL_SIZE)) > most:
        name = name[:-1].rstrip()
        said = _said_of(seal, f"{name}…")
    return said


def _in_lines(document: FPDF, parts: list[str], *, width: float, size: float) -> str:
    """The parts side by side as far as they go: a dot between two of them begins no line."""
    document.set_font("text", size=size)
    lines = parts[:1]
    for part in parts[1:]:
        longer = f"{lines[-1]} · {part}"
        if document.get_string_width(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(part)
    return "\n".join(lines)


def _small(page: OriginPage) -> list[str]:
    lot = page.lot
    if lot is None:
        return []
    return [
        part
        for part in (
            page.net_content,
            f"{_('Lot')} {lot.code}",
            f"{_('Best before')} {_short(lot.best_before)}" if lot.best_before else "",
            page_words.place(page.comuna),
        )
        if part
    ]


def _short(day: date) -> str:
    return str(format_date(day, "medium", locale="en" if page_words.english() else "es_CL"))


def _lines(document: FPDF, text: str, *, x: float, y: float, width: float, size: float, most: int) -> float:
    """Write the text in at most so many lines, the last with dots where it is cut; return where the next may begin."""
    document.set_font("text", size=size)
    height = _line_height(size)
    lines = _broken(document, text, width=width, size=size)
    if len(lines) > most:
        lines = [*lines[: most - 1], f"{lines[most - 1].rstrip()[:-1]}…"]
    for line in lines:
        document.set_xy(x, y)
        document.cell(width, height, line)
        y += height
    return y


def _line_height(size: float) -> float:
    return size * 0.42


def _broken(document: FPDF, text: str, *, width: float, size: float) -> list[str]:
    height = _line_height(size)
    return cast("list[str]", document.multi_cell(width, height, text, align="L", dry_run=True, output="LINES"))


def _picture(code: str) -> bytes:
    out = io.BytesIO()
    segno.make_qr(f"{settings.PUBLIC_ORIGIN}/o/{code}", error="m").save(out, kind="png", border=2, scale=8)
    return out.getvalue()

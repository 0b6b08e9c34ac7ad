"""Tables that go to spreadsheets and come back from them: CSV, in whatever way a spreadsheet saved it.

What is written opens with its letters whole and runs nothing: a cell that a spreadsheet would take for a formula starts
with an apostrophe, which reading takes away again.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from lib.errors import DomainError

MOST_BYTES: Final = 1_000_000
MOST_LINES: Final = 500
MOST_COLUMNS: Final = 80
LONGEST_CELL: Final = 5_000
# What a spreadsheet takes for a formula, or for the end of a cell.
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n")
_DELIMITERS: Final = (";", ",", "\t")
# How files begin that are no text: workbooks (a ZIP, or the older kind), PDF, pictures.
_OTHER_FILES: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8")
_UTF16: Final = (b"\xff\xfe", b"\xfe\xff")


class SheetTooLarge(DomainError):
    """More bytes than are taken."""

    status = 413
    code = "sheet_too_large"
    title = _("That file is too heavy.")
    detail = _("A table may have up to %(most)s kB.")

    def __init__(self) -> None:
        super().__init__(most=MOST_BYTES // 1_000)


class SheetEmpty(DomainError):
    """No line below the headings, or nothing at all."""

    status = 400
    code = "sheet_empty"
    title = _("There is nothing in that table: the first line has the headings, and each line below is one thing.")


class SheetNotText(DomainError):
    """A workbook, a picture, or bytes that are no letters."""

    status = 415
    code = "sheet_not_text"
    title = _("That file is no CSV. In your spreadsheet, choose “Save as” and then “CSV”.")


class SheetBroken(DomainError):
    """A quotation mark that never ends, say."""

    status = 400
    code = "sheet_broken"
    title = _("That table can't be read to its end.")
    detail = _("It breaks at line %(line)s: look for a quotation mark that doesn't end.")


class SheetTooLong(DomainError):
    """More lines, columns or letters than are taken at once."""

    status = 400
    code = "sheet_too_long"
    title = _("That table is too long.")
    detail = _(
        "It may have up to %(lines)s lines and %(columns)s columns, and up to %(letters)s letters in a cell: split it."
    )

    def __init__(self) -> None:
        super().__init__(lines=MOST_LINES, columns=MOST_COLUMNS, letters=LONGEST_CELL)


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table: `number` as an editor of text counts, and its cells as they were meant."""

    number: int
    cells: list[str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table as it was read."""

    heads: list[str]
    rows: list[Row]


def written(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """This will return a table as the reader's spreadsheet expects it: UTF-8 with its mark, semicolons in Spanish."""
    sheet = io.StringIO(newline="")
    writer = csv.writer(sheet, delimiter=";" if language() == "es" else ",")
    writer.writerow([safe(head) for head in heads])
    for row in rows:
        writer.writerow([safe(cell) for cell in row])
    return b"\xef\xbb\xbf" + sheet.getvalue().encode()


def safe(cell: str) -> str:
    """This will return a cell that no spreadsheet runs as a formula."""
    # One that has its apostrophe already gets another, so that reading takes away what was put here and no more.
    return f"'{cell}" if cell.lstrip("'").startswith(_FORMULA) else cell


def read(sent: bytes) -> Sheet:
    """This will return a table: UTF-8 with or without its mark, UTF-16 with it, or Windows-1252; by commas, semicolons or tabs.

    Empty lines are left out.

    :raises SheetTooLarge, SheetEmpty, SheetNotText, SheetBroken, SheetTooLong:
    """
    if len(sent) > MOST_BYTES:
        raise SheetTooLarge
    text = _decoded(sent)
    first, _newline, rest = text.partition("\n")
    # Spreadsheets may say on a line before the headings what stands between the cells.
    said = first.strip().strip('"').lower()
    delimiter = said[4:5] if said.startswith("sep=") and said[4:5] in _DELIMITERS else ""
    reader = csv.reader(
        io.StringIO(rest if delimiter else text, newline=""), delimiter=delimiter or _delimiter(first), strict=True
    )
    rows: list[Row] = []
    skipped, start = (1, 0) if delimiter else (0, 0)
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                _check_size(cells, rows)
                rows.append(Row(start + 1 + skipped, [_meant(cell) for cell in cells]))
            start = reader.line_num
    except csv.Error:
        raise SheetBroken(line=start + 1 + skipped) from None
    if len(rows) < 2:
        raise SheetEmpty
    return Sheet(heads=rows[0].cells, rows=rows[1:])


def language() -> str:
    """This will return the reader's language: es or en."""
    return (translation.get_language() or "es").split("-")[0]


def _decoded(sent: bytes) -> str:
    if not sent.strip():
        raise SheetEmpty
    # Some programs call a page or XML a spreadsheet.
    if sent.startswith(_OTHER_FILES) or sent.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<"):
        raise SheetNotText
    ways = ("utf-16",) if sent.startswith(_UTF16) else ("utf-8-sig", "cp1252")
    for way in ways:
        try:
            text = sent.decode(way)
        except UnicodeDecodeError:
            continue
        # A control character is in no table that somebody typed.
        if any(letter < " " and letter not in "\t\r\n" for letter in text):
            break
        return text
    raise SheetNotText


def _delimiter(first: str) -> str:
    """What stands most often in the headings, outside of quotation marks."""
    bare = "".join(first.split('"')[::2])
    return max(_DELIMITERS, key=bare.count)


def _check_size(cells: list[str], rows: list[Row]) -> None:
    # One line of headings more.
    if len(rows) > MOST_LINES or len(cells) > MOST_COLUMNS or max(map(len, cells)) > LONGEST_CELL:
        raise SheetTooLong


def _meant(cell: str) -> str:
    cell = cell.strip()
    return cell[1:] if cell.startswith("'") and cell.lstrip("'").startswith(_FORMULA) else cell

"""Tables come back from whatever program saved them, run nothing when they are opened, and break in words."""

from __future__ import annotations

import pytest
from django.utils import translation

from lib import sheets
from lib.errors import DomainError

PLAIN = "nombre;categoría;precio\nQueso añejo;queso;4990\n"


@pytest.mark.parametrize(
    "sent",
    [
        PLAIN.encode(),
        PLAIN.encode("utf-8-sig"),
        PLAIN.encode("cp1252"),
        PLAIN.encode("utf-16"),
        PLAIN.replace(";", ",").encode(),
        PLAIN.replace(";", "\t").encode(),
        PLAIN.replace("\n", "\r\n").encode(),
        f"sep=;\n{PLAIN}".encode(),
        f"{PLAIN};;\n\n".encode(),
    ],
    ids=["utf-8", "with a mark", "windows", "utf-16", "commas", "tabs", "crlf", "sep", "empty lines"],
)
def test_the_same_table_saved_in_many_ways(sent: bytes):
    sheet = sheets.read(sent)
    assert sheet.heads == ["nombre", "categoría", "precio"]
    assert [row.cells for row in sheet.rows] == [["Queso añejo", "queso", "4990"]]


def test_lines_are_numbered_as_an_editor_shows_them():
    sheet = sheets.read(b'a;b\n"one\nand a half";1\n\nthree;3\n')
    assert [(row.number, row.cells[0]) for row in sheet.rows] == [(2, "one\nand a half"), (5, "three")]
    assert sheets.read(b"sep=;\na;b\nc;d\n").rows[0].number == 3


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        (b"", "sheet_empty"),
        (b"  \n \n", "sheet_empty"),
        (b"a;b\n", "sheet_empty"),
        (b"PK\x03\x04....", "sheet_not_text"),
        (b"\xd0\xcf\x11\xe0....", "sheet_not_text"),
        (b"\x89PNG\r\n\x1a\n", "sheet_not_text"),
        (b"a;b\nc;\x00\n", "sheet_not_text"),
        (b"a;b\nc;\x81\n", "sheet_not_text"),
        (b'a;b\n"c;d\n', "sheet_broken"),
        (b'a;b\nc;"d"e\n', "sheet_broken"),
        (b"a;b\n" + b"c;d\n" * 501, "sheet_too_long"),
        (b";".join([b"a"] * 81) + b"\nb\n", "sheet_too_long"),
        (b"a;b\n" + b"c" * 5_001 + b";d\n", "sheet_too_long"),
        (b"a;b\n" + b"c" * 1_000_000, "sheet_too_large"),
    ],
    ids=str,
)
def test_what_is_no_table_is_refused_by_name(sent: bytes, code: str):
    with pytest.raises(DomainError) as refused:
        sheets.read(sent)
    assert refused.value.code == code


def test_the_most_lines_are_taken():
    assert len(sheets.read(b"a;b\n" + b"c;d\n" * 500).rows) == 500


@pytest.mark.parametrize("language", ["es", "en"])
def test_what_is_written_runs_nothing_and_reads_back(language: str):
    rows = [["=1+1", "@SUM(A1)", "+56 9", "-3", "'quoted", "two\nlines; and, both", ""]]
    with translation.override(language):
        file = sheets.written(["a"] * 7, rows)
    text = file.decode("utf-8-sig")
    assert not [
        cell for cell in text.splitlines()[1].split(";" if language == "es" else ",") if cell[:1] in "=@+-" and cell
    ]
    assert [row.cells for row in sheets.read(file).rows] == rows

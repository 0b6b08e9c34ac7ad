"""PDFs for tests: a plain one, and such as nobody should have to open."""

from __future__ import annotations

import io
from datetime import UTC, datetime

from fpdf import FPDF
from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject


def plain(text: str = "Estatutos de la cooperativa.", *, pages: int = 2) -> bytes:
    """This will return a PDF of so many pages."""
    document = FPDF()
    document.set_creation_date(datetime(2026, 11, 1, tzinfo=UTC))
    document.set_font("helvetica")
    for number in range(pages):
        document.add_page()
        document.multi_cell(0, 8, f"{text} {number}")
    return bytes(document.output())


def locked() -> bytes:
    """This will return one that asks for a password."""
    writer = _copy()
    writer.encrypt("secreta", algorithm="AES-128")
    return _written(writer)


def with_script() -> bytes:
    """This will return one that runs a program as it is opened."""
    writer = _copy()
    script = {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("app.alert('hola')")}
    writer.root_object[NameObject("/OpenAction")] = DictionaryObject(script)
    return _written(writer)


def with_hidden_script() -> bytes:
    """This will return one whose program starts from a page's button, where no search for words finds it."""
    writer = _copy()
    action = DictionaryObject({NameObject("/S"): NameObject("/Launch"), NameObject("/F"): TextStringObject("a.exe")})
    button = DictionaryObject({NameObject("/Subtype"): NameObject("/Link"), NameObject("/A"): action})
    writer.add_annotation(0, button | {NameObject("/Rect"): writer.pages[0].mediabox})
    return _written(writer)


def with_file() -> bytes:
    """This will return one that carries another file."""
    writer = _copy()
    writer.add_attachment("nomina.exe", b"MZ")
    return _written(writer)


def _copy() -> PdfWriter:
    return PdfWriter(clone_from=io.BytesIO(plain()))


def _written(writer: PdfWriter) -> bytes:
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()

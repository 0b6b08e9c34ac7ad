"""What a PDF is, by its bytes alone."""

from __future__ import annotations

import io
import json

import pytest

from coops import pdf_reader
from tests.support import pdfs


def said(data: bytes):
    target = io.BytesIO()
    pdf_reader.main(io.BytesIO(data), target)
    return json.loads(target.getvalue())


def test_it_counts_pages():
    assert said(pdfs.plain(pages=3)) == {"pages": 3}


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "unknown"),
        (b"Articulo 1. Somos una cooperativa.", "unknown"),
        (b"<html>%PDF-1.7", "unknown"),
        (b"%PDF-1.7\nno hay nada\n%%EOF\n", "broken"),
        (pdfs.plain()[:-600], "broken"),
        (pdfs.plain()[:200] + b"%%EOF", "broken"),
        (pdfs.locked(), "locked"),
        (pdfs.with_script(), "active"),
        (pdfs.with_hidden_script(), "active"),
        (pdfs.with_file(), "active"),
        (pdfs.plain(pages=pdf_reader.MOST_PAGES + 1), "too_long"),
    ],
    ids=["nothing", "words", "page", "empty", "cut", "head", "password", "script", "launch", "file", "long"],
)
def test_what_can_t_be_taken(data: bytes, code: str):
    assert said(data) == {"refused": f"statutes_document_{code}"}

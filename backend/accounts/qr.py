"""A QR code as numbers that a page draws: no picture from elsewhere, no style inline."""

from __future__ import annotations

from itertools import groupby
from typing import TypedDict

from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode


class Picture(TypedDict):
    """`path` draws the dark squares of a square of `size`, margin included, as an SVG path does."""

    size: int
    path: str


def picture(text: str) -> Picture:
    """This will return the QR code of a text."""
    code = QRCode(error_correction=ERROR_CORRECT_M, border=4)
    code.add_data(text)
    rows = code.get_matrix()
    return {"size": len(rows), "path": "".join(_row(number, row) for number, row in enumerate(rows))}


def _row(number: int, row: list[bool]) -> str:
    drawn, at = "", 0
    for dark, run in groupby(row):
        length = len(list(run))
        if dark:
            drawn += f"M{at} {number}h{length}v1h-{length}z"
        at += length
    return drawn

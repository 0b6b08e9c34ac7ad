"""Searching doesn't mind accents; sorting does as Spanish does."""

import pytest

from catalog.words import plain, sort_key


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Queso Añejo", "queso anejo"),
        ("  PAPAYA-en_conserva, 560 g ", "papaya en conserva 560 g"),
        ("%_\\", ""),
        ("ÜÉ", "ue"),
        ("\u202e", ""),
    ],
)
def test_plain(text: str, found: str):
    assert plain(text) == found


def test_spanish_order():
    names = ["ñandú", "Nuez", "oliva", "ámbar", "Anís", "nz"]
    assert sorted(names, key=sort_key) == ["ámbar", "Anís", "Nuez", "nz", "ñandú", "oliva"]

"""Text as it is searched and sorted: small letters, no accents."""

from __future__ import annotations

import re
import unicodedata

_BLANKS = re.compile(r"[^a-z0-9~]+")


def plain(text: str) -> str:
    """This will return the text for searching: "Queso Añejo" → "queso anejo". What is no letter or digit is a blank.

    Done here and not by unaccent(), so that the stored column can't change its meaning with the server's dictionary.
    """
    return _BLANKS.sub(" ", _without_marks(text.lower())).strip()


def sort_key(text: str) -> str:
    """This will return a key that sorts as Spanish does: accents don't count, ñ comes after n."""
    return _BLANKS.sub(" ", _without_marks(text.lower().replace("ñ", "n~"))).strip()


def _without_marks(text: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFD", text) if not unicodedata.combining(letter))

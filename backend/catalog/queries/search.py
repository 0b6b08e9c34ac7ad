"""Words as people type them: without accents, in the plural, with a letter missing or one that sounds the same.

What is typed right is found by the list's own statement. Only when nothing has the words are the nearest ones looked up,
among all words of all offers (`SearchWord`), by how they sound in Spanish: "qeso", "keso" and "queso" sound alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection

from catalog.words import plain

# For each word that was typed: any of these will do.
Alternatives = Sequence[Sequence[str]]

_MOST_WORDS = 8
# Said with a product, and in every description.
_SMALL_WORDS = frozenset(
    {
        *("a", "al", "con", "de", "del", "el", "en", "la", "las", "lo", "los", "para", "por", "sin", "un", "una", "y"),
        *("and", "for", "from", "in", "of", "the", "with"),
    }
)
# A word of which less than that is alike is another word; among those above it, the nearest and its equals are taken.
_LEAST_ALIKE = 0.34
_NEARLY_EQUAL = 0.05

_NEAREST = """
SELECT given.place, found.word, found.alike
FROM unnest(%(words)s::text[]) WITH ORDINALITY AS given(word, place)
CROSS JOIN LATERAL (
    SELECT w.word, similarity(w.sound, catalog_sound(given.word)) AS alike
    FROM catalog_searchword AS w WHERE w.sound %% catalog_sound(given.word)
    ORDER BY alike DESC, w.word LIMIT 3
) AS found
WHERE NOT EXISTS (SELECT FROM catalog_searchword AS w WHERE w.word LIKE '%%' || given.word || '%%')
ORDER BY given.place, found.alike DESC, found.word
"""


@dataclass(frozen=True, slots=True)
class Nearest:
    """What may have been meant: the whole as one reads it, and the words to seek."""

    text: str
    words: Alternatives


def sought(search: str) -> Alternatives:
    """This will return the words that an offer must have, each as far as it is typed."""
    return [[_singular(word)] for word in _weighty(_typed(search))]


def nearest(search: str) -> Nearest | None:
    """This will put the nearest words of the catalog in the place of those that it doesn't have; None if none is near."""
    typed = _typed(search)
    words = [_singular(word) for word in _weighty(typed)]
    if not words:
        return None
    with connection.cursor() as cursor:
        cursor.execute(_NEAREST, {"words": words})
        rows = cursor.fetchall()
    found: dict[str, list[str]] = {}
    best: dict[str, float] = {}
    for place, word, alike in rows:
        instead = words[place - 1]
        if alike >= max(_LEAST_ALIKE, best.setdefault(instead, alike) - _NEARLY_EQUAL):
            found.setdefault(instead, []).append(word)
    if not found:
        return None
    text = " ".join(found.get(_singular(word), [word])[0] for word in typed)
    return Nearest(text, [found.get(word, [word]) for word in words])


def _typed(search: str) -> list[str]:
    return plain(search).split()[:_MOST_WORDS]


def _weighty(words: list[str]) -> list[str]:
    return [word for word in words if word not in _SMALL_WORDS] or words


def _singular(word: str) -> str:
    """Without the plural's s: the text is searched for a part of it, so that "queso" finds "quesos" too."""
    return word[:-1] if len(word) > 3 and word.endswith("s") else word

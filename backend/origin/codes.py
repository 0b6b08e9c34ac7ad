"""Short codes for people: "7K3Q-M9". Read from a label, said over a telephone, typed on a cold thumb."""

from __future__ import annotations

import secrets
from typing import Final

# Without I, L, O and U: nothing that looks like another, and no word comes about by chance.
LETTERS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_FIRST: Final = 4
_LENGTH: Final = 6
_TAKEN_FOR: Final = str.maketrans({"O": "0", "I": "1", "L": "1"})


def new_code() -> str:
    """This will return a code drawn at random; whoever stores it draws again if it is taken."""
    return written("".join(secrets.choice(LETTERS) for _ in range(_LENGTH)))


def read_code(typed: str) -> str | None:
    """This will return the code that somebody typed, in any case, with or without its hyphen; None if it can be none."""
    letters = "".join(letter for letter in typed.upper() if letter not in "- .").translate(_TAKEN_FOR)
    if len(letters) != _LENGTH or any(letter not in LETTERS for letter in letters):
        return None
    return written(letters)


def written(letters: str) -> str:
    """This will return the letters as a code is printed."""
    return f"{letters[:_FIRST]}-{letters[_FIRST:]}"

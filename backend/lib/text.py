"""What people may type: one line (a name), several lines (a story, statutes), an e-mail address.

Text is normalised to NFC and refused, never silently cut, when it carries what a reader can't see or what turns a
page around: control characters, bidi overrides and marks, zero-width characters, lone surrogates, towers of
combining marks. The functions are pure; `lib.fields` wraps them for serializers.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from django.core.exceptions import ValidationError as InvalidEmail
from django.core.validators import EmailValidator
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

NAME_LENGTH: Final = 120
EMAIL_LENGTH: Final = 254

# Spanish needs none after NFC; Vietnamese or Hebrew need two at most.
_MARKS_IN_A_ROW: Final = 2
_HIDDEN_CATEGORIES: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
# Letters by their category, blank on the screen.
_BLANK_LETTERS: Final = frozenset("\u115f\u1160\u3164\uffa0\u2800\u034f\u17b4\u17b5")
_WHITESPACE: Final = re.compile(r"\s+")
_BLANKS_IN_A_LINE: Final = re.compile(r"[^\S\n]+")
_EMPTY_LINES: Final = re.compile(r"\n{3,}")
_email_is_valid = EmailValidator()


class TextRefused(ValueError):
    """A text that can't be taken as it is; `code` is stable, `message` is for the person who typed it."""

    def __init__(self, code: str, message: str | Promise) -> None:
        super().__init__(code)
        self.code = code
        self.message = message


def clean_line(text: str, *, max_length: int = NAME_LENGTH) -> str:
    """This will return the text on one line: NFC, stripped, every run of white space one blank.

    :raises TextRefused: if it is empty, too long, or carries hidden characters.
    """
    text = _refuse_too_long(text, max_length)
    text = _WHITESPACE.sub(" ", text).strip()
    return _readable(unicodedata.normalize("NFC", text), max_length=max_length, allowed="")


def clean_prose(text: str, *, max_length: int) -> str:
    """This will return the text with its lines kept: NFC, `\\n` line ends, at most one empty line in a row.

    :raises TextRefused: if it is empty, too long, or carries hidden characters.
    """
    text = _refuse_too_long(text, max_length)
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    text = "\n".join(_BLANKS_IN_A_LINE.sub(" ", line).strip() for line in text.split("\n"))
    text = _EMPTY_LINES.sub("\n\n", text).strip()
    return _readable(unicodedata.normalize("NFC", text), max_length=max_length, allowed="\n")


def clean_email(text: str) -> str:
    """This will return the address in lower case, its domain in the form that the mail system uses (`xn--…`).

    The part before the @ must be ASCII: two addresses that look alike, or become alike in lower case, must never
    open the same account.

    :raises TextRefused: if it isn't an e-mail address.
    """
    text = text.strip()
    local, at, domain = text.rpartition("@")
    if not at or len(text) > EMAIL_LENGTH or not local.isascii():
        raise _invalid_email()
    try:
        address = f"{local}@{domain.encode('idna').decode('ascii')}".lower()
        _email_is_valid(address)
    except (UnicodeError, InvalidEmail):
        raise _invalid_email() from None
    if len(address) > EMAIL_LENGTH:
        raise _invalid_email()
    return address


def initials(name: str) -> str:
    """This will return one or two capitals that stand for the name where there is no room: "Elsa Rivera" → "ER"."""
    words = [word for word in re.split(r"[\s\-·.]+", name) if word and word[0].isalnum()]
    if not words:
        return "?"
    first = words[0][0]
    last = words[-1][0] if len(words) > 1 else ""
    return (first + last).upper()[:2]


def _refuse_too_long(text: str, max_length: int) -> str:
    # Before any work is done on it: what normalising could still shorten is bounded too.
    if len(text) > 4 * max_length:
        raise _too_long(max_length)
    return text


def _readable(text: str, *, max_length: int, allowed: str) -> str:
    if not text:
        raise TextRefused("blank", _("Write something here."))
    if len(text) > max_length:
        raise _too_long(max_length)
    marks = 0
    for character in text:
        category = unicodedata.category(character)
        if character not in allowed and (category in _HIDDEN_CATEGORIES or character in _BLANK_LETTERS):
            raise TextRefused("hidden_characters", _("This text has characters that can't be seen. Type it by hand."))
        marks = marks + 1 if category in {"Mn", "Me", "Mc"} else 0
        if marks > _MARKS_IN_A_ROW:
            raise TextRefused("too_many_marks", _("This text has too many accents on one letter."))
    if not any(character.isalnum() for character in text):
        raise TextRefused("no_letters", _("Use at least one letter or number."))
    return text


def _too_long(max_length: int) -> TextRefused:
    return TextRefused("max_length", _("Use at most %(limit)d characters.") % {"limit": max_length})


def _invalid_email() -> TextRefused:
    return TextRefused("invalid_email", _("Write an e-mail address, like name@example.com."))

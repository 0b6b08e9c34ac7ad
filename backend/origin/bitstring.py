"""The bits of a Bitstring Status List (W3C Recommendation of 15 May 2025): entry 0 is the left-most bit of byte 0."""

from __future__ import annotations

import gzip
import zlib
from typing import Final

from origin.models.credentials import LIST_ENTRIES
from origin.multibase import base64url_bytes, base64url_text

# Who sends us a list may not make us unpack more than that: a hundred times the least.
_LONGEST_BYTES: Final = 100 * LIST_ENTRIES // 8
_GZIP: Final = 16 + zlib.MAX_WBITS


class ListWrong(ValueError):
    """The list is none, is shorter than the specification allows, or has no such entry."""


def empty() -> bytes:
    """This will return a list in which nothing is set."""
    return bytes(LIST_ENTRIES // 8)


def is_set(bits: bytes, index: int) -> bool:
    """This will say whether the entry is set.

    :raises ListWrong: if there is no such entry.
    """
    if not 0 <= index < len(bits) * 8:
        raise ListWrong("there is no such entry")
    return bool(bits[index // 8] & (0x80 >> index % 8))


def with_entry(bits: bytes, index: int, value: bool) -> bytes:
    """This will return the list with one entry as given.

    :raises ListWrong: if there is no such entry.
    """
    if is_set(bits, index) == value:
        return bits
    changed = bytearray(bits)
    changed[index // 8] ^= 0x80 >> index % 8
    return bytes(changed)


def encoded(bits: bytes) -> str:
    """This will return the list as `encodedList` has it; the same bits give the same text at any time."""
    return base64url_text(gzip.compress(bits, mtime=0))


def decoded(text: str) -> bytes:
    """This will return the bits of an `encodedList`.

    :raises ListWrong: if it is none, or one too short for nobody to be told apart by it.
    """
    unpacking = zlib.decompressobj(_GZIP)
    try:
        bits = unpacking.decompress(base64url_bytes(text), _LONGEST_BYTES)
    except (ValueError, zlib.error) as error:
        raise ListWrong("the list can't be read") from error
    if not unpacking.eof or unpacking.unused_data:
        raise ListWrong("the list is cut off, too long, or goes on after its end")
    if len(bits) * 8 < LIST_ENTRIES:
        raise ListWrong("the list is too short")
    return bits

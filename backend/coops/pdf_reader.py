"""Looks whether bytes are a PDF that everybody can read: `python -I pdf_reader.py` reads one and says how many pages it has.

A program of its own, without Django, settings or secrets, with little memory and little time: a library may fall over a
file that was made to that end. The file itself is kept as it came, so that its hash stays what its signers have.

Output: one line of JSON, {"pages": 12} or {"refused": code}.
"""

from __future__ import annotations

import io
import json
import resource
import sys
from collections.abc import Iterator
from typing import Any, BinaryIO

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

MEMORY_BYTES = 600_000_000
PROCESSOR_SECONDS = 15
MOST_PAGES = 500
MOST_OBJECTS = 200_000
_TAIL = 2_048
# What makes a document do something, or carry another file: statutes are to be read.
_ACTIVE_KEYS = frozenset({"/JS", "/JavaScript", "/EmbeddedFiles", "/EF", "/XFA", "/RichMediaContent"})
_ACTIVE_ACTIONS = frozenset({"/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/Rendition", "/RichMediaExecute"})


class Refused(Exception):
    """The file can't be taken: `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def main(source: BinaryIO, target: BinaryIO) -> None:
    """This will read one file and write what it is."""
    try:
        said: dict[str, Any] = {"pages": pages(source.read())}
    except Refused as refused:
        said = {"refused": refused.code}
    target.write(json.dumps(said).encode() + b"\n")


def pages(data: bytes) -> int:
    """This will return how many pages the document has.

    :raises Refused: if it is no PDF, not whole, locked by a password, too long, or does more than being read.
    """
    if not data.startswith(b"%PDF-"):
        raise Refused("statutes_document_unknown")
    if b"%%EOF" not in data[-_TAIL:]:
        raise Refused("statutes_document_broken")
    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted:
            raise Refused("statutes_document_locked")
        count = sum(1 for _page in zip(reader.pages, range(MOST_PAGES + 1), strict=False))
        active = any(_is_active(found) for found in _dictionaries(reader))
    except Refused:
        raise
    except Exception:  # whatever a library says of a file that it can't read
        raise Refused("statutes_document_broken") from None
    if count == 0:
        raise Refused("statutes_document_broken")
    if count > MOST_PAGES:
        raise Refused("statutes_document_too_long")
    if active:
        raise Refused("statutes_document_active")
    return count


def _is_active(found: DictionaryObject) -> bool:
    return not _ACTIVE_KEYS.isdisjoint(found) or str(found.get("/S")) in _ACTIVE_ACTIONS


def _dictionaries(reader: PdfReader) -> Iterator[DictionaryObject]:
    """All that can be reached from the document's root, each once."""
    seen: set[tuple[int, int]] = set()
    ahead: list[Any] = [reader.trailer.raw_get("/Root")]
    looked = 0
    while ahead:
        looked += 1
        if looked > MOST_OBJECTS:
            raise Refused("statutes_document_broken")
        found = ahead.pop()
        if isinstance(found, IndirectObject):
            if (found.idnum, found.generation) in seen:
                continue
            seen.add((found.idnum, found.generation))
            found = found.get_object()
        if isinstance(found, DictionaryObject):
            yield found
            ahead.extend(found.raw_get(key) for key in found)
        elif isinstance(found, ArrayObject):
            ahead.extend(list.__iter__(found))


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (PROCESSOR_SECONDS, PROCESSOR_SECONDS))
    main(sys.stdin.buffer, sys.stdout.buffer)

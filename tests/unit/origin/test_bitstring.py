"""Status lists against the specification's algorithm and published lists: entry 0 is the left-most bit."""

from __future__ import annotations

import gzip
import json
import random
from pathlib import Path
from typing import Any

import pytest

from origin import bitstring
from origin.bitstring import ListWrong
from origin.models.credentials import LIST_ENTRIES
from origin.multibase import base64url_bytes, base64url_text

VECTORS = json.loads((Path(__file__).parent / "data" / "bitstring" / "vectors.json").read_text())


def set_ones(bits: bytes) -> list[int]:
    return [index for index in range(len(bits) * 8) if bits[index // 8] and bitstring.is_set(bits, index)]


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["name"])
def test_published_lists(vector: dict[str, Any]):
    if vector["bits"] < LIST_ENTRIES:
        with pytest.raises(ListWrong, match="short"):
            bitstring.decoded(vector["encodedList"])
        assert set_ones(gzip.decompress(base64url_bytes(vector["encodedList"]))) == vector["setBits"]
        return
    bits = bitstring.decoded(vector["encodedList"])
    assert len(bits) == vector["bytes"]
    assert set_ones(bits) == vector["setBits"]
    assert bitstring.decoded(bitstring.encoded(bits)) == bits


def test_the_specifications_algorithm_says_the_same():
    """The list as a text of ones and zeros, the first entry on the left, read eight by eight."""
    chosen = [*random.Random(7).sample(range(LIST_ENTRIES), 500), 0, 7, 8, LIST_ENTRIES - 1]
    bits = bitstring.empty()
    for index in chosen:
        bits = bitstring.with_entry(bits, index, True)
    ones = set(chosen)
    written = "".join("1" if index in ones else "0" for index in range(LIST_ENTRIES))
    assert bits == int(written, 2).to_bytes(LIST_ENTRIES // 8, "big")
    for index in chosen:
        bits = bitstring.with_entry(bits, index, False)
    assert bits == bitstring.empty()


def test_the_first_entry_is_the_left_most_bit():
    assert bitstring.with_entry(bitstring.empty(), 0, True)[0] == 0x80
    assert bitstring.with_entry(bitstring.empty(), 15, True)[1] == 0x01


def test_the_same_bits_are_the_same_text_at_any_time():
    # The header's time is zero, and so is the name of the system that packed.
    packed = base64url_bytes(bitstring.encoded(bitstring.empty()))
    assert packed[:8] == b"\x1f\x8b\x08\x00\x00\x00\x00\x00"


@pytest.mark.parametrize("index", [-1, LIST_ENTRIES, 10**9])
def test_an_entry_outside_of_the_list(index: int):
    with pytest.raises(ListWrong):
        bitstring.is_set(bitstring.empty(), index)
    with pytest.raises(ListWrong):
        bitstring.with_entry(bitstring.empty(), index, True)


GOOD = bitstring.encoded(bitstring.empty())


@pytest.mark.parametrize(
    "text",
    [
        "",
        "u",
        "z" + GOOD[1:],
        GOOD[1:],
        GOOD + "=",
        GOOD[:20] + "!" + GOOD[21:],
        GOOD[:-8],
        base64url_text(b"no gzip at all"),
        base64url_text(gzip.compress(bytes(LIST_ENTRIES // 8 - 1))),
        base64url_text(gzip.compress(bytes(200 * LIST_ENTRIES // 8))),
        base64url_text(gzip.compress(bytes(LIST_ENTRIES // 8)) + b"more"),
    ],
    ids=range(11),
)
def test_what_is_no_list_is_refused(text: str):
    with pytest.raises(ListWrong):
        bitstring.decoded(text)

import io

import pytest
from rest_framework.exceptions import ParseError

from lib.rendering import StrictJSONParser


@pytest.mark.parametrize(
    "body",
    [
        b"[" * 200_000,
        b'{"a":' * 100 + b"1" + b"}" * 100,
        b"null",
        b"[]",
        b'"text"',
        b"{",
        b'{"a": NaN}',
        b'{"a": Infinity}',
        b'{"a": "\\ud800"}',
        b'{"a": "\\u0000"}',
        b'{"a\\u0000": 1}',
        "{}".encode("utf-16"),
        b"\xff\xfe",
    ],
)
def test_what_no_store_could_hold_is_a_parse_error(body: bytes) -> None:
    with pytest.raises(ParseError):
        StrictJSONParser().parse(io.BytesIO(body))


def test_an_empty_body_is_an_empty_object() -> None:
    assert StrictJSONParser().parse(io.BytesIO(b"")) == {}


def test_a_number_beyond_all_stores_is_left_to_the_field() -> None:
    assert StrictJSONParser().parse(io.BytesIO(b'{"units": 1e308}')) == {"units": 1e308}

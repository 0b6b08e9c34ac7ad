"""Form-encoded bodies: what is understood, and that nothing strange gets further."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infra.stripe_mock.errors import InvalidRequest, StripeError
from infra.stripe_mock.forms import decode
from infra.stripe_mock.money import shown
from infra.stripe_mock.operations import SESSION
from infra.stripe_mock.parameters import check


def test_brackets_become_lists_and_objects():
    raw = b"a[0][b]=1&a[1][b]=2&expand[]=x&expand[]=y&metadata[2026]=z&n=%C3%B1&e="
    assert decode(raw) == {
        "a": [{"b": "1"}, {"b": "2"}],
        "expand": ["x", "y"],
        "metadata": {"2026": "z"},
        "n": "ñ",
        "e": "",
    }


@pytest.mark.parametrize(
    "raw",
    [b"a=1&a=2", b"a=1&a[b]=2", b"a[b]=1&a=2", b"a[[b]=1", b"[=1", b"a" + b"[b]" * 40 + b"=1", b"n=%FF", b"a=%00"],
)
def test_contradictions_are_refused(raw):
    with pytest.raises(StripeError):
        decode(raw)


def test_a_flood_is_refused():
    with pytest.raises(StripeError):
        decode(b"&".join(b"a%d=1" % number for number in range(5000)))


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(raw):
    with contextlib.suppress(InvalidRequest):
        check(SESSION, decode(raw))


def test_money_as_people_write_it():
    assert shown(15990, "clp") == "$15.990"
    assert shown(1234567, "clp", "en") == "$1.234.567"
    assert [shown(123450, "usd", "en"), shown(123450, "usd")] == ["US$1,234.50", "US$1.234,50"]

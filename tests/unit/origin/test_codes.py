"""Short codes: what people type is read, and nothing that isn't one."""

from __future__ import annotations

import re

import pytest

from origin.codes import new_code, read_code


@pytest.mark.parametrize("typed", ["7K3Q-M0", "7k3q-m0", "7K3QM0", "7k3q m0", "7K3Q-MO", "7k3q-mo", " 7K3Q-M0 "])
def test_what_people_type_is_read(typed: str) -> None:
    assert read_code(typed) == "7K3Q-M0"


def test_letters_that_look_like_a_one_are_one() -> None:
    assert read_code("iLl1-oO") == "1111-00"


@pytest.mark.parametrize(
    "typed", ["", "7K3Q", "7K3Q-M00", "7K3Q-MÑ", "7K3Q-MU", "../../x", "７K3Q-M0", "7K3Q\x00M", "ß" * 6, "ŉŉŉ"]
)
def test_anything_else_is_no_code(typed: str) -> None:
    assert read_code(typed) is None


def test_a_new_code_is_one() -> None:
    for _ in range(50):
        code = new_code()
        assert re.fullmatch(r"[0-9A-Z]{4}-[0-9A-Z]{2}", code)
        assert read_code(code) == code

"""Cells as people type them in Coquimbo and elsewhere, and what no cell can mean."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from catalog.facts import BY_KEY
from catalog.models import Category, TaxClass
from catalog.tables import cells
from catalog.tables.words import CATEGORIES, COLUMNS, TAXES, by_name
from catalog.words import plain
from coops import queries as coops


def in_spanish(text: str) -> int:
    return cells.whole(text, spanish=True)


def in_english(text: str) -> int:
    return cells.whole(text, spanish=False)


@pytest.mark.parametrize(
    ("read", "text", "value"),
    [
        (in_spanish, "1.500", 1_500),
        (in_spanish, "$ 15.990", 15_990),
        (in_english, "1,500", 1_500),
        (in_english, "24", 24),
        (cells.decimal, "12,5", 12.5),
        (cells.decimal, "12.5°", 12.5),
        (cells.decimal, "0,3 %", 0.3),
        (cells.day, "2026-11-22", "2026-11-22"),
        (cells.day, "22-11-2026", "2026-11-22"),
        (cells.day, "1/2/2026", "2026-02-01"),
        (cells.flag, "Sí", True),
        (cells.flag, "NO", False),
        (cells.months, "8 9 10", [8, 9, 10]),
        (cells.months, "10,9", [9, 10]),
        (cells.months, "11-2", [1, 2, 11, 12]),
        (cells.comuna, "rio hurtado", "04305"),
        (cells.comuna, "Paiguano", "04105"),
        (cells.comuna, "04301", "04301"),
        (cells.category, "Destilado", "spirits"),
        (cells.tax_class, "iva", "iva"),
    ],
)
def test_what_a_cell_means(read: Callable[[str], Any], text: str, value: Any):
    assert read(text) == value


@pytest.mark.parametrize(
    ("read", "text", "code"),
    [
        (in_spanish, "2,5", "not_whole"),
        (in_spanish, "12.5", "not_whole"),
        (in_english, "1.500", "not_whole"),
        (in_spanish, "-3", "not_whole"),
        (in_spanish, "1e308", "not_whole"),
        (in_spanish, "9" * 400, "not_whole"),
        (in_spanish, "٣", "not_whole"),
        (in_spanish, "1.50.000", "not_whole"),
        (cells.decimal, "1e308", "not_a_number"),
        (cells.decimal, "nan", "not_a_number"),
        (cells.decimal, "-1", "not_a_number"),
        (cells.day, "31-02-2026", "not_a_day"),
        (cells.day, "mañana", "not_a_day"),
        (cells.day, "0000-01-01", "not_a_day"),
        (cells.flag, "quizás", "not_yes_or_no"),
        (cells.months, "13", "not_months"),
        (cells.months, "enero", "not_months"),
        (cells.comuna, "Santiago", "comuna_unknown"),
        (cells.category, "oro", "word_unknown"),
    ],
)
def test_what_no_cell_means(read: Callable[[str], Any], text: str, code: str):
    with pytest.raises(cells.Wrong) as wrong:
        read(text)
    assert wrong.value.code == code


def test_what_a_lot_was_made_from():
    assert cells.inputs("L-1041 x 20 kilos + l-1042: 5", spanish=True) == [
        cells.InputCell("L-1041", 20, "kilos"), cells.InputCell("L-1042", 5, ""),
    ]  # fmt: skip
    for text in ("mucho vino", "L-1041", "L-1041 x 0", "L-1041 x -2", "L-1041 x 2,5"):
        with pytest.raises(cells.Wrong):
            cells.inputs(text, spanish=True)


def test_answers_are_read_by_their_words():
    grapes = BY_KEY["grapes"]
    assert cells.fact(grapes, "Moscatel de Alejandría + torontel", spanish=True) == [
        "moscatel_de_alejandria", "torontel",
    ]  # fmt: skip
    assert cells.fact(BY_KEY["milk"], "goat", spanish=False) == "cabra"
    with pytest.raises(cells.Wrong):
        cells.fact(grapes, "Uva inventada", spanish=True)


def test_no_two_columns_are_called_alike_and_every_word_is_there():
    for kind, columns in COLUMNS.items():
        for column in columns:
            assert by_name(kind)[plain(column.es)] == by_name(kind)[plain(column.en)] == column.key
    assert set(CATEGORIES) == set(Category.values)
    assert set(TAXES) == set(TaxClass.values)
    for place in coops.comunas():
        assert cells.comuna(place.name) == place.cut

"""What may be said about how a lot was made, and what is refused by name."""

from __future__ import annotations

from typing import Any

import pytest

from catalog.facts import BY_KEY, FACTS, FactsInvalid, asked, check_facts
from catalog.models import Category


def test_what_is_said_comes_back_in_order_and_without_blanks():
    said = check_facts(
        "spirits",
        {"grapes": ["torontel", "pedro_jimenez", "torontel"], "rested_days": 75, "bottled_in_units": True, "still": ""},
    )
    assert said == {"grapes": ["torontel", "pedro_jimenez"], "rested_days": 75, "bottled_in_units": True}
    assert check_facts("oil", {"acidity": 0.3, "olives": None}) == {"acidity": 0.3}
    assert check_facts("experience", {}) == {}


@pytest.mark.parametrize(
    ("category", "key", "value"),
    [
        ("spirits", "grapes", ["uva_inventada"]),
        ("spirits", "grapes", "torontel"),
        ("spirits", "grapes", [["torontel"]]),
        ("spirits", "grapes", {"torontel": 1}),
        ("cheese", "grapes", ["torontel"]),
        ("cheese", "herd", "goats"),
        ("cheese", "milk", "tiza"),
        ("cheese", "milk", ["cabra"]),
        ("spirits", "rested_days", -1),
        ("spirits", "rested_days", 60.0),
        ("spirits", "rested_days", 36_501),
        ("spirits", "rested_days", True),
        ("spirits", "rested_days", "60"),
        ("spirits", "distilled_at", 1e308),
        ("spirits", "distilled_at", float("nan")),
        ("spirits", "distilled_at", float("inf")),
        ("spirits", "bottled_in_units", 1),
        ("spirits", "bottled_in_units", "no"),
    ],
    ids=str,
)
def test_what_cant_be_is_refused_by_name(category: str, key: str, value: Any):
    with pytest.raises(FactsInvalid) as refused:
        check_facts(category, {key: value})
    assert refused.value.code == "facts_invalid"
    assert refused.value.members["fact"] == key
    assert refused.value.members["errors"][0]["attr"] == f"facts.{key}"


def test_the_vocabulary_is_whole():
    assert len(BY_KEY) == len(FACTS)
    kinds = set(Category.values)
    for fact in FACTS:
        assert set(fact.categories) <= kinds
        assert fact.es
        assert fact.en
        assert bool(fact.values) == (fact.kind in ("choice", "choices"))
        assert len({word.key for word in fact.values}) == len(fact.values)
        assert fact.kind not in ("number", "decimal") or fact.lowest < fact.highest
        assert set(fact.own_words) <= set(fact.categories)
    assert {fact.key for fact in asked("cheese")} >= {"rested_days", "milk"}
    assert BY_KEY["rested_days"].words("cheese") == ("Días de maduración", "Days of ripening")

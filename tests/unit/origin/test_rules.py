"""The engine of rules: pisco by its data, every kind of requirement, and nothing of a product in the code."""

from __future__ import annotations

import math
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from origin import requirement_words, requirements, rules
from origin.services.national import table

PISCO = next(row for row in table() if row["slug"] == "pisco")
RULES = rules.Rules.of(PISCO["zone"], PISCO["requirements"])
GRAPES = ("moscatel_rosada", "pedro_jimenez")


def lot(**fields: Any) -> rules.LotFacts:
    """This will describe a lot of good pisco, or what `fields` make of it."""
    facts = {
        "grapes": list(GRAPES), "rested_days": 75, "bottled_in_units": True, "distilled_at": 62.5,
        **fields.pop("facts", {}),
    }  # fmt: skip
    said: dict[str, Any] = {
        "category": "spirits",
        "origin": "04105",
        "made_in": "04106",
        "made_on": date(2026, 5, 2),
        "degrees": 40.0,
    }
    return rules.LotFacts(**said | fields, facts={name: fact for name, fact in facts.items() if fact is not None})


def codes(of: rules.LotFacts) -> list[str]:
    """This will return what the rules of pisco say against the lot."""
    return [breach.code for breach in rules.check(RULES, of)]


def test_good_pisco_may_bear_the_name():
    assert codes(lot()) == []


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (lot(degrees=29.9), "degrees_below"),
        (lot(degrees=50.1), "degrees_above"),
        (lot(degrees=math.nan), "degrees_above"),
        (lot(degrees=math.inf), "degrees_above"),
        (lot(degrees=-math.inf), "degrees_below"),
        (lot(degrees=None), "degrees_missing"),
        (lot(facts={"grapes": ["moscatel_rosada", "syrah"]}), "variety_not_listed"),
        (lot(facts={"grapes": [["nested"]]}), "variety_not_listed"),
        (lot(facts={"grapes": []}), "variety_missing"),
        (lot(facts={"grapes": "moscatel_rosada"}), "variety_missing"),
        (lot(facts={"grapes": None}), "variety_missing"),
        (lot(origin="05101"), "outside_zone"),
        (lot(made_in="13101"), "outside_zone"),
        (lot(made_in=""), "place_missing"),
        (lot(facts={"rested_days": 59}), "rested_too_short"),
        (lot(facts={"rested_days": True}), "rest_missing"),
        (lot(facts={"rested_days": None}), "rest_missing"),
        (lot(facts={"bottled_in_units": False}), "not_bottled_in_units"),
        (lot(facts={"bottled_in_units": 1}), "not_bottled_in_units"),
        (lot(facts={"distilled_at": 74}), "fact_not_allowed"),
        (lot(facts={"distilled_at": None}), "fact_missing"),
        (lot(category="wine"), "category_not_allowed"),
    ],
)
def test_what_is_not_pisco_is_told_by_its_code(wrong: rules.LotFacts, code: str):
    assert codes(wrong) == [code]


@pytest.mark.parametrize("comuna", ["03101", "04301"])
def test_both_regions_are_the_zone(comuna: str):
    assert codes(lot(origin=comuna, made_in=comuna)) == []


@pytest.mark.parametrize(
    ("degrees", "key"),
    [
        (29.9, None), (30, "corriente"), (34.9, "corriente"), (35, "especial"), (39.9, "especial"), (40, "reservado"),
        (42.9, "reservado"), (43, "gran_pisco"), (50, "gran_pisco"), (50.1, None), (math.nan, None), (None, None),
    ],
)  # fmt: skip
def test_the_class_follows_from_the_degrees(degrees: float | None, key: str | None):
    found = rules.derived_class(RULES, degrees)
    assert (found.key if found else None) == key


@given(st.floats(allow_nan=True, allow_infinity=True))
def test_a_class_exists_exactly_where_the_degrees_are_allowed(degrees: float):
    refused = {"degrees_below", "degrees_above"} & set(codes(lot(degrees=degrees)))
    assert (rules.derived_class(RULES, degrees) is None) == bool(refused)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=12,
)
_NEAR = st.fixed_dictionaries(
    {"rule": st.sampled_from(sorted(requirements.KINDS))},
    optional=dict.fromkeys(
        ("least", "most", "classes", "allowed", "fact", "principal", "accessory", "months", "inputs", "seal"), _JSON
    ),
)


@given(st.lists(_NEAR, max_size=3) | _JSON)
def test_whatever_json_is_read_or_refused_by_name_and_what_is_read_has_words(raw: Any):
    try:
        found = requirements.read(raw)
    except requirements.RequirementInvalid:
        return
    assert len(requirement_words.sentences(found)) == len(found)
    rules.check(rules.Rules(("04",), tuple(found)), lot())


@given(st.dictionaries(st.sampled_from(["grapes", "rested_days", "bottled_in_units", "distilled_at"]), _JSON))
def test_no_facts_make_the_engine_fall(facts: dict[str, Any]):
    for breach in rules.check(RULES, lot(facts=facts)):
        assert breach.es
        assert breach.en


@pytest.mark.parametrize(
    ("raw", "place"),
    [
        ({"rule": "zone"}, "requirements"),
        ([{"rule": "magic"}], "requirements.0.rule"),
        ([{}], "requirements.0.rule"),
        ([7], "requirements.0"),
        ([{"rule": "zone", "also": 1}], "requirements.0.also"),
        ([{"rule": "zone"}, {"rule": "zone"}], "requirements.1.rule"),
        ([{"rule": "category", "allowed": []}], "requirements.0.allowed"),
        ([{"rule": "category", "allowed": ["moonstone"]}], "requirements.0.allowed"),
        ([{"rule": "degrees", "least": 40, "most": 30}], "requirements.0.most"),
        ([{"rule": "degrees", "least": 1e308, "most": 1e308}], "requirements.0.least"),
        ([{"rule": "degrees", "least": math.nan, "most": 50}], "requirements.0.least"),
        ([{"rule": "degrees", "least": True, "most": 50}], "requirements.0.least"),
        (
            [
                {
                    "rule": "degrees",
                    "least": 30,
                    "most": 50,
                    "classes": [{"key": "a", "es": "a", "en": "a", "least": 31}],
                }
            ],
            "requirements.0.classes",
        ),
        ([{"rule": "varieties", "principal": ["grape_of_nowhere"]}], "requirements.0.principal"),
        ([{"rule": "varieties", "principal": ["torontel"], "accessory": ["torontel"]}], "requirements.0.accessory"),
        ([{"rule": "rested_days", "least": 1.5}], "requirements.0.least"),
        ([{"rule": "rested_days", "least": -1}], "requirements.0.least"),
        ([{"rule": "season", "months": [13]}], "requirements.0.months"),
        ([{"rule": "fact", "fact": "blood_group", "allowed": ["a"]}], "requirements.0.fact"),
        ([{"rule": "inputs_certified", "inputs": 0, "outputs": 1}], "requirements.0.inputs"),
        ([{"rule": "zone"}] * 21, "requirements"),
    ],
)
def test_a_requirement_out_of_shape_is_refused_by_its_place(raw: Any, place: str):
    with pytest.raises(requirements.RequirementInvalid) as refused:
        requirements.read(raw)
    assert refused.value.place == place


def test_every_kind_of_fact_can_be_asked():
    asked = rules.Rules.of(
        [],
        [
            {"rule": "fact", "fact": "milk", "allowed": ["cabra"]},
            {"rule": "fact_holds", "fact": "own_herd"},
            {"rule": "fact_between", "fact": "rested_days", "least": 30, "most": 90},
            {"rule": "season", "months": [9, 10]},
        ],
    )
    good = {"milk": "cabra", "own_herd": True, "rested_days": 40}
    cheese = lot(category="cheese", made_on=date(2026, 10, 1), facts=good)
    assert rules.check(asked, cheese) == []
    bad = lot(category="cheese", facts={"milk": "vaca", "own_herd": False, "rested_days": 5})
    assert [one.code for one in rules.check(asked, bad)] == [*["fact_not_allowed"] * 3, "out_of_season"]
    unknown = lot(category="cheese", made_on=None, facts={"rested_days": None})
    assert [one.code for one in rules.check(asked, unknown)] == [*["fact_missing"] * 3, "out_of_season"]


def test_no_rule_of_a_product_stands_in_the_code():
    engine = Path(rules.__file__).parent
    for name in ("rules.py", "requirements.py", "requirement_words.py", "balance.py"):
        source = (engine / name).read_text().lower()
        for word in ("pisco", "pajarete", "queso", "moscatel", "cabra"):
            assert word not in source, f"{name} knows of {word}"


def test_nothing_of_the_region_is_registered_today():
    """The facts of 2026-11: by law, applied for, in preparation; who registers one changes the table and this."""
    stands = {row["slug"]: (row["kind"], row["status"]) for row in table()}
    assert stands == {
        "pisco": ("law", "none"),
        "pajarete": ("law", "none"),
        "queso-de-cabra": ("geographical_indication", "applied"),
        "papaya": ("geographical_indication", "in_preparation"),
    }

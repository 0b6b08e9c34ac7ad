"""A lot says how it was made and what it was made from, and what can't be is refused before anything is written."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from catalog.models import Lot, LotInput
from coops.models import Producer
from tests.support.people import Api, client_for, person, producer

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()


def day(days: int) -> str:
    """This will return the day so many days from today."""
    return str(TODAY + timedelta(days=days))


@pytest.fixture
def maker() -> Producer:
    return producer(person())


@pytest.fixture
def client(maker: Producer) -> Api:
    return client_for(maker.mandates.get().person)


def lots_of(maker: Producer) -> str:
    return f"/api/v1/producers/{maker.pk}/lots"


def made(client: Api, maker: Producer, **fields: Any) -> dict[str, Any]:
    """This will write down a lot and return it."""
    answer = client.post(lots_of(maker), _lot(**fields))
    assert answer.status_code == 201, answer.content
    lot: dict[str, Any] = answer.json()
    return lot


def _lot(**fields: Any) -> dict[str, Any]:
    return {"product_name": "Vino", "category": "wine", "units": 10, "made_on": day(-90)} | fields


def test_a_lot_says_how_it_was_made(maker: Producer, client: Api):
    url = f"/api/v1/producers/{maker.pk}/products"
    pisco = client.post(url, {"name": "Pisco", "category": "spirits", "alcohol_degrees": 35, "comuna": "04106"}).json()
    facts = {"grapes": ["torontel", "moscatel_rosada"], "rested_days": 75, "bottled_in_units": True}
    first = made(client, maker, product_id=pisco["id"], facts=facts)
    assert (first["comuna"], first["alcohol_degrees"]) == ("04106", 35)
    assert first["facts"] == facts | {"grapes": ["moscatel_rosada", "torontel"]}
    second = made(client, maker, product_id=pisco["id"], alcohol_degrees=43.5, comuna="04105")
    assert (second["comuna"], second["alcohol_degrees"], second["facts"]) == ("04105", 43.5, {})


@pytest.mark.parametrize(
    ("wrong", "code", "attr"),
    [
        ({"facts": {"grapes": ["uva_inventada"]}}, "facts_invalid", "facts.grapes"),
        ({"facts": {"milk": "cabra"}}, "facts_invalid", "facts.milk"),
        ({"facts": {"rested_days": 1e308}}, "facts_invalid", "facts.rested_days"),
        ({"category": "cheese", "alcohol_degrees": 12}, "degrees_misplaced", "alcohol_degrees"),
        ({"made_on": day(1)}, "made_later", "made_on"),
        ({"best_before": day(-1)}, "best_before_past", "best_before"),
        ({"best_before": day(-91)}, "dates_crossed", "best_before"),
        ({"unit": "kilo"}, "unit_mismatch", "unit"),
        ({"units": -3}, "validation_error", "units"),
        ({"units": 2.5}, "validation_error", "units"),
        ({"units": 1e308}, "validation_error", "units"),
        ({"units": "7"}, "validation_error", "units"),
        ({"units": 1_000_001}, "validation_error", "units"),
        ({"alcohol_degrees": 1e308}, "validation_error", "alcohol_degrees"),
        ({"inputs": [{"lot_id": "x", "units": 1}]}, "validation_error", "inputs"),
        ({"facts": []}, "validation_error", "facts"),
    ],
    ids=str,
)
def test_what_cant_be_is_refused_beside_its_field(
    maker: Producer, client: Api, wrong: dict[str, Any], code: str, attr: str
):
    answer = client.post(lots_of(maker), _lot(**wrong))
    assert (answer.status_code, answer.json()["code"]) == (400, code), answer.content
    assert answer.json()["errors"][0]["attr"].startswith(attr)
    assert not Lot.objects.exists()


def test_a_comuna_of_another_region_is_refused(maker: Producer, client: Api):
    assert client.post(lots_of(maker), _lot(comuna="13101")).json()["code"] == "comuna_unknown"
    assert not Lot.objects.exists()


def test_a_lot_made_from_lots_uses_them_up(maker: Producer, client: Api):
    wine = made(client, maker, units=100)
    herbs = made(client, maker, product_name="Hierbas", category="preserves", units=5)
    pisco = made(
        client, maker, product_name="Pisco", category="spirits", made_on=day(-2), units=30,
        inputs=[{"lot_id": wine["id"], "units": 80, "unit": "Unidades"}, {"lot_id": herbs["id"], "units": 5}],
    )  # fmt: skip
    assert [(row["code"], row["units"]) for row in pisco["inputs"]] == [(wine["code"], 80), (herbs["code"], 5)]
    assert [(lot.free, lot.used, lot.units) for lot in Lot.objects.order_by("code")[:2]] == [(20, 80, 100), (0, 5, 5)]
    short = client.post(lots_of(maker), _lot(inputs=[{"lot_id": wine["id"], "units": 21}]))
    assert (short.status_code, short.json()["code"], short.json()["free"]) == (409, "lot_short", 20)
    assert Lot.objects.count() == 3


def test_what_it_cant_have_been_made_from_is_refused(maker: Producer, client: Api):
    wine = made(client, maker, units=100, best_before=day(20))
    theirs = producer(person())
    foreign = made(client_for(theirs.mandates.get().person), theirs)
    fresh = made(client, maker, made_on=day(0))

    def refused(*inputs: dict[str, Any], **fields: Any) -> str:
        answer = client.post(lots_of(maker), _lot(inputs=list(inputs), **fields))
        assert answer.status_code == 400, answer.content
        return str(answer.json()["code"])

    of_wine = {"lot_id": wine["id"], "units": 1}
    assert refused({"lot_id": foreign["id"], "units": 1}) == "input_missing"
    assert refused(of_wine, of_wine) == "input_twice"
    assert refused({**of_wine, "unit": "kilos"}) == "input_unit_mismatch"
    assert refused({"lot_id": fresh["id"], "units": 1}, made_on=day(-1)) == "input_made_later"
    assert refused({**of_wine, "units": 0}) == "validation_error"
    Lot.objects.filter(pk=wine["id"]).update(best_before=TODAY - timedelta(days=1))
    assert refused(of_wine, made_on=day(0)) == "input_past_date"
    assert not LotInput.objects.exists()
    assert not Lot.objects.filter(used__gt=0).exists()


def test_no_lot_is_made_from_itself(maker: Producer, client: Api):
    """By what is asked it can't be: inputs come with a lot that isn't there before. The database refuses it as well."""
    wine = made(client, maker)
    with pytest.raises(IntegrityError), transaction.atomic():
        LotInput.objects.create(lot_id=wine["id"], input_lot_id=wine["id"], units=1)
    assert client.patch(f"{lots_of(maker)}/{wine['id']}", {"inputs": []}).status_code in (404, 405)


def test_the_questions_are_told_to_everybody():
    answer = client_for().get("/api/v1/catalog/facts")
    facts = {fact["key"]: fact for fact in answer.json()["results"]}
    assert len(facts["grapes"]["values"]) >= 13
    assert {one["category"]: one["es"] for one in facts["rested_days"]["asked"]}["cheese"] == "Días de maduración"
    assert facts["milk"]["values"][0] == {"key": "cabra", "es": "de cabra", "en": "goat"}

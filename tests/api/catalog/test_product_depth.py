"""What a product says about itself: its price with the taxes inside, its degrees, its number, and what must agree."""

from __future__ import annotations

from typing import Any

import pytest

from catalog.models import Product
from coops.models import Producer
from tests.support.people import Api, client_for, person, producer

pytestmark = pytest.mark.django_db

PISCO = {"name": "Pisco Luna Quieta", "category": "spirits"}
CHEESE = {"name": "Queso", "category": "cheese"}


@pytest.fixture
def maker() -> Producer:
    return producer(person())


@pytest.fixture
def client(maker: Producer) -> Api:
    return client_for(maker.mandates.get().person)


def of(maker: Producer) -> str:
    return f"/api/v1/producers/{maker.pk}/products"


def test_a_product_tells_its_price_with_the_taxes_inside_and_where_it_comes_from(maker: Producer, client: Api):
    told = {
        "price_clp": 15_050, "alcohol_degrees": 35, "comuna": "04105", "gtin": "7 804300-120119", "story_es": "De mi abuelo.",
        "story_en": "My grandfather's.", "net_content": "750 ml",
    }  # fmt: skip
    made = client.post(of(maker), PISCO | told)
    assert made.status_code == 400, made.content
    assert made.json()["code"] == "gtin_invalid"
    assert made.json()["errors"][0]["attr"] == "gtin"
    pisco = client.post(of(maker), PISCO | told | {"gtin": "7 804300-120115"}).json()
    assert (pisco["tax_class"], pisco["taxes"]) == (
        "iva_ila_spirits", {"net_clp": 10_000, "iva_clp": 1_900, "ila_clp": 3_150},
    )  # fmt: skip
    assert (pisco["alcohol_degrees"], pisco["comuna"], pisco["gtin"]) == (35, "04105", "7804300120115")
    assert (pisco["story_es"], pisco["story_en"], pisco["withdrawal_right"]) == (
        "De mi abuelo.", "My grandfather's.", True,
    )  # fmt: skip
    plain = client.post(of(maker), CHEESE).json()
    assert (plain["tax_class"], plain["taxes"], plain["price_clp"], plain["gtin"]) == ("iva", None, None, "")


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (CHEESE | {"tax_class": "iva_ila_spirits"}, "tax_mismatch"),
        (CHEESE | {"alcohol_degrees": 12}, "degrees_misplaced"),
        (CHEESE | {"withdrawal_right": False}, "withdrawal_owed"),
        (CHEESE | {"comuna": "13101"}, "comuna_unknown"),
        (CHEESE | {"gtin": "7804300120110"}, "gtin_invalid"),
        (CHEESE | {"gtin": "٧٨٠٤٣٠٠١٢٠١١٩"}, "gtin_invalid"),
        (CHEESE | {"gtin": "=1+1"}, "gtin_invalid"),
        (PISCO | {"alcohol_degrees": 97}, "validation_error"),
        (PISCO | {"alcohol_degrees": 1e308}, "validation_error"),
        (PISCO | {"alcohol_degrees": -1}, "validation_error"),
        (CHEESE | {"price_clp": 0}, "validation_error"),
        (CHEESE | {"price_clp": 10.5}, "validation_error"),
        (CHEESE | {"price_clp": 1e308}, "validation_error"),
        (CHEESE | {"story_es": "x" * 2_001}, "validation_error"),
    ],
    ids=str,
)
def test_what_doesnt_agree_is_refused_beside_its_field(maker: Producer, client: Api, wrong: dict[str, Any], code: str):
    answer = client.post(of(maker), wrong)
    assert (answer.status_code, answer.json()["code"]) == (400, code), answer.content
    assert code == "comuna_unknown" or answer.json()["errors"][0]["attr"] == list(wrong)[2]
    assert not Product.objects.exists()


def test_a_change_is_held_against_what_stays(maker: Producer, client: Api):
    fresh = client.post(of(maker), CHEESE | {"perishable": True, "withdrawal_right": False}).json()
    url = f"{of(maker)}/{fresh['id']}"
    assert client.patch(url, {"perishable": False}).json()["code"] == "withdrawal_owed"
    assert client.patch(url, {"category": "spirits", "alcohol_degrees": 40}).status_code == 200
    assert client.patch(url, {"category": "cheese"}).json()["code"] == "degrees_misplaced"
    assert client.get(url).json()["category"] == "spirits"
    priced = client.patch(url, {"price_clp": 1_190, "tax_class": "iva"}).json()
    assert priced["taxes"] == {"net_clp": 1_000, "iva_clp": 190, "ila_clp": 0}

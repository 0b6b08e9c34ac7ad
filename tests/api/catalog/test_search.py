"""Looking for something on the catalog: words as people of Chile type them, and the filters beside them."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from catalog.models import Offer, SearchWord
from catalog.words import plain, sort_key
from tests.support import trade
from tests.support.people import constituted_association

pytestmark = pytest.mark.django_db

LIST, FACETS = "/api/v1/catalog/offers", "/api/v1/catalog/facets"


@pytest.fixture
def shop() -> Client:
    return Client()


def ask(shop: Client, **query: Any) -> dict[str, Any]:
    response = shop.get(LIST, query)
    assert response.status_code == 200, response.content
    return dict(response.json())


def names(shop: Client, **query: Any) -> list[str]:
    return sorted(offer["name"] for offer in ask(shop, **query)["results"])


@pytest.mark.parametrize(
    ("typed", "meant", "found"),
    [
        ("qeso", "queso", "Queso de cabra maduro"),
        ("keso de cavra", "queso de cabra", "Queso de cabra maduro"),
        ("piscco", "pisco", "Pisco Luna Quieta"),
        ("pizco paihuanno", "pisco paihuano", "Pisco Luna Quieta"),
        ("papalla", "papaya", "Papaya fresca"),
        ("aseite", "aceite", "Aceite de oliva"),
        ("aceyte de oliba", "aceite de oliva", "Aceite de oliva"),
        ("pajaerte", "pajarete", "Pajarete Tarde Larga"),
        ("PAJARRETE", "pajarete", "Pajarete Tarde Larga"),
        ("quesos", None, "Queso de cabra maduro"),
        ("papayas frescas", None, "Papaya fresca"),
        ("quéso", None, "Queso de cabra maduro"),
        ("pisco de paihuano", None, "Pisco Luna Quieta"),
    ],
)
def test_a_slip_finds_what_was_meant_and_says_so(shop: Client, typed: str, meant: str | None, found: str):
    cast = constituted_association(2)
    trade.offer(cast)
    trade.offer(cast, name="Pisco Luna Quieta", category="spirits", comuna="04105")
    trade.offer(cast, name="Papaya fresca", category="fruit", comuna="04101")
    trade.offer(cast, name="Aceite de oliva", category="oil", comuna="04304")
    trade.offer(cast, name="Pajarete Tarde Larga", category="wine", comuna="04303")
    answer = ask(shop, search=typed)
    assert ([offer["name"] for offer in answer["results"]], answer["meant"]) == ([found], meant)
    facets = shop.get(FACETS, {"search": typed}).json()
    assert facets["offers"] == 1


@pytest.mark.parametrize("typed", ["xyzzy", "77777777", "queso xyzzy", "de la", "zz"])
def test_what_is_like_nothing_finds_nothing(shop: Client, typed: str):
    trade.offer(constituted_association(2), name="Manta", category="craft", comuna="04106")
    answer = ask(shop, search=typed)
    assert (answer["results"], answer["meant"]) == ([], None)


def test_among_2000_offers_the_usual_search_is_one_statement_and_a_slip_three(shop: Client):
    first = trade.pool()
    other = "Mermelada de damasco número {} de la quebrada"
    rows = (
        Offer(
            slug=f"mermelada-{number}", association=first.cast.association, name=other.format(number),
            category="preserves", unit_es="frasco", units_es="frascos", unit_en="jar", units_en="jars",
            price_clp=1000 + number, tax_class="iva", comuna="04106", status="open", opened_at=timezone.now(),
            search_text=plain(other.format(number)), sort_name=sort_key(other.format(number)),
        )
        for number in range(1999)
    )  # fmt: skip
    # In small statements: each has a time limit of its own, however busy the machine is.
    Offer.objects.bulk_create(rows, batch_size=100)
    assert SearchWord.objects.filter(word="quebrada").exists()
    for typed, statements in (("queso", 1), ("qeso", 3), ("damasko", 3), ("xyzzy", 3)):
        with CaptureQueriesContext(connection) as queries:
            answer = ask(shop, search=typed)
        assert len(queries) <= statements, [query["sql"][:90] for query in queries]
        assert bool(answer["results"]) == (typed != "xyzzy")
    with connection.cursor() as cursor:
        # Without its habit of reading small tables whole, the database has an index for each of the questions.
        cursor.execute("ANALYZE")
        cursor.execute("SET LOCAL enable_seqscan = off")
        for question, index in (
            ("SELECT 1 FROM catalog_offer WHERE search_text LIKE '%queso%'", "offer_search"),
            ("SELECT 1 FROM catalog_searchword WHERE sound % catalog_sound('qeso')", "search_word_sound"),
        ):
            cursor.execute(f"EXPLAIN {question}")
            assert index in str(cursor.fetchall())


def test_changed_words_of_an_offer_are_known(shop: Client):
    made = trade.offer(constituted_association(2))
    Offer.objects.filter(pk=made.pk).update(search_text="copao de quebrada")
    assert ask(shop, search="copaho")["meant"] == "copao"


def test_each_filter_keeps_what_it_says(shop: Client):
    month = timezone.localdate().month
    later = month % 12 + 1
    one, other = constituted_association(2), constituted_association(2)
    trade.offer(one, name="Queso", price_clp=9000, season_months=[month])
    trade.offer(one, name="Carne", category="meat", price_clp=12000, season_months=[later])
    trade.pool(cast=other, name="Papaya", category="fruit", comuna="04101", price_clp=2000)
    assert names(shop, category="cheese,meat") == ["Carne", "Queso"]
    assert names(shop, in_season="true") == ["Papaya", "Queso"]
    assert names(shop, available="true") == ["Papaya"]
    assert names(shop, max_price_clp=9000) == ["Papaya", "Queso"]
    assert names(shop, association_slug=one.association.slug) == ["Carne", "Queso"]
    assert names(shop, association_slug="nobody") == []
    assert names(shop, category="cheese,meat", max_price_clp=9000, in_season="true", search="queso") == ["Queso"]


def test_counts_leave_their_own_filter_out(shop: Client):
    one, other = constituted_association(2), constituted_association(2)
    trade.offer(one, name="Queso")
    trade.offer(one, name="Carne", category="meat", price_clp=12000)
    trade.offer(other, name="Papaya", category="fruit", comuna="04101")
    query: dict[str, Any] = {"category": "cheese,meat", "association_slug": one.association.slug}
    facets = shop.get(FACETS, query).json()
    assert (facets["offers"], facets["associations"]) == (2, 1)
    assert facets["comunas"] == [{"value": "04305", "count": 2}]
    assert [(seller["slug"], seller["count"]) for seller in facets["sellers"]] == [(one.association.slug, 2)]
    assert {row["value"]: row["count"] for row in facets["categories"]} == {"cheese": 1, "meat": 1}
    assert shop.get(FACETS, {"max_price_clp": 10000, **query}).json()["offers"] == 1


@pytest.mark.parametrize(
    "query",
    [{"max_price_clp": "0"}, {"max_price_clp": "1e9"}, {"in_season": "perhaps"}, {"association_slug": "A b"},
     {"category": "cheese,"}, {"category": "cheese,password"}],
)  # fmt: skip
def test_nonsense_in_a_filter_is_a_400(shop: Client, query: dict[str, str]):
    assert shop.get(LIST, query).status_code == 400


def test_the_price_of_one_is_told_to_the_last_peso(shop: Client):
    cast = constituted_association(3)
    spirits: dict[str, Any] = {"category": "spirits", "tax_class": "iva_ila_spirits", "alcohol_degrees": 40.0}
    pool = trade.pool((5, 3, 2), cast=cast, name="Pisco", price_clp=18990, **spirits)
    hidden = pool.members[0].producer
    hidden.shows_name = False
    hidden.save()
    offer = shop.get(f"{LIST}/{pool.offer.slug}").json()
    money = offer["money"]
    assert (money["net_clp"], money["iva_clp"], money["ila_clp"]) == (12618, 2397, 3975)
    assert money["net_clp"] + money["iva_clp"] + money["ila_clp"] == money["price_clp"] == 18990
    assert [part["amount_clp"] for part in money["parts"]] == [6309, 3785, 2524]
    assert hidden.name not in str(offer)
    assert [share["producer_id"] for share in offer["shares"]] == [
        None, str(pool.members[1].producer.pk), str(pool.members[2].producer.pk)
    ]  # fmt: skip

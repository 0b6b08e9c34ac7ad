"""The catalog over HTTP as a stranger, a partner and a hostile visitor see it."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from catalog import services
from tests.support import trade
from tests.support.people import actor, constituted_association

pytestmark = pytest.mark.django_db

LIST = "/api/v1/catalog/offers"


@pytest.fixture
def shop() -> Client:
    return Client()


def names(response) -> list[str]:
    assert response.status_code == 200, response.content
    return [offer["name"] for offer in response.json()["results"]]


def test_the_list_shows_open_offers_with_their_shares_in_two_statements(shop: Client):
    pool = trade.pool()
    trade.offer(pool.cast, opened=False, name="Borrador")
    with CaptureQueriesContext(connection) as queries:
        response = shop.get(LIST)
    assert len(queries) <= 2, [query["sql"][:90] for query in queries]
    (offer,) = response.json()["results"]
    assert (offer["slug"], offer["free"], offer["price_clp"]) == (pool.offer.slug, 100, 7990)
    assert offer["shares"] == [50, 30, 20]
    assert offer["association"]["slug"] == pool.cast.association.slug
    assert response.json()["next"] is None
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["Feed-Position"].startswith("catalog=")
    assert "Set-Cookie" not in response.headers


def test_a_visitor_who_has_it_already_gets_304(shop: Client):
    pool = trade.pool()
    first = shop.get(LIST)
    again = shop.get(LIST, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    services.hold(offer_id=pool.offer.pk, owner=uuid4(), units=1)
    assert shop.get(LIST, headers={"If-None-Match": first["ETag"]}).json()["results"][0]["free"] == 99


def test_pages_follow_each_other_without_gaps_in_every_order(shop: Client):
    cast = constituted_association(2)
    for number in range(7):
        trade.offer(cast, name=f"Queso {number % 3}", price_clp=1000 + number % 4, season_months=[number % 12 + 1])
    for ordering in ("newest", "season", "price", "-price", "name"):
        whole = [offer["id"] for offer in shop.get(LIST, {"ordering": ordering}).json()["results"]]
        url, seen = f"{LIST}?ordering={ordering}&limit=2", []
        while url:
            answer = shop.get(url).json()
            seen += [offer["id"] for offer in answer["results"]]
            url = answer["next"]
        assert seen == whole
        assert len(seen) == 7


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("anejo", ["Queso Añejo de Ñuble"]),
        ("AÑEJO", ["Queso Añejo de Ñuble"]),
        ("qeso", ["Queso Añejo de Ñuble"]),
        ("papáya", ["Papaya fresca"]),
        ("fruit", ["Papaya fresca"]),
        ("pap fres", ["Papaya fresca"]),
        ("%", []),
        ("' OR 1=1 --", []),
        ("\u202e\ufeff", []),
        ("zzz", []),
    ],
)
def test_search_does_not_mind_accents_nor_a_slip(shop: Client, search: str, found: list[str]):
    cast = constituted_association(2)
    trade.offer(cast, name="Queso Añejo de Ñuble")
    trade.offer(cast, name="Papaya fresca", category="fruit", comuna="04101")
    assert names(shop.get(LIST, {"search": search})) == found


def test_filters_and_facets_agree(shop: Client):
    cast = constituted_association(2)
    trade.offer(cast, name="Queso")
    trade.offer(cast, name="Papaya", category="fruit", comuna="04101")
    trade.offer(cast, name="Papaya en conserva", category="preserves", comuna="04101")
    assert names(shop.get(LIST, {"comuna": "04101", "category": "fruit"})) == ["Papaya"]
    facets = shop.get("/api/v1/catalog/facets", {"comuna": "04101"}).json()
    assert facets["categories"] == [{"value": "preserves", "count": 1}, {"value": "fruit", "count": 1}] or facets[
        "categories"
    ] == [{"value": "fruit", "count": 1}, {"value": "preserves", "count": 1}]
    assert facets["comunas"][0] == {"value": "04101", "count": 2}
    assert (facets["offers"], facets["associations"]) == (2, 1)


def test_an_offer_tells_whose_it_is_and_hides_who_wants_to_be_hidden(shop: Client):
    pool = trade.pool()
    hidden = pool.members[1].producer
    hidden.shows_name = False
    hidden.save()
    offer = shop.get(f"{LIST}/{pool.offer.slug}").json()
    assert [share["percent"] for share in offer["shares"]] == [50, 30, 20]
    assert offer["shares"][0]["public_name"] == pool.members[0].producer.name
    assert hidden.name not in str(offer)
    assert offer["origin"]["lots"] == offer["origin"]["producers"] == 3
    assert offer["best_before"]


def test_drafts_are_not_there_and_closed_offers_keep_their_page(shop: Client):
    pool = trade.pool()
    draft = trade.offer(pool.cast, opened=False)
    assert shop.get(f"{LIST}/{draft.slug}").status_code == 404
    services.close_offer(
        actor=actor(pool.members[0].person), association_id=pool.cast.association.pk, offer_id=pool.offer.pk
    )
    assert names(shop.get(LIST)) == []
    assert shop.get(f"{LIST}/{pool.offer.slug}").json()["status"] == "closed"


@pytest.mark.parametrize(
    "query",
    [
        {"limit": "0"}, {"limit": "1000000"}, {"limit": "a"}, {"ordering": "password"}, {"category": "x"},
        {"comuna": "4305"}, {"search": "a\x00b"}, {"search": "a" * 81}, {"association": "7"},
        {"cursor": "x"}, {"cursor": "WyJuZXdlc3QiXQ"}, {"cursor": "bnVsbA"}, {"cursor": "[" * 300},
        {"cursor": "WyJwcmljZSIsMWU5OTksIngiXQ", "ordering": "price"},
        # ["price", true, "0198…"]: a truth is no price.
        {"cursor": "WyJwcmljZSIsdHJ1ZSwiMDE5OGFiY2QtMDAwMC03MDAwLTgwMDAtMDAwMDAwMDAwMDAwIl0", "ordering": "price"},
    ],
)  # fmt: skip
def test_nonsense_is_a_400(shop: Client, query: dict[str, str]):
    response = shop.get(LIST, query)
    assert response.status_code == 400, response.content
    assert response["Content-Type"] == "application/problem+json"
    assert response["Access-Control-Allow-Origin"] == "*"


def test_only_reading_is_open_to_other_sites(shop: Client):
    asked = shop.options(LIST, headers={"Origin": "https://elsewhere.example"})
    assert asked.status_code == 204
    assert asked["Access-Control-Allow-Methods"] == "GET, HEAD"
    assert shop.post(LIST, {}, content_type="application/json").status_code == 405
    assert "Access-Control-Allow-Credentials" not in asked.headers

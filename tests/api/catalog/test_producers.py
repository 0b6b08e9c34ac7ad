"""Producers as strangers see them: who shows her name has a page, who doesn't keeps to herself."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from catalog import services
from tests.support import trade
from tests.support.people import actor

pytestmark = pytest.mark.django_db

LIST = "/api/v1/catalog/producers"


@pytest.fixture
def shop() -> Client:
    return Client()


def rename(pool: trade.Pool, *names: str) -> None:
    for member, name in zip(pool.members, names, strict=False):
        member.producer.name = name
        member.producer.save()


def hide(member: Any) -> None:
    member.producer.shows_name = False
    member.producer.story = "Cuarenta cabras junto al canal."
    member.producer.save()


def test_the_list_is_in_spanish_order_and_pages_follow(shop: Client):
    pool = trade.pool()
    rename(pool, "Ñandú Silvestre", "Óscar Vega", "Nuez del Valle")
    whole = shop.get(LIST).json()["results"]
    assert [row["public_name"] for row in whole] == ["Nuez del Valle", "Ñandú Silvestre", "Óscar Vega"]
    assert whole[0]["offers"] == 1
    assert whole[0]["associations"][0]["slug"] == pool.cast.association.slug
    url, seen = f"{LIST}?limit=2", []
    while url:
        answer = shop.get(url)
        assert answer.status_code == 200
        seen += answer.json()["results"]
        url = answer.json()["next"]
    assert seen == whole


def test_who_does_not_show_her_name_is_a_place_without_a_page(shop: Client):
    pool = trade.pool()
    hidden = pool.members[0]
    rename(pool, "Aaa la Primera", "Berta Castillo", "Zoila Rojo")
    hide(hidden)
    answer = shop.get(LIST)
    rows = answer.json()["results"]
    assert rows[-1]["id"] is None
    assert rows[-1]["offers"] == 1
    assert rows[-1]["initials"] == "·"
    for private in ("Aaa la Primera", "Cuarenta cabras", str(hidden.producer.pk)):
        assert private not in answer.content.decode()
    assert shop.get(f"{LIST}/{hidden.producer.pk}").status_code == 404


def test_a_page_shows_what_she_takes_part_in_now(shop: Client):
    pool = trade.pool()
    member = pool.members[0]
    trade.offer(pool.cast, name="Sin sus quesos")
    page = shop.get(f"{LIST}/{member.producer.pk}")
    assert page.status_code == 200
    assert [offer["slug"] for offer in page.json()["offers"]] == [pool.offer.slug]
    assert page["Access-Control-Allow-Origin"] == "*"
    assert page["Feed-Position"].startswith("catalog=")
    services.close_offer(
        actor=actor(member.person), association_id=pool.cast.association.pk, offer_id=pool.offer.pk
    )  # fmt: skip
    assert shop.get(f"{LIST}/{member.producer.pk}").json()["offers"] == []
    assert shop.get(f"{LIST}/{uuid4()}").status_code == 404


def test_filters_and_counts_by_comuna_agree_in_few_statements(shop: Client):
    pool = trade.pool()
    place = pool.members[0].producer.comuna
    with CaptureQueriesContext(connection) as queries:
        rows = shop.get(LIST, {"comuna": place}).json()["results"]
    assert len(queries) <= 5, [query["sql"][:90] for query in queries]
    counts = {row["comuna"]: row for row in shop.get("/api/v1/catalog/territory").json()}
    assert len(counts) == 15
    assert counts[place]["producers"] == len(rows)
    assert counts[pool.offer.comuna]["offers"] == 1
    assert counts[pool.cast.association.comuna]["associations"] == 1
    assert shop.get(LIST, {"comuna": "99"}).status_code == 400
    assert shop.get(LIST, {"cursor": "cD14"}).status_code in (200, 404)

"""The pool at a glance: every side of it comes to the same whole, and nothing of it grows with the association."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from catalog import services as catalog
from catalog.models import Contribution, Lot
from catalog.queries.insight import insight
from tests.support import names, people, trade
from tests.support.people import client_for

pytestmark = pytest.mark.django_db


def seen(pool: trade.Pool, who: int = 0) -> dict[str, Any]:
    answer = client_for(pool.members[who].person).get(f"/api/v1/associations/{pool.cast.association.pk}/insight")
    assert answer.status_code == 200, answer.content
    return dict(answer.json())


def test_every_side_comes_to_the_same_whole():
    pool = trade.pool((50, 30, 20))
    other = trade.pool((10,), cast=pool.cast, name="Arrope de chañar", price_clp=4_500)
    Lot.objects.filter(pk=pool.contributions[1].lot_id).update(comuna="04302")
    told = seen(pool)
    whole = 100 * 7_990 + 10 * 4_500
    assert told["value_clp"] == whole
    for side in ("products", "members", "comunas", "dates"):
        assert sum(row["value_clp"] for row in told[side]) == whole, side
    assert [(row["name"], row["free"]) for row in told["products"]] == [(pool.offer.name, 100), (other.offer.name, 10)]
    assert [row["mine"] for row in told["members"]] == [True, False, False]
    assert [(row["comuna"], row["members"], row["lots"]) for row in told["comunas"]] == [
        ("04305", 2, 3),
        ("04302", 1, 1),
    ]
    assert [row["mine"] for row in seen(pool, who=2)["members"]] == [False, False, True]


@pytest.mark.parametrize(
    ("days", "span", "listed"),
    [(-3, "past", True), (0, "soon", True), (10, "soon", True), (30, "month", True), (31, "season", False)],
)
def test_what_expires_stands_under_its_span(days: int, span: str, listed: bool):
    pool = trade.pool((10,))
    until = timezone.localdate() + timedelta(days=days)
    Lot.objects.filter(pk=pool.contributions[0].lot_id).update(best_before=until)
    told = seen(pool)
    assert [row["span"] for row in told["dates"] if row["lots"]] == [span]
    assert [(row["days"], row["units"]) for row in told["lots"]] == ([(days, 10)] if listed else [])


def test_lots_that_keep_are_undated_and_what_is_sold_is_gone():
    pool = trade.pool((10, 5))
    Lot.objects.filter(pk=pool.contributions[0].lot_id).update(best_before=None)
    Contribution.objects.filter(pk=pool.contributions[1].pk).update(allocated=5)
    told = seen(pool)
    assert [(row["span"], row["lots"]) for row in told["dates"] if row["lots"]] == [("undated", 1)]
    assert len(told["members"]) == 1


def test_what_waits_for_a_certificate_stands_beside_what_can_be_sold():
    pool, _seal, granted = names.sealed_pool((10, 4))
    late = trade.lot(pool.members[0], 6, best_before=timezone.localdate() + timedelta(days=5))
    trade.contribute(pool.offer, pool.members[0], 6, of=late)
    told = seen(pool)
    assert (told["value_clp"], told["uncovered_clp"]) == (14 * 7_990, 6 * 7_990)
    for side in ("products", "members", "comunas", "dates"):
        assert sum(row["value_clp"] for row in told[side]) == told["value_clp"], side
    assert [(row["free"], row["uncovered"]) for row in told["products"]] == [(14, 6)]
    assert sorted(row["uncovered_clp"] for row in told["members"]) == [0, 6 * 7_990]
    assert [(row["units"], row["uncovered"]) for row in told["lots"]] == [(0, 6)]
    page = client_for(pool.members[0].person).get(
        f"/api/v1/associations/{pool.cast.association.pk}/offers/{pool.offer.pk}"
    )
    assert (page.json()["free"], page.json()["uncovered"]) == (14, 6), "the page of the pool says the same"

    catalog.block_cover(cover_id=granted.pk, reason="suspended")
    told = seen(pool)
    assert (told["value_clp"], told["uncovered_clp"]) == (0, 20 * 7_990)
    assert [row["uncovered"] for row in told["products"]] == [20], "it is told also when nothing of it can be sold"


def test_an_empty_pool_has_nothing_on_any_side():
    cast = people.constituted_association(2)
    answer = client_for(cast.members[0].person).get(f"/api/v1/associations/{cast.association.pk}/insight").json()
    assert (answer["value_clp"], answer["products"], answer["members"], answer["lots"]) == (0, [], [], [])
    assert answer["other_members"] == {"count": 0, "value_clp": 0}


def test_a_long_list_is_cut_and_its_rest_told_and_mine_is_never_in_the_rest():
    pool = trade.pool((60, *range(50, 36, -1), 1), cast=people.constituted_association(16))
    told = seen(pool, who=15)
    assert len(told["members"]) == 12
    assert [row["mine"] for row in told["members"]] == [False] * 11 + [True]
    assert told["other_members"]["count"] == 4
    assert sum(row["value_clp"] for row in told["members"]) + told["other_members"]["value_clp"] == told["value_clp"]


def test_six_statements_however_much_there_is():
    pool = trade.pool((5, 5, 5))
    with CaptureQueriesContext(connection) as asked:
        insight(pool.cast.association.pk, mine={pool.members[0].producer.pk}, today=timezone.localdate())
    assert len(asked) == 6


def test_strangers_see_nothing():
    pool = trade.pool((5, 5))
    path = f"/api/v1/associations/{pool.cast.association.pk}/insight"
    assert client_for(people.person()).get(path).status_code == 404

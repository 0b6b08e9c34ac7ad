"""What an association sold, added up: to the peso, in the right month, and for each member."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from orders.models import OrderGroup
from orders.sales import span_of
from tests.api.orders.test_handover import bought
from tests.support import trade
from tests.support.people import client_for

pytestmark = pytest.mark.django_db


def sales(pool: trade.Pool, who: int = 0, **asked: Any) -> dict[str, Any]:
    answer = client_for(pool.members[who].person).get(f"/api/v1/associations/{pool.cast.association.pk}/sales", asked)
    assert answer.status_code == 200, answer.content
    return dict(answer.json())


def test_members_parts_come_to_the_whole(pool: trade.Pool):
    for _ in range(3):
        bought(pool)
    bought(pool, paid=False)
    told = sales(pool)
    assert (told["orders"], told["units"], told["total_clp"]) == (3, 9, 9 * 7990)
    assert (told["to_hand_over"], told["others"]["members"]) == (3, 0)
    assert sum(one["amount_clp"] for one in told["members"]) == told["total_clp"]
    assert all(one["amount_clp"] == one["units"] * 7990 for one in told["members"])
    assert [bar["total_clp"] for bar in told["bars"]] == [9 * 7990]
    assert [(one["name"], one["units"]) for one in told["offers"]] == [("Queso de cabra maduro", 9)]


def test_one_who_looks_finds_her_own_first(pool: trade.Pool):
    bought(pool)
    hers = sales(pool, who=1)["members"]
    assert [one["mine"] for one in hers][:2] == [True, False]


def test_one_offer_among_several(pool: trade.Pool):
    other = trade.pool((10, 10), cast=pool.cast, name="Arrope de chañar", price_clp=4500)
    bought(pool)
    bought(other)
    assert sales(pool, offer=str(other.offer.pk))["total_clp"] == 3 * 4500
    assert len(sales(pool, offer=str(other.offer.pk))["offers"]) == 2, "the way back to the others stays"
    listed = client_for(pool.members[0].person).get(
        f"/api/v1/associations/{pool.cast.association.pk}/orders", {"offer": str(other.offer.pk)}
    )
    assert [one["total_clp"] for one in listed.json()["results"]] == [3 * 4500]


def test_the_last_minute_of_a_month_in_the_region_is_that_months(pool: trade.Pool):
    this_month = timezone.localdate().replace(day=1)
    last = timezone.make_aware(datetime(this_month.year, this_month.month, 1)) - timedelta(minutes=1)  # noqa: DTZ001
    order = bought(pool)
    OrderGroup.objects.filter(pk=order.group_id).update(paid_at=last)
    assert (sales(pool, period="month")["orders"], sales(pool, period="last_month")["orders"]) == (0, 1)
    assert sales(pool, period="month")["members"] == []
    assert sales(pool)["bars"][0]["start"] == last.date().replace(day=1).isoformat()


@pytest.mark.parametrize("asked", [{"period": "ever"}, {"offer": "7"}])
def test_bad_questions_are_refused(pool: trade.Pool, asked: dict[str, str]):
    path = f"/api/v1/associations/{pool.cast.association.pk}/sales"
    assert client_for(pool.members[0].person).get(path, asked).status_code == 400


def test_periods_are_calendar_months_of_the_region():
    span = span_of("last_month", date(2026, 3, 31))
    assert (span.first, span.after) == (date(2026, 2, 1), date(2026, 3, 1))
    assert span_of("year", date(2026, 3, 31)).first == date(2026, 1, 1)
    assert span_of("all", date(2026, 3, 31)).first is None


@pytest.fixture
def pool() -> trade.Pool:
    return trade.pool()

"""The list for calling goods back: which orders got units of a lot, and of what was made of it."""

from __future__ import annotations

import pytest

from catalog.models import LotInput
from orders import recall
from tests.api.orders.test_handover import bought
from tests.support import trade
from tests.support.people import Member, client_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def pool() -> trade.Pool:
    return trade.pool((50, 30, 20))


def recalled(pool: trade.Pool, who: Member, lot_id: object) -> tuple[int, list[str]]:
    """This will take the list as a file, without its headings."""
    path = f"/api/v1/associations/{pool.cast.association.pk}/lots/{lot_id}/recall.csv"
    answer = client_for(who.person).get(path, headers={"accept-language": "es"})
    return answer.status_code, answer.content.decode("utf-8-sig").splitlines()[1:]


def test_units_by_order_of_the_lot_and_of_what_was_made_of_it_and_nobodys_name(pool: trade.Pool) -> None:
    order = bought(pool)
    bought(pool, paid=False)
    milk = trade.lot(pool.members[0], 90, product_name="Leche")
    for contribution in pool.contributions:
        LotInput.objects.create(lot=contribution.lot, input_lot=milk, units=10)
    pool_of = trade.contribute(pool.offer, pool.members[0], 1, of=milk)
    status, lines = recalled(pool, pool.cast.administrator, pool_of.lot_id)
    assert status == 200
    assert sum(int(line.split(";")[5]) for line in lines) == 3
    assert all(order.group.number in line for line in lines)
    assert order.group.contact_name not in "".join(lines)


@pytest.mark.parametrize("bound", ["MOST_LOTS", "MOST_LINES"])
def test_a_list_that_is_too_long_says_that_it_ends(
    pool: trade.Pool, bound: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    bought(pool)
    milk = trade.lot(pool.members[0], 90, product_name="Leche")
    for contribution in pool.contributions:
        LotInput.objects.create(lot=contribution.lot, input_lot=milk, units=10)
    trade.contribute(pool.offer, pool.members[0], 1, of=milk)
    assert "hay más" not in recalled(pool, pool.cast.administrator, milk.pk)[1][-1]
    monkeypatch.setattr(recall, bound, 1)
    lines = recalled(pool, pool.cast.administrator, milk.pk)[1]
    assert lines[-1].startswith("La lista termina aquí, y hay más.")
    assert len(lines) <= 2


def test_it_is_for_those_who_deliver(pool: trade.Pool) -> None:
    assert recalled(pool, pool.members[1], pool.contributions[0].lot_id)[0] == 403
    assert recalled(pool, pool.cast.administrator, trade.lot(pool.members[1], 5).pk)[0] == 404

"""Who may follow an order live: its buyer, and who has its link; the catalog: anybody."""

from __future__ import annotations

from uuid import uuid4

import pytest

from events import streams
from orders import links
from orders import services as orders
from orders.models import OrderGroup
from tests.support import trade
from tests.support.people import actor, person

pytestmark = pytest.mark.django_db


def placed(buyer) -> OrderGroup:
    pool = trade.pool((5, 5))
    basket = orders.own_basket(person_id=buyer.pk, guest_basket_id=None)
    orders.put_line(basket_id=basket.pk, offer_id=pool.offer.pk, units=1)
    return orders.checkout(
        actor=actor(buyer), basket_id=basket.pk, key="key", begun=lambda: None,
        details=orders.CheckoutDetails(name="Camila", email="c@example.cl", delivery="pickup", locale="en"),
    )  # fmt: skip


def test_an_order_is_followed_by_its_buyer_and_by_its_link():
    buyer, stranger = person(), person()
    group, other = placed(buyer), placed(stranger)
    name = f"order:{group.pk}"
    wishes = [(buyer.pk, name), (stranger.pk, name), (None, name), (buyer.pk, f"order:{uuid4()}"), (buyer.pk, "order")]
    assert streams.readable(wishes) == {(buyer.pk, name)}
    token = links.token_for(group.pk)
    assert streams.opened_by_link(name, {name: token})
    for wrong in (links.token_for(other.pk), token[:-1], "", "x" * 4000, token.upper()):
        assert not streams.opened_by_link(name, {name: wrong})


def test_the_catalog_is_for_anybody_but_has_no_parts():
    assert streams.readable([(None, "catalog"), (None, f"catalog:{uuid4()}")]) == {(None, "catalog")}

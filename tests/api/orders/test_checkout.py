"""Basket and checkout over HTTP: a guest, a person who is signed in, and strangers. The provider is a double."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from accounts.models import OutgoingMail
from catalog.models import ClockTimestamp, Hold
from events.models import OutboxEvent
from orders import services as orders
from orders.models import Basket, OrderGroup, OrderLine, Refund
from payments import services as payments
from payments.models import Attempt
from tests.support import trade
from tests.support.people import Api, client_for, person

pytestmark = pytest.mark.django_db

BUYER = {"name": "Camila Soto", "email": "camila@example.cl", "delivery": "pickup", "locale": "es"}


@pytest.fixture(autouse=True)
def page(monkeypatch: pytest.MonkeyPatch) -> list[UUID]:
    """The provider's page opens at once; tests of payments look behind it."""
    opened: list[UUID] = []

    def open_session(attempt_id: UUID) -> Attempt:
        opened.append(attempt_id)
        Attempt.objects.filter(pk=attempt_id).update(
            state=Attempt.State.OPEN, url=f"https://pay.example/{attempt_id}", session_id=f"cs_{attempt_id}",
            sent_at=ClockTimestamp(),
        )  # fmt: skip
        return Attempt.objects.get(pk=attempt_id)

    monkeypatch.setattr(payments, "open_session", open_session)
    return opened


@pytest.fixture
def guest() -> Api:
    return client_for()


def put(client: Api, offer: Any, units: Any) -> Any:
    return client.put(f"/api/v1/basket/lines/{getattr(offer, 'pk', offer)}", {"units": units})


def check_out(client: Api, *, key: str = "key-1", **changes: Any) -> Any:
    return client.post("/api/v1/checkout", BUYER | changes, headers={"Idempotency-Key": key})


def pay(placed: dict[str, Any]) -> OrderGroup:
    group = OrderGroup.objects.get(pk=placed["order_group_id"])
    assert group.attempt_id
    orders.settle_payment(order_group_id=group.pk, attempt_id=group.attempt_id, amount_clp=group.total_clp)
    group.refresh_from_db()
    return group


def test_a_guest_fills_a_basket_and_pays_for_two_associations(guest: Api):
    cheese = trade.pool()
    pisco = trade.pool(
        (40, 20), name="Pisco Luna", category="spirits", price_clp=18_990, tax_class="iva_ila_spirits",
        alcohol_degrees=40.0, perishable=False,
    )  # fmt: skip
    assert put(guest, cheese.offer, 12).status_code == 200
    basket = put(guest, pisco.offer, 1).json()
    assert basket["total_clp"] == 12 * 7990 + 18_990
    assert (basket["iva_clp"], basket["ila_clp"]) == (15_309 + 2_397, 3_975)
    assert [line["offer"]["withdrawal_right"] for line in basket["lines"]] == [False, False]
    assert basket["for_adults"] is True
    assert basket["expires_at"]

    refused = check_out(guest)
    assert (refused.status_code, refused.json()["code"]) == (400, "adult_needed")
    placed = check_out(guest, adult=True)
    assert placed.status_code == 201, placed.content
    answer = placed.json()
    assert answer["payment_url"].startswith("https://pay.example/")
    assert answer["number"].startswith("M-")
    assert guest.get("/api/v1/basket").json()["lines"] == []
    assert set(Hold.objects.values_list("status", flat=True)) == {"pinned"}

    group = pay(answer)
    assert group.status == OrderGroup.Status.PAID
    order = guest.get(f"/api/v1/orders/{group.pk}").json()
    assert order["status"] == "paid"
    assert [part["status"] for part in order["orders"]] == ["paid", "paid"]
    lines = [line for part in order["orders"] for line in part["lines"]]
    assert sum(line["total_clp"] for line in lines) == order["total_clp"] == group.total_clp
    assert sum(line["iva_clp"] for line in lines) == order["iva_clp"]
    spirits = next(line for line in lines if line["name"] == "Pisco Luna")
    assert (spirits["net_clp"], spirits["iva_clp"], spirits["ila_clp"]) == (12_618, 2_397, 3_975)
    cheeses = next(line for line in lines if line["units"] == 12)
    assert [part["units"] for part in cheeses["parts"]] == [6, 4, 2] or sum(p["units"] for p in cheeses["parts"]) == 12
    trade.check_adds_up(cheese.offer)
    trade.check_adds_up(pisco.offer)
    assert cheese.offer.allocated == 12
    assert cheese.offer.sold_clp == 12 * 7990
    letters = OutgoingMail.objects.filter(recipient="camila@example.cl").order_by("pk")
    assert [group.number in letter.subject for letter in letters] == [True, True]
    assert f"/pedido/{group.pk}#link=" in letters[0].text


def test_the_same_key_places_one_order_and_another_body_is_refused(guest: Api, page: list[UUID]):
    pool = trade.pool()
    put(guest, pool.offer, 2)
    first = check_out(guest)
    again = check_out(guest)
    assert (again.status_code, again.json()) == (201, first.json())
    assert again["Idempotent-Replayed"] == "true"
    assert OrderGroup.objects.count() == 1
    assert len(page) == 1
    other = check_out(guest, name="Otra Persona")
    assert (other.status_code, other.json()["code"]) == (422, "idempotency_key_reused")
    without = guest.post("/api/v1/checkout", BUYER)
    assert (without.status_code, without.json()["code"]) == (400, "idempotency_key_missing")


def test_a_checkout_that_died_before_its_answer_is_taken_up_again(guest: Api, monkeypatch: pytest.MonkeyPatch):
    pool = trade.pool()
    put(guest, pool.offer, 2)
    opens = payments.open_session

    def dies(attempt_id: UUID) -> Attempt:
        raise RuntimeError("the process died here")

    monkeypatch.setattr(payments, "open_session", dies)
    guest.raise_request_exception = False
    assert check_out(guest).status_code == 500
    monkeypatch.setattr(payments, "open_session", opens)
    resumed = check_out(guest)
    assert resumed.status_code == 201
    assert resumed.json()["payment_url"]
    assert OrderGroup.objects.count() == Attempt.objects.count() == 1


def test_a_silent_provider_leaves_an_order_that_can_be_paid_later(guest: Api, monkeypatch: pytest.MonkeyPatch):
    pool = trade.pool()
    put(guest, pool.offer, 2)
    opens = payments.open_session

    def silent(attempt_id: UUID) -> Attempt:
        raise payments.PaymentPageUnavailable

    monkeypatch.setattr(payments, "open_session", silent)
    placed = check_out(guest).json()
    assert placed["payment_url"] is None
    monkeypatch.setattr(payments, "open_session", opens)
    paying = guest.post(f"/api/v1/orders/{placed['order_group_id']}/pay")
    assert paying.json()["payment_url"].startswith("https://pay.example/")


def test_only_its_holder_sees_an_order(guest: Api):
    pool = trade.pool()
    buyer = person()
    client = client_for(buyer)
    put(client, pool.offer, 1)
    placed = check_out(client).json()
    url = f"/api/v1/orders/{placed['order_group_id']}"
    put(guest, pool.offer, 1)
    unknown = guest.get(f"/api/v1/orders/{uuid4()}")
    for stranger in (guest, client_for(), client_for(person()), client_for(pool.members[0].person)):
        for path in (url, f"{url}?link=x", f"{url}?link="):
            refused = stranger.get(path)
            assert refused.status_code == 404
            assert refused.json().keys() == unknown.json().keys()
        assert stranger.post(f"{url}/pay").status_code == 404
    assert client.get(url).status_code == 200
    assert client_for().get(f"{url}?link={placed['link_token']}").status_code == 200
    mine = client.get("/api/v1/my/orders").json()["results"]
    assert [group["id"] for group in mine] == [placed["order_group_id"]]
    assert client_for(person()).get("/api/v1/my/orders").json()["results"] == []
    assert client_for().get("/api/v1/my/orders").status_code == 401


def test_who_sells_sees_the_sale_and_only_the_board_the_buyer(guest: Api):
    pool = trade.pool()
    put(guest, pool.offer, 10)
    pay(check_out(guest).json())
    url = f"/api/v1/associations/{pool.cast.association.pk}/orders"
    board = client_for(pool.members[0].person).get(url).json()["results"][0]
    member = client_for(pool.members[1].person).get(url).json()["results"][0]
    assert board["contact"]["email"] == BUYER["email"]
    assert member["contact"] is None
    assert BUYER["email"] not in str(member)
    assert [part["units"] for part in member["lines"][0]["parts"]] == [5, 3, 2]
    assert [part["mine"] for part in member["lines"][0]["parts"]] == [False, True, False]
    assert client_for(person()).get(url).status_code == 404
    assert client_for().get(url).status_code == 401


def test_what_a_guest_chose_stays_hers_when_she_signs_in():
    pool = trade.pool()
    client = client_for()
    put(client, pool.offer, 3)
    client.force_login(person())
    assert client.get("/api/v1/basket").json()["lines"][0]["units"] == 3
    client.logout()
    assert client.get("/api/v1/basket").json()["lines"] == []
    assert Basket.objects.count() == 1


@pytest.mark.parametrize(
    "units", [-1, 0.5, "5", True, None, 1e308, 100_001, 10**30, [], {}, "\u0000", float(3)]
)  # fmt: skip
def test_nonsense_is_refused_and_nothing_is_held(guest: Api, units: Any):
    pool = trade.pool()
    response = put(guest, pool.offer, units)
    assert response.status_code == 400, response.content
    assert not Hold.objects.exists()


def test_more_than_there_is_or_than_one_may_hold_is_a_409(guest: Api, settings):
    settings.HOLD_UNITS_PER_BUYER = 200
    pool = trade.pool()
    put(guest, pool.offer, 40)
    for units in (101, 150):
        short = put(guest, pool.offer, units)
        assert (short.status_code, short.json()["code"], short.json()["free"]) == (409, "units_short", 100)
    settings.HOLD_UNITS_PER_BUYER = 50
    limit = put(guest, pool.offer, 51)
    assert (limit.status_code, limit.json()["code"]) == (409, "hold_limit")
    assert guest.get("/api/v1/basket").json()["lines"][0]["units"] == 40
    assert put(guest, uuid4(), 1).status_code == 404
    assert put(guest, pool.offer, 0).json()["lines"] == []
    assert put(guest, pool.offer, 0).status_code == 200
    trade.check_adds_up(pool.offer)


def test_a_line_whose_time_is_over_says_so_and_can_be_held_again(guest: Api):
    pool = trade.pool()
    put(guest, pool.offer, 4)
    Hold.objects.update(expires_at=ClockTimestamp())
    basket = guest.get("/api/v1/basket").json()
    assert basket["lines"][0]["expires_at"] is None
    late = check_out(guest)
    assert (late.status_code, late.json()["code"]) == (409, "hold_expired")
    assert not OrderGroup.objects.exists()
    assert put(guest, pool.offer, 4).json()["lines"][0]["expires_at"]
    assert check_out(guest).status_code == 201
    trade.check_adds_up(pool.offer)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"delivery": "home"}, "address_needed"),
        ({"delivery": "drone"}, "validation_error"),
        ({"email": "nobody"}, "validation_error"),
        ({"name": "\u202eolleh"}, "validation_error"),
        ({"name": ""}, "validation_error"),
        ({"locale": "fr"}, "validation_error"),
    ],
)
def test_what_the_buyer_says_is_checked(guest: Api, changes: dict[str, str], code: str):
    pool = trade.pool()
    put(guest, pool.offer, 1)
    refused = check_out(guest, **changes)
    assert (refused.status_code, refused.json()["code"]) == (400, code)
    assert not OrderGroup.objects.exists()
    assert check_out(guest, key="another").status_code == 201


def test_an_empty_basket_can_not_be_paid(guest: Api):
    refused = check_out(guest)
    assert (refused.status_code, refused.json()["code"]) == (409, "basket_empty")


def test_a_total_beyond_the_providers_digits_is_refused(guest: Api):
    pool = trade.pool((50, 50), price_clp=90_000_000)
    put(guest, pool.offer, 2)
    refused = check_out(guest)
    assert (refused.status_code, refused.json()["code"]) == (409, "total_too_high")


def test_an_attempt_that_ends_frees_the_units_and_paying_again_holds_them_again(guest: Api):
    pool = trade.pool()
    put(guest, pool.offer, 12)
    placed = check_out(guest).json()
    group = OrderGroup.objects.get()
    first = group.attempt_id
    assert first
    for _ in range(2):
        orders.expire_order(order_group_id=group.pk, attempt_id=first, outcome="expired")
    trade.check_adds_up(pool.offer)
    assert pool.offer.free == 100
    assert guest.get(f"/api/v1/orders/{group.pk}").json()["status"] == "expired"
    Attempt.objects.filter(pk=first).update(state=Attempt.State.EXPIRED, ended_at=ClockTimestamp())
    again = guest.post(f"/api/v1/orders/{group.pk}/pay").json()
    assert again["payment_url"] != placed["payment_url"]
    group.refresh_from_db()
    assert (group.status, group.attempt_id == first) == (OrderGroup.Status.PENDING, False)
    # The first page was paid after all: its money takes the goods that are held now.
    orders.settle_payment(order_group_id=group.pk, attempt_id=first, amount_clp=group.total_clp)
    group.refresh_from_db()
    assert (group.status, group.paid_attempt_id) == (OrderGroup.Status.PAID, first)
    trade.check_adds_up(pool.offer)
    assert (pool.offer.allocated, pool.offer.reserved) == (12, 0)
    assert guest.post(f"/api/v1/orders/{group.pk}/pay").json()["code"] == "order_settled"


def test_a_late_payment_of_goods_that_are_gone_goes_back(guest: Api, monkeypatch: pytest.MonkeyPatch):
    refunds: list[tuple[UUID, int]] = []
    monkeypatch.setattr(
        payments,
        "request_refund",
        lambda *, attempt_id, amount_clp, reason_key: refunds.append((attempt_id, amount_clp)),
    )
    first, second = trade.pool((10, 10)), trade.pool((5, 5))
    put(guest, first.offer, 12)
    put(guest, second.offer, 10)
    placed = check_out(guest).json()
    group = OrderGroup.objects.get(pk=placed["order_group_id"])
    assert group.attempt_id
    orders.expire_order(order_group_id=group.pk, attempt_id=group.attempt_id, outcome="expired")
    other = client_for()
    put(other, second.offer, 1)
    for _ in range(3):
        orders.settle_payment(order_group_id=group.pk, attempt_id=group.attempt_id, amount_clp=group.total_clp)
    assert refunds == [(group.attempt_id, group.total_clp)]
    group.refresh_from_db()
    assert group.status == OrderGroup.Status.REFUNDING
    trade.check_adds_up(first.offer)
    assert (first.offer.free, first.offer.allocated) == (20, 0)
    for _ in range(2):
        orders.finish_refund(attempt_id=group.attempt_id, reason_key="too_late")
    group.refresh_from_db()
    assert group.status == OrderGroup.Status.REFUNDED
    assert OutboxEvent.objects.filter(name="orders.order_refunded").count() == 1


def test_a_second_payment_of_a_paid_order_goes_back(guest: Api, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(payments, "request_refund", lambda **_: None)
    pool = trade.pool()
    put(guest, pool.offer, 2)
    group = pay(check_out(guest).json())
    other = uuid4()
    for _ in range(2):
        orders.settle_payment(order_group_id=group.pk, attempt_id=other, amount_clp=group.total_clp)
    assert Refund.objects.get().attempt_id == other
    (told,) = guest.get(f"/api/v1/orders/{group.pk}").json()["refunds"]
    assert (told["reason"], told["amount_clp"], told["done_at"]) == ("paid_twice", group.total_clp, None)
    group.refresh_from_db()
    assert group.status == OrderGroup.Status.PAID


def test_payments_are_closed_when_their_time_is_over(guest: Api):
    pool = trade.pool()
    put(guest, pool.offer, 2)
    check_out(guest)
    assert orders.close_due_payments(10) == 0
    OrderGroup.objects.update(pay_by=ClockTimestamp() - timedelta(seconds=1))
    assert orders.close_due_payments(10) == 1
    assert orders.close_due_payments(10) == 0
    assert Attempt.objects.get().close_asked_at is not None
    # Still pinned: it may have been paid in the last second.
    assert Hold.objects.get().status == "pinned"
    assert pool.offer.pk == OrderLine.objects.get().offer_id

"""What follows payment: ready or sent, handed over. By whom, in which order, and what the buyer is told."""

from __future__ import annotations

from typing import Any

import pytest

from accounts.models import OutgoingMail
from coops import services as coops
from events.models import OutboxEvent
from lib.actor import Actor
from notifications import services as notifications
from notifications.models import InboxItem
from orders import events, personal_data
from orders import services as orders
from orders.models import HandoverStep, Order, OrderGroup
from tests.support import people, trade
from tests.support.people import Api, client_for

pytestmark = pytest.mark.django_db


def bought(pool: trade.Pool, *, delivery: str = "pickup", buyer: Any = None, paid: bool = True) -> Order:
    """A buyer's order of three cheeses, with an account or without."""
    basket = orders.own_basket(person_id=buyer and buyer.pk, guest_basket_id=None)
    orders.put_line(basket_id=basket.pk, offer_id=pool.offer.pk, units=3)
    group = orders.checkout(
        actor=people.actor(buyer) if buyer else Actor(person_id=None),
        basket_id=basket.pk,
        details=orders.CheckoutDetails(
            name="Elsa Rivera", email="elsa@example.cl", delivery=delivery, locale="es",
            address="Los Carrera 120, La Serena" if delivery == "home" else "",
        ),
        key="one",
        begun=lambda: None,
    )  # fmt: skip
    if paid:
        assert group.attempt_id
        orders.settle_payment(order_group_id=group.pk, attempt_id=group.attempt_id, amount_clp=group.total_clp)
    return group.orders.get()


@pytest.fixture
def pool() -> trade.Pool:
    return trade.pool()


def mark(client: Api, order: Order, step: str, note: str = "", **headers: str) -> Any:
    path = f"/api/v1/associations/{order.association_id}/orders/{order.pk}/handover"
    return client.post(path, {"step": step, "note": note}, headers=headers)


def test_a_pickup_is_ready_and_then_handed_over(pool: trade.Pool):
    buyer = people.person()
    order = bought(pool, buyer=buyer)
    board, hers = client_for(pool.cast.administrator.person), client_for(buyer)
    OutgoingMail.objects.all().delete()

    ready = mark(board, order, "ready", "En la sede, de 9 a 13.")
    assert ready.status_code == 201, ready.content
    assert (ready.json()["handover"], ready.json()["next_steps"]) == ("ready", ["handed_over"])
    assert ready.json()["steps"][0]["by"] == pool.cast.administrator.person.name
    # The answer is kept for repeats: nothing of the buyer's is in it.
    assert ready.json()["contact"] is None
    assert ready.json()["steps"][0]["note"] == ""
    letter = OutgoingMail.objects.get()
    assert (letter.recipient, order.group.number in letter.subject) == ("elsa@example.cl", True)
    assert "listo para retirar" in letter.subject
    assert "En la sede, de 9 a 13." in letter.text
    assert f"/pedido/{order.group_id}#link=" in letter.text
    event = OutboxEvent.objects.get(name="orders.handover_step_taken")
    assert set(event.streams) == {
        f"order:{order.group_id}", f"association:{order.association_id}", f"user:{buyer.pk}"
    }  # fmt: skip

    assert mark(board, order, "handed_over").json()["next_steps"] == []
    assert OutgoingMail.objects.count() == 1, "who has it in her hands needs no letter"
    (part,) = hers.get(f"/api/v1/orders/{order.group_id}").json()["orders"]
    assert part["handover"] == "handed_over"
    assert [(step["step"], step["note"]) for step in part["steps"]] == [
        ("ready", "En la sede, de 9 a 13."), ("handed_over", ""),
    ]  # fmt: skip
    assert "by" not in part["steps"][0], "who of the association did it is not the buyer's business"


@pytest.mark.parametrize(
    ("delivery", "taken", "step", "code"),
    [
        ("pickup", [], "sent", "handover_step_not_next"),
        ("home", [], "ready", "handover_step_not_next"),
        ("pickup", ["ready"], "ready", "order_already_marked"),
        ("pickup", ["handed_over"], "ready", "handover_step_not_next"),
        ("home", ["sent", "handed_over"], "handed_over", "order_already_marked"),
    ],
)
def test_steps_go_forward_and_once(pool: trade.Pool, delivery: str, taken: list[str], step: str, code: str):
    order = bought(pool, delivery=delivery)
    board = client_for(pool.cast.administrator.person)
    for before in taken:
        assert mark(board, order, before).status_code == 201
    answer = mark(board, order, step)
    assert (answer.status_code, answer.json()["code"]) == (409, code)
    assert HandoverStep.objects.count() == len(taken)


def test_an_unpaid_order_stays_where_it_is(pool: trade.Pool):
    order = bought(pool, paid=False)
    answer = mark(client_for(pool.cast.administrator.person), order, "ready")
    assert (answer.status_code, answer.json()["code"]) == (409, "order_not_paid")


@pytest.mark.parametrize("body", [{}, {"step": "waiting"}, {"step": "lost"}, {"step": "ready", "note": "a" * 201}])
def test_bad_steps_are_refused_in_words(pool: trade.Pool, body: dict[str, str]):
    order = bought(pool)
    path = f"/api/v1/associations/{order.association_id}/orders/{order.pk}/handover"
    assert client_for(pool.cast.administrator.person).post(path, body).status_code == 400


def test_only_those_who_deliver_mark_orders_and_read_who_bought(pool: trade.Pool):
    order = bought(pool)
    board, treasurer, member = (client_for(one.person) for one in pool.members[:3])
    coops.give_role(
        actor=people.actor(pool.cast.administrator.person), association_id=order.association_id,
        person_id=pool.members[1].person.pk, role="treasurer",
    )  # fmt: skip
    mark(board, order, "ready", "Frente a la plaza")
    for who in (treasurer, member):
        assert mark(who, order, "handed_over").status_code == 403
        (sale,) = who.get(f"/api/v1/associations/{order.association_id}/orders").json()["results"]
        assert (sale["contact"], sale["next_steps"]) == (None, [])
        assert (sale["steps"][0]["by"], sale["steps"][0]["note"]) == (None, "")
    next_door = client_for(trade.pool().cast.administrator.person)
    assert mark(next_door, order, "handed_over").status_code in {403, 404}


def test_the_same_key_marks_once(pool: trade.Pool):
    order = bought(pool)
    board = client_for(pool.cast.administrator.person)
    first, again = (mark(board, order, "ready", **{"Idempotency-Key": "k1"}) for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 201)
    assert again["Idempotent-Replayed"] == "true"
    assert HandoverStep.objects.count() == 1


@pytest.mark.parametrize(("step", "kind"), [("ready", "order_ready"), ("sent", "order_sent"), ("handed_over", None)])
def test_the_buyer_with_an_account_finds_it_in_her_inbox(pool: trade.Pool, step: str, kind: str | None):
    buyer = people.person()
    order = bought(pool, buyer=buyer)
    event = events.HandoverStepTaken(
        order_group_id=order.group_id, order_id=order.pk, association_id=order.association_id, buyer_id=buyer.pk,
        step=step,
    )  # fmt: skip
    for _ in range(2):
        notifications.tell_of_handover(event, event_id=order.pk)
    assert list(InboxItem.objects.filter(person=buyer).values_list("kind", flat=True)) == ([kind] if kind else [])


def test_what_was_written_about_the_way_goes_with_the_buyers_address(pool: trade.Pool):
    order = bought(pool, delivery="home")
    mark(client_for(pool.cast.administrator.person), order, "sent", "A Los Carrera 120, con Starken")
    personal_data._forget(OrderGroup.objects.filter(pk=order.group_id))
    assert HandoverStep.objects.get().note == ""

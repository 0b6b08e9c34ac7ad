"""A step that was marked by mistake is taken back: figures, the buyer's page and what she is told follow."""

from __future__ import annotations

import json
from typing import Any

import pytest

from accounts.models import OutgoingMail
from catalog.models import Lot
from notifications.models import InboxItem
from orders.models import HandoverStep, Order
from tests.api.orders.test_handover import bought, mark
from tests.api.orders.test_returns import board, give_back
from tests.api.orders.test_shortages import block
from tests.support import names, people, trade
from tests.support.events import handled, recorded
from tests.support.people import Api, client_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def pool() -> trade.Pool:
    return trade.pool()


def undo(client: Api, order: Order, step: str, **headers: str) -> Any:
    path = f"/api/v1/associations/{order.association_id}/orders/{order.pk}/handover/undo"
    return client.post(path, {"step": step}, headers=headers)


def sent_away() -> int:
    return sum(Lot.objects.values_list("dispatched", flat=True))


@pytest.mark.parametrize(
    ("delivery", "steps", "handover", "away"),
    [
        ("pickup", ["ready"], "waiting", 0),
        ("pickup", ["handed_over"], "waiting", 0),
        ("pickup", ["ready", "handed_over"], "ready", 0),
        ("home", ["sent"], "waiting", 0),
        ("home", ["sent", "handed_over"], "sent", 3),
    ],
)
def test_the_last_step_is_taken_back_and_can_be_taken_again(
    pool: trade.Pool, delivery: str, steps: list[str], handover: str, away: int
):
    buyer = people.person()
    order = bought(pool, delivery=delivery, buyer=buyer)
    for step in steps:
        mark(board(pool), order, step)
    OutgoingMail.objects.all().delete()
    last = steps[-1]
    # Of what she was told by letter she is told by letter that it isn't so.
    letters = 0 if last == "handed_over" else 1
    back = undo(board(pool), order, last)
    assert back.status_code == 201, back.content
    told = back.json()
    assert (told["handover"], [step["step"] for step in told["steps"]]) == (handover, steps[:-1])
    assert told["undo"] == (steps[-2] if len(steps) > 1 else None)
    assert last in told["next_steps"]
    assert (sent_away(), OutgoingMail.objects.count()) == (away, letters)
    trade.check_adds_up(pool.offer)

    (event,) = recorded("orders.handover_step_undone")
    assert f"order:{order.group_id}" in event["streams"]
    handled("notifications")
    told_of = set(InboxItem.objects.filter(person=buyer).values_list("kind", flat=True))
    assert ("order_corrected" in told_of) == bool(letters)
    (hers,) = client_for(buyer).get(f"/api/v1/orders/{order.group_id}").json()["orders"]
    assert (hers["handover"], [step["step"] for step in hers["steps"]]) == (handover, steps[:-1])

    assert mark(board(pool), order, last).status_code == 201
    assert sent_away() == (3 if {"sent", "handed_over"} & set(steps) else 0)
    assert HandoverStep.objects.filter(step=last).count() == 2, "who pressed wrongly stays on record"
    trade.check_adds_up(pool.offer)


def test_only_the_last_step_and_only_once(pool: trade.Pool):
    order = bought(pool)
    mark(board(pool), order, "ready")
    mark(board(pool), order, "handed_over")
    refused = undo(board(pool), order, "ready")
    assert (refused.status_code, refused.json()["code"]) == (409, "handover_step_not_last")
    first, repeated = (undo(board(pool), order, "handed_over", **{"Idempotency-Key": "k"}) for _ in range(2))
    assert (first.status_code, repeated.status_code, repeated["Idempotent-Replayed"]) == (201, 201, "true")
    again = undo(board(pool), order, "handed_over")
    assert (again.status_code, again.json()["code"]) == (409, "handover_step_not_last")
    assert undo(board(pool), order, "waiting").status_code == 400
    assert sent_away() == 0


def test_what_something_later_stands_on_stays(pool: trade.Pool):
    order = bought(pool)
    mark(board(pool), order, "handed_over")
    give_back(board(pool), order.lines.get(), good=1)
    refused = undo(board(pool), order, "handed_over")
    assert (refused.status_code, refused.json()["code"]) == (409, "handover_step_stood_on")
    (listed,) = board(pool).get(f"/api/v1/associations/{order.association_id}/orders").json()["results"]
    assert listed["undo"] is None


def test_goods_whose_certificate_was_stopped_do_not_come_home_by_an_undo():
    pool, _seal, granted = names.sealed_pool((10, 10))
    order = bought(pool)
    mark(board(pool), order, "handed_over")
    block(granted.pk, "revoked")
    refused = undo(board(pool), order, "handed_over")
    assert (refused.status_code, refused.json()["code"]) == (409, "handover_step_stood_on")
    assert sent_away() == 3
    names.check_covered()


def test_what_was_counted_after_the_wrong_step_is_not_written_into_the_book_twice():
    pool = trade.pool((20,))
    order = bought(pool)
    lot = order.lines.get().allocations.get().lot
    assert mark(board(pool), order, "handed_over").status_code == 201
    maker = next(member for member in pool.members if member.producer.pk == lot.producer_id)
    lots = f"/api/v1/producers/{lot.producer_id}/lots/{lot.pk}"

    def count(counted: int) -> None:
        lot.refresh_from_db()
        body = {"counted": counted, "version": lot.version}
        answer = client_for(maker.person).post(f"{lots}/counts", body, headers={"Idempotency-Key": str(lot.version)})
        assert answer.status_code == 200, answer.content
        lot.refresh_from_db()

    there = lot.units
    count(there)
    assert (lot.on_hand, lot.free, lot.dispatched) == (there, 3, 3)
    refused = undo(board(pool), order, "handed_over", **{"Accept-Language": "es"})
    assert (refused.status_code, refused.json()["code"]) == (409, "handover_step_stood_on")
    assert "se vuelva a contar el lote" in refused.json()["detail"]
    lot.refresh_from_db()
    assert (lot.on_hand, lot.dispatched) == (there, 3)
    # What it says to do puts all figures right: they are handed over, and the lot is counted again.
    count(there - 3)
    assert (lot.on_hand, lot.free, lot.dispatched) == (there - 3, 0, 3)
    trade.check_adds_up(pool.offer)


def test_a_count_before_the_step_hinders_no_undo():
    pool = trade.pool((20,))
    order = bought(pool)
    lot = order.lines.get().allocations.get().lot
    maker = next(member for member in pool.members if member.producer.pk == lot.producer_id)
    body = {"counted": lot.on_hand, "version": lot.version}
    url = f"/api/v1/producers/{lot.producer_id}/lots/{lot.pk}/counts"
    assert client_for(maker.person).post(url, body, headers={"Idempotency-Key": "k"}).status_code == 200
    for _again in range(2):
        assert mark(board(pool), order, "handed_over").status_code == 201
        assert undo(board(pool), order, "handed_over").status_code == 201
    assert sent_away() == 0


def test_only_those_who_deliver(pool: trade.Pool):
    order = bought(pool)
    mark(board(pool), order, "ready")
    assert undo(client_for(pool.members[2].person), order, "ready").status_code == 403
    assert undo(board(trade.pool()), order, "ready").status_code in {403, 404}
    other = bought(trade.pool())
    path = f"/api/v1/associations/{order.association_id}/orders/{other.pk}/handover/undo"
    assert board(pool).post(path, {"step": "ready"}).status_code == 404


def test_the_event_says_where_the_order_stands(pool: trade.Pool):
    order = bought(pool)
    mark(board(pool), order, "ready")
    undo(board(pool), order, "ready")
    (event,) = recorded("orders.handover_step_undone")
    told = json.loads(event["data"])
    assert (told["step"], told["handover"]) == ("ready", "waiting")

"""Goods that come back: on sale again or lost, with the money or without, once, and never more than the buyer has."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db.models import F, Sum
from django.utils import timezone

from accounts.models import OutgoingMail
from catalog import services as catalog
from catalog.models import Contribution, Lot, LotMovement, Offer
from coops import services as coops
from lib.ids import new_id
from notifications.models import InboxItem
from orders import recall
from orders import services as orders
from orders.models import Allocation, Order, OrderGroup, OrderLine, Refund, Return
from payments import services as payments
from payments.models import Attempt
from payments.models import Refund as Repayment
from payments.services.truth import apply_refund
from tests.api.orders.test_handover import bought, mark
from tests.api.orders.test_shortages import block, sold
from tests.api.orders.test_shortages import bought as bought_units
from tests.support import names, people, trade
from tests.support.events import handled, recorded
from tests.support.people import Api, client_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def pool() -> trade.Pool:
    return trade.pool()


@pytest.fixture
def refunds(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, str]]:
    """The provider's edge: what was asked to be given back, and why."""
    asked: list[tuple[int, str]] = []

    def ask(*, attempt_id: UUID, amount_clp: int, reason_key: str) -> None:
        asked.append((amount_clp, reason_key))

    monkeypatch.setattr(payments, "request_refund", ask)
    return asked


def board(pool: trade.Pool) -> Api:
    return client_for(pool.cast.administrator.person)


def handed_over(pool: trade.Pool, **about: Any) -> OrderLine:
    """A line of three cheeses that their buyer has."""
    order = bought(pool, **about)
    assert mark(board(pool), order, "handed_over").status_code == 201
    return order.lines.get()


def give_back(client: Api, line: OrderLine, *, key: str | None = None, **body: Any) -> Any:
    path = f"/api/v1/associations/{line.association_id}/orders/{line.order_id}/lines/{line.pk}/returns"
    whole = {"good": 0, "lost": 0, "refund": False, "before": 0, **body}
    return client.post(path, whole, headers={"Idempotency-Key": key or str(new_id())})


def agree(pool: trade.Pool) -> None:
    """Stock, shares, sums and what the lines say all tell the same."""
    trade.check_adds_up(pool.offer)
    names.check_covered()
    lines = OrderLine.objects.filter(offer=pool.offer, order__status=OrderGroup.Status.PAID)
    units = F("units") - F("short") - F("returned")
    paid = (F("units") - F("short") - F("refunded")) * F("unit_price_clp")
    told = lines.aggregate(kept=Sum(units), money=Sum(paid))
    assert (told["kept"], told["money"]) == sold(pool.cast)
    assert (told["kept"], told["money"]) == (pool.offer.allocated, pool.offer.sold_clp)
    for line in lines:
        parts = line.allocations.aggregate(back=Sum("returned"), repaid=Sum("refunded"))
        assert (parts["back"], parts["repaid"]) == (line.returned, line.refunded)
    for row in Contribution.objects.filter(offer=pool.offer):
        gone = Allocation.objects.filter(contribution=row).aggregate(kept=Sum(units))["kept"] or 0
        assert row.allocated == gone


def test_good_and_broken_ones_come_back_with_the_money(pool: trade.Pool, refunds: list[tuple[int, str]]):
    buyer = people.person()
    line = handed_over(pool, buyer=buyer)
    OutgoingMail.objects.all().delete()
    free = Offer.objects.get(pk=pool.offer.pk).free
    answer = give_back(board(pool), line, good=1, lost=1, reason="broken", refund=True)
    assert answer.status_code == 201, answer.content
    (told,) = answer.json()["lines"]
    assert (told["returned"], told["refunded_clp"], sum(lot["units"] for lot in told["from_lots"])) == (2, 2 * 7990, 1)
    assert sum(part["units"] for part in told["parts"]) == 1
    assert sum(part["amount_clp"] for part in told["parts"]) == 7990
    # The answer is kept for repeats: nothing of the buyer's is in it.
    assert answer.json()["contact"] is None
    noted = Return.objects.get()
    assert (noted.good, noted.lost, noted.reason, noted.amount_clp) == (1, 1, "broken", 2 * 7990)
    assert refunds == [(2 * 7990, f"return:{noted.pk}")]
    agree(pool)
    assert (pool.offer.free, pool.offer.lost) == (free + 1, 1)
    assert set(LotMovement.objects.filter(kind="returned").values_list("reason", "lost")) == {("", 0), ("broken", 1)}

    handled("notifications")
    assert InboxItem.objects.get(person=buyer, kind="order_returned").params["units"] == 2
    letter = OutgoingMail.objects.get()
    assert letter.recipient == "elsa@example.cl"
    assert "2 × Queso de cabra maduro" in letter.text
    assert "$15.980" in letter.text
    (hers,) = client_for(buyer).get(f"/api/v1/orders/{line.order.group_id}").json()["orders"]
    assert (hers["lines"][0]["returned"], hers["lines"][0]["refunded_clp"]) == (2, 2 * 7990)
    assert set(recorded("orders.goods_returned")[0]["streams"]) == {
        f"order:{line.order.group_id}", f"association:{line.association_id}", f"user:{buyer.pk}"
    }  # fmt: skip

    group = OrderGroup.objects.get(orders=line.order_id)
    assert group.paid_attempt_id
    for _ in range(2):
        orders.finish_refund(attempt_id=group.paid_attempt_id, reason_key=refunds[0][1])
    refund = Refund.objects.get()
    assert (refund.reason, refund.done_at is not None) == ("return", True)
    assert len(recorded("orders.order_refunded")) == 1
    group.refresh_from_db()
    assert (group.status, Order.objects.get().handover) == ("paid", "handed_over")


def test_without_the_money_the_units_come_back_and_the_money_stays(pool: trade.Pool, refunds: list[tuple[int, str]]):
    line = handed_over(pool)
    assert give_back(board(pool), line, good=3).status_code == 201
    assert refunds == []
    assert sold(pool.cast) == (0, 3 * 7990)
    agree(pool)
    assert not Refund.objects.exists()


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"good": 0}, 400),
        ({"good": -1}, 400),
        ({"good": 1.5}, 400),
        ({"good": 1e308}, 400),
        ({"good": "1"}, 400),
        ({"good": True}, 400),
        ({"good": 10**30}, 400),
        ({"lost": 1}, 400),
        ({"lost": 1, "reason": "theft"}, 400),
        ({"good": 1, "refund": "perhaps"}, 400),
        ({"good": 1, "before": -1}, 400),
        ({"good": 1, "lot_id": "x"}, 400),
        ({"good": 4}, 409),
        ({"good": 2, "lost": 2, "reason": "other"}, 409),
        ({"good": 1, "before": 1}, 409),
        ({"good": 1, "lot_id": str(new_id())}, 404),
    ],
)
def test_bad_figures_are_refused_and_nothing_is_half_done(
    pool: trade.Pool, refunds: list[tuple[int, str]], body: dict[str, Any], status: int
):
    line = handed_over(pool)
    answer = give_back(board(pool), line, **{"refund": True, **body})
    assert answer.status_code == status, answer.content
    assert answer["Content-Type"] == "application/problem+json"
    assert (Return.objects.count(), refunds) == (0, [])
    agree(pool)


@pytest.mark.parametrize(("delivery", "step"), [("pickup", None), ("pickup", "ready"), ("home", None)])
def test_what_is_still_here_cannot_come_back(pool: trade.Pool, delivery: str, step: str | None):
    order = bought(pool, delivery=delivery)
    if step:
        mark(board(pool), order, step)
    answer = give_back(board(pool), order.lines.get(), good=1)
    assert (answer.status_code, answer.json()["code"]) == (409, "goods_still_here")


def test_who_notes_the_same_again_is_told(pool: trade.Pool, refunds: list[tuple[int, str]]):
    line = handed_over(pool)
    first, repeated = (give_back(board(pool), line, key="one", good=1, refund=True) for _ in range(2))
    assert (first.status_code, repeated.status_code) == (201, 201)
    assert repeated["Idempotent-Replayed"] == "true"
    again = give_back(board(pool), line, key="two", good=1, refund=True)
    assert (again.status_code, again.json()["code"], again.json()["returned"]) == (409, "returns_changed", 1)
    assert give_back(board(pool), line, good=2, before=1, refund=True).status_code == 201
    assert give_back(board(pool), line, good=1, before=3, refund=True).json()["code"] == "return_beyond_delivered"
    assert [amount for amount, _key in refunds] == [7990, 2 * 7990]
    agree(pool)


@pytest.mark.usefixtures("refunds")
def test_a_parcel_that_was_refused_and_came_back_whole_waits_no_longer(pool: trade.Pool):
    buyer = people.person()
    refused, other = bought(pool, delivery="home", buyer=buyer), bought(pool, delivery="home")
    for order in (refused, other):
        assert mark(board(pool), order, "sent").status_code == 201
    line = refused.lines.get()
    association = f"/api/v1/associations/{refused.association_id}"

    def waits() -> set[str]:
        found = board(pool).get(f"{association}/orders", {"waiting": "true"}).json()["results"]
        assert board(pool).get(f"{association}/sales", {"period": "all"}).json()["to_hand_over"] == len(found)
        return {row["id"] for row in found}

    part = give_back(board(pool), line, good=2, refund=True)
    assert (part.json()["next_steps"], waits()) == (["handed_over"], {str(refused.pk), str(other.pk)})
    whole = give_back(board(pool), line, lost=1, reason="broken", before=2, refund=True)
    assert (whole.status_code, whole.json()["next_steps"], whole.json()["handover"]) == (201, [], "sent")
    assert waits() == {str(other.pk)}
    answer = mark(board(pool), refused, "handed_over")
    assert (answer.status_code, answer.json()["code"]) == (409, "handover_step_not_next")
    # The buyer's page tells from these figures that nothing is left to come.
    (hers,) = client_for(buyer).get(f"/api/v1/orders/{refused.group_id}").json()["orders"]
    assert [(row["units"], row["short"], row["returned"]) for row in hers["lines"]] == [(3, 0, 3)]
    assert mark(board(pool), other, "handed_over").status_code == 201
    assert waits() == set()


def test_only_those_who_deliver_and_only_of_their_own(pool: trade.Pool):
    line = handed_over(pool)
    assert give_back(client_for(pool.members[2].person), line, good=1).status_code == 403
    other = handed_over(trade.pool())
    theirs = f"/api/v1/associations/{line.association_id}/orders/{other.order_id}/lines/{other.pk}/returns"
    mixed = f"/api/v1/associations/{line.association_id}/orders/{line.order_id}/lines/{other.pk}/returns"
    body = {"good": 1, "lost": 0, "refund": False, "before": 0}
    for path in (theirs, mixed):
        assert board(pool).post(path, body, headers={"Idempotency-Key": str(new_id())}).status_code == 404
    assert not Return.objects.exists()


def test_the_lot_that_was_allocated_last_gives_first_unless_one_is_named(pool: trade.Pool):
    line = bought_units(pool, 10).orders.get().lines.get()
    mark(board(pool), line.order, "handed_over")
    parts = list(line.allocations.order_by("pk"))
    assert len(parts) == 3
    last, first = parts[-1], parts[0]
    answer = give_back(board(pool), line, good=last.units + 1)
    assert [lot["lot_id"] for lot in answer.json()["lines"][0]["from_lots"]] == [
        str(parts[1].lot_id),
        str(first.lot_id),
    ]
    returned = dict(line.allocations.values_list("pk", "returned"))
    assert (returned[last.pk], returned[parts[1].pk], returned[first.pk]) == (last.units, 1, 0)
    now = last.units + 1
    beyond = give_back(board(pool), line, good=first.units + 1, before=now, lot_id=str(first.lot_id))
    assert (beyond.json()["code"], beyond.json()["left"]) == ("return_beyond_delivered", first.units)
    assert give_back(board(pool), line, good=1, before=now, lot_id=str(first.lot_id)).status_code == 201
    assert Allocation.objects.get(pk=first.pk).returned == 1
    agree(pool)


def test_what_is_past_its_date_is_not_sold_again_but_may_be_lost(pool: trade.Pool):
    line = handed_over(pool)
    yesterday = timezone.localdate() - timedelta(days=1)
    Lot.objects.update(best_before=yesterday)
    refused = give_back(board(pool), line, good=1)
    assert (refused.status_code, refused.json()["code"]) == (409, "lot_past_its_date")
    assert give_back(board(pool), line, lost=1, reason="went_bad").status_code == 201
    agree(pool)


def test_after_a_shortage_only_what_was_delivered_comes_back(refunds: list[tuple[int, str]]):
    pool, seal_id, revoked = names.sealed_pool((10, 10))
    other = names.cover(pool.cast, seal_id)
    lot = trade.lot(pool.members[0], 20)
    catalog.grant_units(cover_id=other.pk, lot_id=lot.pk, units=20)
    trade.contribute(pool.offer, pool.members[0], 20, of=lot)
    line = bought_units(pool, 8).orders.get().lines.get()
    block(revoked.pk, "revoked")
    line.refresh_from_db()
    assert 0 < line.short < 8
    assert mark(board(pool), line.order, "handed_over").status_code == 201
    delivered = 8 - line.short
    assert give_back(board(pool), line, good=delivered + 1, refund=True).json()["left"] == delivered
    assert give_back(board(pool), line, good=delivered, refund=True).status_code == 201
    assert sum(amount for amount, _key in refunds) == 8 * 7990
    assert sold(pool.cast) == (0, 0)
    agree(pool)
    # What came back is covered again by the certificate that it was sold by.
    assert pool.offer.free == 20


def test_what_comes_back_after_its_certificate_was_revoked_waits(refunds: list[tuple[int, str]]):
    pool, _seal, granted = names.sealed_pool((10,))
    line = handed_over(pool)
    block(granted.pk, "revoked")
    assert give_back(board(pool), line, good=3, refund=True).status_code == 201
    agree(pool)
    assert (pool.offer.free, pool.offer.uncovered) == (0, 10)


def test_what_comes_back_of_a_member_who_left_goes_on_to_her_lot(pool: trade.Pool):
    line = bought_units(pool, 10).orders.get().lines.get()
    mark(board(pool), line.order, "handed_over")
    leaver = pool.members[2]
    coops.end_membership(
        actor=people.actor(leaver.person), association_id=line.association_id, membership_id=leaver.membership.pk
    )
    handled("catalog")
    lot = Lot.objects.get(pk=pool.contributions[2].lot_id)
    gone = Allocation.objects.get(line=line, lot=lot).units
    assert lot.pooled == 0
    assert give_back(board(pool), line, good=gone, lot_id=str(lot.pk)).status_code == 201
    handled("catalog")
    lot.refresh_from_db()
    assert (lot.dispatched, lot.pooled, lot.free) == (0, 0, 20)
    agree(pool)


def test_who_has_given_it_back_is_not_on_the_list_for_calling_back(pool: trade.Pool):
    line = handed_over(pool)
    lot_id = line.allocations.order_by("pk")[0].lot_id

    def listed() -> int:
        table, _code = recall.recall_list(association_id=line.association_id, lot_id=lot_id, mine=set())
        return table.decode().count(line.order.group.number)

    assert listed() == 1
    give_back(board(pool), line, lost=3, reason="went_bad")
    assert listed() == 0


def paid_for_real(line: OrderLine) -> Attempt:
    """The provider took the money of the line's order."""
    attempt = Attempt.objects.get(pk=OrderGroup.objects.get(orders=line.order_id).paid_attempt_id)
    Attempt.objects.filter(pk=attempt.pk).update(
        state=Attempt.State.SUCCEEDED, payment_intent_id=f"pi_{attempt.pk}", ended_at=timezone.now()
    )
    return attempt


def test_a_refund_that_the_provider_refuses_stands_with_the_stewards(pool: trade.Pool):
    line = handed_over(pool)
    attempt = paid_for_real(line)
    assert give_back(board(pool), line, good=2, refund=True).status_code == 201
    repayment = Repayment.objects.get(attempt=attempt)
    assert repayment.amount_clp == 2 * 7990
    apply_refund(repayment.pk, state=Repayment.State.FAILED, provider_id=None, error="card gone")
    handled("orders")
    refund = Refund.objects.get()
    assert (refund.done_at, refund.failed_at is not None) == (None, True)
    # The goods are back all the same; the money is asked for again where stewards see it.
    agree(pool)
    payments.retry_refund(refund_id=repayment.pk)
    apply_refund(repayment.pk, state=Repayment.State.SUCCEEDED, provider_id="re_1")
    handled("orders")
    assert Refund.objects.get().done_at is not None


def test_money_that_the_provider_never_had_takes_nothing_back(pool: trade.Pool):
    line = handed_over(pool)
    refused = give_back(board(pool), line, good=2, refund=True)
    assert (refused.status_code, refused.json()["code"]) == (409, "refund_not_possible")
    assert not Return.objects.exists()
    agree(pool)

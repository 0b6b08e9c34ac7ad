"""What a producer finds in her store: losses, counts and corrections leave a movement, and buyers keep what is theirs."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import F

from catalog import services
from catalog.models import Contribution, Lot, LotMovement, Offer, StockMovement
from events.models import OutboxEvent
from lib.actor import Actor
from orders import services as orders
from tests.support import trade
from tests.support.people import Api, client_for, constituted_association
from tests.support.problems import refused, refused_field

pytestmark = pytest.mark.django_db

NOT_COUNTS = [-1, 2.5, 1e308, True, "3", None, [], {}, 2**63, 10**30, "NaN"]


@pytest.fixture
def pool() -> trade.Pool:
    """An offer of two members' lots: 20 and 10 units; the first keeps 5 of hers at home."""
    cast = constituted_association(2)
    offer = trade.offer(cast)
    first = trade.lot(cast.members[0], 25)
    rows = [
        trade.contribute(offer, cast.members[0], 20, of=first),
        trade.contribute(offer, cast.members[1], 10),
    ]
    offer.refresh_from_db()
    return trade.Pool(cast, offer, rows)


def hers(pool: trade.Pool, number: int = 0) -> Api:
    return client_for(pool.members[number].person)


def post(client: Api, row: Contribution, what: str, body: Any, *, lot_id: UUID | None = None) -> Any:
    url = f"/api/v1/producers/{row.producer_id}/lots/{lot_id or row.lot_id}/{what}"
    return client.post(url, body, headers={"Idempotency-Key": uuid4().hex})


def buys(pool: trade.Pool, units: int) -> Any:
    """Somebody pays for so many; returns the order."""
    basket = orders.own_basket(person_id=None, guest_basket_id=None)
    orders.put_line(basket_id=basket.pk, offer_id=pool.offer.pk, units=units)
    group = orders.checkout(
        actor=Actor(person_id=None), basket_id=basket.pk, key=uuid4().hex, begun=lambda: None,
        details=orders.CheckoutDetails(name="Camila Soto", email="c@example.cl", delivery="pickup", locale="es"),
    )  # fmt: skip
    assert group.attempt_id
    orders.settle_payment(order_group_id=group.pk, attempt_id=group.attempt_id, amount_clp=group.total_clp)
    return group.orders.get()


def hands_over(pool: trade.Pool, order: Any) -> None:
    orders.take_handover_step(
        actor=Actor(person_id=pool.cast.administrator.person.pk), association_id=pool.offer.association_id,
        order_id=order.pk, step="handed_over",
    )  # fmt: skip


def test_free_units_that_went_bad_are_lost(pool: trade.Pool):
    row = pool.contributions[0]
    answer = post(hers(pool), row, "losses", {"units": 2, "reason": "pests"})
    assert answer.status_code == 200, answer.content
    seen = answer.json()
    assert (seen["units"], seen["free"], seen["on_hand"], seen["lost"], seen["version"]) == (25, 3, 23, 2, 3)
    line = LotMovement.objects.get(lot_id=row.lot_id, kind="spoiled")
    assert (line.units, line.free, line.lost, line.reason, line.person_id) == (
        2,
        -2,
        2,
        "pests",
        pool.members[0].person.pk,
    )
    event = OutboxEvent.objects.get(name="catalog.lot_moved")
    assert event.streams == [f"producer:{row.producer_id}"]
    trade.check_adds_up(pool.offer)


def test_units_of_an_offer_go_bad_and_the_shares_follow(pool: trade.Pool):
    row = pool.contributions[0]
    body = {"units": 5, "reason": "went_bad", "contribution_id": str(row.pk)}
    answer = post(hers(pool), row, "losses", body)
    assert answer.status_code == 200, answer.content
    assert [(in_it["units"], in_it["loose"]) for in_it in answer.json()["pools"]] == [(15, 15)]
    trade.check_adds_up(pool.offer)
    assert (pool.offer.free, pool.offer.lost) == (25, 5)
    assert [(share["units"], share["percent"]) for share in pool.offer.shares] == [(15, 60), (10, 40)]
    line = StockMovement.objects.get(kind="lost")
    assert (line.units, line.reason, line.producer_id) == (5, "went_bad", row.producer_id)
    assert OutboxEvent.objects.filter(name="catalog.units_lost").count() == 1


def test_what_a_buyer_holds_is_not_written_off(pool: trade.Pool):
    row = pool.contributions[0]
    services.hold(offer_id=pool.offer.pk, owner=uuid4(), units=27, limited=False)
    body = {"units": 4, "reason": "went_bad", "contribution_id": str(row.pk)}
    assert refused(post(hers(pool), row, "losses", body), 409, "units_short")["detail"]
    assert post(hers(pool), row, "losses", body | {"units": 3}).status_code == 200
    assert refused(post(hers(pool), row, "losses", {"units": 6, "reason": "broken"}), 409, "lot_short")
    trade.check_adds_up(pool.offer)
    assert (pool.offer.free, pool.offer.reserved) == (0, 27)


def test_what_is_sold_out_has_nothing_to_write_off(pool: trade.Pool):
    buys(pool, 30)
    row = pool.contributions[0]
    body = {"units": 1, "reason": "went_bad", "contribution_id": str(row.pk)}
    assert refused(post(hers(pool), row, "losses", body), 409, "units_short")["free"] == 0


def test_a_count_takes_what_is_missing_from_home_first_then_out_of_the_offer(pool: trade.Pool):
    row = pool.contributions[0]
    buys(pool, 6)
    answer = post(hers(pool), row, "counts", {"counted": 17, "version": 2, "reason": "stolen"})
    assert answer.status_code == 200, answer.content
    seen = answer.json()
    assert (seen["on_hand"], seen["free"], seen["lost"], seen["units"]) == (17, 0, 8, 25)
    line = LotMovement.objects.get(lot_id=row.lot_id, kind="counted")
    assert (line.counted, line.units, line.free, line.pooled, line.lost) == (17, 8, -5, -3, 8)
    lost = StockMovement.objects.get(kind="lost")
    assert (lost.units, lost.reason, lost.document) == (3, "counted", line.document)
    trade.check_adds_up(pool.offer)
    assert (pool.offer.free, pool.offer.allocated, pool.offer.lost) == (21, 6, 3)


def test_a_count_below_what_is_promised_changes_nothing(pool: trade.Pool):
    row = pool.contributions[0]
    buys(pool, 15)
    services.hold(offer_id=pool.offer.pk, owner=uuid4(), units=10, limited=False)
    # Ten of hers are sold and not fetched; of her ten others, five nobody holds.
    body = refused(post(hers(pool), row, "counts", {"counted": 14, "version": 2}), 409, "count_below_promised")
    assert "15" in body["detail"]
    assert post(hers(pool), row, "counts", {"counted": 15, "version": 2}).status_code == 200
    trade.check_adds_up(pool.offer)
    assert pool.offer.free == 0


def test_a_count_that_finds_more_and_one_that_finds_the_same_are_both_written_down(pool: trade.Pool):
    row = pool.contributions[0]
    assert post(hers(pool), row, "counts", {"counted": 28, "version": 2}).json()["free"] == 8
    assert post(hers(pool), row, "counts", {"counted": 28, "version": 3}).json()["free"] == 8
    counts = LotMovement.objects.filter(lot_id=row.lot_id, kind="counted").order_by("version")
    assert [(line.counted, line.units, line.made) for line in counts] == [(28, 3, 3), (28, 0, 0)]
    trade.check_adds_up(pool.offer)


def test_who_counts_while_something_moves_counts_again(pool: trade.Pool):
    row = pool.contributions[0]
    order = buys(pool, 3)
    hands_over(pool, order)
    refused(post(hers(pool), row, "counts", {"counted": 25, "version": 2}), 409, "lot_changed")
    refused(post(hers(pool), row, "correction", {"units": 30, "version": 2}), 409, "lot_changed")
    assert not LotMovement.objects.filter(kind="counted").exists()


def test_a_number_that_was_written_down_wrong_is_corrected(pool: trade.Pool):
    row = pool.contributions[0]
    assert post(hers(pool), row, "correction", {"units": 23, "version": 2}).json()["free"] == 3
    assert post(hers(pool), row, "correction", {"units": 30, "version": 3}).json()["free"] == 10
    refused(post(hers(pool), row, "correction", {"units": 19, "version": 4}), 409, "lot_short")
    lines = LotMovement.objects.filter(lot_id=row.lot_id, kind="adjusted").order_by("version")
    assert [(line.made, line.free) for line in lines] == [(-2, -2), (7, 7)]
    trade.check_adds_up(pool.offer)


@pytest.mark.parametrize("wrong", NOT_COUNTS, ids=repr)
@pytest.mark.parametrize(
    ("what", "field", "others"),
    [
        ("losses", "units", {"reason": "broken"}),
        ("counts", "counted", {"version": 2}),
        ("counts", "version", {"counted": 1}),
        ("correction", "units", {"version": 2}),
    ],
)
def test_what_is_no_count_is_refused_and_nothing_moves(
    pool: trade.Pool, what: str, field: str, others: Any, wrong: Any
):
    row = pool.contributions[0]
    answer = post(hers(pool), row, what, others | {field: wrong})
    assert answer.status_code == 400, answer.content
    assert answer.json()["errors"][0]["attr"] == field
    assert trade.check_book(row.lot_id).version == 2


def test_a_reason_is_one_of_those_that_there_are(pool: trade.Pool):
    row = pool.contributions[0]
    refused_field(post(hers(pool), row, "losses", {"units": 1, "reason": "<script>"}), "reason", "invalid_choice")
    refused_field(post(hers(pool), row, "losses", {"units": 1}), "reason", "required")


def test_nobody_counts_what_is_anothers(pool: trade.Pool):
    mine, others = pool.contributions
    neighbour = hers(pool, 1)
    for what, body in (
        ("losses", {"units": 1, "reason": "broken"}),
        ("counts", {"counted": 1, "version": 2}),
        ("correction", {"units": 1, "version": 2}),
    ):
        refused(post(neighbour, mine, what, body), 404, "not_found")
        # Her own address, somebody else's lot.
        refused(post(neighbour, others, what, body, lot_id=mine.lot_id), 404, "not_found")
    foreign = {"units": 1, "reason": "broken", "contribution_id": str(mine.pk)}
    refused(post(neighbour, others, "losses", foreign), 404, "not_found")
    url = f"/api/v1/producers/{others.producer_id}/lots/{mine.lot_id}/movements"
    refused(neighbour.get(url), 404, "not_found")


def test_the_book_tells_where_each_unit_went(pool: trade.Pool):
    row = pool.contributions[0]
    order = buys(pool, 3)
    hands_over(pool, order)
    url = f"/api/v1/producers/{row.producer_id}/lots/{row.lot_id}/movements"
    lines = hers(pool).get(url).json()["results"]
    assert [(line["kind"], line["units"], line["offer_name"]) for line in lines] == [
        ("dispatched", 2, None),
        ("contributed", 20, pool.offer.name),
        ("made", 25, None),
    ]
    assert lines[0]["dispatched"] == 2
    assert lines[0]["pooled"] == -2


def test_handing_over_dispatches_once_and_names_the_order(pool: trade.Pool):
    order = buys(pool, 3)
    hands_over(pool, order)
    lines = LotMovement.objects.filter(kind="dispatched")
    assert {(line.units, line.document) for line in lines} == {(2, f"order:{order.pk}"), (1, f"order:{order.pk}")}
    trade.check_adds_up(pool.offer)
    lot = Lot.objects.get(pk=pool.contributions[0].lot_id)
    assert (lot.on_hand, lot.pooled, lot.dispatched) == (23, 18, 2)


def test_a_unit_that_came_back_is_on_sale_again_or_lost(pool: trade.Pool):
    order = buys(pool, 6)
    hands_over(pool, order)
    line = order.lines.get()
    row = pool.contributions[0]
    back = partial(services.take_back, actor=Actor.system(), contribution_id=row.pk, sale=str(line.pk))
    back(units=1, to_stock=True, amount_clp=7_990)
    back(units=2, to_stock=False)
    trade.check_adds_up(pool.offer)
    row.refresh_from_db()
    lot = trade.check_book(row.lot_id)
    assert (row.allocated, row.lost, row.weight) == (1, 2, 18)
    assert (lot.dispatched, lot.lost, lot.pooled, lot.free) == (1, 2, 17, 5)
    assert (pool.offer.free, pool.offer.allocated, pool.offer.lost) == (25, 3, 2)
    assert pool.offer.sold_clp == 5 * 7_990
    with pytest.raises(services.ReturnBeyondSold):
        back(units=2, to_stock=True)
    # What never left the house is short, or stays for somebody else.
    sold = buys(pool, 3).lines.get()
    before = Contribution.objects.get(pk=row.pk).allocated
    back(sale=str(sold.pk), units=1, to_stock=False, dispatched=False)
    assert Contribution.objects.get(pk=row.pk).allocated == before - 1
    trade.check_adds_up(pool.offer)


def test_a_member_gets_the_next_sale_for_what_came_back(pool: trade.Pool):
    """A return counts as a unit of −1 for her: she is ahead of the others until she has sold as much again."""
    order = buys(pool, 6)
    given = {row.pk: row.allocated for row in Contribution.objects.filter(offer=pool.offer)}
    row = pool.contributions[1]
    services.take_back(
        actor=Actor.system(), contribution_id=row.pk, units=2, sale=str(order.lines.get().pk), to_stock=True,
        dispatched=False,
    )  # fmt: skip
    buys(pool, 2)
    assert {row.pk: row.allocated for row in Contribution.objects.filter(offer=pool.offer)} == given


@pytest.mark.django_db(transaction=True)
def test_the_database_refuses_figures_without_their_movement():
    """One door, whoever knocks: a statement that forgets the book does not commit."""
    pool = trade.pool((20, 10))
    lot_id = pool.contributions[0].lot_id
    forgetful = [
        lambda: Lot.objects.filter(pk=lot_id).update(free=F("free") + 1, pooled=F("pooled") - 1),
        lambda: Lot.objects.filter(pk=lot_id).update(
            lost=F("lost") + 1, pooled=F("pooled") - 1, version=F("version") + 1
        ),
        lambda: Lot.objects.filter(pk=lot_id).update(version=F("version") + 1),
        lambda: Offer.objects.filter(pk=pool.offer.pk).update(free=F("free") - 1, reserved=F("reserved") + 1),
        lambda: Offer.objects.filter(pk=pool.offer.pk).update(
            free=F("free") - 1, reserved=F("reserved") + 1, version=F("version") + 1
        ),
        lambda: Offer.objects.filter(pk=pool.offer.pk).update(
            free=F("free") - 1, reserved=F("reserved") + 1, version=F("version") - 1
        ),
    ]
    for write in forgetful:
        with pytest.raises(IntegrityError, match="movement only"), transaction.atomic():
            write()
    # What a transaction undoes itself leaves nothing to be written down.
    with transaction.atomic():
        for sign in (1, -1):
            Offer.objects.filter(pk=pool.offer.pk).update(
                free=F("free") - sign, reserved=F("reserved") + sign, version=F("version") + sign
            )
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        LotMovement.objects.update(units=1)
    trade.check_adds_up(pool.offer)


@pytest.mark.django_db(transaction=True)
def test_what_the_release_before_writes_is_booked_too():
    """While an upgrade goes on it makes lots, adds and withdraws, and holds, knowing nothing of the book."""
    pool = trade.pool((20, 10))
    lot_id = pool.contributions[0].lot_id
    with transaction.atomic():
        Contribution.objects.filter(pk=pool.contributions[0].pk).update(withdrawn=4)
        Lot.objects.filter(pk=lot_id).update(free=F("free") + 4)
    lot = trade.check_book(lot_id)
    assert (lot.free, lot.pooled, lot.version) == (4, 16, 3)
    made = Lot.objects.get(pk=lot_id)
    made.pk, made.code, made.version, made.free, made.pooled = uuid4(), "L-9999", 0, made.units, 0
    made.save(force_insert=True)
    assert trade.check_book(made.pk).version == 1
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT outcome FROM catalog_reserve(%s, %s, %s, '', 1, 15, 99, 99, 'web')",
            [uuid4(), pool.offer.pk, uuid4()],
        )
        assert cursor.fetchone() == ("held",)
    assert StockMovement.objects.filter(kind="held", hold__channel="web").exists()


def test_the_pool_tells_through_which_door_units_were_put_aside(pool: trade.Pool):
    counter = services.hold(offer_id=pool.offer.pk, owner=uuid4(), units=2, channel="counter")
    services.hold(offer_id=pool.offer.pk, owner=uuid4(), units=3)
    services.release(hold_ids=[counter.id])
    url = f"/api/v1/associations/{pool.offer.association_id}/offers/{pool.offer.pk}/activity"
    seen = [(row["kind"], row["units"], row["channel"]) for row in hers(pool).get(url).json()["results"]]
    assert seen[:4] == [
        ("released", 2, "counter"),
        ("held", 3, "web"),
        ("held", 2, "counter"),
        ("contributed", 10, None),
    ]
    with pytest.raises(IntegrityError), transaction.atomic():
        services.hold(offer_id=pool.offer.pk, owner=uuid4(), units=1, channel="elsewhere")

"""What certificates let be sold: covered units only, and nothing beyond."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from catalog import queries, services
from catalog.models import Contribution, Cover, CoverGrant, Hold, Offer
from catalog.services.spending import return_grants
from lib.ids import new_id
from tests.support import certified, names, trade
from tests.support.events import handled
from tests.support.people import actor, client_for, constituted_association

pytestmark = pytest.mark.django_db


def figures(pool: trade.Pool) -> tuple[int, int, int]:
    trade.check_adds_up(pool.offer)
    names.check_covered()
    return pool.offer.free, pool.offer.reserved, pool.offer.uncovered


def test_what_no_certificate_stands_behind_waits():
    pool = trade.pool((50, 30, 20))
    seal_id = names.seal(pool.cast)
    names.require(pool.offer, pool.cast, [seal_id])
    assert figures(pool) == (0, 0, 100)
    granted = names.cover(pool.cast, seal_id, cap=60)
    services.grant_units(cover_id=granted.pk, lot_id=pool.contributions[0].lot_id, units=40)
    assert figures(pool) == (40, 0, 60)
    services.grant_units(cover_id=granted.pk, lot_id=pool.contributions[1].lot_id, units=20)
    assert figures(pool) == (60, 0, 40)
    names.require(pool.offer, pool.cast, [])
    assert figures(pool) == (100, 0, 0)


def test_a_lot_has_as_many_as_the_scarcest_of_the_seals():
    pool = trade.pool((50, 30))
    one, two = names.seal(pool.cast), names.seal(pool.cast)
    first, second = names.cover(pool.cast, one), names.cover(pool.cast, two)
    lot = pool.contributions[0].lot_id
    services.grant_units(cover_id=first.pk, lot_id=lot, units=30)
    services.grant_units(cover_id=second.pk, lot_id=lot, units=10)
    names.require(pool.offer, pool.cast, [one, two])
    assert figures(pool) == (10, 0, 70)
    services.grant_units(cover_id=second.pk, lot_id=lot, units=15)
    assert figures(pool) == (25, 0, 55)


def test_no_more_than_the_cap_and_no_more_than_the_lot():
    pool = trade.pool((50, 30))
    granted = names.cover(pool.cast, new_id(), cap=60)
    lots = [row.lot_id for row in pool.contributions]
    with pytest.raises(services.GrantBeyondLot) as beyond:
        services.grant_units(cover_id=granted.pk, lot_id=lots[1], units=31)
    assert beyond.value.members == {"left": 30}
    services.grant_units(cover_id=granted.pk, lot_id=lots[0], units=50)
    with pytest.raises(services.CoverExhausted) as exhausted:
        services.grant_units(cover_id=granted.pk, lot_id=lots[1], units=11)
    assert exhausted.value.members == {"left": 10}
    services.grant_units(cover_id=granted.pk, lot_id=lots[1], units=10)
    other = names.cover(pool.cast, granted.seal_id)
    with pytest.raises(services.GrantBeyondLot):
        services.grant_units(cover_id=other.pk, lot_id=lots[0], units=1)


def test_a_lot_in_two_offers_counts_once():
    pool, seal_id, _granted = names.sealed_pool((50, 30))
    member = pool.members[0]
    lot = trade.lot(member, 60)
    second = trade.offer(pool.cast)
    names.require(second, pool.cast, [seal_id])
    trade.contribute(pool.offer, member, 30, of=lot)
    trade.contribute(second, member, 30, of=lot)
    other = names.cover(pool.cast, seal_id)
    services.grant_units(cover_id=other.pk, lot_id=lot.pk, units=40)
    counted = list(Contribution.objects.filter(lot=lot).order_by("contributed_at"))
    assert [row.sellable for row in counted] == [30, 10]
    assert figures(pool) == (110, 0, 0)
    services.block_cover(cover_id=other.pk, reason="suspended")
    assert figures(pool) == (80, 0, 30)
    second.refresh_from_db()
    assert (second.free, second.uncovered) == (0, 30)
    services.unblock_cover(cover_id=other.pk)
    second.refresh_from_db()
    assert (figures(pool), second.free) == ((110, 0, 0), 10)


def test_adding_waits_for_a_certificate_and_withdrawing_takes_what_waits_first():
    pool, _seal, _granted = names.sealed_pool((50, 30))
    member = pool.members[0]
    row = trade.contribute(pool.offer, member, 20)
    assert (row.uncovered, figures(pool)) == (20, (80, 0, 20))
    services.withdraw(
        actor=actor(member.person), association_id=pool.offer.association_id, contribution_id=row.pk, units=5
    )
    assert figures(pool) == (80, 0, 15)


def test_a_block_gives_back_unpinned_holds_first_and_the_newest_before_others():
    pool, _seal, granted = names.sealed_pool((10, 10))
    other = names.cover(pool.cast, granted.seal_id)
    lot = trade.lot(pool.members[0], 8)
    services.grant_units(cover_id=other.pk, lot_id=lot.pk, units=8)
    trade.contribute(pool.offer, pool.members[0], 8, of=lot)
    held = [services.hold(offer_id=pool.offer.pk, owner=uuid4(), units=4).id for _ in range(5)]
    services.pin(hold_ids=held[:1], reference="first")
    services.pin(hold_ids=held[4:], reference="last")
    assert figures(pool) == (8, 20, 0)
    blocked = services.block_cover(cover_id=granted.pk, reason="revoked")
    # Eight are covered: of the twenty that are held, the three unpinned go, and no pinned one needs to.
    assert blocked.released_units == 12
    assert blocked.references == []
    assert figures(pool) == (0, 8, 20)
    services.block_cover(cover_id=other.pk, reason="revoked")
    assert figures(pool) == (0, 0, 28)
    assert set(Hold.objects.filter(offer=pool.offer).values_list("status", flat=True)) == {"released"}


def test_badges_are_those_of_covers_in_use():
    pool, _seal, granted = names.sealed_pool((10,), cast=constituted_association(2))
    shown_badge = {name: said for name, said in names.BADGE.items() if name != "code"}
    assert queries.offer_badges([pool.offer.pk]) == {pool.offer.pk: [shown_badge]}
    services.block_cover(cover_id=granted.pk, reason="suspended")
    assert queries.offer_badges([pool.offer.pk]) == {}


def test_a_cover_that_begins_later_doesnt_count_yet():
    pool = trade.pool((10, 10))
    seal_id = names.seal(pool.cast)
    names.require(pool.offer, pool.cast, [seal_id])
    coming = names.cover(pool.cast, seal_id, begins=timedelta(days=1))
    services.grant_units(cover_id=coming.pk, lot_id=pool.contributions[0].lot_id, units=10)
    assert figures(pool) == (0, 0, 20)
    assert pool.offer.recheck_at == coming.valid_from


def shown(pool: trade.Pool) -> int:
    """What the catalog says is for sale."""
    return queries.offer_cards([pool.offer.pk])[pool.offer.pk]["free"]


def test_when_a_certificate_ends_nothing_is_listed_and_nothing_held_until_it_is_reckoned_anew():
    pool, seal_id, granted = names.sealed_pool((10, 10))
    other = names.cover(pool.cast, seal_id)
    lot = trade.lot(pool.members[0], 5)
    services.grant_units(cover_id=other.pk, lot_id=lot.pk, units=5)
    trade.contribute(pool.offer, pool.members[0], 5, of=lot)
    assert (shown(pool), figures(pool)) == (25, (25, 0, 0))
    names.lapse(granted)
    pool.offer.refresh_from_db()
    assert (shown(pool), pool.offer.free) == (0, 25)
    with pytest.raises(services.UnitsShort) as short, transaction.atomic():
        services.hold(offer_id=pool.offer.pk, owner=uuid4(), units=6)
    assert short.value.members == {"free": 5}
    assert services.hold(offer_id=pool.offer.pk, owner=uuid4(), units=2)
    assert (shown(pool), figures(pool)) == (3, (3, 2, 20))


def test_the_sweep_reckons_what_is_due_and_a_cover_that_begins():
    pool = trade.pool((10, 10))
    seal_id = names.seal(pool.cast)
    names.require(pool.offer, pool.cast, [seal_id])
    coming = names.cover(pool.cast, seal_id, begins=timedelta(days=1))
    services.grant_units(cover_id=coming.pk, lot_id=pool.contributions[0].lot_id, units=10)
    assert services.recheck_offers(10) == 0
    begun = coming.valid_from - timedelta(days=2)
    Cover.objects.filter(pk=coming.pk).update(valid_from=begun)
    Offer.objects.filter(pk=pool.offer.pk).update(recheck_at=begun)
    assert services.recheck_offers(10) == 1
    assert figures(pool) == (10, 0, 10)
    names.lapse(coming)
    assert services.recheck_offers(10) == 1
    assert figures(pool) == (0, 0, 20)
    assert (pool.offer.recheck_at, services.recheck_offers(10)) == (None, 0)


def spend(held: services.HeldUnits, document: str = "") -> list[services.Allocated]:
    sale = services.Sale(hold_id=held.id, document=document or str(new_id()), amount_clp=1000)
    return services.spend(sales=[sale])


def test_what_was_held_when_its_certificate_ended_is_delivered_and_what_is_let_go_isnt_sold_again():
    pool, _seal, granted = names.sealed_pool((10,), cast=constituted_association(2))
    paid, let_go = (services.hold(offer_id=pool.offer.pk, owner=uuid4(), units=4) for _ in range(2))
    names.lapse(granted)
    services.recheck_offers(10)
    assert (shown(pool), figures(pool)) == (0, (0, 8, 2))
    # Who holds it may take less, but gets no more time for it.
    fewer = services.rehold(hold_id=let_go.id, units=3)
    assert fewer.expires_at == let_go.expires_at
    assert sum(part.units for part in spend(paid)) == 4
    services.release(hold_ids=[let_go.id])
    assert shown(pool) == 0
    with pytest.raises(services.UnitsShort), transaction.atomic():
        services.hold(offer_id=pool.offer.pk, owner=uuid4(), units=1)
    services.recheck_offers(10)
    assert (shown(pool), figures(pool)) == (0, (0, 0, 6))
    assert CoverGrant.objects.get().spent == 4


def test_the_grant_that_ends_first_is_spent_first():
    pool, seal_id, late = names.sealed_pool((10,), cast=constituted_association(2))
    soon = names.cover(pool.cast, seal_id, ends=timedelta(days=3))
    lot = trade.lot(pool.members[0], 6)
    for one in (late, soon):
        services.grant_units(cover_id=one.pk, lot_id=lot.pk, units=3)
    trade.contribute(pool.offer, pool.members[0], 6, of=lot)
    held = services.hold(offer_id=pool.offer.pk, owner=uuid4(), units=13)
    taken = {part.lot_id: part.units for part in spend(held)}
    spent = dict(CoverGrant.objects.filter(lot=lot).values_list("cover_id", "spent"))
    assert spent[soon.pk] == min(3, taken[lot.pk])
    assert sum(spent.values()) == taken[lot.pk]
    assert figures(pool) == (3, 0, 0)


def test_what_comes_back_can_be_sold_by_the_grant_that_ends_last():
    pool, seal_id, late = names.sealed_pool((4,), cast=constituted_association(2))
    soon = names.cover(pool.cast, seal_id, ends=timedelta(days=3))
    lot = trade.lot(pool.members[0], 6)
    for one in (late, soon):
        services.grant_units(cover_id=one.pk, lot_id=lot.pk, units=3)
    trade.contribute(pool.offer, pool.members[0], 6, of=lot)
    document = str(new_id())
    spend(services.hold(offer_id=pool.offer.pk, owner=uuid4(), units=10), document)
    return_grants(document=document, lot_id=lot.pk, units=4)
    assert dict(CoverGrant.objects.filter(lot=lot).values_list("cover_id", "spent")) == {late.pk: 0, soon.pk: 2}
    names.check_covered()


def test_an_allocation_takes_one_statement_more_where_seals_are_required_and_none_where_not():
    cast = constituted_association(10)
    plain = trade.pool([10] * 10, cast=cast)
    sealed, _seal, _granted = names.sealed_pool([10] * 10, cast=cast)
    counts = []
    for pool in (plain, sealed):
        held = services.hold(offer_id=pool.offer.pk, owner=uuid4(), units=40)
        with CaptureQueriesContext(connection) as queries_made:
            spend(held)
        counts.append(len([query for query in queries_made if "SAVEPOINT" not in query["sql"]]))
    assert counts[0] <= 6
    assert counts[1] == counts[0] + 1


def test_blocked_goods_may_not_leave():
    pool, _seal, granted = names.sealed_pool((10,), cast=constituted_association(2))
    sold, other = str(new_id()), str(new_id())
    spend(services.hold(offer_id=pool.offer.pk, owner=uuid4(), units=4), sold)
    lot = pool.contributions[0].lot_id
    services.may_dispatch([lot])
    services.block_cover(cover_id=granted.pk, reason="suspended")
    services.may_dispatch([lot], [other])
    for documents in (None, [sold]):
        with pytest.raises(services.DispatchBlocked):
            services.may_dispatch([lot], documents)
    services.unblock_cover(cover_id=granted.pk)
    services.may_dispatch([lot], [sold])


def test_the_board_chooses_what_an_offer_requires_and_everybody_sees_what_waits_and_what_is_certified():
    pool = trade.pool((10, 10))
    seal_id = names.seal(pool.cast)
    path = f"/api/v1/associations/{pool.offer.association_id}/offers/{pool.offer.pk}"
    board, member = client_for(pool.cast.administrator.person), client_for(pool.members[1].person)
    assert member.post(f"{path}/seals", {"seal_ids": [str(seal_id)]}).status_code == 403
    answer = board.post(f"{path}/seals", {"seal_ids": [str(seal_id), str(seal_id)]})
    assert answer.status_code == 200
    assert (answer.json()["requires"], answer.json()["uncovered"], answer.json()["free"]) == ([str(seal_id)], 20, 0)
    granted = names.cover(pool.cast, seal_id)
    services.grant_units(cover_id=granted.pk, lot_id=pool.contributions[0].lot_id, units=4)
    seen = member.get(path).json()
    assert [lot["uncovered"] for lot in seen["lots"]] == [6, 10]
    assert [lot["free"] for lot in seen["lots"]] == [4, 0]
    assert sum(part["uncovered"] for part in seen["members"]) == seen["uncovered"] == 16
    public = member.get(f"/api/v1/catalog/offers/{pool.offer.slug}").json()
    assert public["free"] == 4
    assert public["badges"] == [{name: said for name, said in names.BADGE.items() if name != "code"}]
    card = member.get(f"/api/v1/catalog/offers?association={pool.offer.association_id}").json()["results"][0]
    assert card["badges"] == public["badges"]
    assert {"covered", "uncovered"} <= {row["kind"] for row in member.get(f"{path}/activity").json()["results"]}


def test_an_offer_requires_only_seals_that_are_in_force_and_not_anothers():
    pool = trade.pool((10, 10))
    path = f"/api/v1/associations/{pool.offer.association_id}/offers/{pool.offer.pk}/seals"
    board = client_for(pool.cast.administrator.person)
    foreign = names.seal(constituted_association(2))
    applied = certified.seal(
        pool.cast, kind="geographical_indication", status="applied", association=None, slug="queso-fresco"
    ).pk
    for seals in ([foreign], [applied], [new_id()]):
        refused = board.post(path, {"seal_ids": [str(seal) for seal in seals]})
        assert (refused.status_code, refused.json()["code"]) == (400, "seal_unknown")
    for body in ({}, {"seal_ids": None}, {"seal_ids": ["x"]}, {"seal_ids": [str(new_id())] * 6}, {"seal_ids": [1e308]}):
        assert board.post(path, body).status_code == 400
    assert figures(pool) == (20, 0, 0)


def test_what_one_offer_lets_go_of_a_lot_another_may_sell():
    pool, seal_id, granted = names.sealed_pool((10,), cast=constituted_association(2))
    member, lot = pool.members[0], trade.lot(pool.members[0], 20)
    second = names.require(trade.offer(pool.cast), pool.cast, [seal_id])
    services.grant_units(cover_id=granted.pk, lot_id=lot.pk, units=10)
    first = trade.contribute(pool.offer, member, 10, of=lot)
    waits = trade.contribute(second, member, 10, of=lot)
    assert (first.sellable, waits.sellable) == (10, 0)
    services.withdraw(
        actor=actor(member.person), association_id=pool.offer.association_id, contribution_id=first.pk, units=7
    )
    handled("catalog")
    waits.refresh_from_db()
    assert waits.sellable == 7
    assert figures(pool) == (13, 0, 0)
    trade.check_adds_up(second)
    stake = client_for(pool.cast.administrator.person).get(
        f"/api/v1/associations/{second.association_id}/members/{first.membership_id}/stake"
    )
    assert {(row["offer_id"], row["free"], row["held"]) for row in stake.json()} == {
        (str(pool.offer.pk), 13, 0),
        (str(second.pk), 10, 0),
    }

"""The pool over HTTP: members put lots in and take them out, everybody sees the same figures, strangers see nothing."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from catalog import services
from catalog.models import Contribution, Lot
from catalog.services import pool as pools
from coops import services as coops
from tests.support import trade
from tests.support.people import Api, Cast, actor, client_for, constituted_association, forming_association, person

pytestmark = pytest.mark.django_db

OFFER = {
    "name": "Queso de cabra fresco",
    "category": "cheese",
    "unit_es": "queso",
    "units_es": "quesos",
    "unit_en": "cheese",
    "units_en": "cheeses",
    "price_clp": 4990,
    "comuna": "04305",
}


@pytest.fixture
def pool() -> trade.Pool:
    return trade.pool()


def base(cast: Cast) -> str:
    return f"/api/v1/associations/{cast.association.pk}"


def post(client: Api, url: str, body: Any, key: str | None = None) -> Any:
    return client.post(url, body, headers={"Idempotency-Key": key or uuid4().hex})


def test_the_board_writes_opens_and_closes_an_offer_and_members_fill_it():
    cast = constituted_association(3)
    board, member = client_for(cast.administrator.person), cast.members[1]
    made = board.post(f"{base(cast)}/offers", OFFER)
    assert made.status_code == 201, made.content
    offer = made.json()
    assert (offer["status"], offer["can"]) == (
        "draft",
        [
            "catalog_openOffer",
            "catalog_closeOffer",
            "catalog_contribute",
            "catalog_withdraw",
            "catalog_showPhoto",
            "catalog_requireSeals",
        ],
    )
    url = f"{base(cast)}/offers/{offer['id']}"
    hers = client_for(member.person)
    lot = hers.post(
        f"/api/v1/producers/{member.producer.pk}/lots",
        {"product_name": "Queso", "category": "cheese", "units": 30, "made_on": "2026-11-01"},
    ).json()
    assert lot["code"].startswith("L-")
    added = post(hers, f"{url}/contributions", {"lot_id": lot["id"], "units": 20})
    assert added.status_code == 201, added.content
    assert board.post(f"{url}/open").json()["status"] == "open"
    assert board.post(f"{url}/open").json()["code"] == "offer_open_already"
    for refused in (hers.post(f"{url}/close"), hers.post(f"{base(cast)}/offers", OFFER)):
        assert (refused.status_code, refused.json()["code"]) == (403, "role_missing")
    services.hold(offer_id=offer["id"], owner=uuid4(), units=7)
    seen = hers.get(url)
    assert seen["Feed-Position"].startswith(f"association:{cast.association.pk}=")
    figures = seen.json()
    assert [figures[name] for name in ("contributed", "free", "reserved", "allocated")] == [20, 13, 7, 0]
    (row,) = figures["members"]
    assert row | {"mine": True, "percent": 100, "free": 13, "reserved": 7} == row
    assert figures["can"] == ["catalog_contribute", "catalog_withdraw"]
    taken = post(hers, f"{base(cast)}/contributions/{added.json()['id']}/withdraw", {"units": 13})
    assert taken.json()["withdrawn"] == 13
    short = post(hers, f"{base(cast)}/contributions/{added.json()['id']}/withdraw", {"units": 1})
    assert (short.status_code, short.json()["code"]) == (409, "units_short")
    kinds = [row["kind"] for row in hers.get(f"{url}/activity").json()["results"]]
    assert kinds == ["withdrawn", "held", "contributed"]
    assert board.post(f"{url}/close").json()["status"] == "closed"
    assert board.post(f"{url}/close").json()["code"] == "offer_not_open"


def test_a_repeated_contribution_counts_once(pool: trade.Pool):
    member = pool.members[0]
    lot = trade.lot(member, 30)
    client = client_for(member.person)
    url = f"{base(pool.cast)}/offers/{pool.offer.pk}/contributions"
    first = post(client, url, {"lot_id": str(lot.pk), "units": 10}, key="once")
    again = post(client, url, {"lot_id": str(lot.pk), "units": 10}, key="once")
    assert (again.status_code, again.json()) == (201, first.json())
    assert post(client, url, {"lot_id": str(lot.pk), "units": 11}, key="once").status_code == 422
    assert client.post(url, {"lot_id": str(lot.pk), "units": 1}).json()["code"] == "idempotency_key_missing"
    lot.refresh_from_db()
    assert lot.free == 20
    trade.check_adds_up(pool.offer)


def test_figures_of_all_members_add_up_whatever_is_held_and_sold(pool: trade.Pool):
    for units in (12, 1, 7):
        held = services.hold(offer_id=pool.offer.pk, owner=uuid4(), units=units)
        services.spend(sales=[services.Sale(hold_id=held.id, document=str(uuid4()), amount_clp=units * 7990)])
    services.hold(offer_id=pool.offer.pk, owner=uuid4(), units=8)
    client = client_for(pool.members[2].person)
    figures = client.get(f"{base(pool.cast)}/offers/{pool.offer.pk}").json()
    for name in ("contributed", "allocated", "reserved", "free"):
        assert sum(row[name] for row in figures["members"]) == figures[name]
        assert sum(row["units" if name == "contributed" else name] for row in figures["lots"]) == figures[name]
    assert [row["allocated"] for row in figures["members"]] == [10, 6, 4]
    assert [row["percent"] for row in figures["members"]] == [50, 30, 20]
    assert [row["mine"] for row in figures["members"]] == [False, False, True]
    assert figures["sold_clp"] == 20 * 7990
    sale = client.get(f"{base(pool.cast)}/offers/{pool.offer.pk}/activity").json()["results"][1]
    assert (sale["kind"], sale["units"], sum(part["units"] for part in sale["parts"])) == ("allocated", 7, 7)


def test_the_pool_is_closed_to_strangers_and_other_associations(pool: trade.Pool):
    other = trade.pool()
    urls = [
        f"{base(pool.cast)}/offers",
        f"{base(pool.cast)}/offers/{pool.offer.pk}",
        f"{base(pool.cast)}/offers/{pool.offer.pk}/activity",
        f"/api/v1/producers/{pool.members[0].producer.pk}/lots",
    ]
    for url in urls:
        assert client_for().get(url).status_code == 401
        assert client_for(person()).get(url).status_code == 404
        assert client_for(other.members[0].person).get(url).status_code == 404
    mine = client_for(other.members[0].person)
    # My association's address, somebody else's offer, contribution, lot.
    assert mine.get(f"{base(other.cast)}/offers/{pool.offer.pk}").status_code == 404
    assert mine.post(f"{base(other.cast)}/offers/{pool.offer.pk}/open").status_code == 404
    foreign = [
        (f"{base(other.cast)}/contributions/{pool.contributions[0].pk}/withdraw", {"units": 1}),
        (f"{base(other.cast)}/contributions/{other.contributions[1].pk}/withdraw", {"units": 1}),
        (f"{base(other.cast)}/contributions/{uuid4()}/withdraw", {"units": 1}),
        (
            f"{base(other.cast)}/offers/{other.offer.pk}/contributions",
            {"lot_id": str(trade.lot(pool.members[0], 5).pk), "units": 1},
        ),
        (f"{base(other.cast)}/offers/{other.offer.pk}/contributions", {"lot_id": str(uuid4()), "units": 1}),
    ]
    for url, body in foreign:
        refused = post(mine, url, body)
        assert (refused.status_code, refused.json()["code"]) == (404, "not_found"), url
    trade.check_adds_up(pool.offer)
    trade.check_adds_up(other.offer)


def test_who_left_takes_out_what_is_free_but_puts_nothing_in(pool: trade.Pool):
    member = pool.members[1]
    lot = trade.lot(member, 5)
    coops.end_membership(
        actor=actor(member.person),
        association_id=pool.cast.association.pk,
        membership_id=member.membership.pk,
    )
    refused = post(
        client_for(member.person),
        f"{base(pool.cast)}/offers/{pool.offer.pk}/contributions",
        {"lot_id": str(lot.pk), "units": 5},
    )
    assert refused.status_code == 404
    taken = post(
        client_for(member.person),
        f"{base(pool.cast)}/contributions/{pool.contributions[1].pk}/withdraw",
        {"units": 30},
    )
    assert taken.status_code == 200, taken.content
    trade.check_adds_up(pool.offer)


@pytest.mark.parametrize("units", [0, -1, 2.5, 1e308, True, "3", None, 10**40, 1_000_001, [1], "\u0000"])
def test_nonsense_changes_nothing(pool: trade.Pool, units: Any):
    member = pool.members[0]
    lot = trade.lot(member, 30)
    client = client_for(member.person)
    for url, body in (
        (f"{base(pool.cast)}/offers/{pool.offer.pk}/contributions", {"lot_id": str(lot.pk), "units": units}),
        (f"{base(pool.cast)}/contributions/{pool.contributions[0].pk}/withdraw", {"units": units}),
    ):
        refused = post(client, url, body)
        assert refused.status_code == 400, refused.content
    assert Lot.objects.get(pk=lot.pk).free == 30
    trade.check_adds_up(pool.offer)


def test_a_lot_must_fit_the_offer(pool: trade.Pool):
    member = pool.members[0]
    client = client_for(member.person)
    url = f"{base(pool.cast)}/offers/{pool.offer.pk}/contributions"
    honey = trade.lot(member, 5, category="honey")
    old = trade.lot(member, 5)
    Lot.objects.filter(pk=old.pk).update(best_before="2026-01-01", made_on="2025-12-01")
    small = trade.lot(member, 5)
    for lot, units, code in (
        (honey, 1, "lot_of_other_product"),
        (old, 1, "lot_past_its_date"),
        (small, 6, "lot_short"),
    ):
        refused = post(client, url, {"lot_id": str(lot.pk), "units": units})
        assert (refused.status_code, refused.json()["code"]) == (409, code)
    assert Contribution.objects.filter(offer=pool.offer).count() == 3


def test_a_lot_lasts_until_its_day_is_over_in_the_region(pool: trade.Pool, monkeypatch: pytest.MonkeyPatch):
    today = timezone.localdate()
    lot = trade.lot(pool.members[0], 5, best_before=today)
    midnight = timezone.make_aware(datetime.combine(today + timedelta(days=1), time.min))
    # In UTC it is tomorrow since hours.
    monkeypatch.setattr(pools, "database_now", lambda: (midnight - timedelta(minutes=1)).astimezone(UTC))
    trade.contribute(pool.offer, pool.members[0], 1, of=lot)
    monkeypatch.setattr(pools, "database_now", lambda: midnight.astimezone(UTC))
    with pytest.raises(pools.LotPastItsDate):
        trade.contribute(pool.offer, pool.members[0], 1, of=lot)


def test_an_association_that_forms_can_not_sell_yet():
    cast = forming_association()
    client = client_for(cast.administrator.person)
    offer = client.post(f"{base(cast)}/offers", OFFER).json()
    refused = client.post(f"{base(cast)}/offers/{offer['id']}/open")
    assert (refused.status_code, refused.json()["code"]) == (409, "association_forming")


@pytest.mark.parametrize(
    "changes",
    [
        {"price_clp": 0}, {"price_clp": "4990"}, {"price_clp": 1e9}, {"category": "gold"}, {"comuna": "13101"},
        {"comuna": "4305"}, {"name": "\u202e"}, {"name": "a" * 121}, {"season_months": [13]}, {"season_months": "x"},
        {"tax_class": "iva_ila_wine"}, {"alcohol_degrees": 97, "tax_class": "iva_ila_spirits"}, {"picture": "../x"},
        {"alcohol_degrees": -1},
    ],
)  # fmt: skip
def test_an_offer_must_make_sense(changes: dict[str, Any]):
    cast = constituted_association(2)
    refused = client_for(cast.administrator.person).post(f"{base(cast)}/offers", OFFER | changes)
    assert refused.status_code == 400, refused.content
    assert not cast.association.offers.exists()

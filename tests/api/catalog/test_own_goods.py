"""What an association makes itself goes into its own offers beside its members' lots, and its share is its own."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from catalog import services
from catalog.events import UnitsAllocated
from catalog.models import Contribution, Lot
from coops import queries as asked
from coops import services as coops
from coops.models import Producer
from home.queries import home
from notifications import services as notifications
from notifications.models import InboxItem
from origin import services as origin
from origin.services.standing import OwnGoodsAssessed
from tests.support import seals, trade
from tests.support.people import Api, Cast, actor, client_for, constituted_association, join, person

pytestmark = pytest.mark.django_db

CHEESE = {"product_name": "Queso de la sala común", "category": "cheese", "made_on": "2026-11-01"}


@pytest.fixture
def pool() -> trade.Pool:
    return trade.pool((60, 20))


def own_goods(cast: Cast) -> Producer:
    return coops.make_goods(actor=actor(cast.administrator.person), association_id=cast.association.pk)


def lot_of(client: Api, own: Producer, units: int) -> dict[str, Any]:
    made = client.post(f"/api/v1/producers/{own.pk}/lots", {**CHEESE, "units": units})
    assert made.status_code == 201, made.content
    return dict(made.json())


def put_in(client: Api, pool: trade.Pool, lot_id: str, units: int) -> Any:
    return client.post(
        f"/api/v1/associations/{pool.cast.association.pk}/offers/{pool.offer.pk}/contributions",
        {"lot_id": lot_id, "units": units},
        headers={"Idempotency-Key": uuid4().hex},
    )


def seen(client: Api, pool: trade.Pool) -> dict[str, Any]:
    return dict(client.get(f"/api/v1/associations/{pool.cast.association.pk}/offers/{pool.offer.pk}").json())


def test_its_share_stands_beside_the_members_and_is_nobodys_own(pool: trade.Pool):
    own, admin = own_goods(pool.cast), client_for(pool.cast.administrator.person)
    lot = lot_of(admin, own, 40)
    added = put_in(admin, pool, lot["id"], 20)
    assert added.status_code == 201, added.content
    assert Contribution.objects.get(pk=added.json()["id"]).membership_id is None
    services.hold(offer_id=pool.offer.pk, owner=uuid4(), units=10)
    for client in (admin, client_for(pool.members[1].person)):
        told = seen(client, pool)
        part = next(row for row in told["members"] if row["itself"])
        assert (part["name"], part["percent"], part["mine"]) == (pool.cast.association.name, 20, False)
        assert [row["reserved"] for row in told["members"]] == [6, 2, 2]
        assert [row["itself"] for row in told["members"]].count(True) == 1
    row = next(row for row in seen(admin, pool)["lots"] if row["itself"])
    assert row["mine"], "who acts for it takes it out"
    assert not next(row for row in seen(client_for(pool.members[1].person), pool)["lots"] if row["itself"])["mine"]
    listed = admin.get(f"/api/v1/associations/{pool.cast.association.pk}/offers").json()["results"][0]["shares"]
    assert [(share["itself"], share["mine"]) for share in listed] == [(False, True), (False, False), (True, False)]
    insight = admin.get(f"/api/v1/associations/{pool.cast.association.pk}/insight").json()
    assert [row["itself"] for row in insight["members"]].count(True) == 1
    # A stranger finds the association's name, and no page of a producer behind it.
    shares = client_for().get(f"/api/v1/catalog/offers/{pool.offer.slug}").json()["shares"]
    assert {"public_name": pool.cast.association.name, "producer_id": None}.items() <= shares[-1].items()
    out = admin.post(
        f"/api/v1/associations/{pool.cast.association.pk}/contributions/{added.json()['id']}/withdraw",
        {"units": 5},
        headers={"Idempotency-Key": uuid4().hex},
    )
    assert out.status_code == 200, out.content
    trade.check_adds_up(pool.offer)


def test_a_sale_is_divided_over_members_and_the_association(pool: trade.Pool):
    own, admin = own_goods(pool.cast), client_for(pool.cast.administrator.person)
    assert put_in(admin, pool, lot_of(admin, own, 20)["id"], 20).status_code == 201
    hold = services.hold(offer_id=pool.offer.pk, owner=uuid4(), units=10)
    document = uuid4()
    sold = services.spend(sales=[services.Sale(hold_id=hold.id, document=f"order_line:{document}", amount_clp=79900)])
    given = {part.producer_id: part.units for part in sold}
    assert given == {pool.members[0].producer.pk: 6, pool.members[1].producer.pk: 2, own.pk: 2}
    trade.check_adds_up(pool.offer)
    activity = admin.get(f"/api/v1/associations/{pool.cast.association.pk}/offers/{pool.offer.pk}/activity").json()
    line = activity["results"][0]
    # The administrator reads her own six as hers, and not eight.
    assert "6" in line["line"]
    assert [part["mine"] for part in line["parts"]] == [True, False, False]


def test_it_goes_into_no_other_associations_offers(pool: trade.Pool):
    next_door = trade.pool((10, 10))
    own = own_goods(pool.cast)
    both = pool.cast.administrator
    join(next_door.cast, who=both.person)
    admin = client_for(both.person)
    lot = lot_of(admin, own, 30)
    refused = put_in(admin, next_door, lot["id"], 5)
    assert (refused.status_code, refused.json()["code"]) == (409, "goods_of_other_association")
    assert Lot.objects.get(pk=lot["id"]).free == 30
    # Home proposes no offer either that would refuse it.
    proposed = home(both.person.pk, asked.belongings(both.person.pk))["tasks"]
    places = {
        task["association"].pk for task in proposed if (task["lot"] or {}).get("id") == Lot.objects.get(pk=lot["id"]).pk
    }
    assert places == {pool.cast.association.pk}
    with pytest.raises(IntegrityError), transaction.atomic():
        Contribution.objects.filter(offer=next_door.offer).update(membership=None)


def test_to_everybody_else_it_is_a_producer_that_isnt_there(pool: trade.Pool):
    own, admin = own_goods(pool.cast), client_for(pool.cast.administrator.person)
    lot = lot_of(admin, own, 30)
    member, stranger = client_for(pool.members[1].person), client_for(person())
    for client in (member, stranger):
        for path in ("products", "lots", "lots/file", f"lots/{lot['id']}/movements"):
            assert client.get(f"/api/v1/producers/{own.pk}/{path}").status_code == 404, path
        assert client.post(f"/api/v1/producers/{own.pk}/lots", {**CHEESE, "units": 3}).status_code == 404
    assert put_in(member, pool, lot["id"], 5).status_code == 404


def test_a_closed_association_makes_nothing_and_counts_what_is_there(pool: trade.Pool):
    own, admin = own_goods(pool.cast), client_for(pool.cast.administrator.person)
    lot = lot_of(admin, own, 30)
    inside = put_in(admin, pool, lot["id"], 10).json()
    coops.suspend_association(actor=actor(person(is_steward=True)), association_id=pool.cast.association.pk, reason="x")
    refused = admin.post(f"/api/v1/producers/{own.pk}/lots", {**CHEESE, "units": 3})
    assert (refused.status_code, refused.json()["code"]) == (403, "role_missing")
    draft = trade.offer(constituted_association(2), opened=False)
    assert draft.status == "draft"
    assert put_in(admin, pool, lot["id"], 1).json()["code"] in {"association_closed", "offer_closed"}
    out = admin.post(
        f"/api/v1/associations/{pool.cast.association.pk}/contributions/{inside['id']}/withdraw",
        {"units": 10},
        headers={"Idempotency-Key": uuid4().hex},
    )
    assert out.status_code == 200, out.content
    counted = admin.post(
        f"/api/v1/producers/{own.pk}/lots/{lot['id']}/losses",
        {"units": 2, "reason": "broken"},
        headers={"Idempotency-Key": uuid4().hex},
    )
    assert counted.status_code in {200, 201}, counted.content
    history = admin.get(f"/api/v1/producers/{own.pk}/lots/{lot['id']}/movements")
    assert history.status_code == 200


def test_nobody_is_told_that_she_sold_what_the_association_made(pool: trade.Pool):
    own = own_goods(pool.cast)
    event = UnitsAllocated(
        offer_id=pool.offer.pk, association_id=pool.cast.association.pk, document="x", units=9,
        parts={own.pk: 4, pool.members[1].producer.pk: 5}, rule_version=1, offer_version=9,
    )  # fmt: skip
    assert notifications.tell_of_sale(event, event_id=uuid4()) == 1
    assert [(item.person_id, item.params["units"]) for item in InboxItem.objects.filter(kind="units_sold")] == [
        (pool.members[1].person.pk, 5)
    ]


def test_an_association_gives_its_own_goods_no_ones_word_but_its_own(pool: trade.Pool):
    own = own_goods(pool.cast)
    chief, oversight = pool.cast.administrator, pool.members[1]
    coops.give_role(
        actor=actor(chief.person), association_id=pool.cast.association.pk, person_id=oversight.person.pk,
        role="oversight",
    )  # fmt: skip
    assert asked.people_of(own.pk) == [chief.person.pk]
    lot = services.create_lot(
        actor=actor(chief.person), producer_id=own.pk, units=20, **{**CHEESE, "made_on": seals.today()}
    )
    assert lot.product_id is not None
    asked_for = origin.apply(
        actor=actor(chief.person), association_id=pool.cast.association.pk, product_id=lot.product_id,
        seal_id=seals.own_seal(pool.cast).pk,
    )  # fmt: skip
    seals.looked_at(seals.planned(asked_for, oversight), oversight)
    wanted: dict[str, Any] = {
        "actor": actor(oversight.person), "association_id": pool.cast.association.pk, "certificate_id": asked_for.pk,
        "last_day": seals.today(),
    }  # fmt: skip
    with pytest.raises(OwnGoodsAssessed):
        origin.issue(**wanted, assessor="association")
    assert origin.issue(**wanted, assessor="self", cap=10).status == "issued"
    granted = origin.grant(
        actor=actor(chief.person), association_id=pool.cast.association.pk, certificate_id=asked_for.pk, lot_id=lot.pk,
        units=10,
    )  # fmt: skip
    assert granted.units == 10


def test_a_lot_that_is_in_no_offer_yet_has_its_family_and_nothing_to_label(pool: trade.Pool):
    own, admin = own_goods(pool.cast), client_for(pool.cast.administrator.person)
    milk = lot_of(admin, own, 40)
    made = admin.post(
        f"/api/v1/producers/{own.pk}/lots",
        {**CHEESE, "product_name": "Queso ahumado", "units": 10, "inputs": [{"lot_id": milk["id"], "units": 20}]},
    )
    assert made.status_code == 201, made.content
    here = f"/api/v1/associations/{pool.cast.association.pk}/lots"
    for lot_id, step in ((milk["id"], 1), (made.json()["id"], -1)):
        family = admin.get(f"{here}/{lot_id}/genealogy")
        assert family.status_code == 200, family.content
        assert sorted(lot["step"] for lot in family.json()["lots"]) == sorted((0, step))
        assert {lot["producer_name"] for lot in family.json()["lots"]} == {pool.cast.association.name}
        refused = admin.get(f"{here}/{lot_id}/labels.pdf")
        assert (refused.status_code, refused.json()["code"]) == (409, "nothing_to_label")
        # Who doesn't act for it finds nothing yet, as with another member's lot.
        assert client_for(pool.members[1].person).get(f"{here}/{lot_id}/genealogy").status_code == 404
    next_door = trade.pool((10, 10))
    join(next_door.cast, who=pool.cast.administrator.person)
    elsewhere = f"/api/v1/associations/{next_door.cast.association.pk}/lots/{milk['id']}"
    assert admin.get(f"{elsewhere}/genealogy").status_code == 404

"""An association makes goods itself: one producer without people, for which its administrators act by office."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from coops import queries, services
from coops.models import Mandate, Membership, Producer, Role
from coops.streams import _producer_readable
from lib.access import permissions
from tests.support.people import (
    Api,
    Cast,
    Member,
    actor,
    client_for,
    constituted_association,
    forming_association,
    person,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return constituted_association(3)


def url(cast: Cast) -> str:
    return f"/api/v1/associations/{cast.association.pk}/own-producer"


def own_goods(cast: Cast) -> Producer:
    return services.make_goods(actor=actor(cast.administrator.person), association_id=cast.association.pk)


def place(client: Api, cast: Cast) -> dict[str, Any]:
    places = client.get("/api/v1/me").json()["associations"]
    return next(place for place in places if place["id"] == str(cast.association.pk))


def give(cast: Cast, member: Member, role: str = "administrator") -> Role:
    return services.give_role(
        actor=actor(cast.administrator.person),
        association_id=cast.association.pk,
        person_id=member.person.pk,
        role=role,
    )


def test_it_is_made_once_with_the_name_and_the_place_of_the_association(cast: Cast):
    admin = client_for(cast.administrator.person)
    assert "coops_makeGoods" in place(admin, cast)["can"]
    assert place(admin, cast)["own_producer_id"] is None
    made = admin.post(url(cast))
    assert made.status_code == 200, made.content
    told = made.json()
    assert (told["name"], told["comuna"]) == (cast.association.name, cast.association.comuna)
    assert (told["shows_name"], told["locality"], told["story"]) == (True, "", "")
    assert admin.post(url(cast)).json()["id"] == told["id"]
    assert Producer.objects.filter(association=cast.association).count() == 1
    assert place(admin, cast)["own_producer_id"] == told["id"]
    # It belongs to nobody: whoever acts for it has it among no producers of hers.
    assert told["id"] not in {row["id"] for row in admin.get("/api/v1/me").json()["producers"]}
    assert not Mandate.objects.filter(producer_id=told["id"]).exists()
    moved = admin.patch(f"/api/v1/associations/{cast.association.pk}", {"comuna": "04101"})
    assert moved.status_code == 200, moved.content
    assert admin.get(f"/api/v1/producers/{told['id']}").json()["comuna"] == "04101"


def test_only_an_administrator_of_a_constituted_association_asks_for_it(cast: Cast):
    member = client_for(cast.members[1].person)
    assert "coops_makeGoods" not in place(member, cast)["can"]
    refused = member.post(url(cast))
    assert (refused.status_code, refused.json()["code"]) == (403, "role_missing")
    assert client_for(person()).post(url(cast)).status_code == 404
    assert client_for().post(url(cast)).status_code == 401
    give(cast, cast.members[1], "president")
    assert member.post(url(cast)).json()["code"] == "role_missing"
    forming = forming_association()
    founder = client_for(forming.administrator.person)
    assert founder.post(url(forming)).json()["code"] == "goods_before_constitution"
    assert "coops_makeGoods" not in place(founder, forming)["can"]
    services.suspend_association(actor=actor(person(is_steward=True)), association_id=cast.association.pk, reason="x")
    assert client_for(cast.administrator.person).post(url(cast)).json()["code"] == "association_closed"


def test_the_office_opens_it_and_closes_it_at_once(cast: Cast):
    own, other = own_goods(cast), cast.members[1]
    hers = client_for(other.person)
    address = f"/api/v1/producers/{own.pk}"
    pair = (other.person.pk, own.pk)

    def stands() -> tuple[int, int, bool, bool]:
        return (
            hers.get(address).status_code,
            hers.get(f"{address}/lots").status_code,
            queries.acts_for(actor(other.person), own.pk),
            pair in _producer_readable({pair}),
        )

    assert stands() == (404, 404, False, False)
    assert place(hers, cast)["own_producer_id"] is None
    give(cast, other, "president")
    give(cast, other, "treasurer")
    assert stands() == (404, 404, False, False)
    role = give(cast, other)
    assert stands() == (200, 200, True, True)
    assert queries.people_of(own.pk) == sorted([cast.administrator.person.pk, other.person.pk])
    assert own.pk in queries.producers_of(other.person.pk)
    services.end_role(actor=actor(cast.administrator.person), association_id=cast.association.pk, role_id=role.pk)
    assert stands() == (404, 404, False, False)
    give(cast, other)
    services.suspend_member(
        actor=actor(cast.administrator.person),
        association_id=cast.association.pk,
        membership_id=other.membership.pk,
        reason="No entregó.",
    )
    assert stands() == (404, 404, False, False)


def test_it_takes_no_part_as_producers_of_people_do(cast: Cast):
    own = own_goods(cast)
    admin = client_for(cast.administrator.person)
    address = f"/api/v1/producers/{own.pk}"
    for refused in (
        admin.patch(address, {"name": "Otra"}),
        admin.get(f"{address}/mandates"),
        admin.post(f"{address}/mandates", {"email": "alguien@minga.example"}),
        admin.get(f"{address}/rut"),
        admin.put(f"{address}/rut", {"rut": "76.086.428-5"}),
        admin.get(f"{address}/helpers"),
        admin.get(f"{address}/helped-acts"),
    ):
        assert (refused.status_code, refused.json()["code"]) in {(403, "role_missing"), (405, "method_not_allowed")}
    founding = {
        "producer_id": str(own.pk),
        "name": "Otra asociación",
        "kind": "cooperative",
        "purpose": "Vender juntos.",
        "comuna": "04305",
        "statutes_text": "Uno, un voto.",
    }
    founded = admin.post("/api/v1/associations", founding)
    assert (founded.status_code, founded.json()["code"]) == (409, "association_itself")
    next_door = constituted_association(2)
    services.set_admission(
        actor=actor(next_door.administrator.person),
        association_id=next_door.association.pk,
        admission="board",
        questions=[],
    )
    applied = admin.post(
        f"/api/v1/associations/{next_door.association.pk}/applications",
        {"producer_id": str(own.pk), "answers": [], "accepts_rules": True},
    )
    assert (applied.status_code, applied.json()["code"]) == (409, "association_itself")
    # To anybody else it looks like a producer that isn't there.
    stranger = client_for(cast.members[1].person)
    assert stranger.post("/api/v1/associations", founding).status_code == 404


def test_only_what_goods_need_is_open_to_who_acts_by_office():
    opened = {name for name, roles in permissions().items() if roles & {"maker", "keeper"}}
    assert opened == {
        "coops_getProducer",
        "pictures_sendForProducer",
        "pictures_describeForProducer",
        *(f"catalog_{thing}Product" for thing in ("get", "create", "update")),
        *(f"catalog_{thing}" for thing in ("listProducts", "listLots", "createLot", "listLotMovements")),
        *(f"catalog_{thing}" for thing in ("exportProducts", "exportLots", "previewTable", "importTable")),
        *(f"catalog_{thing}" for thing in ("spoilUnits", "countLot", "adjustLot")),
    }


def test_the_database_gives_it_neither_membership_nor_mandate_nor_a_persons_number(cast: Cast):
    own = own_goods(cast)
    for write in (
        lambda: Membership.objects.create(association=cast.association, producer=own, number=99),
        lambda: Mandate.objects.create(person=cast.administrator.person, producer=own, kind="owner"),
        lambda: Producer.objects.filter(pk=own.pk).update(rut="760864285"),
        lambda: Producer.objects.filter(pk=own.pk).update(shows_name=False),
        lambda: Producer.objects.create(association=cast.association, name="Otra", initials="O", comuna="04305"),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            write()


def test_members_are_counted_and_told_without_it(cast: Cast):
    before = queries.workspace(cast.administrator.person.pk, cast.association.pk)["counts"]
    own = own_goods(cast)
    assert queries.workspace(cast.administrator.person.pk, cast.association.pk)["counts"] == before
    assert own.pk not in queries.member_producers(cast.association.pk)
    assert not queries.public_producers().filter(pk=own.pk).exists()
    assert client_for().get(f"/api/v1/catalog/producers/{own.pk}").status_code == 404
    register = client_for(cast.members[1].person).get(f"/api/v1/associations/{cast.association.pk}/register").json()
    assert len(register["results"]) == 3

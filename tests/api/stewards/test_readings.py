"""A steward reads an association: with a reason that its board sees, for a while, and never writes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from accounts.models import Person
from coops import services as coops
from events import streams
from lib.clock import database_now
from notifications.models import InboxItem
from stewards import services
from stewards.events import ReadingBegan
from stewards.models import Act, Reading
from tests.support import events, people, trade
from tests.support.people import Api, Cast

pytestmark = pytest.mark.django_db
READINGS = "/api/v1/stewards/readings"
WHY = "La tesorera pidió ayuda con una venta que no le cuadra."


@pytest.fixture
def cast() -> Cast:
    made = people.constituted_association(3)
    coops.give_role(
        actor=people.actor(made.administrator.person),
        association_id=made.association.pk,
        person_id=made.members[1].person.pk,
        role="oversight",
    )
    return made


def begin(client: Api, cast: Cast, **changes: Any) -> Any:
    body = {"association": cast.association.slug, "reason": WHY, "hours": 2} | changes
    return client.post(READINGS, body)


def workspace(client: Api, cast: Cast) -> Any:
    return client.get(f"/api/v1/associations/{cast.association.pk}/workspace")


def test_without_a_reason_it_is_nobodys(client: Api, cast: Cast):
    assert workspace(client, cast).status_code == 404
    assert begin(client, cast, reason="  ").status_code == 400
    assert workspace(client, cast).status_code == 404


@pytest.mark.parametrize("how", ["slug", "pk"])
def test_with_a_reason_she_reads_and_each_read_is_counted(client: Api, cast: Cast, how: str):
    made = begin(client, cast, association=str(getattr(cast.association, how)))
    assert made.status_code == 201
    assert workspace(client, cast).status_code == 200
    assert workspace(client, cast).json()["can"] == []
    assert client.get(f"/api/v1/associations/{cast.association.pk}/members").status_code == 200
    (reading,) = client.get(READINGS).json()["results"]
    assert {use["operation"]: use["count"] for use in reading["reads"]} == {
        "coops_getWorkspace": 2,
        "coops_listMembers": 1,
    }
    assert (reading["mine"], reading["ended_at"]) == (True, None)
    (mine,) = client.get("/api/v1/me").json()["readings"]
    assert (mine["association"]["slug"], mine["id"]) == (cast.association.slug, reading["id"])


def test_she_writes_nothing(client: Api, cast: Cast):
    begin(client, cast)
    base = f"/api/v1/associations/{cast.association.pk}"
    for address in ("statutes", "invitations", "roles", "offers"):
        assert client.post(f"{base}/{address}", {}).status_code == 404, address
    assert set(Reading.objects.get().uses.values_list("operation", flat=True)) == set()


def test_it_opens_this_association_alone_and_none_of_its_producers(client: Api, cast: Cast):
    begin(client, cast)
    other = people.constituted_association(2)
    assert workspace(client, other).status_code == 404
    assert client.get(f"/api/v1/producers/{cast.members[1].producer.pk}/lots").status_code == 404


def test_it_is_hers_alone(client: Api, cast: Cast):
    begin(client, cast)
    another = people.client_for(people.person(is_steward=True))
    assert workspace(another, cast).status_code == 404


def test_who_is_no_steward_any_more_reads_no_more(client: Api, cast: Cast, steward: Person):
    begin(client, cast)
    Person.objects.filter(pk=steward.pk).update(is_steward=False)
    assert workspace(client, cast).status_code == 404
    assert client.get("/api/v1/me").json()["readings"] == []
    assert not streams.readable([(steward.pk, f"association:{cast.association.pk}")])


def test_it_ends_by_hand_also_for_the_live_feed(client: Api, cast: Cast, steward: Person):
    reading_id = begin(client, cast).json()["id"]
    stream = f"association:{cast.association.pk}"
    assert streams.readable([(steward.pk, stream)])
    assert client.post(f"{READINGS}/{reading_id}/end").status_code == 200
    assert client.post(f"{READINGS}/{reading_id}/end").status_code == 404
    assert workspace(client, cast).status_code == 404
    assert not streams.readable([(steward.pk, stream)])
    assert begin(client, cast).status_code == 201


def test_it_ends_by_itself_by_the_databases_clock(client: Api, cast: Cast, steward: Person):
    now = database_now()
    Reading.objects.create(
        association=cast.association, steward=steward, reason=WHY, began_at=now - timedelta(hours=2),
        ends_at=now - timedelta(seconds=1),
    )  # fmt: skip
    assert workspace(client, cast).status_code == 404
    assert not streams.readable([(steward.pk, f"association:{cast.association.pk}")])
    assert services.end_due_readings(10) == 1
    assert services.end_due_readings(10) == 0
    assert events.names()[-1] == "stewards.reading_ended"
    act = Act.objects.get()
    assert (act.kind, act.via, act.steward_id) == ("reading_ended", "system", None)


def test_its_board_is_told_at_once_and_sees_who_why_and_until_when(client: Api, cast: Cast, steward: Person):
    reading_id = begin(client, cast).json()["id"]
    (told,) = events.recorded("stewards.reading_began")
    board = [cast.administrator.person, cast.members[1].person]
    assert sorted(told["streams"]) == sorted(f"user:{person.pk}" for person in [*board, steward])
    assert WHY not in told["data"]
    event = ReadingBegan(reading_id=reading_id, association_id=cast.association.pk, ends_at=database_now())
    assert services.tell_board(event, event_id=Reading.objects.get().pk) == 2
    assert set(InboxItem.objects.filter(kind="steward_reading").values_list("person_id", flat=True)) == {
        person.pk for person in board
    }
    workspace(client, cast)
    looks = f"/api/v1/associations/{cast.association.pk}/looks"
    for person in board:
        (seen,) = people.client_for(person).get(looks).json()["results"]
        assert (seen["steward"], seen["reason"], seen["mine"]) == (steward.name, WHY, False)
        assert [use["operation"] for use in seen["reads"]] == ["coops_getWorkspace"]
    assert people.client_for(cast.members[2].person).get(looks).status_code == 403
    assert people.client_for(people.person()).get(looks).status_code == 404


@pytest.mark.parametrize(
    ("changes", "status", "code"),
    [
        ({"hours": 5}, 400, "reading_too_long"),
        ({"hours": 0}, 400, None),
        ({"hours": "2"}, 400, None),
        ({"association": "no-hay-tal"}, 404, "not_found"),
        ({"reason": "x" * 501}, 400, None),
    ],
)
def test_what_can_not_be(client: Api, cast: Cast, changes: dict[str, Any], status: int, code: str | None):
    refused = begin(client, cast, **changes)
    assert refused.status_code == status
    assert code in (None, refused.json()["code"])
    assert not Reading.objects.exists()


def test_twice_at_once_is_one(client: Api, cast: Cast):
    begin(client, cast)
    again = begin(client, cast, reason="Otra cosa.")
    assert (again.status_code, again.json()["code"]) == (409, "reading_open")


@pytest.mark.parametrize(
    "statement",
    ["UPDATE stewards_reading SET reason = 'otra'", "UPDATE stewards_reading SET ends_at = ends_at + interval '1 day'"],
)
def test_what_the_board_was_told_stays(client: Api, cast: Cast, statement: str):
    begin(client, cast)
    with pytest.raises(IntegrityError, match="as it was told"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_a_pool_is_read_and_not_touched(client: Api):
    pool = trade.pool()
    begin(client, pool.cast)
    base = f"/api/v1/associations/{pool.cast.association.pk}/offers/{pool.offer.pk}"
    seen = client.get(base)
    assert (seen.status_code, seen.json()["can"]) == (200, [])
    assert client.post(f"{base}/close").status_code == 404


def test_the_admin_is_no_way_round(client: Api, cast: Cast):
    page, invited = "/admin/coops/membership/", "/admin/coops/invitation/"
    people.invited(cast, email="secreta@example.cl")
    name = cast.members[1].producer.name
    assert name not in client.get("/admin/coops/statutes/").content.decode()
    assert "secreta@example.cl" not in client.get(invited).content.decode()
    assert str(cast.association) not in client.get(page).content.decode()
    begin(client, cast)
    assert str(cast.association) in client.get(page).content.decode()
    assert "secreta@example.cl" in client.get(invited).content.decode()
    assert {"admin_coops.membership", "admin_coops.invitation"} == set(
        Reading.objects.get().uses.values_list("operation", flat=True)
    )


def test_people_are_not_browsed_in_the_admin(client: Api, cast: Cast, steward: Person):
    seen = client.get("/admin/accounts/person/").content.decode()
    assert steward.email in seen
    assert cast.members[1].person.email not in seen
    assert client.get(f"/admin/accounts/person/{cast.members[1].person.pk}/change/").status_code == 302

"""Offices, given and taken."""

from uuid import uuid4

import pytest

from coops.models import Role
from tests.support import people
from tests.support.events import recorded
from tests.support.problems import refused, refused_field


def path(cast):
    return f"/api/v1/associations/{cast.association.pk}/roles"


def give(client, cast, person, role="secretary"):
    return client.post(path(cast), {"person_id": str(person.pk), "role": role})


def test_an_office_opens_its_doors_at_once(cast, admin_client):
    secretary = cast.members[1].person
    client = people.client_for(secretary)
    invitations = f"/api/v1/associations/{cast.association.pk}/invitations"
    refused(client.get(invitations), 403, "role_missing")
    answer = give(admin_client, cast, secretary)
    assert answer.status_code == 201
    assert client.get(invitations).status_code == 200
    ended = admin_client.post(f"{path(cast)}/{answer.json()['id']}/end")
    assert ended.json()["ends_at"] is not None
    refused(client.get(invitations), 403, "role_missing")
    given, ended_event = recorded("coops.role_given", "coops.role_ended")[-2:]
    assert f"user:{secretary.pk}" in given["streams"]
    assert f"user:{secretary.pk}" in ended_event["streams"]


def test_the_last_administrator_keeps_her_office(cast, admin_client):
    office = Role.objects.get(association=cast.association)
    refused(admin_client.post(f"{path(cast)}/{office.pk}/end"), 409, "last_administrator")
    office.refresh_from_db()
    assert office.ends_at is None


def test_an_office_is_held_once(cast, admin_client):
    give(admin_client, cast, cast.members[1].person)
    refused(give(admin_client, cast, cast.members[1].person), 409, "role_held")


def test_who_is_no_member_holds_no_office(cast, admin_client, stranger):
    refused(give(admin_client, cast, stranger.person), 404, "not_found")
    refused(admin_client.post(path(cast), {"person_id": str(uuid4()), "role": "secretary"}), 404, "not_found")


def test_who_may_give_and_take(cast, member_client, stranger_client, guest_client):
    office = Role.objects.get(association=cast.association)
    for client, status, code in (
        (member_client, 403, "role_missing"),
        (stranger_client, 404, "not_found"),
        (guest_client, 401, "sign_in_needed"),
    ):
        refused(give(client, cast, cast.members[2].person, "administrator"), status, code)
        refused(client.post(f"{path(cast)}/{office.pk}/end"), status, code)


def test_another_associations_office_is_a_missing_one(cast, admin_client, stranger):
    office = Role.objects.exclude(association=cast.association).get()
    refused(admin_client.post(f"{path(cast)}/{office.pk}/end"), 404, "not_found")


@pytest.mark.parametrize("role", ["member", "founder", "steward", "", None])
def test_what_is_no_office(cast, admin_client, role):
    body = {"person_id": str(cast.members[1].person.pk), "role": role}
    refused_field(admin_client.post(path(cast), body), "role", "null" if role is None else "invalid_choice")

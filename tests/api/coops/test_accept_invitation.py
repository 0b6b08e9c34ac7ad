"""Answering an invitation, and becoming an association by it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db.models import F

from coops.models import Association, Invitation, Membership
from coops.services import publish_statutes
from tests.support import people
from tests.support.events import names, recorded
from tests.support.problems import refused, same_refusal


def accept(client, token, producer, statutes):
    body = {"producer_id": str(producer.pk), "statutes_id": str(statutes.pk)}
    return client.post(f"/api/v1/invitations/{token}/accept", body)


@pytest.fixture
def newcomer(db):
    return people.person()


@pytest.fixture
def producer(newcomer):
    return people.producer(newcomer)


@pytest.fixture
def client(newcomer):
    return people.client_for(newcomer)


def test_a_guest_reads_the_link_before_signing_up(forming, guest_client):
    token = people.invited(forming)
    answer = guest_client.get(f"/api/v1/invitations/{token}")
    body = answer.json()
    assert answer.headers["Cache-Control"] == "no-store"
    assert body["state"] == "open"
    assert body["founders"] == {"have": 1, "need": 5}
    assert body["statutes"]["text"] == people.STATUTES
    assert body["invited_by"] == forming.administrator.person.name
    assert "@" not in answer.content.decode()
    refused(accept(guest_client, token, forming.administrator.producer, forming.statutes), 401, "sign_in_needed")


def test_the_fifth_acceptance_constitutes(forming):
    for number in range(2, 6):
        assert forming.association.status == Association.Status.FORMING
        member = people.join(forming)
        assert member.membership.number == number
    assert forming.association.status == Association.Status.CONSTITUTED
    forming.statutes.refresh_from_db()
    assert forming.association.constituted_at == forming.statutes.adopted_at
    (told,) = recorded("coops.association_constituted")
    assert told["streams"] == [f"association:{forming.association.pk}"]
    assert all(str(member.producer.pk) in told["data"] for member in forming.members)


def test_later_members_join_a_constituted_one(cast, client, producer):
    answer = accept(client, people.invited(cast), producer, cast.statutes)
    assert answer.status_code == 201
    assert answer.json()["membership"]["number"] == 6
    assert len(recorded("coops.association_constituted")) == 1
    assert names(key=cast.association.pk)[-2:] == ["coops.member_joined", "coops.statutes_accepted"]


def test_a_link_works_once(cast, client, producer, stranger, stranger_client):
    token = people.invited(cast)
    assert accept(client, token, producer, cast.statutes).status_code == 201
    refused(accept(client, token, producer, cast.statutes), 409, "invitation_used")
    refused(accept(stranger_client, token, stranger.producer, cast.statutes), 409, "invitation_used")
    assert client.get(f"/api/v1/invitations/{token}").json()["state"] == "used"
    assert Membership.objects.filter(association=cast.association).count() == 6


def test_an_expired_link_opens_nothing(cast, client, producer):
    token = people.invited(cast)
    Invitation.objects.filter(used_at=None).update(
        created_at=F("created_at") - timedelta(days=15), expires_at=F("expires_at") - timedelta(days=15)
    )
    assert client.get(f"/api/v1/invitations/{token}").json()["state"] == "expired"
    refused(accept(client, token, producer, cast.statutes), 409, "invitation_expired")


def test_a_token_that_nobody_made_is_a_missing_one(cast, client, producer):
    missing = client.get("/api/v1/invitations/nothing")
    refused(missing, 404, "not_found")
    assert same_refusal(accept(client, "A" * 43, producer, cast.statutes), missing)
    for token in ("%00", "..%2f..%2fetc", "a" * 8_000, "%F0%9F%90%90"):
        assert client.get(f"/api/v1/invitations/{token}").status_code == 404


def test_nobody_joins_with_somebody_elses_producer(cast, client, stranger):
    token = people.invited(cast)
    missing = accept(client, token, type("Nobody", (), {"pk": uuid4()}), cast.statutes)
    refused(missing, 404, "not_found")
    assert same_refusal(accept(client, token, stranger.producer, cast.statutes), missing)
    assert Invitation.objects.filter(used_at=None).count() == 1


def test_statutes_that_changed_meanwhile_are_read_again(forming, client, producer):
    token = people.invited(forming)
    newer = publish_statutes(
        actor=people.actor(forming.administrator.person), association_id=forming.association.pk, text="Otros."
    )
    refused(accept(client, token, producer, forming.statutes), 409, "statutes_changed")
    assert accept(client, token, producer, newer).status_code == 201


def test_a_member_does_not_join_twice(cast):
    member = cast.members[1]
    client = people.client_for(member.person)
    token = people.invited(cast)
    refused(accept(client, token, member.producer, cast.statutes), 409, "already_member")
    assert client.get(f"/api/v1/invitations/{token}").json()["state"] == "open"


def test_a_closed_association_takes_nobody_in(cast, client, producer):
    token = people.invited(cast)
    Association.objects.update(status=Association.Status.SUSPENDED)
    refused(accept(client, token, producer, cast.statutes), 409, "association_closed")

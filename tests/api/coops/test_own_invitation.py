"""An invitation answered without its link, by whoever has proved the address that it went to."""

from uuid import uuid4

import pytest

from coops import services
from coops.models import Invitation, Membership
from tests.support import people
from tests.support.events import recorded
from tests.support.problems import refused, same_refusal


@pytest.fixture
def invited(cast):
    """A person with a producer whose proved address was invited."""
    person = people.person()
    people.producer(person)
    people.invited(cast, email=people.prove(person).email)
    return person


def path(cast, person, what=""):
    invitation = Invitation.objects.get(association=cast.association, email=person.email)
    return f"/api/v1/my-invitations/{invitation.pk}{what and '/'}{what}"


def answer(cast, person):
    producer_id = people.client_for(person).get("/api/v1/me").json()["producers"][0]["id"]
    return {"producer_id": producer_id, "statutes_id": str(cast.statutes.pk)}


def test_she_reads_and_joins(cast, invited):
    client = people.client_for(invited)
    page = client.get(path(cast, invited)).json()
    assert (page["state"], page["association"]["slug"]) == ("open", cast.association.slug)
    joined = client.post(path(cast, invited, "accept"), answer(cast, invited))
    assert joined.status_code == 201
    assert joined.json()["membership"]["number"] == 6
    assert client.get(path(cast, invited)).json()["state"] == "used"
    refused(client.post(path(cast, invited, "decline")), 409, "invitation_used")


def test_she_says_no_and_the_board_sees_it(cast, invited, admin_client):
    client = people.client_for(invited)
    for _ in range(2):
        assert client.post(path(cast, invited, "decline")).status_code == 204
    (told,) = recorded("coops.invitation_declined")
    assert set(told["streams"]) == {f"association:{cast.association.pk}", f"user:{invited.pk}"}
    assert invited.email not in told["data"]
    refused(client.post(path(cast, invited, "accept"), answer(cast, invited)), 409, "invitation_declined")
    listed = admin_client.get(f"/api/v1/associations/{cast.association.pk}/invitations").json()["results"]
    assert "declined" in {row["state"] for row in listed}
    assert not Membership.objects.filter(association=cast.association, number=6).exists()
    # Whoever said no may be asked again.
    services.invite(
        actor=people.actor(cast.administrator.person), association_id=cast.association.pk, email=invited.email
    )


@pytest.mark.parametrize("what", ["", "accept", "decline"])
def test_it_is_nobody_elses(cast, invited, what):
    method = "post" if what else "get"
    for someone in (people.person(), cast.administrator.person):
        client = people.client_for(someone)
        there = getattr(client, method)(path(cast, invited, what))
        nowhere = getattr(client, method)(f"/api/v1/my-invitations/{uuid4()}{what and '/'}{what}")
        assert same_refusal(there, nowhere)
        refused(there, 404, "not_found")
    refused(getattr(people.client_for(), method)(path(cast, invited, what)), 401, "sign_in_needed")


def test_an_address_that_is_not_proved_opens_nothing(cast, invited):
    address = people.prove(invited)
    address.verified = False
    address.save()
    refused(people.client_for(invited).get(path(cast, invited)), 404, "not_found")


def test_another_invitations_id_lets_nobody_join_for_others(cast, invited):
    other = people.producer()
    body = {"producer_id": str(other.pk), "statutes_id": str(cast.statutes.pk)}
    refused(people.client_for(invited).post(path(cast, invited, "accept"), body), 404, "not_found")

"""Changing a producer: only those who act for it, now."""

from uuid import uuid4

from coops import services
from coops.models import Mandate
from tests.support import people
from tests.support.events import recorded
from tests.support.problems import refused, same_refusal


def path(producer):
    return f"/api/v1/producers/{producer.pk}"


def test_the_owner_changes_what_she_sends(cast):
    member = cast.members[1]
    answer = people.client_for(member.person).patch(path(member.producer), {"name": "La Cabra", "shows_name": False})
    assert answer.status_code == 200
    assert answer.json()["initials"] == "LC"
    assert answer.json()["comuna"] == member.producer.comuna
    (event,) = recorded("coops.producer_changed")
    assert f"association:{cast.association.pk}" in event["streams"]
    assert "Cabra" not in event["data"]


def test_nothing_new_records_nothing(cast):
    member = cast.members[1]
    people.client_for(member.person).patch(path(member.producer), {"name": member.producer.name})
    assert not recorded("coops.producer_changed")


def test_a_fellow_member_and_a_stranger_find_nothing(cast, admin_client, stranger_client, guest_client):
    producer = cast.members[1].producer
    missing = admin_client.get(f"/api/v1/producers/{uuid4()}")
    refused(missing, 404, "not_found")
    for client in (admin_client, stranger_client):
        assert same_refusal(client.get(path(producer)), missing)
        assert same_refusal(client.patch(path(producer), {"name": "Mía"}), missing)
    refused(guest_client.get(path(producer)), 401, "sign_in_needed")


def test_other_spellings_of_the_id_are_no_address(cast):
    member = cast.members[1]
    client = people.client_for(member.person)
    for text in (
        str(member.producer.pk).upper(),
        "{" + str(member.producer.pk) + "}",
        member.producer.pk.hex,
        "x",
        "0",
    ):
        refused(client.get(f"/api/v1/producers/{text}"), 404, "not_found")


def test_an_agent_acts_until_the_mandate_ends(cast):
    owner, agent = cast.members[1], people.person()
    mandate = services.give_mandate(actor=people.actor(owner.person), producer_id=owner.producer.pk, person_id=agent.pk)
    client = people.client_for(agent)
    assert client.get(path(owner.producer)).status_code == 200
    services.end_mandate(actor=people.actor(owner.person), mandate_id=mandate.pk)
    refused(client.get(path(owner.producer)), 404, "not_found")
    assert Mandate.objects.get(pk=mandate.pk).ends_at is not None

"""An owner asks somebody to act for a producer; the person answers; either ends it, at once."""

from uuid import uuid4

import pytest

from coops import services
from coops.models import MandateOffer
from events import streams
from tests.support import people
from tests.support.events import recorded
from tests.support.problems import refused, refused_field


@pytest.fixture
def owner(cast):
    return cast.members[1]


@pytest.fixture
def agent(db):
    person = people.person()
    people.prove(person)
    return person


def path(owner, *rest):
    return "/".join([f"/api/v1/producers/{owner.producer.pk}", *map(str, rest)])


def mine(offer, what):
    return f"/api/v1/my-mandate-offers/{offer.pk}/{what}"


def ask(owner, email, **fields):
    return people.client_for(owner.person).post(path(owner, "mandates"), {"email": email, **fields})


def asked(owner, agent):
    assert ask(owner, agent.email).status_code == 201
    return MandateOffer.objects.get(email=agent.email)


def test_a_yes_opens_at_once_and_the_end_closes_at_once(cast, owner, agent):
    offer = asked(owner, agent)
    client = people.client_for(agent)
    stream = f"producer:{owner.producer.pk}"
    refused(client.get(path(owner)), 404, "not_found")
    assert not streams.readable({(agent.pk, stream)})
    assert client.post(mine(offer, "accept")).status_code == 204
    assert client.get(path(owner)).status_code == 200
    assert streams.readable({(agent.pk, stream)})
    assert client.get("/api/v1/me").json()["associations"][0]["slug"] == cast.association.slug
    # An agent acts; who acts besides is the owner's to say.
    refused(client.post(path(owner, "mandates"), {"email": "otra@example.cl"}), 403, "role_missing")
    listed = client.get(path(owner, "mandates")).json()
    assert [(row["kind"], row["mine"]) for row in listed["mandates"]] == [("owner", False), ("agent", True)]
    assert listed["offers"] == []
    mandate = listed["mandates"][1]["id"]
    assert people.client_for(owner.person).post(path(owner, "mandates", mandate, "end")).status_code == 204
    refused(client.get(path(owner)), 404, "not_found")
    assert not streams.readable({(agent.pk, stream)})
    told = recorded("coops.mandate_offered", "coops.mandate_given", "coops.mandate_ended")
    assert [event["streams"] for event in told[-3:]] == [[stream, f"user:{agent.pk}"]] * 3
    assert all(agent.email not in event["data"] for event in told)


def test_an_agent_lays_it_down_but_not_anothers(owner, agent):
    client = people.client_for(agent)
    client.post(mine(asked(owner, agent), "accept"))
    owners, own = client.get(path(owner, "mandates")).json()["mandates"]
    refused(client.post(path(owner, "mandates", owners["id"], "end")), 404, "not_found")
    assert client.post(path(owner, "mandates", own["id"], "end")).status_code == 204


def test_the_last_owner_stays(owner):
    client = people.client_for(owner.person)
    (own,) = client.get(path(owner, "mandates")).json()["mandates"]
    refused(client.post(path(owner, "mandates", own["id"], "end")), 409, "last_owner")


def test_whether_an_account_is_behind_an_address_does_not_show(owner, agent):
    known, unknown = ask(owner, agent.email), ask(owner, "nadie@example.cl")
    assert (known.status_code, unknown.status_code) == (201, 201)
    first, second = unknown.json()["offers"]
    assert first.keys() == second.keys()
    assert (first["kind"], first["offered_by"]) == (second["kind"], second["offered_by"])


def test_no_ends_it_and_it_can_be_asked_again(owner, agent):
    offer = asked(owner, agent)
    refused(ask(owner, agent.email), 409, "mandate_asked")
    client = people.client_for(agent)
    assert client.post(mine(offer, "decline")).status_code == 204
    refused(client.post(mine(offer, "accept")), 409, "mandate_offer_over")
    (told,) = recorded("coops.mandate_offer_ended")
    assert '"declined"' in told["data"]
    assert people.client_for(owner.person).get(path(owner, "mandates")).json()["offers"] == []
    assert ask(owner, agent.email).status_code == 201


def test_what_was_taken_back_can_not_be_answered(owner, agent):
    offer = asked(owner, agent)
    client = people.client_for(owner.person)
    for _ in range(2):
        assert client.post(path(owner, "mandate-offers", offer.pk, "revoke")).json()["offers"] == []
    refused(people.client_for(agent).post(mine(offer, "accept")), 409, "mandate_offer_over")


def test_after_two_weeks_nobody_is_asked_any_more(owner, agent):
    offer = asked(owner, agent)
    MandateOffer.objects.filter(pk=offer.pk).update(expires_at=offer.created_at)
    refused(people.client_for(agent).post(mine(offer, "accept")), 409, "mandate_offer_over")
    assert ask(owner, agent.email).status_code == 201


def test_who_acts_already_is_not_asked(owner, agent):
    services.give_mandate(actor=people.actor(owner.person), producer_id=owner.producer.pk, person_id=agent.pk)
    refused(ask(owner, agent.email), 409, "mandate_exists")


def test_ten_a_day(owner):
    for number in range(10):
        people.asked(owner, email=f"agente{number}@example.cl")
    refused(ask(owner, "once@example.cl"), 429, "too_many_mandate_offers")


def test_only_who_was_asked_answers(owner, agent, cast):
    offer = asked(owner, agent)
    for what in ("accept", "decline"):
        for someone in (owner.person, cast.administrator.person, people.person()):
            refused(people.client_for(someone).post(mine(offer, what)), 404, "not_found")
        refused(people.client_for().post(mine(offer, what)), 401, "sign_in_needed")


def test_strangers_see_nothing(owner, stranger_client, guest_client, admin_client):
    for client, status, code in (
        (stranger_client, 404, "not_found"),
        (admin_client, 404, "not_found"),
        (guest_client, 401, "sign_in_needed"),
    ):
        refused(client.get(path(owner, "mandates")), status, code)
        refused(client.post(path(owner, "mandates"), {"email": "x@example.cl"}), status, code)
        refused(client.post(path(owner, "mandates", uuid4(), "end")), status, code)


@pytest.mark.parametrize(
    ("body", "field", "code"),
    [
        ({"email": "no es correo"}, "email", "invalid_email"),
        ({}, "email", "required"),
        ({"email": "a@example.cl", "kind": "helper"}, "kind", "invalid_choice"),
    ],
)
def test_what_is_refused(owner, body, field, code):
    refused_field(people.client_for(owner.person).post(path(owner, "mandates"), body), field, code)

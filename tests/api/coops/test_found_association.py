"""Starting an association."""

import pytest

from coops.models import Association, Role, Statutes, StatutesAcceptance
from tests.support import people
from tests.support.events import names, recorded
from tests.support.problems import refused, refused_field

PATH = "/api/v1/associations"


@pytest.fixture
def founder(db):
    return people.person()


@pytest.fixture
def body(founder):
    return {
        "producer_id": str(people.producer(founder).pk),
        "name": "Queseros de Río Hurtado",
        "kind": "cooperative",
        "purpose": "Vender juntos.\n\nComprar juntos.",
        "comuna": "04305",
        "statutes_text": "Cada socio tiene un voto.",
    }


def test_the_founder_is_member_one_and_administrator_and_has_accepted(founder, body):
    answer = people.client_for(founder).post(PATH, body)
    assert answer.status_code == 201
    assert (answer.json()["status"], answer.json()["slug"]) == ("forming", "queseros-de-rio-hurtado")
    association = Association.objects.get()
    membership = association.memberships.get()
    assert (membership.number, str(membership.producer_id)) == (1, body["producer_id"])
    assert Role.objects.get().role == "administrator"
    assert StatutesAcceptance.objects.get().membership == membership
    assert Statutes.objects.get().text == body["statutes_text"]
    assert names(key=association.pk) == [
        "coops.association_founded",
        "coops.role_given",
        "coops.member_joined",
        "coops.statutes_accepted",
    ]
    assert all("Queseros" not in event["data"] for event in recorded())


def test_nobody_founds_with_somebody_elses_producer(body):
    refused(people.client_for(people.person()).post(PATH, body), 404, "not_found")
    assert not Association.objects.exists()


def test_a_guest_signs_in_first(body):
    refused(people.client_for().post(PATH, body), 401, "sign_in_needed")


@pytest.mark.parametrize(
    ("change", "attr", "code"),
    [
        ({"kind": "company"}, "kind", "invalid_choice"),
        ({"comuna": "05101"}, "comuna", "comuna_unknown"),
        ({"producer_id": "x"}, "producer_id", "invalid"),
        ({"name": "a\u202eb"}, "name", "hidden_characters"),
        ({"purpose": ""}, "purpose", "blank"),
        ({"purpose": "x" * 1_001}, "purpose", "max_length"),
        ({"statutes_text": "x" * 200_001}, "statutes_text", "max_length"),
    ],
)
def test_what_is_wrong_is_named(founder, body, change, attr, code):
    refused_field(people.client_for(founder).post(PATH, body | change), attr, code)
    assert not Association.objects.exists()


def test_long_statutes_are_taken_whole(founder, body):
    text = "ñ" * 200_000
    assert people.client_for(founder).post(PATH, body | {"statutes_text": text}).status_code == 201
    assert Statutes.objects.get().text == text


def test_the_same_name_gets_another_address(founder, body):
    client = people.client_for(founder)
    slugs = [client.post(PATH, body).json()["slug"] for _ in range(3)]
    assert slugs == [
        "queseros-de-rio-hurtado",
        "queseros-de-rio-hurtado-2",
        "queseros-de-rio-hurtado-3",
    ]


def test_a_name_without_letters_that_an_address_can_hold(founder, body):
    assert people.client_for(founder).post(PATH, body | {"name": "ヤギ"}).json()["slug"] == "asociacion"


def test_five_unfinished_ones_are_enough(founder, body):
    client = people.client_for(founder)
    for _ in range(5):
        assert client.post(PATH, body).status_code == 201
    refused(client.post(PATH, body), 409, "too_many_forming_associations")

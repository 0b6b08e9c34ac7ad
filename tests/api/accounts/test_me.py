"""The account of whoever asks."""

import pytest

from accounts.models import Person
from tests.support import people
from tests.support.events import recorded
from tests.support.problems import refused, refused_field

PATH = "/api/v1/me"


def test_a_guest_gets_a_csrf_cookie_and_nobody(db):
    client = people.client_for()
    answer = client.get(PATH)
    body = answer.json()
    assert (body["person"], body["producers"], body["associations"]) == (None, [], [])
    assert answer.cookies["minga_csrf"].value
    assert "Feed-Position" not in answer.headers


def test_what_belongs_to_her(db):
    cast = people.constituted_association(members=2)
    member = cast.members[1]
    answer = people.client_for(member.person).get(PATH)
    body = answer.json()
    assert body["person"] == {
        "id": str(member.person.pk),
        "email": member.person.email,
        "name": member.person.name,
        "locale": "es",
        "is_steward": False,
        "has_second_factor": False,
    }
    assert (body["consent_needed"], body["second_factor_needed"], body["deletion_due_at"]) == (False, False, None)
    assert [row["id"] for row in body["producers"]] == [str(member.producer.pk)]
    (association,) = body["associations"]
    assert association["id"] == str(cast.association.pk)
    assert association["roles"] == ["member"]
    assert association["producer_id"] == str(member.producer.pk)
    assert answer.headers["Feed-Position"] == f"user:{member.person.pk}=0"


def test_her_name_and_language(db):
    someone = people.person()
    client = people.client_for(someone)
    answer = client.patch(PATH, {"name": " Elsa  Rivera Cortés ", "locale": "en"})
    assert answer.json()["person"]["name"] == "Elsa Rivera Cortés"
    assert Person.objects.get(pk=someone.pk).locale == "en"
    (event,) = recorded("accounts.person_changed")
    assert event["streams"] == [f"user:{someone.pk}"]
    assert "Elsa" not in event["data"]
    client.patch(PATH, {"locale": "en"})
    assert len(recorded("accounts.person_changed")) == 1
    missing = client.get("/api/v1/producers/01a00000-0000-7000-8000-000000000000", headers={"Accept-Language": "es"})
    assert refused(missing, 404, "not_found")["title"] == "We can't find that."


@pytest.mark.parametrize(
    ("change", "attr", "code"),
    [
        ({"name": "\u202e"}, "name", "hidden_characters"),
        ({"name": ""}, "name", "blank"),
        ({"locale": "fr"}, "locale", "invalid_choice"),
        ({"locale": None}, "locale", "null"),
    ],
)
def test_what_is_wrong_is_named(db, change, attr, code):
    refused_field(people.client_for(people.person()).patch(PATH, change), attr, code)


def test_what_is_not_hers_to_change(db):
    someone = people.person()
    people.client_for(someone).patch(PATH, {"is_steward": True, "email": "otra@example.cl", "id": "x"})
    unchanged = Person.objects.get(pk=someone.pk)
    assert (unchanged.is_steward, unchanged.email) == (False, someone.email)


def test_a_guest_changes_nothing(db):
    refused(people.client_for().patch(PATH, {"name": "Nadie"}), 401, "sign_in_needed")

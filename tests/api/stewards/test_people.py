"""Helping one person: found by her exact address or id, never browsed; each deed with a reason on record."""

from __future__ import annotations

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.db import IntegrityError, connection, transaction

from accounts.models import Person
from stewards.models import Act
from tests.support import people
from tests.support.people import Api

pytestmark = pytest.mark.django_db
PEOPLE = "/api/v1/stewards/people"
_NOBODY = "3f1c7a52-7f0e-4c0e-9a57-9d2f4f6f1b7a"


@pytest.fixture
def rosa() -> Person:
    person = people.person("Rosa Tabilo", email="rosa@example.cl")
    for kind in ("totp", "recovery_codes"):
        Authenticator.objects.create(user=person, type=kind, data={})
    return person


def find(client: Api, wanted: object) -> Any:
    return client.post(f"{PEOPLE}/find", {"wanted": wanted})


@pytest.mark.parametrize("how", [lambda rosa: rosa.email, lambda rosa: " ROSA@Example.cl ", lambda rosa: str(rosa.pk)])
def test_she_is_found_by_what_is_hers_exactly(client: Api, rosa: Person, how: Any):
    found = find(client, how(rosa)).json()
    assert (found["name"], found["verified"], found["is_active"]) == ("Rosa Tabilo", True, True)
    assert found["second_factors"] == ["recovery_codes", "totp"]


@pytest.mark.parametrize("wanted", ["rosa", "rosa@", "%", "@example.cl", "ros_@example.cl", _NOBODY, "Rosa Tabilo"])
def test_a_part_of_an_address_finds_nobody(client: Api, rosa: Person, wanted: str):
    assert find(client, wanted).status_code in (400, 404)


def test_looking_is_on_record_once_for_one_look(client: Api, rosa: Person, steward: Person):
    find(client, rosa.email)
    find(client, str(rosa.pk))
    act = Act.objects.get()
    assert (act.kind, act.person_id, act.steward_id) == ("person_looked_up", rosa.pk, steward.pk)
    assert "rosa" not in str(act.details)


def test_second_factors_go_with_a_reason(client: Api, rosa: Person):
    assert client.post(f"{PEOPLE}/{rosa.pk}/reset-second-factors", {"reason": " "}).status_code == 400
    hers = people.client_for(rosa)
    answer = client.post(
        f"{PEOPLE}/{rosa.pk}/reset-second-factors", {"reason": "Perdió el teléfono; vino a la oficina."}
    )
    assert answer.json()["second_factors"] == []
    assert not Authenticator.objects.filter(user=rosa).exists()
    act = Act.objects.filter(kind="second_factors_reset").get()
    assert act.reason == "Perdió el teléfono; vino a la oficina."
    assert hers.get("/api/v1/me").status_code == 200


def test_who_is_blocked_is_out_at_once_and_may_come_back(client: Api, rosa: Person):
    hers = people.client_for(rosa)
    assert hers.get("/api/v1/inbox").status_code == 200
    assert client.post(f"{PEOPLE}/{rosa.pk}/block", {"reason": "Cuenta robada."}).json()["is_active"] is False
    assert hers.get("/api/v1/inbox").status_code == 401
    assert client.post(f"{PEOPLE}/{rosa.pk}/block", {"reason": "Otra vez."}).status_code == 404
    assert client.post(f"{PEOPLE}/{rosa.pk}/unblock", {"reason": "Es ella."}).json()["is_active"] is True
    assert people.client_for(rosa).get("/api/v1/inbox").status_code == 200
    kinds = Act.objects.order_by("number").values_list("kind", flat=True)
    assert [kind for kind in kinds if kind != "person_looked_up"] == ["person_blocked", "person_unblocked"]


@pytest.mark.parametrize("what", ["block", "reset-second-factors"])
def test_not_to_oneself(client: Api, steward: Person, what: str):
    refused = client.post(f"{PEOPLE}/{steward.pk}/{what}", {"reason": "Porque sí."})
    assert (refused.status_code, refused.json()["code"]) == (409, "not_oneself")


def test_the_record_is_read_by_stewards_newest_first_and_says_who(client: Api, rosa: Person, steward: Person):
    client.post(f"{PEOPLE}/{rosa.pk}/block", {"reason": "Cuenta robada."})
    acts = client.get("/api/v1/stewards/acts").json()["results"]
    assert [(act["kind"], act["steward"]) for act in acts] == [
        ("person_looked_up", steward.name),
        ("person_blocked", steward.name),
    ]
    (blocked,) = client.get("/api/v1/stewards/acts?kind=person_blocked").json()["results"]
    assert (blocked["reason"], blocked["person_id"]) == ("Cuenta robada.", str(rosa.pk))
    assert client.get(f"/api/v1/stewards/acts?person_id={steward.pk}").json()["results"] == []
    assert client.get("/api/v1/stewards/acts?kind=x").status_code == 400


@pytest.mark.parametrize("statement", ["UPDATE stewards_act SET reason = 'otra'", "DELETE FROM stewards_act"])
def test_the_database_refuses_to_change_the_record(client: Api, rosa: Person, statement: str):
    find(client, rosa.email)
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)

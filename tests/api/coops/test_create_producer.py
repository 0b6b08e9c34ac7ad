"""Registering a producer."""

import pytest

from coops.models import Mandate, Producer
from tests.support import people
from tests.support.events import recorded
from tests.support.problems import refused, refused_field

PATH = "/api/v1/producers"
BODY = {"name": "Quesos del Ponio", "comuna": "04305", "locality": "Samo Alto"}


@pytest.mark.django_db
def test_whoever_registers_a_producer_owns_it():
    someone = people.person()
    answer = people.client_for(someone).post(PATH, BODY)
    assert answer.status_code == 201
    producer = Producer.objects.get(pk=answer.json()["id"])
    assert (producer.name, producer.initials, producer.shows_name) == ("Quesos del Ponio", "QP", True)
    mandate = Mandate.objects.get(producer=producer)
    assert (mandate.person, mandate.kind, mandate.ends_at) == (someone, "owner", None)
    (event,) = recorded("coops.producer_created")
    assert event["key"] == producer.pk
    assert set(event["streams"]) == {f"producer:{producer.pk}", f"user:{someone.pk}"}
    assert "Ponio" not in event["data"]


@pytest.mark.django_db
def test_a_guest_signs_in_first():
    refused(people.client_for().post(PATH, BODY), 401, "sign_in_needed")
    assert not Producer.objects.exists()


@pytest.mark.parametrize(
    ("change", "attr", "code"),
    [
        ({"comuna": "13101"}, "comuna", "comuna_unknown"),
        ({"comuna": "Paihuano"}, "comuna", "comuna_unknown"),
        ({"name": ""}, "name", "blank"),
        ({"name": "   "}, "name", "blank"),
        ({"name": None}, "name", "null"),
        ({"name": ["x"]}, "name", "invalid"),
        ({"name": "x" * 121}, "name", "max_length"),
        ({"name": "x" * 5_000}, "name", "max_length"),
        ({"name": "Elsa\u202eariviR"}, "name", "hidden_characters"),
        ({"name": "e" + "\u0301" * 100}, "name", "too_many_marks"),
        ({"name": "e" + "\u0301" * 10_000}, "name", "max_length"),
        ({"locality": "Samo\u200bAlto"}, "locality", "hidden_characters"),
        ({"story": "x" * 2_001}, "story", "max_length"),
        ({"shows_name": "perhaps"}, "shows_name", "invalid"),
    ],
)
@pytest.mark.django_db
def test_what_is_wrong_is_named(change, attr, code):
    refused_field(people.client_for(people.person()).post(PATH, BODY | change), attr, code)
    assert not Producer.objects.exists()


@pytest.mark.django_db
def test_a_name_is_kept_in_one_form():
    answer = people.client_for(people.person()).post(PATH, BODY | {"name": " Quesos\n  Mun\u0303oz "})
    assert answer.json()["name"] == "Quesos Muñoz"


@pytest.mark.django_db
def test_nul_is_refused_before_anything_reads_it():
    refused(people.client_for(people.person()).post(PATH, BODY | {"name": "a\x00b"}), 400, "parse_error")


@pytest.mark.django_db
def test_a_repeat_with_the_same_key_has_one_effect():
    client = people.client_for(people.person())
    answers = [client.post(PATH, BODY, headers={"Idempotency-Key": "one"}) for _ in range(2)]
    assert answers[0].json() == answers[1].json()
    assert answers[1].headers["Idempotent-Replayed"] == "true"
    assert Producer.objects.count() == 1
    refused(
        client.post(PATH, BODY | {"name": "Otro"}, headers={"Idempotency-Key": "one"}), 422, "idempotency_key_reused"
    )


@pytest.mark.django_db
def test_twenty_are_enough():
    someone = people.person()
    for _ in range(20):
        people.producer(someone)
    refused(people.client_for(someone).post(PATH, BODY), 409, "too_many_producers")

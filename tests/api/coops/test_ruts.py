"""Tax numbers: checked by their check digit, kept as digits, shown to whose they are and to nobody else."""

import pytest

from coops.models import Association, Producer
from tests.support import people
from tests.support.events import recorded
from tests.support.problems import refused


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("12.345.678-5", "123456785"),
        ("12345678-5", "123456785"),
        (" 30 686 957 4 ", "306869574"),
        ("15.509.661-6", "155096616"),
        ("1.000.005-K", "1000005K"),
        ("1000005-k", "1000005K"),
        ("012.345.678-5", "123456785"),
    ],
)
def test_a_rut_is_kept_as_digits(cast, admin_client, typed, kept):
    path = f"/api/v1/associations/{cast.association.pk}/rut"
    answer = admin_client.put(path, {"rut": typed})
    assert answer.status_code == 200, answer.content
    assert Association.objects.get(pk=cast.association.pk).rut == kept
    assert admin_client.get(path).json() == answer.json()
    assert answer.json()["rut"].replace(".", "").replace("-", "") == kept
    assert admin_client.put(path, {"rut": ""}).json() == {"rut": ""}


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("12.345.678-6", "rut_check_digit"),
        ("1-9", "rut_invalid"),
        ("00.000.000-0", "rut_invalid"),
        ("hola", "rut_invalid"),
        ("76086A28-5", "rut_invalid"),
        ("1234567890123", "rut_invalid"),
        ("١٢٣٤٥٦٧٨-5", "rut_invalid"),
        ("9" * 5_000, "rut_invalid"),
    ],
)
def test_what_is_none_is_refused_by_its_field(cast, admin_client, typed, code):
    answer = admin_client.put(f"/api/v1/associations/{cast.association.pk}/rut", {"rut": typed})
    problem = refused(answer, 400, "validation_error")
    assert [(error["attr"], error["code"]) for error in problem["errors"]] == [("rut", code)]


def test_an_associations_rut_is_its_boards(cast, member_client, stranger_client, guest_client):
    path = f"/api/v1/associations/{cast.association.pk}/rut"
    for method in ("get", "put"):
        refused(getattr(member_client, method)(path, {"rut": ""}), 403, "role_missing")
        refused(getattr(stranger_client, method)(path, {"rut": ""}), 404, "not_found")
        refused(getattr(guest_client, method)(path, {"rut": ""}), 401, "sign_in_needed")


def test_a_producers_rut_is_its_owners(cast, admin_client):
    owner = cast.members[2]
    path = f"/api/v1/producers/{owner.producer.pk}/rut"
    client = people.client_for(owner.person)
    assert client.put(path, {"rut": "12.345.678-5"}).json() == {"rut": "12.345.678-5"}
    assert client.get(path).json() == {"rut": "12.345.678-5"}
    # The board of an association it belongs to is none of its owners.
    refused(admin_client.get(path), 404, "not_found")
    refused(admin_client.put(path, {"rut": ""}), 404, "not_found")
    assert Producer.objects.get(pk=owner.producer.pk).rut == "123456785"
    assert "rut" not in client.get(f"/api/v1/producers/{owner.producer.pk}").json()


def test_who_changed_one_is_on_record_and_the_number_is_not(cast, admin_client):
    owner = cast.members[2]
    for _ in range(2):  # the same again is no change
        admin_client.put(f"/api/v1/associations/{cast.association.pk}/rut", {"rut": "12.345.678-5"})
        people.client_for(owner.person).put(f"/api/v1/producers/{owner.producer.pk}/rut", {"rut": "12.345.678-5"})
    (boards,), (owners,) = recorded("coops.rut_changed"), recorded("coops.producer_rut_changed")
    assert str(cast.administrator.person.pk) in str(boards["data"])
    assert str(owner.person.pk) in str(owners["data"])
    assert "12345678" not in str(boards) + str(owners)

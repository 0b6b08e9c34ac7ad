"""What an association says of itself, and who may write it."""

import pytest

from tests.support import people
from tests.support.events import recorded
from tests.support.problems import refused, refused_field


def path(cast):
    return f"/api/v1/associations/{cast.association.pk}"


def test_the_board_writes_and_everybody_reads(cast, admin_client, guest_client):
    changed = admin_client.patch(path(cast), {"story": "Desde 1987.\n\nEn el valle.", "comuna": "04301"})
    assert (changed.status_code, changed.json()["comuna"]) == (200, "04301")
    public = guest_client.get(path(cast)).json()
    assert (public["story"], public["purpose"]) == ("Desde 1987.\n\nEn el valle.", "Vender queso de cabra.")
    (told,) = recorded("coops.association_changed")
    assert set(told["streams"]) == {f"association:{cast.association.pk}", "catalog"}
    assert "1987" not in told["data"]


def test_nothing_new_is_no_event(cast, admin_client):
    assert admin_client.patch(path(cast), {"purpose": "Vender queso de cabra."}).status_code == 200
    assert recorded("coops.association_changed") == []


def test_a_forming_one_is_its_founders_alone(forming):
    client = people.client_for(forming.administrator.person)
    assert client.patch(path(forming), {"story": "Recién empezamos."}).status_code == 200
    (told,) = recorded("coops.association_changed")
    assert told["streams"] == [f"association:{forming.association.pk}"]


def test_who_may(cast, member_client, stranger_client, guest_client):
    for client, status, code in (
        (member_client, 403, "role_missing"),
        (stranger_client, 404, "not_found"),
        (guest_client, 401, "sign_in_needed"),
    ):
        refused(client.patch(path(cast), {"story": "Mía."}), status, code)


@pytest.mark.parametrize(
    ("body", "field", "code"),
    [
        ({"purpose": ""}, "purpose", "blank"),
        ({"comuna": "13101"}, "comuna", "comuna_unknown"),
        ({"story": "x" * 2001}, "story", "max_length"),
        ({"story": "uno\u202edos"}, "story", "hidden_characters"),
    ],
)
def test_what_is_refused(cast, admin_client, body, field, code):
    refused_field(admin_client.patch(path(cast), body), field, code)


def test_its_name_stands_in_the_statutes(cast, admin_client):
    admin_client.patch(path(cast), {"name": "Otra"})
    assert admin_client.get(path(cast)).json()["name"] == cast.association.name

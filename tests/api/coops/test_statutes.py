"""New statutes while an association forms."""

import pytest

from coops.models import StatutesAcceptance
from coops.queries import current_statutes
from tests.support import people
from tests.support.events import recorded
from tests.support.problems import refused, refused_field


def path(association, statutes=None):
    base = f"/api/v1/associations/{association.pk}/statutes"
    return f"{base}/{statutes.pk}/accept" if statutes else base


@pytest.fixture
def four(forming):
    for _ in range(3):
        people.join(forming)
    return forming


def publish(cast, text="Otros estatutos."):
    client = people.client_for(cast.administrator.person)
    return client.post(path(cast.association), {"text": text})


def test_everybody_accepts_a_new_version_anew(four):
    answer = publish(four)
    assert answer.status_code == 201
    assert answer.json()["founders"] == {"have": 1, "need": 5}
    assert answer.json()["statutes"]["version"] == 2
    newer = current_statutes(four.association.pk)
    fifth = people.join(type(four)(four.association, newer, four.members))
    assert fifth.membership.number == 5
    assert four.association.status == "forming"
    for member in four.members[1:4]:
        client = people.client_for(member.person)
        answer = client.post(path(four.association, newer), {"producer_id": str(member.producer.pk)})
        assert answer.json()["statutes"]["accepted_by_me"] is True
    four.association.refresh_from_db()
    assert four.association.status == "constituted"
    assert len(recorded("coops.association_constituted")) == 1


def test_saying_yes_twice_changes_nothing(four):
    publish(four)
    newer = current_statutes(four.association.pk)
    member = four.members[1]
    client = people.client_for(member.person)
    for _ in range(2):
        assert client.post(path(four.association, newer), {"producer_id": str(member.producer.pk)}).status_code == 200
    assert StatutesAcceptance.objects.filter(statutes=newer).count() == 2


def test_an_older_version_is_not_accepted(four):
    publish(four)
    member = four.members[1]
    answer = people.client_for(member.person).post(
        path(four.association, four.statutes), {"producer_id": str(member.producer.pk)}
    )
    refused(answer, 409, "statutes_changed")


def test_nobody_accepts_for_another_member(four):
    publish(four)
    newer = current_statutes(four.association.pk)
    answer = people.client_for(four.members[1].person).post(
        path(four.association, newer), {"producer_id": str(four.members[2].producer.pk)}
    )
    refused(answer, 404, "not_found")


def test_who_may_publish(four, stranger_client, guest_client):
    body = {"text": "Míos."}
    refused(people.client_for(four.members[1].person).post(path(four.association), body), 403, "role_missing")
    refused(stranger_client.post(path(four.association), body), 404, "not_found")
    refused(guest_client.post(path(four.association), body), 401, "sign_in_needed")


def test_constituted_statutes_change_by_decision_only(cast, admin_client):
    refused(admin_client.post(path(cast.association), {"text": "Otros."}), 409, "statutes_fixed")


def test_a_text_that_hides_something(four):
    refused_field(publish(four, "uno\u202edos"), "text", "hidden_characters")

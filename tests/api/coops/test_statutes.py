"""New versions of the statutes, and everybody's yes to them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from coops.models import Statutes, StatutesAcceptance
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


def test_once_constituted_it_says_when_the_members_decided(cast, admin_client, member_client):
    body = {"text": "Otros.", "changes": "La cuota baja."}
    refused(admin_client.post(path(cast.association), body), 409, "statutes_adoption_missing")
    tomorrow = timezone.localdate() + timedelta(days=1)
    refused(
        admin_client.post(path(cast.association), body | {"adopted_on": str(tomorrow)}),
        409,
        "statutes_adoption_not_yet",
    )
    today = timezone.localdate()
    answer = admin_client.post(path(cast.association), body | {"adopted_on": str(today)})
    assert answer.status_code == 201
    statutes = answer.json()["statutes"]
    assert (statutes["version"], statutes["accepted"], statutes["accepted_by_me"]) == (2, 1, True)
    assert timezone.localdate(current_statutes(cast.association.pk).adopted_at) == today
    waiting = member_client.get(f"/api/v1/associations/{cast.association.pk}/members?accepted=false").json()["results"]
    assert [row["number"] for row in waiting] == [2, 3, 4, 5]
    assert len(recorded("coops.association_constituted")) == 1, "it is constituted once, whatever is published later"


def test_while_it_forms_nobody_has_decided_yet(four):
    client = people.client_for(four.administrator.person)
    body = {"text": "Otros.", "adopted_on": str(timezone.localdate())}
    refused(client.post(path(four.association), body), 409, "statutes_adoption_not_yet")


def test_the_same_text_is_no_new_version(four):
    refused(publish(four, text=people.STATUTES), 409, "statutes_same")


def test_versions_are_kept_and_read(four, stranger_client, guest_client):
    publish(four)
    client = people.client_for(four.members[1].person)
    newest, oldest = client.get(path(four.association)).json()["results"]
    assert (newest["version"], newest["accepted"], oldest["version"], oldest["accepted"]) == (2, 1, 1, 4)
    assert newest["publisher"] == four.administrator.person.name
    old = f"{path(four.association)}/{oldest['id']}"
    assert client.get(old).json()["text"] == people.STATUTES
    for stranger, status, code in ((stranger_client, 404, "not_found"), (guest_client, 401, "sign_in_needed")):
        refused(stranger.get(old), status, code)
        refused(stranger.get(path(four.association)), status, code)


def test_another_associations_version_is_a_missing_one(cast, admin_client, stranger):
    theirs = Statutes.objects.exclude(association=cast.association).get()
    refused(admin_client.get(f"{path(cast.association)}/{theirs.pk}"), 404, "not_found")


def test_a_text_that_hides_something(four):
    refused_field(publish(four, "uno\u202edos"), "text", "hidden_characters")

"""Members found by search, one member, and the page of who may do what."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from coops import services
from coops.models import Association, Membership, Producer, StatutesAcceptance
from coops.queries import current_statutes
from lib.access import permissions
from tests.support import people
from tests.support.problems import refused


def path(cast, *rest):
    return "/".join([f"/api/v1/associations/{cast.association.pk}", *map(str, rest)])


def names(client, cast, **asked):
    return [row["number"] for row in client.get(path(cast, "members"), asked).json()["results"]]


@pytest.mark.parametrize("search", ["retamó", "RETAMO", "cabras retam", "ñañán", "nanan"])
def test_found_without_accents_by_words_of_name_and_place(cast, member_client, search):
    Producer.objects.filter(pk=cast.members[3].producer.pk).update(name="Cabras de Retamó Peñón", locality="Ñañán")
    assert names(member_client, cast, search=search) == [4]


def test_found_by_who_acts_for_it(cast, member_client):
    agent = people.person("Eulogio Maluenda")
    services.give_mandate(
        actor=people.actor(cast.members[1].person), producer_id=cast.members[1].producer.pk, person_id=agent.pk
    )
    assert names(member_client, cast, search="maluenda") == [2]
    assert names(member_client, cast, search="%") == []


def test_one_member_with_people_and_offices_since_when(cast, member_client, stranger_client, guest_client):
    member = cast.administrator
    answer = member_client.get(path(cast, "members", member.membership.pk)).json()
    assert answer["people"] == [{"id": str(member.person.pk), "name": member.person.name, "kind": "owner"}]
    assert [office["role"] for office in answer["roles"]] == ["administrator"]
    assert answer["roles"][0]["starts_at"]
    assert answer["accepted_at"]
    refused(stranger_client.get(path(cast, "members", member.membership.pk)), 404, "not_found")
    refused(guest_client.get(path(cast, "members", member.membership.pk)), 401, "sign_in_needed")


def test_who_left_is_a_missing_one(cast, member_client):
    leaver = cast.members[4]
    services.end_membership(
        actor=people.actor(leaver.person), association_id=cast.association.pk, membership_id=leaver.membership.pk
    )
    refused(member_client.get(path(cast, "members", leaver.membership.pk)), 404, "not_found")


def test_duties_are_the_table_itself(cast, member_client, admin_client, stranger_client):
    mine = {row["operation"]: row for row in member_client.get(path(cast, "permissions")).json()}
    assert mine["coops_giveRole"] == {"operation": "coops_giveRole", "roles": ["administrator"], "mine": False}
    assert mine["catalog_contribute"]["mine"] is True
    assert "coops_createProducer" not in mine
    for name, row in mine.items():
        assert set(row["roles"]) == permissions()[name] - {"founder", "person", "suspended"}
    theirs = {row["operation"]: row["mine"] for row in admin_client.get(path(cast, "permissions")).json()}
    assert theirs["coops_giveRole"] is True
    refused(stranger_client.get(path(cast, "permissions")), 404, "not_found")


@pytest.fixture
def thousand(cast):
    """A thousand members more, made in bulk."""
    statutes = current_statutes(cast.association.pk)
    producers = Producer.objects.bulk_create(
        Producer(name=f"Majada {number}", initials="M", comuna="04305") for number in range(1000)
    )
    memberships = Membership.objects.bulk_create(
        Membership(association=cast.association, producer=producer, number=number)
        for number, producer in enumerate(producers, start=6)
    )
    StatutesAcceptance.objects.bulk_create(
        StatutesAcceptance(
            association=cast.association,
            statutes=statutes,
            membership=membership,
            person=cast.administrator.person,
        )
        for membership in memberships[:600]
    )
    Association.objects.filter(pk=cast.association.pk).update(last_member_number=1005)
    return cast


@pytest.mark.parametrize(
    "what", ["workspace", "members?limit=100", "members?search=majada+99", "statutes", "permissions"]
)
def test_a_thousand_members_in_twelve_queries(thousand, member_client, what):
    with CaptureQueriesContext(
        connection,
    ) as asked:
        answer = member_client.get(path(thousand, what))
    assert answer.status_code == 200
    assert len(asked) <= 12, [query["sql"][:90] for query in asked]
    if what == "workspace":
        assert answer.json()["founders"]["have"] == 605
        assert answer.json()["counts"]["members"] == 1005

"""What happened in an association, for its members to read: one statement, in pages, whoever did what."""

import base64
import json
from datetime import datetime, timedelta

import pytest
from django.utils.timezone import localdate

from coops import history, services
from coops.models import Membership, MembershipSuspension
from decisions import services as decisions
from lib.clock import database_now
from tests.support import people, votes
from tests.support.problems import refused


def read(client, cast, query=""):
    answer = client.get(f"/api/v1/associations/{cast.association.pk}/history{query}")
    assert answer.status_code == 200, answer.content
    return answer.json()


@pytest.fixture
def eventful(cast):
    """A president who comes and goes, a member suspended, lifted and excluded by vote, statutes, and one who leaves."""
    here, admin = {"association_id": cast.association.pk}, people.actor(cast.administrator.person)
    member, other = cast.members[2], cast.members[3]
    role = services.give_role(actor=admin, **here, person_id=member.person.pk, role="president")
    services.end_role(actor=admin, **here, role_id=role.pk)
    suspension = {"membership_id": member.membership.pk}
    services.suspend_member(actor=admin, **here, **suspension, reason="Algo privado.", until=None)
    services.lift_suspension(actor=admin, **here, **suspension)
    services.publish_statutes(actor=admin, **here, text="Otro texto.", changes="", adopted_on=localdate(database_now()))
    proposal = votes.opened(cast, kind="exclude_member", params={"membership_id": str(member.membership.pk)})
    for voter in cast.members:
        votes.vote(voter, proposal)
    votes.end_call(proposal)
    decisions.take_effect_due(10)
    services.end_membership(actor=people.actor(other.person), **here, membership_id=other.membership.pk)
    return cast


def test_it_tells_who_did_what(eventful, member_client):
    lines = read(people.client_for(eventful.administrator.person), eventful)["results"]
    kinds = [line["kind"] for line in lines]
    assert kinds[0] == "member_ended"
    assert {
        "member_joined", "member_ended", "member_suspended", "member_reinstated", "role_given", "role_ended",
        "statutes_published", "founded", "constituted", "decided", "took_effect",
    } == set(kinds)  # fmt: skip
    by_kind = {line["kind"]: line for line in reversed(lines)}
    administrator = eventful.administrator.person.name
    joined = [line for line in lines if line["kind"] == "member_joined"]
    assert [line["by"] for line in joined] == [administrator] * 4 + [None]  # the first founder asked nobody
    assert joined[-1]["number"] == 1
    assert by_kind["member_suspended"]["member"] == eventful.members[2].producer.name
    assert by_kind["role_given"]["by"] == administrator
    assert by_kind["role_ended"]["role"] == "president" or by_kind["role_ended"]["role"]
    assert (by_kind["decided"]["how"], by_kind["decided"]["about"]) == ("accepted", "exclude_member")
    assert [line["how"] for line in lines if line["kind"] == "member_ended"] == ["left", "excluded"]
    assert "Algo privado" not in str(lines)
    refused(member_client.get(f"/api/v1/associations/{eventful.association.pk}/history"), 404, "not_found")


def test_who_was_let_in_by_whom_and_when_a_suspension_ended_by_itself(cast, admin_client):
    member = cast.members[2]
    services.suspend_member(
        actor=people.actor(cast.administrator.person), association_id=cast.association.pk,
        membership_id=member.membership.pk, reason="Una razón.", until=database_now() + timedelta(days=1, milliseconds=1),
    )  # fmt: skip
    # A day later, to the rows: whoever wrote them did so a day earlier.
    row = MembershipSuspension.objects.get()
    assert row.until
    row.starts_at, row.until = row.starts_at - timedelta(days=2), row.until - timedelta(days=2)
    row.save()
    Membership.objects.filter(pk=member.membership.pk).update(suspended_until=row.until, joined_at=row.starts_at)
    lines = read(admin_client, cast, "?topic=members")["results"]
    over, began = (line for line in lines if line["kind"] in ("member_reinstated", "member_suspended"))
    assert (over["kind"], over["by"], began["kind"]) == ("member_reinstated", None, "member_suspended")
    assert datetime.fromisoformat(over["at"]) == datetime.fromisoformat(began["until"])


def test_pages_miss_nothing_and_say_nothing_twice(eventful):
    client = people.client_for(eventful.administrator.person)
    whole = [line["id"] for line in read(client, eventful, "?limit=100")["results"]]
    assert len(whole) == len(set(whole)) > 12
    found, query = [], "?limit=3"
    while query:
        page = read(client, eventful, query)
        assert len(page["results"]) <= 3
        found += [line["id"] for line in page["results"]]
        query = page["next"] and "?" + page["next"].split("?", 1)[1]
    assert found == whole


def test_topics(eventful):
    client = people.client_for(eventful.administrator.person)
    assert {line["kind"] for line in read(client, eventful, "?topic=decisions")["results"]} == {
        "decided",
        "took_effect",
    }
    assert {line["kind"] for line in read(client, eventful, "?topic=association")["results"]} == {
        "founded",
        "constituted",
    }
    assert {line["kind"] for line in read(client, eventful, "?topic=statutes")["results"]} == {"statutes_published"}
    here = f"/api/v1/associations/{eventful.association.pk}/history"
    assert client.get(f"{here}?topic=secrets").status_code == 400
    for cursor in ("x", "WyJhIl0", "W10", "%00", "bnVsbA", "é"):
        refused(client.get(f"{here}?cursor={cursor}"), 404, "not_found")
    for topic in history.TOPICS:
        assert client.get(f"{here}?topic={topic}").status_code == 200, topic


@pytest.mark.parametrize(
    ("at", "status"),
    [
        ("2026-11-01T12:00:00+23:00", 200),
        ("2026-11-01T12:00:00-23:59", 200),
        ("9999-12-31T23:59:59-23:00", 404),
        ("0001-01-01T00:00:00+05:00", 404),
        ("0001-01-01T00:00:00+00:00", 200),
        ("2026-11-01T12:00:00", 404),
    ],
)
def test_a_mark_made_up_breaks_nothing(cast, admin_client, at, status):
    text = json.dumps([at, "member_joined", str(cast.association.pk)]).encode()
    mark = base64.urlsafe_b64encode(text).decode().rstrip("=")
    answer = admin_client.get(f"/api/v1/associations/{cast.association.pk}/history?cursor={mark}")
    assert answer.status_code == status, answer.content


def test_it_costs_the_same_however_much_there_is(cast, admin_client, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        read(admin_client, cast)
    for _ in range(20):
        people.join(cast)
    with django_assert_max_num_queries(12):
        assert read(admin_client, cast)["next"]


def test_strangers_and_former_members_read_nothing(cast, member_client, stranger_client, guest_client):
    here = f"/api/v1/associations/{cast.association.pk}/history"
    refused(stranger_client.get(here), 404, "not_found")
    refused(guest_client.get(here), 401, "sign_in_needed")
    assert member_client.get(here).status_code == 200

"""One membership, one vote: by whom, when, how often; and that nothing tells what was chosen."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from coops import services as coops
from decisions import services
from decisions.models import Participation, Proposal, Tally
from lib.clock import database_now
from tests.support import people, votes
from tests.support.events import recorded
from tests.support.problems import refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return people.constituted_association()


def path(proposal, *more):
    return "/".join([f"/api/v1/associations/{proposal.association_id}/proposals/{proposal.pk}", *more])


def send(member, proposal, *choice, membership=None):
    body = {"membership_id": str((membership or member).membership.pk), "choice": list(choice)}
    return people.client_for(member.person).post(path(proposal, "votes"), body)


def test_each_member_votes_once_and_only_the_turnout_is_told(cast):
    proposal = votes.opened(cast)
    first, second = cast.members[:2]
    assert send(first, proposal, "yes").json() == {"taken_part": 1}
    assert send(second, proposal, "no").json() == {"taken_part": 2}
    refused(send(first, proposal, "no"), 409, "already_voted")
    shown = people.client_for(second.person).get(path(proposal)).json()
    assert (shown["taken_part"], shown["entitled"], shown["result"]) == (2, 5, None)
    assert shown["my_votes"] == [
        {
            "membership_id": str(second.membership.pk),
            "member": second.producer.name,
            "by_proxy": False,
            "voted": True,
            "holder": None,
            "by_holder": False,
        }
    ]
    assert Tally.objects.get(pk=proposal.pk).counts == [1, 1, 0]


def test_another_person_of_the_same_member_finds_the_vote_cast(cast):
    member = cast.members[1]
    agent = people.person()
    coops.give_mandate(
        actor=people.actor(member.person), producer_id=member.producer.pk, person_id=agent.pk, kind="agent"
    )
    proposal = votes.opened(cast)
    votes.vote(member, proposal)
    body = {"membership_id": str(member.membership.pk), "choice": ["no"]}
    refused(people.client_for(agent).post(path(proposal, "votes"), body), 409, "already_voted")


def test_what_was_chosen_stands_nowhere(cast):
    proposal = votes.opened(cast)
    with CaptureQueriesContext(connection) as queries:
        assert send(cast.members[1], proposal, "abstain").status_code == 201
    said = [query["sql"] for query in queries if "abstain" in query["sql"]]
    assert len(said) == 1, "only the tally's own statement may name the choice"
    assert said[0].lstrip().startswith("UPDATE decisions_tally")
    assert not any("abstain" in event["data"] for event in recorded())
    columns = {field.name for field in Participation._meta.get_fields()}
    assert columns == {"id", "proposal", "membership", "voted", "cast_by", "proxy"}
    (turnout,) = recorded("decisions.turnout_changed")
    assert str(cast.members[1].membership.pk) not in turnout["data"]
    assert turnout["streams"] == [f"association:{cast.association.pk}"]


def test_a_vote_before_or_after_its_time_is_refused(cast):
    later = votes.propose(
        cast, opens_at=database_now() + timedelta(hours=1), closes_at=database_now() + timedelta(days=1)
    )
    services.open_due(10)
    refused(send(cast.members[1], later, "yes"), 409, "voting_not_open")
    proposal = votes.opened(cast)
    Proposal.objects.filter(pk=proposal.pk).update(
        opens_at=database_now() - timedelta(hours=2), closes_at=database_now() - timedelta(milliseconds=1)
    )
    refused(send(cast.members[1], proposal, "yes"), 409, "voting_closed")
    services.close_due(10)
    refused(send(cast.members[1], proposal, "yes"), 409, "voting_closed")


def test_who_joined_later_has_no_vote_and_who_left_keeps_none(cast):
    proposal = votes.opened(cast)
    newcomer = people.join(cast)
    refused(send(newcomer, proposal, "yes"), 403, "not_entitled")
    leaver = cast.members[4]
    coops.end_membership(
        actor=people.actor(leaver.person), association_id=cast.association.pk, membership_id=leaver.membership.pk
    )
    refused(send(leaver, proposal, "yes"), 404, "not_found")
    proposal.refresh_from_db()
    assert proposal.entitled == 5


def test_a_cast_vote_stays_when_the_member_is_excluded(cast):
    proposal = votes.opened(cast)
    votes.vote(cast.members[4], proposal, "yes")
    coops.end_membership(
        actor=people.actor(cast.administrator.person),
        association_id=cast.association.pk,
        membership_id=cast.members[4].membership.pk,
    )
    assert votes.result(votes.end_call(proposal))["counts"]["yes"] == 1


@pytest.mark.parametrize("choice", [[], ["yes", "no"], ["yes", "yes"], ["maybe"], ["ABSTAIN"], [""]])
def test_what_is_no_answer_is_refused_and_the_vote_is_free(cast, choice):
    proposal = votes.opened(cast)
    answer = send(cast.members[1], proposal, *choice)
    assert answer.status_code == 400, answer.content
    assert send(cast.members[1], proposal, "yes").status_code == 201


def test_nobody_votes_for_another_member(cast):
    proposal = votes.opened(cast)
    refused(send(cast.members[1], proposal, "yes", membership=cast.members[2]), 404, "not_found")
    other = people.constituted_association(members=2)
    refused(send(other.administrator, proposal, "yes"), 404, "not_found")
    foreign = votes.opened(other)
    body = {"membership_id": str(cast.members[1].membership.pk), "choice": ["yes"]}
    address = f"/api/v1/associations/{cast.association.pk}/proposals/{foreign.pk}/votes"
    refused(people.client_for(cast.members[1].person).post(address, body), 404, "not_found")
    body["membership_id"] = str(uuid4())
    refused(people.client_for(cast.members[1].person).post(path(proposal, "votes"), body), 404, "not_found")


def test_a_proxy_votes_until_it_is_taken_back(cast):
    giver, holder = cast.members[1], cast.members[2]
    proxy = services.give_proxy(
        actor=people.actor(giver.person),
        association_id=cast.association.pk,
        giver_id=giver.membership.pk,
        holder_id=holder.membership.pk,
        ends_at=database_now() + timedelta(days=1),
    )
    first, second = votes.opened(cast), votes.opened(cast)
    assert send(holder, first, "yes", membership=giver).status_code == 201
    refused(send(giver, first, "no"), 409, "already_voted")
    services.revoke_proxy(actor=people.actor(giver.person), association_id=cast.association.pk, proxy_id=proxy.pk)
    refused(send(holder, second, "yes", membership=giver), 409, "proxy_gone")
    assert send(giver, second, "no").status_code == 201


def test_who_votes_in_person_switches_the_proxy_off(cast):
    giver, holder = cast.members[1], cast.members[2]
    services.give_proxy(
        actor=people.actor(giver.person),
        association_id=cast.association.pk,
        giver_id=giver.membership.pk,
        holder_id=holder.membership.pk,
        ends_at=database_now() + timedelta(days=1),
    )
    proposal = votes.opened(cast)
    assert send(giver, proposal, "no").status_code == 201
    refused(send(holder, proposal, "yes", membership=giver), 409, "already_voted")
    mine = people.client_for(holder.person).get(path(proposal)).json()["my_votes"]
    assert [(row["member"], row["by_proxy"], row["voted"]) for row in mine] == [
        (holder.producer.name, False, False),
        (giver.producer.name, True, True),
    ]


def test_the_giver_is_told_who_may_vote_for_her_and_who_did(cast):
    giver, holder = cast.members[1], cast.members[2]
    votes.proxy(giver, holder)
    proposal = votes.opened(cast)

    def hers():
        (row,) = people.client_for(giver.person).get(path(proposal)).json()["my_votes"]
        return row["holder"], row["voted"], row["by_holder"]

    assert hers() == (holder.producer.name, False, False)
    assert send(holder, proposal, "yes", membership=giver).status_code == 201
    assert hers() == (holder.producer.name, True, True)


def test_nobody_reads_a_count_before_the_close(cast):
    """A number that stands in the tally and nowhere else is in no answer of the API, whoever asks."""
    votes.proxy(cast.members[1], cast.members[2])
    proposal = votes.opened(cast)
    Tally.objects.filter(pk=proposal.pk).update(counts=[48_611, 48_623, 0])
    for member in cast.members[:3]:
        client = people.client_for(member.person)
        below = f"/api/v1/associations/{cast.association.pk}"
        for place in (
            path(proposal), path(proposal, "comments"), path(proposal, "minutes"), path(proposal, "minutes.pdf"),
            f"{below}/proposals", f"{below}/workspace", f"{below}/assemblies", "/api/v1/home", "/api/v1/inbox",
        ):  # fmt: skip
            answer = client.get(place)
            assert answer.status_code == (404 if "minutes" in place else 200)
            assert b"48611" not in answer.content
            assert b"48623" not in answer.content
    assert not any("48611" in event["data"] or "48623" in event["data"] for event in recorded())


def test_a_proxy_for_an_assembly_is_for_its_proposals_only(cast):
    giver, holder = cast.members[1], cast.members[2]
    assembly = services.call_assembly(
        actor=people.actor(cast.administrator.person),
        association_id=cast.association.pk,
        title="Asamblea ordinaria",
        place="Sede",
        starts_at=database_now() + timedelta(hours=3),
    )
    services.give_proxy(
        actor=people.actor(giver.person),
        association_id=cast.association.pk,
        giver_id=giver.membership.pk,
        holder_id=holder.membership.pk,
        assembly_id=assembly.pk,
    )
    inside, outside = votes.opened(cast, assembly_id=assembly.pk), votes.opened(cast)
    refused(send(holder, outside, "yes", membership=giver), 409, "proxy_gone")
    assert send(holder, inside, "yes", membership=giver).status_code == 201

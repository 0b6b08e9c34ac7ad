"""Where the members decide who joins: a vote admits, refuses, or is found to have come too late."""

import pytest

from coops import services as coops
from coops.models import Membership
from decisions import services
from tests.support import applicants, people, votes
from tests.support.problems import refused


@pytest.fixture
def cast(db):
    return applicants.takes_applications(people.constituted_association(), "vote")


@pytest.fixture
def waiting(cast):
    return applicants.applicant(cast)


def put(cast, application, **fields):
    return votes.opened(cast, kind="admit_member", params={"application_id": str(application.pk)}, **fields)


def state(application):
    application.refresh_from_db()
    return application.state


def all_say(cast, choice):
    return [(member, choice) for member in cast.members]


def test_yes_admits_by_itself(cast, waiting):
    proposal = put(cast, waiting)
    assert (state(waiting), waiting.vote_id) == ("voting", proposal.pk)
    votes.decided(proposal, all_say(cast, "yes"))
    assert (proposal.status, state(waiting)) == ("in_effect", "accepted")
    membership = Membership.objects.get(association=cast.association, producer=waiting.producer)
    assert (waiting.membership, waiting.answered_by, membership.number) == (membership, None, 6)


def test_no_refuses(cast, waiting):
    proposal = put(cast, waiting)
    votes.decided(proposal, all_say(cast, "no"))
    assert (proposal.status, state(waiting), waiting.reason) == ("rejected", "refused", "")
    assert applicants.membership_of(waiting) is None


def test_without_its_quorum_it_waits_again_and_can_be_voted_anew(cast, waiting):
    proposal = put(cast, waiting)
    votes.decided(proposal, [(cast.members[0], "yes")])
    assert (proposal.status, state(waiting)) == ("without_quorum", "waiting")
    votes.decided(put(cast, waiting), all_say(cast, "yes"))
    assert state(waiting) == "accepted"


def test_a_proposal_that_is_taken_back_has_it_wait_again(cast, waiting):
    later = votes.database_now() + votes.timedelta(days=1)
    proposal = votes.propose(
        cast,
        kind="admit_member",
        params={"application_id": str(waiting.pk)},
        opens_at=later,
        closes_at=later + votes.timedelta(hours=2),
    )
    assert state(waiting) == "voting"
    services.withdraw_proposal(
        actor=people.actor(cast.administrator.person), association_id=cast.association.pk, proposal_id=proposal.pk
    )
    assert (state(waiting), waiting.vote_id) == ("waiting", None)


def test_withdrawn_in_the_meantime_can_not_take_effect(cast, waiting):
    proposal = put(cast, waiting)
    coops.withdraw_application(actor=people.actor(waiting.made_by), application_id=waiting.pk)
    votes.decided(proposal, all_say(cast, "yes"))
    assert (proposal.status, proposal.effect_refusal) == ("not_effective", {"code": "application_withdrawn"})
    assert applicants.membership_of(waiting) is None


def test_withdrawn_stays_so_when_the_vote_says_no(cast, waiting):
    proposal = put(cast, waiting)
    coops.withdraw_application(actor=people.actor(waiting.made_by), application_id=waiting.pk)
    votes.decided(proposal, all_say(cast, "no"))
    assert state(waiting) == "withdrawn"


def test_invited_in_the_meantime_can_not_take_effect(cast, waiting):
    proposal = put(cast, waiting)
    coops.accept_invitation(
        actor=people.actor(waiting.made_by),
        token=people.invited(cast),
        producer_id=waiting.producer.pk,
        statutes_id=cast.statutes.pk,
    )
    votes.decided(proposal, all_say(cast, "yes"))
    assert proposal.effect_refusal == {"code": "application_superseded"}
    assert state(waiting) == "superseded"


def test_what_voters_read(cast, waiting):
    proposal = put(cast, waiting)
    address = f"/api/v1/associations/{cast.association.pk}/proposals/{proposal.pk}"
    client = people.client_for(cast.members[2].person)
    shown = client.get(address).json()["subject"]["application"]
    assert (shown["producer"]["name"], shown["state"]) == (waiting.producer.name, "voting")
    assert shown["answers"][0]["answer"].startswith("Queso")
    assert waiting.made_by.email not in str(shown)
    votes.decided(proposal, all_say(cast, "no"))
    assert client.get(address).json()["subject"]["application"]["answers"] == []


def test_what_can_not_be_put_to_the_vote(cast, waiting):
    address = f"/api/v1/associations/{cast.association.pk}/proposals"
    now = votes.database_now()

    def propose(client, application_id):
        return client.post(
            address,
            {
                "kind": "admit_member",
                "title": "Admitir a un socio",
                "params": {"application_id": application_id},
                "opens_at": now.isoformat(),
                "closes_at": (now + votes.timedelta(hours=2)).isoformat(),
            },
        )

    board = people.client_for(cast.administrator.person)
    refused(propose(people.client_for(cast.members[2].person), str(waiting.pk)), 403, "role_missing")
    refused(propose(board, "x"), 400, "proposal_params_invalid")
    other = applicants.applicant(applicants.takes_applications(people.constituted_association(members=2), "vote"))
    refused(propose(board, str(other.pk)), 404, "not_found")
    assert propose(board, str(waiting.pk)).status_code == 201
    refused(propose(board, str(waiting.pk)), 409, "application_in_vote")


def test_who_was_not_told_of_a_vote_is_not_voted_on(db):
    cast = applicants.takes_applications(people.constituted_association(), "board")
    waiting = applicants.applicant(cast)
    with pytest.raises(Exception) as refusal:
        put(cast, waiting)
    assert refusal.value.code == "admission_by_board"


def test_a_dissolved_association_lets_its_applications_lapse(cast, waiting):
    votes.decided(votes.opened(cast, kind="dissolve"), all_say(cast, "yes"))
    assert state(waiting) == "lapsed"

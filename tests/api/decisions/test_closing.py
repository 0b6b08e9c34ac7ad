"""Calls, results, effects: what happens by itself when the time has come."""

from __future__ import annotations

import hashlib
from datetime import timedelta

import orjson
import pytest

from coops import services as coops
from coops.models import Association, Membership, Role
from coops.queries import current_statutes
from decisions import minutes, services
from decisions.models import Proposal
from decisions.terms import Majority, terms_of
from lib.clock import database_now
from lib.jobs import states
from tests.support import people, votes
from tests.support.events import recorded

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return people.constituted_association()


def all_vote(cast, choice="yes"):
    return [(member, choice) for member in cast.members]


def test_words_that_were_accepted_are_in_effect(cast):
    proposal = votes.decided(votes.opened(cast), all_vote(cast))
    assert proposal.status == "in_effect"
    assert votes.result(proposal)["counts"] == {"yes": 5, "no": 0, "abstain": 0}
    names = [event["name"] for event in recorded(key=proposal.pk)]
    assert names[0:2] == ["decisions.proposal_made", "decisions.proposal_opened"]
    assert names[-2:] == ["decisions.proposal_decided", "decisions.proposal_took_effect"]


def test_the_minutes_are_proved_by_their_hash_in_the_event_log(cast):
    proposal = votes.decided(votes.opened(cast), all_vote(cast, "no"))
    answer = people.client_for(cast.members[1].person).get(
        f"/api/v1/associations/{cast.association.pk}/proposals/{proposal.pk}/minutes"
    )
    again = hashlib.sha256(orjson.dumps(answer.json()["facts"], option=orjson.OPT_SORT_KEYS)).hexdigest()
    (event,) = recorded("decisions.proposal_decided")
    assert again == answer.json()["sha256"] == orjson.loads(event["data"])["minutes_sha256"]
    proposal.result = votes.result(proposal) | {"taken_part": 4}
    assert minutes.sha256(proposal) != again


def test_without_quorum_a_second_call_keeps_what_was_cast(cast):
    proposal = votes.opened(cast, second_closes_at=database_now() + timedelta(hours=4))
    votes.vote(cast.members[1], proposal, "yes")
    votes.vote(cast.members[2], proposal, "no")
    votes.end_call(proposal)
    assert (proposal.status, proposal.call) == ("open", 2)
    votes.vote(cast.members[3], proposal, "yes")
    votes.end_call(proposal)
    assert (proposal.status, votes.result(proposal)["counts"]) == ("accepted", {"yes": 2, "no": 1, "abstain": 0})


def test_a_second_call_is_not_late_since_the_end_of_the_first(cast):
    proposal = votes.opened(cast, second_closes_at=database_now() + timedelta(days=4))
    votes.vote(cast.members[1], proposal)
    votes.end_call(proposal)
    assert proposal.voting_ends_at == proposal.second_closes_at
    ended = database_now() - timedelta(seconds=30)
    days = timedelta(days=3)
    Proposal.objects.filter(pk=proposal.pk).update(
        opens_at=ended - days * 2, closes_at=ended - days, second_closes_at=ended
    )
    services.close_due(10)
    assert 30 <= states()["decisions.close"].late_seconds < days.total_seconds()


def test_without_quorum_and_second_call_nothing_is_decided(cast):
    proposal = votes.opened(cast)
    votes.vote(cast.members[1], proposal)
    assert votes.end_call(proposal).status == "without_quorum"
    services.take_effect_due(10)
    assert not recorded("decisions.proposal_took_effect")


def test_it_takes_effect_at_its_date_and_not_before(cast):
    date = database_now() + timedelta(days=3)
    proposal = votes.decided(
        votes.opened(cast, kind="adopt_statutes", params={"text": "Nuevos."}, effective_from=date), all_vote(cast)
    )
    assert proposal.status == "accepted"
    assert current_statutes(cast.association.pk).version == 1
    Proposal.objects.filter(pk=proposal.pk).update(effect_due_at=database_now())
    services.take_effect_due(10)
    statutes = current_statutes(cast.association.pk)
    assert (statutes.version, statutes.text) == (2, "Nuevos.")
    assert statutes.adopted_at is not None
    services.take_effect_due(10)
    assert current_statutes(cast.association.pk).version == 2


def test_a_member_is_excluded_by_vote(cast):
    gone = cast.members[4]
    proposal = votes.opened(cast, kind="exclude_member", params={"membership_id": str(gone.membership.pk)})
    votes.decided(proposal, all_vote(cast))
    gone.membership.refresh_from_db()
    assert (gone.membership.status, gone.membership.end_reason) == ("ended", "excluded")


def test_what_cannot_take_effect_any_more_is_reported_and_half_nothing(cast):
    gone = cast.members[4]
    proposal = votes.opened(cast, kind="exclude_member", params={"membership_id": str(gone.membership.pk)})
    coops.end_membership(
        actor=people.actor(gone.person), association_id=cast.association.pk, membership_id=gone.membership.pk
    )
    votes.decided(proposal, all_vote(cast)[:4])
    assert (proposal.status, proposal.effect_refusal) == ("not_effective", {"code": "member_gone"})
    (event,) = recorded("decisions.proposal_not_effective")
    assert "member_gone" in event["data"]


def test_excluding_the_last_administrator_undoes_itself(cast):
    proposal = votes.opened(
        cast, kind="exclude_member", params={"membership_id": str(cast.administrator.membership.pk)}
    )
    votes.decided(proposal, all_vote(cast))
    assert (proposal.status, proposal.effect_refusal) == ("not_effective", {"code": "last_administrator"})
    assert Membership.objects.active().filter(association=cast.association).count() == 5
    assert not recorded("coops.membership_ended")


def elect(cast, approvals, *, seats=1, role="president"):
    candidates = [str(member.person.pk) for member in cast.members]
    proposal = votes.opened(cast, kind="elect", params={"role": role, "seats": seats, "candidates": candidates})
    for member, approved in zip(cast.members, approvals, strict=False):
        votes.vote(member, proposal, *(candidates[place] for place in approved)) if approved else services.cast_vote(
            actor=people.actor(member.person),
            association_id=cast.association.pk,
            proposal_id=proposal.pk,
            membership_id=member.membership.pk,
            choice=(),
        )
    votes.end_call(proposal)
    services.take_effect_due(10)
    proposal.refresh_from_db()
    return proposal


def holders(cast, role="president"):
    return set(Role.objects.live().filter(association=cast.association, role=role).values_list("person_id", flat=True))


def test_who_is_elected_takes_office_and_who_held_it_leaves(cast):
    coops.give_role(
        actor=people.actor(cast.administrator.person),
        association_id=cast.association.pk,
        person_id=cast.members[0].person.pk,
        role="president",
    )
    proposal = elect(cast, [[2], [2, 3], [2], [3], []])
    assert proposal.status == "in_effect"
    assert holders(cast) == {cast.members[2].person.pk}


def test_a_tied_last_seat_goes_to_a_run_off(cast):
    proposal = elect(cast, [[1, 2], [1, 3], [1], [2], [3]], seats=2)
    assert votes.result(proposal)["elected"] == [str(cast.members[1].person.pk)]
    assert holders(cast) == {cast.members[1].person.pk}
    again = Proposal.objects.get(run_off_of=proposal)
    services.open_due(10)
    again.refresh_from_db()
    for member in cast.members:
        votes.vote(member, again, str(cast.members[3].person.pk))
    votes.end_call(again)
    services.take_effect_due(10)
    assert holders(cast) == {cast.members[1].person.pk, cast.members[3].person.pk}


def test_the_terms_change_by_vote_and_open_votes_keep_theirs(cast):
    running = votes.opened(cast)
    value = {"kind": "free_text", "quorum_first": 100, "quorum_second": None, "majority": "unanimous"}
    votes.decided(
        votes.opened(cast, kind="change_rule", params={"rule": "decisions.terms", "value": value}), all_vote(cast)
    )
    assert terms_of(cast.association.pk, "free_text").majority == Majority.UNANIMOUS
    for member in cast.members[:3]:
        votes.vote(member, running)
    assert votes.end_call(running).status == "accepted"
    stricter = votes.opened(cast)
    for member in cast.members[:4]:
        votes.vote(member, stricter)
    assert votes.end_call(stricter).status == "without_quorum"


def test_an_association_dissolves_itself(cast):
    votes.decided(votes.opened(cast, kind="dissolve"), all_vote(cast))
    cast.association.refresh_from_db()
    assert cast.association.status == Association.Status.DISSOLVED
    waiting = Proposal.objects.filter(association=cast.association, status="debate")
    assert not waiting.exists()


def test_the_minutes_can_be_printed(cast):
    proposal = votes.decided(votes.opened(cast, text="Con ñandú — y «comillas»."), all_vote(cast))
    answer = people.client_for(cast.members[1].person).get(
        f"/api/v1/associations/{cast.association.pk}/proposals/{proposal.pk}/minutes.pdf"
    )
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF-")

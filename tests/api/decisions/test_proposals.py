"""Putting things to a vote: by whom, with which times and parameters; strangers; the debate."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from coops import services as coops
from decisions.models import Proposal
from lib.clock import database_now
from tests.support import people, votes
from tests.support.problems import refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return people.constituted_association()


def address(cast, *more):
    return "/".join([f"/api/v1/associations/{cast.association.pk}/proposals", *map(str, more)])


def body(**changes):
    now = database_now()
    return {
        "kind": "free_text",
        "title": "Comprar un estanque de frío",
        "text": "Entre todos.",
        "opens_at": (now + timedelta(days=1)).isoformat(),
        "closes_at": (now + timedelta(days=3)).isoformat(),
    } | changes


def post(member, cast, **changes):
    return people.client_for(member.person).post(address(cast), body(**changes))


def test_any_member_proposes_words_and_sees_them(cast):
    answer = post(cast.members[2], cast)
    assert answer.status_code == 201, answer.content
    assert answer.json()["status"] == "debate"
    assert answer.json()["number"] == 1
    assert answer.json()["can"] == ["decisions_comment", "decisions_withdrawProposal"]
    listed = people.client_for(cast.members[3].person).get(address(cast)).json()["results"]
    assert [row["title"] for row in listed] == ["Comprar un estanque de frío"]


def test_only_the_board_puts_grave_things_to_a_vote(cast):
    params = {"text": "Otros estatutos."}
    refused(post(cast.members[2], cast, kind="adopt_statutes", params=params), 403, "role_missing")
    assert post(cast.administrator, cast, kind="adopt_statutes", params=params).status_code == 201


def days(**kwargs):
    return (database_now() + timedelta(**kwargs)).isoformat()


def test_times_out_of_order_are_refused(cast):
    tries = [
        ({"opens_at": days(days=-1)}, "date_in_the_past"),
        ({"closes_at": days(hours=3)}, "voting_times_invalid"),
        ({"closes_at": days(days=1, minutes=5)}, "voting_too_short"),
        ({"second_closes_at": days(days=2)}, "voting_times_invalid"),
        ({"closes_at": days(days=400)}, "voting_times_invalid"),
        ({"effective_from": days(days=2)}, "voting_times_invalid"),
        ({"closes_at": "2026-02-30T10:00:00Z"}, "validation_error"),
        ({"opens_at": "mañana"}, "validation_error"),
    ]
    for changes, code in tries:
        refused(post(cast.administrator, cast, **changes), 400, code)
    assert not Proposal.objects.exists()


def test_parameters_that_make_no_sense_are_refused(cast):
    someone = str(cast.members[1].person.pk)
    stranger = str(people.person().pk)
    terms = {"kind": "dissolve", "quorum_first": 101, "quorum_second": 0, "majority": "simple"}
    tries = [
        ("exclude_member", {}, "proposal_params_invalid"),
        ("exclude_member", {"membership_id": "x"}, "proposal_params_invalid"),
        ("exclude_member", {"membership_id": str(uuid4())}, "member_unknown"),
        ("adopt_statutes", {"text": ""}, "proposal_params_invalid"),
        ("adopt_statutes", {"text": "a" * 200_001}, "proposal_params_invalid"),
        ("adopt_statutes", {"text": ["a"]}, "proposal_params_invalid"),
        ("elect", {"role": "king", "seats": 1, "candidates": [someone]}, "proposal_params_invalid"),
        ("elect", {"role": "president", "seats": 0, "candidates": [someone]}, "proposal_params_invalid"),
        ("elect", {"role": "president", "seats": 2, "candidates": [someone]}, "proposal_params_invalid"),
        ("elect", {"role": "president", "seats": 1, "candidates": [someone, someone]}, "proposal_params_invalid"),
        ("elect", {"role": "president", "seats": 1, "candidates": [stranger]}, "member_unknown"),
        ("elect", {"role": ["president"], "seats": True, "candidates": {}}, "proposal_params_invalid"),
        ("change_rule", {"rule": "catalog.nothing", "value": 1}, "rule_unknown"),
        ("change_rule", {"rule": ["x"], "value": 1}, "rule_unknown"),
        ("change_rule", {"rule": "decisions.terms", "value": terms}, "proposal_params_invalid"),
        ("change_rule", {"rule": "decisions.proxies_per_holder", "value": 21}, "proposal_params_invalid"),
    ]
    for kind, params, code in tries:
        refused(post(cast.administrator, cast, kind=kind, params=params), 400, code)
    refused(post(cast.administrator, cast, kind="king"), 400, "validation_error")
    assert not Proposal.objects.exists()


def test_nothing_is_put_to_a_vote_before_the_association_stands():
    forming = people.forming_association()
    refused(post(forming.administrator, forming), 409, "association_not_constituted")


def test_a_proposal_is_taken_back_until_it_opens(cast):
    mine = post(cast.members[2], cast).json()["id"]
    refused(people.client_for(cast.members[3].person).post(address(cast, mine, "withdraw")), 403, "role_missing")
    client = people.client_for(cast.members[2].person)
    assert client.post(address(cast, mine, "withdraw")).json()["status"] == "withdrawn"
    assert client.post(address(cast, mine, "withdraw")).json()["status"] == "withdrawn"
    running = votes.opened(cast)
    administrator = people.client_for(cast.administrator.person)
    refused(administrator.post(address(cast, running.pk, "withdraw")), 409, "proposal_started")


def test_members_debate_until_it_is_decided(cast):
    proposal = votes.opened(cast)
    client = people.client_for(cast.members[2].person)
    said = client.post(address(cast, proposal.pk, "comments"), {"text": "¿Cuánto cuesta?"})
    assert said.status_code == 201
    assert said.json()["member"] == cast.members[2].producer.name
    assert [row["text"] for row in client.get(address(cast, proposal.pk, "comments")).json()["results"]] == [
        "¿Cuánto cuesta?"
    ]
    votes.end_call(proposal)
    refused(client.post(address(cast, proposal.pk, "comments"), {"text": "Tarde"}), 409, "debate_over")


def test_strangers_former_members_and_others_find_nothing(cast):
    proposal = votes.opened(cast)
    former = cast.members[4]
    coops.end_membership(
        actor=people.actor(former.person), association_id=cast.association.pk, membership_id=former.membership.pk
    )
    other = people.constituted_association(members=2)
    root = f"/api/v1/associations/{cast.association.pk}"
    for person in (former.person, other.administrator.person, people.person()):
        client = people.client_for(person)
        for place in ("", f"/{proposal.pk}", f"/{proposal.pk}/comments", f"/{proposal.pk}/minutes"):
            refused(client.get(f"{root}/proposals{place}"), 404, "not_found")
        for place in ("proxies", "assemblies", "voting-rules"):
            refused(client.get(f"{root}/{place}"), 404, "not_found")
    theirs = f"/api/v1/associations/{other.association.pk}/proposals/{proposal.pk}"
    refused(people.client_for(other.administrator.person).get(theirs), 404, "not_found")


def test_minutes_come_with_the_decision(cast):
    proposal = votes.opened(cast)
    client = people.client_for(cast.members[1].person)
    refused(client.get(address(cast, proposal.pk, "minutes")), 404, "not_found")


def test_the_terms_can_be_read(cast):
    rules = people.client_for(cast.members[1].person).get(f"/api/v1/associations/{cast.association.pk}/voting-rules")
    assert rules.status_code == 200
    assert {row["kind"] for row in rules.json()["terms"]} >= {"free_text", "elect", "dissolve"}
    names = {row["rule"] for row in rules.json()["rules"]}
    assert names == {"decisions.terms", "decisions.proxies_per_holder", "catalog.allocation"}

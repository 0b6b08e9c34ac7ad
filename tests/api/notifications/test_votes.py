"""What members are told of votes: who still has to vote, what was decided, when they meet."""

from __future__ import annotations

import json

import pytest

from events.models import OutboxEvent
from events.registry import read
from notifications import services
from notifications.models import InboxItem
from tests.support import people, votes

pytestmark = pytest.mark.django_db
Kind = InboxItem.Kind


@pytest.fixture
def cast():
    return people.constituted_association()


def told(kind):
    return set(InboxItem.objects.filter(kind=kind).values_list("person_id", flat=True))


def handle(*names):
    """This will let the inbox hear what was recorded under these names."""
    tells = {
        "decisions.proposal_opened": services.tell_of_vote,
        "decisions.second_call_opened": services.tell_of_vote,
        "decisions.proposal_decided": services.tell_of_decision,
        "decisions.assembly_called": services.tell_of_assembly,
    }
    for row in OutboxEvent.objects.filter(name__in=names).order_by("number"):
        tells[row.name](read(row.name, row.version, json.dumps(row.data)), event_id=row.event_id)


def test_only_those_whose_vote_is_missing_are_asked_for_it(cast):
    proposal = votes.opened(cast, title="Comprar un estanque")
    votes.vote(cast.members[0], proposal)
    handle("decisions.proposal_opened")
    assert told(Kind.VOTE_OPENED) == {member.person.pk for member in cast.members[1:]}
    inbox = people.client_for(cast.members[1].person).get("/api/v1/inbox").json()["results"]
    assert inbox[0]["proposal"] == {"id": str(proposal.pk), "number": 1, "title": "Comprar un estanque"}


def test_all_are_told_what_was_decided_and_when_they_meet(cast):
    proposal = votes.opened(cast)
    votes.end_call(proposal)
    votes.assembly(cast)
    handle("decisions.proposal_decided", "decisions.assembly_called")
    everybody = {member.person.pk for member in cast.members}
    assert told(Kind.VOTE_DECIDED) == told(Kind.ASSEMBLY_CALLED) == everybody
    item = InboxItem.objects.filter(kind=Kind.VOTE_DECIDED).first()
    assert item.params["reason"] == "without_quorum"

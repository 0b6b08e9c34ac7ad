"""A suspension that ends by itself is told once: to the screens that show it, and to those who act for the member."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.db.models import F
from django.db.models.functions import Now

from coops import queries, services
from coops.models import Membership, MembershipSuspension
from coops.services import suspension_ends
from events.models import OutboxEvent
from lib.clock import database_now
from notifications.models import InboxItem
from tests.support import people
from tests.support.events import handled, recorded

pytestmark = pytest.mark.django_db
ENDED = "coops.suspension_ended"


@pytest.fixture
def member(cast):
    """A member that is suspended for a month."""
    suspended = cast.members[2]
    services.suspend_member(
        actor=people.actor(cast.administrator.person),
        association_id=cast.association.pk,
        membership_id=suspended.membership.pk,
        reason="No entregó los quesos que prometió.",
        until=database_now() + timedelta(days=30),
    )
    return suspended


def let_it_end(member):
    """As if the month had gone by."""
    ago = timedelta(days=30, seconds=5)
    MembershipSuspension.objects.filter(membership=member.membership).update(
        starts_at=F("starts_at") - ago, until=F("until") - ago
    )
    Membership.objects.filter(pk=member.membership.pk).update(suspended_until=F("suspended_until") - ago)


def test_it_is_told_once_when_the_end_has_come(cast, member):
    assert suspension_ends.tell_of_ends(10) == 0
    let_it_end(member)
    assert suspension_ends.tell_of_ends(10) == 1
    assert suspension_ends.tell_of_ends(10) == 0
    (told,) = recorded(ENDED)
    assert json.loads(told["data"])["membership_id"] == str(member.membership.pk)
    assert set(told["streams"]) == {
        f"association:{cast.association.pk}",
        f"producer:{member.producer.pk}",
        f"user:{member.person.pk}",
    }
    handled("notifications")
    item = InboxItem.objects.get(kind="membership_reinstated")
    assert item.person_id == member.person.pk
    home = people.client_for(member.person).get("/api/v1/home").json()
    assert "membership_reinstated" in {change["kind"] for change in home["changes"]}


def test_a_worker_that_dies_before_the_commit_leaves_it_due(cast, member, monkeypatch):
    let_it_end(member)
    with monkeypatch.context() as broken:
        broken.setattr(suspension_ends.outbox, "record", lambda *_args, **_more: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            suspension_ends.tell_of_ends(10)
    assert not MembershipSuspension.objects.filter(end_told_at__isnull=False).exists()
    assert suspension_ends.tell_of_ends(10) == 1
    assert len(recorded(ENDED)) == 1


def test_what_was_lifted_is_not_told_again(cast, member):
    services.lift_suspension(
        actor=people.actor(cast.administrator.person),
        association_id=cast.association.pk,
        membership_id=member.membership.pk,
    )
    let_it_end(member)
    assert suspension_ends.tell_of_ends(10) == 0
    assert recorded(ENDED) == []


def test_who_left_or_is_suspended_anew_does_not_take_part_again(cast, member):
    let_it_end(member)
    services.suspend_member(
        actor=people.actor(cast.administrator.person),
        association_id=cast.association.pk,
        membership_id=member.membership.pk,
        reason="Otra vez.",
    )
    assert suspension_ends.tell_of_ends(10) == 1, "looked at, and put aside"
    assert suspension_ends.tell_of_ends(10) == 0
    assert recorded(ENDED) == []
    Membership.objects.filter(pk=member.membership.pk).update(
        status="ended", left_at=Now(), end_reason="left", suspended_until=None
    )
    MembershipSuspension.objects.update(end_told_at=None)
    assert suspension_ends.tell_of_ends(10) == 1
    assert recorded(ENDED) == []


def test_members_take_part_again_whether_or_not_it_was_told(cast, member):
    let_it_end(member)
    assert queries.active_member(cast.association.pk, member.producer.pk) is not None
    suspension_ends.tell_of_ends(10)
    assert queries.active_member(cast.association.pk, member.producer.pk) is not None
    assert not OutboxEvent.objects.filter(name="coops.member_reinstated").exists()

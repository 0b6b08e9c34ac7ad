"""Before a consent runs out the helper and the member are told, once, while there is time for a new one."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from accounts.models import OutgoingMail
from coops.models import Mandate
from helpers import services
from helpers.models import Helper
from helpers.services import reminders
from lib.clock import database_now
from notifications.models import InboxItem
from tests.support import helping, people
from tests.support.events import handled, recorded

pytestmark = pytest.mark.django_db
SOON = "helpers.consent_ends_soon"


@pytest.fixture
def cast() -> people.Cast:
    return people.constituted_association(members=4)


def ends_in(helper: Helper, *, given: timedelta, left: timedelta) -> None:
    """As if it had been given that long ago. What a member consented to never changes, so the guard looks away."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        now = database_now()
        Helper.objects.filter(pk=helper.pk).update(created_at=now - given, ends_at=now + left)
        cursor.execute("SET LOCAL session_replication_role = origin")


def told() -> set[tuple[object, str]]:
    handled("notifications")
    return {(item.person_id, item.kind) for item in InboxItem.objects.filter(kind__in=["help_ends", "helper_ends"])}


def test_both_are_told_two_weeks_before_and_once(cast):
    member = cast.members[2]
    helper = helping.named(cast, member)
    assert reminders.remind_of_ends(10) == 0, "a year is left"
    ends_in(helper, given=timedelta(days=300), left=timedelta(days=15))
    assert reminders.remind_of_ends(10) == 0
    ends_in(helper, given=timedelta(days=300), left=timedelta(days=13))
    assert reminders.remind_of_ends(10) == 1
    assert reminders.remind_of_ends(10) == 0
    assert len(recorded(SOON)) == 1
    assert told() == {(helper.person_id, "help_ends"), (member.person.pk, "helper_ends")}
    until = InboxItem.objects.get(kind="help_ends").params["reason"]
    assert until == timezone.localdate(Helper.objects.get().ends_at - timedelta(seconds=1)).isoformat()
    assert not OutgoingMail.objects.filter(subject__contains="puede actuar").exists(), "she reads her notices"


def test_a_short_consent_is_told_of_when_half_of_it_is_over(cast):
    helper = helping.named(cast, cast.members[2], until=timezone.localdate() + timedelta(days=4))
    assert reminders.remind_of_ends(10) == 0, "it was given just now"
    ends_in(helper, given=timedelta(days=3), left=timedelta(days=2))
    assert reminders.remind_of_ends(10) == 1


@pytest.mark.parametrize("how", ["ended", "over", "left", "asked"])
def test_of_what_is_over_or_never_began_nobody_is_reminded(cast, how):
    member = cast.members[2]
    helper = helping.named(cast, member)
    ends_in(helper, given=timedelta(days=300), left=timedelta(days=3))
    if how == "ended":
        services.end_by_member(actor=people.actor(member.person), producer_id=member.producer.pk, helper_id=helper.pk)
    elif how == "over":
        ends_in(helper, given=timedelta(days=300), left=-timedelta(seconds=1))
    elif how == "left":
        member.membership.status, member.membership.left_at = "ended", database_now()
        member.membership.end_reason = "left"
        member.membership.save()
    else:
        services.end_by_member(actor=people.actor(member.person), producer_id=member.producer.pk, helper_id=helper.pk)
        asked = services.name_helper(
            actor=people.actor(cast.administrator.person),
            association_id=cast.association.pk,
            membership_id=member.membership.pk,
            email="vecina@example.cl",
            consent=helping.consent(),
        )
        ends_in(asked, given=timedelta(days=300), left=timedelta(days=3))
    assert reminders.remind_of_ends(10) == 0
    assert recorded(SOON) == []


def test_a_worker_that_dies_before_the_commit_leaves_it_due(cast, monkeypatch):
    helper = helping.named(cast, cast.members[2])
    ends_in(helper, given=timedelta(days=300), left=timedelta(days=3))
    with monkeypatch.context() as broken:
        broken.setattr(reminders.outbox, "record", lambda *_args, **_more: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            reminders.remind_of_ends(10)
    assert Helper.objects.get().end_told_at is None
    assert reminders.remind_of_ends(10) == 1


def test_a_member_without_an_account_gets_a_letter_at_the_address_of_its_receipts(cast):
    member = cast.members[2]
    helper = helping.named(cast, member, member_email="hijo@example.cl")
    Mandate.objects.filter(producer=member.producer).delete()
    ends_in(helper, given=timedelta(days=300), left=timedelta(days=3))
    assert reminders.remind_of_ends(10) == 1
    letter = OutgoingMail.objects.get(recipient="hijo@example.cl")
    assert "puede actuar por ti" in letter.subject
    assert cast.association.name in letter.text
    assert told() == {(helper.person_id, "help_ends")}

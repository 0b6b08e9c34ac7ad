"""Who is told of a helper: she herself, and the member's people, who can end it."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from helpers.events import ActRecorded, HelperNamed
from notifications import services
from notifications.models import InboxItem
from notifications.words import Line, Names
from tests.support import helping, people

pytestmark = pytest.mark.django_db


def test_the_helper_and_the_members_people_are_told():
    cast = people.constituted_association(members=3)
    helper = helping.named(cast, cast.members[2])
    about: dict[str, Any] = {
        "helper_id": helper.pk,
        "association_id": helper.association_id,
        "producer_id": helper.producer_id,
        "person_id": helper.person_id,
    }
    services.tell_of_helper(HelperNamed(**about, ends_at=helper.ends_at), event_id=uuid4())
    services.tell_of_help(ActRecorded(**about, act_number=1), event_id=uuid4())
    told = {
        (item.person_id, item.kind) for item in InboxItem.objects.filter(params__producer_id=str(helper.producer_id))
    }
    owner = cast.members[2].person.pk
    helped = {(helper.person_id, "help_asked"), (owner, "helper_named"), (owner, "helped_act")}
    assert helped <= told
    lines = [
        Line(kind=kind, count=1, units=0, params={"producer_id": str(helper.producer_id)}) for _who, kind in helped
    ]
    links = {Names(lines).said(line).link for line in lines}
    assert {link.split("/", 3)[3] for link in links} == {"ayudo", f"productor/{helper.producer_id}/ayuda"}


def test_who_was_asked_by_an_address_gets_a_letter_and_no_notice():
    cast = people.constituted_association(members=3)
    event = HelperNamed(
        helper_id=uuid4(),
        association_id=cast.association.pk,
        producer_id=cast.members[2].producer.pk,
        person_id=None,
        ends_at=cast.association.created_at,
    )
    services.tell_of_helper(event, event_id=uuid4())
    assert not InboxItem.objects.filter(kind="help_asked").exists()

"""Who hears of help: the helper, and the people of the member for whom she acts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from coops import queries as coops
from helpers.events import ActRecorded, ConsentEndsSoon, HelperNamed
from notifications.models import InboxItem
from notifications.services.inbox import Notice, tell

Kind = InboxItem.Kind


def tell_of_helper(event: HelperNamed, *, event_id: UUID) -> int:
    """This will tell the helper for whom she may act, and the member's people who may."""
    about = {"association_id": event.association_id, "producer_id": event.producer_id}
    helpers = [] if event.person_id is None else [event.person_id]
    told = _tell(Kind.HELP_ASKED, event_id, helpers, **about)
    return told + _tell(Kind.HELPER_NAMED, event_id, coops.people_of(event.producer_id), **about)


def tell_of_help(event: ActRecorded, *, event_id: UUID) -> int:
    """This will tell the member's people that something was done for them."""
    return _tell(
        Kind.HELPED_ACT,
        event_id,
        coops.people_of(event.producer_id),
        association_id=event.association_id,
        producer_id=event.producer_id,
    )


def tell_of_helps_end(event: ConsentEndsSoon, *, event_id: UUID) -> int:
    """This will tell the helper and the member's people until when the consent holds."""
    # The last day counts whole: the consent ends with it.
    last_day = timezone.localdate(event.ends_at - timedelta(seconds=1))
    about = {
        "association_id": event.association_id,
        "producer_id": event.producer_id,
        "reason": last_day.isoformat(),
    }
    told = _tell(Kind.HELP_ENDS, event_id, [event.person_id], **about)
    return told + _tell(Kind.HELPER_ENDS, event_id, event.people, **about)


def _tell(kind: InboxItem.Kind, event_id: UUID, people: Iterable[UUID], **about: Any) -> int:
    notices = [Notice(person_id=person, params=about) for person in sorted(set(people))]
    return tell(kind=kind, event_id=event_id, notices=notices)

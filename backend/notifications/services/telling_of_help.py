"""Who hears of help: the helper, and the people of the member for whom she acts."""

from __future__ import annotations

from uuid import UUID

from coops import queries as coops
from helpers.events import ActRecorded, ConsentEndsSoon, HelperNamed
from lib.clock import last_day
from notifications.models import InboxItem
from notifications.services.inbox import tell_people

Kind = InboxItem.Kind


def tell_of_helper(event: HelperNamed, *, event_id: UUID) -> int:
    """This will tell the helper for whom she may act, and the member's people who may."""
    about = {"association_id": event.association_id, "producer_id": event.producer_id}
    helpers = [] if event.person_id is None else [event.person_id]
    told = tell_people(Kind.HELP_ASKED, event_id, helpers, **about)
    return told + tell_people(Kind.HELPER_NAMED, event_id, coops.people_of(event.producer_id), **about)


def tell_of_help(event: ActRecorded, *, event_id: UUID) -> int:
    """This will tell the member's people that something was done for them."""
    return tell_people(
        Kind.HELPED_ACT,
        event_id,
        coops.people_of(event.producer_id),
        association_id=event.association_id,
        producer_id=event.producer_id,
    )


def tell_of_helps_end(event: ConsentEndsSoon, *, event_id: UUID) -> int:
    """This will tell the helper and the member's people until when the consent holds."""
    about = {
        "association_id": event.association_id,
        "producer_id": event.producer_id,
        "reason": last_day(event.ends_at).isoformat(),
    }
    told = tell_people(Kind.HELP_ENDS, event_id, [event.person_id], **about)
    return told + tell_people(Kind.HELPER_ENDS, event_id, event.people, **about)

"""What is told of helpers. Ids only: what was done and in which words stands in the record, for whom it concerns."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from events.registry import Event


class HelperNamed(Event):
    """A member's consent was written down. `person_id` is missing while the helper has not said yes."""

    name = "helpers.helper_named"

    helper_id: UUID
    association_id: UUID
    producer_id: UUID
    person_id: UUID | None
    ends_at: datetime


class HelperAccepted(Event):
    """Who was asked by an address said yes: she may act for the member from now on."""

    name = "helpers.helper_accepted"

    helper_id: UUID
    association_id: UUID
    producer_id: UUID
    person_id: UUID


class HelperEnded(Event):
    """A helper may no longer act for a member: `member`, `board`, `helper`, `renewed` or `membership` says why."""

    name = "helpers.helper_ended"

    helper_id: UUID
    association_id: UUID
    producer_id: UUID
    person_id: UUID | None
    reason: str


class ConsentEndsSoon(Event):
    """A member's consent runs out in some days; `people` are those who act for the member themselves."""

    name = "helpers.consent_ends_soon"

    helper_id: UUID
    association_id: UUID
    producer_id: UUID
    person_id: UUID
    ends_at: datetime
    people: list[UUID]


class ContactChanged(Event):
    """Where the member's receipts go was changed by `person_id`. The address and the telephone stay out of it."""

    name = "helpers.contact_changed"

    helper_id: UUID
    association_id: UUID
    producer_id: UUID
    person_id: UUID


class ActRecorded(Event):
    """A helper did something for a member; what it was stands in the record under this number."""

    name = "helpers.act_recorded"

    act_number: int
    helper_id: UUID
    association_id: UUID
    producer_id: UUID
    person_id: UUID


class ReceiptsGiven(Event):
    """The member was given the receipts of acts, by `paper`, `sms`, `email` or `told`."""

    name = "helpers.receipts_given"

    helper_id: UUID
    association_id: UUID
    producer_id: UUID
    way: str
    acts: list[int]

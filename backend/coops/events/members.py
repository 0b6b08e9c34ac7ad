"""Members: how they come in, are kept from taking part, and go."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from events.registry import Event


class MemberInvited(Event):
    """Somebody was invited into an association; to whom the link went stands in no event."""

    name = "coops.member_invited"

    association_id: UUID
    invitation_id: UUID
    person_id: UUID


class InvitationRevoked(Event):
    """An invitation was taken back before it was used."""

    name = "coops.invitation_revoked"

    association_id: UUID
    invitation_id: UUID
    person_id: UUID


class InvitationDeclined(Event):
    """Whom the invitation went to said no; who that is stands in no event."""

    name = "coops.invitation_declined"

    association_id: UUID
    invitation_id: UUID


class MemberJoined(Event):
    """A producer became a member. `people` are those who act for it."""

    name = "coops.member_joined"

    association_id: UUID
    membership_id: UUID
    producer_id: UUID
    number: int
    people: list[UUID]


class MembershipEnded(Event):
    """A producer left (`left`) or was excluded (`excluded`). `people` are those who acted for it."""

    name = "coops.membership_ended"

    association_id: UUID
    membership_id: UUID
    producer_id: UUID
    reason: str
    people: list[UUID]


class MemberSuspended(Event):
    """A member takes no part until that is lifted, or until it ends by itself. Why stands in no event."""

    name = "coops.member_suspended"

    association_id: UUID
    membership_id: UUID
    producer_id: UUID
    until: datetime | None
    people: list[UUID]


class MemberReinstated(Event):
    """A member's suspension was lifted."""

    name = "coops.member_reinstated"

    association_id: UUID
    membership_id: UUID
    producer_id: UUID
    people: list[UUID]


class SuspensionEnded(Event):
    """A member's suspension ended by itself at the time that was set: it takes part again."""

    name = "coops.suspension_ended"

    association_id: UUID
    membership_id: UUID
    producer_id: UUID
    people: list[UUID]

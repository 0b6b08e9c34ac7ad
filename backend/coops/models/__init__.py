"""Producers and who acts for them; associations, their statutes, members, roles and invitations.

A membership joins a producer (not a person) to an association; persons act for the producer by mandates. Mandates,
memberships and roles are never deleted: they end, by the database's clock.
"""

from coops.models.associations import Association, Statutes
from coops.models.base import (
    CHANGES_LENGTH,
    LOCALITY_LENGTH,
    PURPOSE_LENGTH,
    STATUTES_LENGTH,
    STORY_LENGTH,
    Period,
    PeriodQuerySet,
    WaitingQuerySet,
)
from coops.models.members import Invitation, Membership, MembershipQuerySet, Role, StatutesAcceptance
from coops.models.producers import Mandate, MandateOffer, Producer

__all__ = [
    "CHANGES_LENGTH",
    "LOCALITY_LENGTH",
    "PURPOSE_LENGTH",
    "STATUTES_LENGTH",
    "STORY_LENGTH",
    "Association",
    "Invitation",
    "Mandate",
    "MandateOffer",
    "Membership",
    "MembershipQuerySet",
    "Period",
    "PeriodQuerySet",
    "Producer",
    "Role",
    "Statutes",
    "StatutesAcceptance",
    "WaitingQuerySet",
]

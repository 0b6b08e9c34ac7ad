"""Producers and who acts for them; associations, their statutes, members, roles, invitations and applications.

A membership joins a producer (not a person) to an association; persons act for the producer by mandates. Mandates,
memberships and roles are never deleted: they end, by the database's clock.
"""

from coops.models.applications import Application, ApplicationQuerySet
from coops.models.associations import Association, Statutes, StatutesDocument, StatutesFile
from coops.models.base import (
    CHANGES_LENGTH,
    LOCALITY_LENGTH,
    PURPOSE_LENGTH,
    REASON_LENGTH,
    STATUTES_LENGTH,
    STORY_LENGTH,
    Period,
    PeriodQuerySet,
    WaitingQuerySet,
)
from coops.models.members import SUSPENDED_NOW, Invitation, Membership, MembershipQuerySet, Role, StatutesAcceptance
from coops.models.producers import Mandate, MandateOffer, Producer
from coops.models.suspensions import AssociationSuspension, MembershipSuspension

__all__ = [
    "CHANGES_LENGTH",
    "LOCALITY_LENGTH",
    "PURPOSE_LENGTH",
    "REASON_LENGTH",
    "STATUTES_LENGTH",
    "STORY_LENGTH",
    "SUSPENDED_NOW",
    "Application",
    "ApplicationQuerySet",
    "Association",
    "AssociationSuspension",
    "Invitation",
    "Mandate",
    "MandateOffer",
    "Membership",
    "MembershipQuerySet",
    "MembershipSuspension",
    "Period",
    "PeriodQuerySet",
    "Producer",
    "Role",
    "Statutes",
    "StatutesAcceptance",
    "StatutesDocument",
    "StatutesFile",
    "WaitingQuerySet",
]

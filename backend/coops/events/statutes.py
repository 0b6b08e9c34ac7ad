"""Statutes: their versions, the yes of members and the day of their review."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from events.registry import Event


class StatutesPublished(Event):
    """An association has a new version of its statutes."""

    name = "coops.statutes_published"

    association_id: UUID
    statutes_id: UUID
    statutes_version: int
    person_id: UUID


class StatutesAccepted(Event):
    """A member accepted a version of the statutes."""

    name = "coops.statutes_accepted"

    association_id: UUID
    statutes_id: UUID
    membership_id: UUID
    producer_id: UUID


class StatutesAdopted(Event):
    """The members decided new statutes; each is asked to accept them."""

    name = "coops.statutes_adopted"

    association_id: UUID
    statutes_id: UUID
    statutes_version: int


class StatutesReviewSet(Event):
    """The board said on which day it looks at the statutes again; null: it isn't reminded."""

    name = "coops.statutes_review_set"

    association_id: UUID
    statutes_id: UUID
    review_on: date | None
    person_id: UUID


class StatutesReviewDue(Event):
    """The day has come on which the board meant to look at the statutes again."""

    name = "coops.statutes_review_due"

    association_id: UUID
    statutes_id: UUID
    review_on: date

"""Producers that ask to become members, and who lets them in."""

from __future__ import annotations

from uuid import UUID

from events.registry import Event


class AdmissionChanged(Event):
    """The board changed who lets producers in (`invitation`, `board` or `vote`), or what applicants are asked."""

    name = "coops.admission_changed"

    association_id: UUID
    person_id: UUID
    admission: str


class ApplicationMade(Event):
    """A producer asked to become a member. What it answered stands in no event."""

    name = "coops.application_made"

    association_id: UUID
    application_id: UUID
    producer_id: UUID
    person_id: UUID


class ApplicationPutToVote(Event):
    """The members are asked whether to admit the producer."""

    name = "coops.application_put_to_vote"

    association_id: UUID
    application_id: UUID
    producer_id: UUID


class ApplicationWaitsAgain(Event):
    """The vote on it was taken back, or too few took part: the application waits as before."""

    name = "coops.application_waits_again"

    association_id: UUID
    application_id: UUID
    producer_id: UUID


class ApplicationAccepted(Event):
    """The producer is a member by its application. `people` are those who act for it."""

    name = "coops.application_accepted"

    association_id: UUID
    application_id: UUID
    producer_id: UUID
    membership_id: UUID
    people: list[UUID]


class ApplicationRefused(Event):
    """The board, or the members by vote, said no; the reason stands in no event."""

    name = "coops.application_refused"

    association_id: UUID
    application_id: UUID
    producer_id: UUID
    people: list[UUID]


class ApplicationClosed(Event):
    """Nobody answers it any more: `withdrawn` by the producer, `superseded` by another way in, or `lapsed` with the
    association.
    """

    name = "coops.application_closed"

    association_id: UUID
    application_id: UUID
    producer_id: UUID
    because: str

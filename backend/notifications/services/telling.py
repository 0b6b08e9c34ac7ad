"""Whom an event concerns: those who hear of it find it in their inbox, whoever did it does not."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from catalog.events import ContributionAdded, UnitsAllocated
from coops import queries as coops
from coops.events import (
    ApplicationAccepted,
    ApplicationMade,
    ApplicationRefused,
    AssociationConstituted,
    AssociationReinstated,
    AssociationSuspended,
    MemberInvited,
    MemberJoined,
    MemberReinstated,
    MembershipEnded,
    MemberSuspended,
    RoleGiven,
    StatutesReviewDue,
    SuspensionEnded,
)
from coops.queries.offices import people_in_office
from decisions import queries as decisions
from decisions.events import (
    AssemblyCalled,
    AssemblyCancelled,
    AssemblyChanged,
    ProposalDecided,
    ProposalOpened,
    SecondCallOpened,
)
from lib.access import BOARD
from notifications.models import InboxItem
from notifications.services.inbox import Notice, tell, tell_people

Kind = InboxItem.Kind


def tell_of_new_member(event: MemberJoined, *, event_id: UUID) -> int:
    """This will tell the other members that a producer joined."""
    others = set(coops.members_people(event.association_id)) - set(event.people)
    return tell_people(
        Kind.MEMBER_JOINED,
        event_id,
        others,
        association_id=event.association_id,
        producer_id=event.producer_id,
        number=event.number,
    )


def tell_of_ended_membership(event: MembershipEnded, *, event_id: UUID) -> int:
    """This will tell those who act for the producer that it is no member any more; her stream is all that is left."""
    return tell_people(
        Kind.MEMBERSHIP_ENDED,
        event_id,
        event.people,
        association_id=event.association_id,
        producer_id=event.producer_id,
        reason=event.reason,
    )


def tell_of_suspension(event: MemberSuspended | MemberReinstated | SuspensionEnded, *, event_id: UUID) -> int:
    """This will tell those who act for the member that it is suspended, or takes part again."""
    suspended = isinstance(event, MemberSuspended)
    return tell_people(
        Kind.MEMBERSHIP_SUSPENDED if suspended else Kind.MEMBERSHIP_REINSTATED,
        event_id,
        event.people,
        association_id=event.association_id,
        producer_id=event.producer_id,
        membership_id=event.membership_id,
        reason=event.until.isoformat() if isinstance(event, MemberSuspended) and event.until else None,
    )


def tell_of_standstill(event: AssociationSuspended | AssociationReinstated, *, event_id: UUID) -> int:
    """This will tell the members that their association is suspended, or no longer is."""
    suspended = isinstance(event, AssociationSuspended)
    return tell_people(
        Kind.ASSOCIATION_SUSPENDED if suspended else Kind.ASSOCIATION_REINSTATED,
        event_id,
        coops.members_people(event.association_id),
        association_id=event.association_id,
    )


def tell_of_constitution(event: AssociationConstituted, *, event_id: UUID) -> int:
    """This will tell all members that their association exists and may sell."""
    people = coops.members_people(event.association_id)
    return tell_people(Kind.ASSOCIATION_CONSTITUTED, event_id, people, association_id=event.association_id)


def tell_of_invitation(event: MemberInvited, *, event_id: UUID) -> int:
    """This will tell the invited person, if the address is that of an account and its owner has proved it.

    The link itself went by mail and stands nowhere else.
    """
    invited = coops.invited_person(event.invitation_id)
    return tell_people(
        Kind.INVITATION_RECEIVED,
        event_id,
        [] if invited is None else [invited],
        association_id=event.association_id,
        invitation_id=event.invitation_id,
    )


def tell_of_role(event: RoleGiven, *, event_id: UUID) -> int:
    """This will tell a person of her new office."""
    return tell_people(
        Kind.ROLE_GIVEN, event_id, [event.person_id], association_id=event.association_id, role=event.role
    )


def tell_of_application(event: ApplicationMade, *, event_id: UUID) -> int:
    """This will tell those who answer applications, or put them to the vote, that one came."""
    people = set(people_in_office(event.association_id, BOARD)) - {event.person_id}
    return tell_people(
        Kind.APPLICATION_MADE,
        event_id,
        people,
        association_id=event.association_id,
        producer_id=event.producer_id,
        application_id=event.application_id,
    )


def tell_of_answer(event: ApplicationAccepted | ApplicationRefused, *, answer: str, event_id: UUID) -> int:
    """This will tell those who act for the producer whether it was let in; the reason stands with the application."""
    return tell_people(
        Kind.APPLICATION_ANSWERED,
        event_id,
        event.people,
        association_id=event.association_id,
        application_id=event.application_id,
        reason=answer,
    )


def tell_of_contribution(event: ContributionAdded, *, event_id: UUID) -> int:
    """This will tell the other members that somebody added to an offer: their shares changed."""
    others = set(coops.members_people(event.association_id)) - set(coops.people_of(event.producer_id))
    return tell_people(
        Kind.CONTRIBUTION_ADDED,
        event_id,
        others,
        association_id=event.association_id,
        offer_id=event.offer_id,
        producer_id=event.producer_id,
        units=event.units,
    )


def tell_of_sale(event: UnitsAllocated, *, event_id: UUID) -> int:
    """This will tell each producer's people how many of its units were sold, and of how many.

    Who acts for several producers of the sale is told once, with the sum. What the association made itself is nobody's
    own sale: it stands with the order.
    """
    sold: dict[UUID, int] = {}
    cards = coops.producer_cards(event.parts)
    for producer_id, units in event.parts.items():
        if cards[producer_id].itself:
            continue
        for person_id in coops.people_of(producer_id):
            sold[person_id] = sold.get(person_id, 0) + units
    return tell(
        kind=Kind.UNITS_SOLD,
        event_id=event_id,
        notices=[
            Notice(
                person_id=person_id,
                params={
                    "association_id": event.association_id,
                    "offer_id": event.offer_id,
                    "units": units,
                    "order_units": event.units,
                },
            )
            for person_id, units in sold.items()
        ],
    )


def tell_of_vote(event: ProposalOpened | SecondCallOpened, *, event_id: UUID) -> int:
    """This will tell those who act for members whose vote isn't cast."""
    return tell_people(
        Kind.VOTE_OPENED,
        event_id,
        decisions.people_to_vote(event.proposal_id),
        association_id=event.association_id,
        **_proposal(event.proposal_id),
    )


def tell_of_decision(event: ProposalDecided, *, event_id: UUID) -> int:
    """This will tell the members what was decided."""
    return tell_people(
        Kind.VOTE_DECIDED,
        event_id,
        coops.members_people(event.association_id),
        association_id=event.association_id,
        reason=event.outcome,
        **_proposal(event.proposal_id),
    )


def _proposal(proposal_id: UUID) -> dict[str, Any]:
    card = decisions.proposal_card(proposal_id)
    return {"proposal_id": proposal_id, "proposal_number": card["number"], "proposal_title": card["title"]}


def tell_of_assembly(event: AssemblyCalled, *, event_id: UUID) -> int:
    """This will tell the members that they are called to an assembly."""
    return tell_people(
        Kind.ASSEMBLY_CALLED,
        event_id,
        coops.members_people(event.association_id),
        association_id=event.association_id,
        reason=event.starts_at.isoformat(),
    )


def tell_of_change_of_assembly(event: AssemblyChanged, *, event_id: UUID) -> int:
    """This will tell the members where and when an assembly takes place now; of another word in its agenda nobody."""
    people = coops.members_people(event.association_id) if event.moved else []
    return tell_people(
        Kind.ASSEMBLY_CHANGED,
        event_id,
        people,
        association_id=event.association_id,
        reason=event.starts_at.isoformat(),
    )


def tell_of_cancelled_assembly(event: AssemblyCancelled, *, event_id: UUID) -> int:
    """This will tell the members that an assembly does not take place."""
    return tell_people(
        Kind.ASSEMBLY_CHANGED,
        event_id,
        coops.members_people(event.association_id),
        association_id=event.association_id,
        reason="cancelled",
    )


def tell_of_review(event: StatutesReviewDue, *, event_id: UUID) -> int:
    """This will remind the board that the day has come to look at the statutes again."""
    return tell_people(
        Kind.STATUTES_REVIEW,
        event_id,
        people_in_office(event.association_id, BOARD | {"oversight"}),
        association_id=event.association_id,
        reason=event.review_on.isoformat(),
    )

"""What a decision of the members does. No person acts: the vote is the authority, and its minutes the record."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coops import events
from coops.models import Membership, Role, Statutes
from coops.queries import current_statutes
from coops.services import locks, offices
from coops.services.members import end_locked
from events import outbox
from lib.clock import database_now
from lib.errors import DomainError


class MemberGone(DomainError):
    """The member left, or was excluded, before the decision took effect."""

    code = "member_gone"
    title = _("This member does not belong to the association any more.")


class CandidateGone(DomainError):
    """Nobody who was elected acts for a member any more."""

    code = "candidate_gone"
    title = _("Who was elected does not act for a member any more.")


def is_active_member(association_id: UUID, membership_id: UUID) -> bool:
    """This will say whether the membership holds in this association now."""
    return Membership.objects.belonging().filter(association_id=association_id, pk=membership_id).exists()


@transaction.atomic
def exclude(*, association_id: UUID, membership_id: UUID) -> Membership:
    """This will end a membership by decision of the members.

    :raises AssociationClosed: if the association isn't active.
    :raises MemberGone: if it has ended already.
    :raises LastAdministrator: if the association would be left without an administrator.
    """
    association = locks.open_association(association_id)
    membership = (
        Membership.objects.belonging()
        .filter(pk=membership_id, association=association)
        .select_related("producer")
        .first()
    )
    if membership is None:
        raise MemberGone
    return end_locked(association, membership, reason=Membership.EndReason.EXCLUDED)


@transaction.atomic
def adopt_statutes(
    *, association_id: UUID, text: str = "", document_id: UUID | None = None, review_on: date | None = None
) -> Statutes:
    """This will make the text or the document the statutes in force, adopted now; each member is asked to accept them.

    :raises AssociationClosed: if the association isn't active.
    """
    association = locks.open_association(association_id)
    version = current_statutes(association_id).version + 1
    statutes = Statutes.objects.create(
        association=association,
        version=version,
        text=text,
        document_id=document_id,
        adopted_at=database_now(),
        review_on=review_on,
    )
    outbox.record(
        events.StatutesAdopted(association_id=association.pk, statutes_id=statutes.pk, statutes_version=version),
        key=association.pk,
        streams=[f"association:{association.pk}"],
    )
    return statutes


@transaction.atomic
def seat(*, association_id: UUID, role: str, people: Sequence[UUID], replacing: bool) -> None:
    """This will give the office to those elected who still act for a member; `replacing` ends it for everybody else.

    :raises AssociationClosed: if the association isn't active.
    :raises CandidateGone: if none of them acts for a member any more.
    :raises LastAdministrator: if nobody would administer the association.
    """
    association = locks.open_association(association_id)
    still = [
        person
        for person in people
        if Membership.objects.active().of_person(person).filter(association=association).exists()
    ]
    if not still and people:
        raise CandidateGone
    live = Role.objects.live().filter(association=association, role=role)
    holding = set(live.values_list("person_id", flat=True))
    for person in still:
        if person not in holding:
            offices.give(association, person_id=person, role=role, given_by=None)
    if replacing:
        offices.end(association, list(live.exclude(person_id__in=still)))

"""Applications on which the members decide. No person acts: the vote is the authority, and its minutes the record."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coops.models import Application, Association, Membership
from coops.services import application_states as states
from coops.services import locks
from coops.services.applications import let_in, refuse_unless_open
from lib.errors import DomainError


class AdmissionByBoard(DomainError):
    """The applicant was told that the board decides: only the board reads what was answered."""

    code = "admission_by_board"
    title = _("The board answers this application; the applicant was not told of a vote.")


class ApplicationInVote(DomainError):
    """A vote on it is under way."""

    code = "application_in_vote"
    title = _("The members are voting on this application already.")


def refuse_unless_votable(*, association_id: UUID, application_id: UUID) -> None:
    """This will pass if the members can be asked; the association must be locked.

    :raises NotFound: if the association has no such application. :raises AdmissionByBoard, ApplicationInVote: as they say.
    :raises ApplicationAnswered, ApplicationWithdrawn, ApplicationSuperseded: as they say.
    """
    application = states.of_association(Association(pk=association_id), application_id)
    refuse_unless_open(application)
    if application.state == Application.State.VOTING:
        raise ApplicationInVote
    if application.admission != Association.Admission.VOTE:
        raise AdmissionByBoard


@transaction.atomic
def put_to_vote(*, association_id: UUID, application_id: UUID, vote_id: UUID) -> None:
    """This will mark that the members are asked. As `refuse_unless_votable`."""
    association = locks.association(association_id)
    refuse_unless_votable(association_id=association_id, application_id=application_id)
    states.put_to_vote(states.of_association(association, application_id), vote_id=vote_id)


@transaction.atomic
def vote_over(*, association_id: UUID, application_id: UUID, rejected: bool) -> None:
    """This will refuse what the members rejected, and have wait again what they did not decide. What was withdrawn
    meanwhile stays so.
    """
    association = locks.association(association_id)
    application = states.of_association(association, application_id)
    if application.state != Application.State.VOTING:
        return
    if rejected:
        states.refused(application, reason="", by=None)
    else:
        states.wait_again(application)


@transaction.atomic
def admit_by_vote(*, association_id: UUID, application_id: UUID) -> Membership:
    """This will make the applicant a member by decision of the members.

    :raises AssociationClosed: if the association isn't active.
    :raises ApplicationAnswered, ApplicationWithdrawn, ApplicationSuperseded: if it can't take effect any more.
    """
    association = locks.open_association(association_id)
    application = states.of_association(association, application_id)
    refuse_unless_open(application)
    return let_in(association, application, by=None)

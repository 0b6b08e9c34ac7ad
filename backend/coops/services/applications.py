"""Applications for membership: made by who acts for a producer, answered by the board or by a vote of the members."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coops import events
from coops.models import Application, Association, Membership
from coops.queries import roles_in_association
from coops.services import application_states as states
from coops.services import locks
from coops.services.founding import AlreadyMember, admit
from events import outbox
from lib.actor import Actor
from lib.clock import database_now
from lib.errors import DomainError, NotFound

MOST_OPEN: Final = 200
MOST_OPEN_OF_A_PERSON: Final = 20
MOST_A_MONTH_OF_A_PRODUCER: Final = 3


class ApplicationsClosed(DomainError):
    """The association lets in only whom it invites."""

    code = "applications_closed"
    title = _("This association takes no applications: its members invite.")


class AlreadyApplied(DomainError):
    """An application of the producer to this association is open."""

    code = "already_applied"
    title = _("There is an application of this producer already. Wait for the answer, or withdraw it to write another.")


class TooManyApplications(DomainError):
    """Two hundred wait at the association, twenty of the person's wait, or the producer asked three times in a month."""

    status = 429
    code = "too_many_applications"
    title = _("There are too many applications now. Try again in a few weeks.")


class QuestionsChanged(DomainError):
    """What was answered isn't what the association asks now."""

    code = "questions_changed"
    title = _("The association changed its questions in the meantime: read them again.")


class AnswerMissing(DomainError):
    """A required question has no answer."""

    status = 400
    code = "answer_missing"
    title = _("Answer the questions that the association requires.")


class ApplicationAnswered(DomainError):
    """Somebody said yes or no already."""

    code = "application_answered"
    title = _("This application has its answer already.")


class ApplicationWithdrawn(DomainError):
    """The producer took it back."""

    code = "application_withdrawn"
    title = _("This application was withdrawn.")


class ApplicationSuperseded(DomainError):
    """The producer is a member by another way, or the association is no more."""

    code = "application_superseded"
    title = _("This application needs no answer any more.")


class AdmissionByVote(DomainError):
    """The applicant was told that the members vote."""

    code = "admission_by_vote"
    title = _("The members decide on this application by vote: put it to the vote.")


@transaction.atomic
def set_admission(
    *, actor: Actor, association_id: UUID, admission: str, questions: Sequence[dict[str, Any]]
) -> Association:
    """This will set who lets producers in, and what applicants are asked; applications that wait stay as they are.

    :raises AssociationClosed: if the association is suspended or dissolved.
    """
    association = locks.open_association(association_id)
    asked = [{"text": question["text"], "required": question["required"]} for question in questions]
    if (association.admission, association.applicant_questions) == (admission, asked):
        return association
    association.admission = admission
    association.applicant_questions = asked
    association.save(update_fields=["admission", "applicant_questions"])
    streams = [f"association:{association.pk}"]
    if not association.is_forming:
        streams.append("catalog")
    outbox.record(
        events.AdmissionChanged(association_id=association.pk, person_id=locks.person(actor), admission=admission),
        key=association.pk,
        streams=streams,
    )
    return association


@transaction.atomic
def apply(*, actor: Actor, association_id: UUID, producer_id: UUID, answers: Sequence[dict[str, str]]) -> Application:
    """This will ask for the producer's admission. `answers` holds {question, answer} for each question, in order.

    :raises NotFound: if there is no such association, or the actor doesn't act for the producer.
    :raises AssociationClosed: if it is suspended or dissolved. :raises ApplicationsClosed: if it lets nobody apply.
    :raises AlreadyMember: if the producer is one. :raises AlreadyApplied: if it has asked.
    :raises TooManyApplications: if too many wait.
    :raises QuestionsChanged: if other questions were answered. :raises AnswerMissing: as it says.
    """
    association = locks.association(association_id)
    person_id = locks.person(actor)
    # One that never stood is known to its founders alone.
    if not association.is_public and not roles_in_association(person_id, association_id):
        raise NotFound
    locks.acting_person(actor, producer_id)
    if association.status not in (Association.Status.FORMING, Association.Status.CONSTITUTED):
        raise locks.AssociationClosed
    if not association.takes_applications:
        raise ApplicationsClosed
    _refuse_again(association, producer_id, person_id)
    _check_answers(association, answers)
    application = Application.objects.create(
        association=association,
        producer_id=producer_id,
        made_by_id=person_id,
        admission=association.admission,
        answers=[{"question": answer["question"], "answer": answer["answer"]} for answer in answers],
    )
    states.tell(
        application,
        events.ApplicationMade(
            association_id=association.pk,
            application_id=application.pk,
            producer_id=producer_id,
            person_id=person_id,
        ),
    )
    return application


@transaction.atomic
def withdraw_application(*, actor: Actor, application_id: UUID) -> Application:
    """This will take an application back and forget its answers. Withdrawing twice changes nothing.

    :raises NotFound: if there is none, or the actor doesn't act for its producer.
    :raises ApplicationAnswered: if it has its answer. :raises ApplicationSuperseded: if it needs none.
    """
    which = Application.objects.filter(pk=application_id).values_list("association_id", "producer_id").first()
    if which is None:
        raise NotFound
    association_id, producer_id = which
    association = locks.association(association_id)
    locks.acting_person(actor, producer_id)
    application = states.of_association(association, application_id)
    if application.state == Application.State.WITHDRAWN:
        return application
    refuse_unless_open(application)
    states.withdrawn(application)
    return application


@transaction.atomic
def accept_application(*, actor: Actor, association_id: UUID, application_id: UUID) -> Application:
    """This will make the applicant a member, by a person of the board; the producer is asked to accept the statutes.

    :raises NotFound: if the association has no such application.
    :raises AssociationClosed: if it is suspended or dissolved.
    :raises AdmissionByVote: if the members decide.
    :raises ApplicationAnswered, ApplicationWithdrawn, ApplicationSuperseded: as they say.
    """
    association = locks.open_association(association_id)
    application = _for_board(association, application_id)
    let_in(association, application, by=locks.person(actor))
    return application


@transaction.atomic
def refuse_application(*, actor: Actor, association_id: UUID, application_id: UUID, reason: str) -> Application:
    """This will say no, with the reason that the applicant reads. As `accept_application`."""
    association = locks.association(association_id)
    application = _for_board(association, application_id)
    states.refused(application, reason=reason, by=locks.person(actor))
    return application


def let_in(association: Association, application: Application, *, by: UUID | None) -> Membership:
    """This will admit the applicant; the association must be locked and the application be open.

    :raises AlreadyMember: if the producer is a member.
    """
    locks.producer(application.producer_id)
    membership = admit(association, producer_id=application.producer_id, application=application)
    states.accepted(application, membership, by=by)
    return membership


def refuse_unless_open(application: Application) -> None:
    """This will pass if the application can still be answered.

    :raises ApplicationAnswered, ApplicationWithdrawn, ApplicationSuperseded: as they say.
    """
    match application.state:
        case Application.State.ACCEPTED | Application.State.REFUSED:
            raise ApplicationAnswered
        case Application.State.WITHDRAWN:
            raise ApplicationWithdrawn
        case Application.State.SUPERSEDED | Application.State.LAPSED:
            raise ApplicationSuperseded


def _for_board(association: Association, application_id: UUID) -> Application:
    application = states.of_association(association, application_id)
    refuse_unless_open(application)
    if application.admission == Association.Admission.VOTE:
        raise AdmissionByVote
    return application


def _refuse_again(association: Association, producer_id: UUID, person_id: UUID) -> None:
    if Membership.objects.belonging().filter(association=association, producer_id=producer_id).exists():
        raise AlreadyMember
    open_ones = Application.objects.unanswered()
    here = open_ones.filter(association=association)
    if here.filter(producer_id=producer_id).exists():
        raise AlreadyApplied
    lately = Application.objects.filter(
        association=association, producer_id=producer_id, made_at__gt=database_now() - timedelta(days=30)
    )
    if (
        here.count() >= MOST_OPEN
        or open_ones.filter(made_by_id=person_id).count() >= MOST_OPEN_OF_A_PERSON
        or lately.count() >= MOST_A_MONTH_OF_A_PRODUCER
    ):
        raise TooManyApplications


def _check_answers(association: Association, answers: Sequence[dict[str, str]]) -> None:
    asked = association.applicant_questions
    if [answer["question"] for answer in answers] != [question["text"] for question in asked]:
        raise QuestionsChanged
    missing = [
        {"code": "required", "detail": str(_("Answer this question.")), "attr": f"answers.{place}.answer"}
        for place, (question, answer) in enumerate(zip(asked, answers, strict=True))
        if question["required"] and not answer["answer"]
    ]
    if missing:
        raise AnswerMissing(errors=missing)

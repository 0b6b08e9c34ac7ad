"""Applications for membership: as the board reads them, as who made them does, and what voters may know."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from coops.models import Application, Association, Mandate
from coops.permissions import ON_APPLICATION
from coops.queries.access import roles_in_association
from coops.queries.pages import can_in
from lib.errors import NotFound

APPLICANT = "applicant"
# Voters read answers while they decide, and of those whom they let in.
_READ_BY_VOTERS = (Application.State.WAITING, Application.State.VOTING, Application.State.ACCEPTED)


def roles_as_applicant(person_id: UUID, object_id: UUID) -> frozenset[str]:
    """This will return `applicant` if the person acts for the producer that applied."""
    mine = _of_person(person_id).filter(pk=object_id)
    return frozenset({APPLICANT}) if mine.exists() else frozenset()


def applications(association_id: UUID, *, waiting: bool | None = None) -> QuerySet[Application]:
    """This will return an association's applications, to be paged: those without an answer, the others, or all."""
    found = Application.objects.filter(association_id=association_id).select_related("producer")
    if waiting is None:
        return found
    unanswered = Application.objects.unanswered().values("pk")
    return found.filter(pk__in=unanswered) if waiting else found.exclude(pk__in=unanswered)


def application(association_id: UUID, application_id: UUID, *, person_id: UUID) -> dict[str, Any]:
    """This will return one application with all that the board may know of it, and what the person may do.

    :raises NotFound: if the association has no such application.
    """
    found = (
        Application.objects.filter(pk=application_id, association_id=association_id)
        .select_related("association", "producer", "made_by", "answered_by")
        .first()
    )
    if found is None:
        raise NotFound
    can = can_in(found.association, roles_in_association(person_id, association_id))
    return {
        "application": found,
        # Who withdrew, or was answered, isn't to be written to any more.
        "applicant": {"name": found.made_by.name, "email": found.made_by.email} if found.is_open else None,
        "answered_by": found.answered_by.name if found.answered_by else None,
        "can": [name for name in can if name in ON_APPLICATION and _board_answers(found)],
    }


def own_applications(person_id: UUID) -> QuerySet[Application]:
    """This will return the applications of the producers that the person acts for, to be paged."""
    return _of_person(person_id).select_related("association", "producer")


def own_application(application_id: UUID) -> Application:
    """This will return one of them; the caller knows whose it is.

    :raises NotFound: if there is none.
    """
    found = Application.objects.filter(pk=application_id).select_related("association", "producer").first()
    if found is None:
        raise NotFound
    return found


def what_voters_read(association_id: UUID, application_id: UUID) -> dict[str, Any]:
    """This will return what the members who vote on an application may know of it."""
    found = (
        Application.objects.filter(pk=application_id, association_id=association_id).select_related("producer").first()
    )
    if found is None:
        raise NotFound
    return {
        "id": found.pk,
        "state": found.state,
        "producer": found.producer,
        "answers": found.answers if found.state in _READ_BY_VOTERS else [],
    }


def _of_person(person_id: UUID) -> QuerySet[Application]:
    live = Mandate.objects.live().filter(person_id=person_id)
    return Application.objects.filter(producer_id__in=live.values("producer_id"))


def _board_answers(application: Application) -> bool:
    return application.is_open and application.admission == Association.Admission.BOARD

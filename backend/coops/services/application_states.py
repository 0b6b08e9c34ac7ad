"""How an application moves from state to state; the association must be locked. Each step is told to the board and to
those who act for the producer, and to nobody else.
"""

from __future__ import annotations

from typing import Final
from uuid import UUID

from coops import events
from coops.models import Application, Association, Membership, Role
from coops.queries import people_of
from coops.queries.offices import people_in_office
from events import outbox
from events.registry import Event
from lib.clock import database_now
from lib.errors import NotFound

BOARD: Final = (Role.Name.ADMINISTRATOR, Role.Name.PRESIDENT, Role.Name.SECRETARY, Role.Name.OVERSIGHT)


def of_association(association: Association, application_id: UUID) -> Application:
    """This will return the association's application as it stands under the lock.

    :raises NotFound: if it has no such application.
    """
    found = Application.objects.filter(pk=application_id, association=association).first()
    if found is None:
        raise NotFound
    return found


def tell(application: Application, event: Event) -> None:
    """This will record the event for those whom the application concerns."""
    concerned = {
        *people_in_office(application.association_id, BOARD),
        *people_of(application.producer_id),
    }
    outbox.record(
        event,
        key=application.association_id,
        streams=[f"producer:{application.producer_id}", *(f"user:{person}" for person in sorted(concerned))],
    )


def put_to_vote(application: Application, *, vote_id: UUID) -> None:
    """This will mark that the members are asked."""
    application.state = Application.State.VOTING
    application.vote_id = vote_id
    application.save(update_fields=["state", "vote_id"])
    tell(application, events.ApplicationPutToVote(**_ids(application)))


def wait_again(application: Application) -> None:
    """This will have it wait as before the vote."""
    application.state = Application.State.WAITING
    application.vote_id = None
    application.save(update_fields=["state", "vote_id"])
    tell(application, events.ApplicationWaitsAgain(**_ids(application)))


def accepted(application: Application, membership: Membership, *, by: UUID | None) -> None:
    """This will close it with the membership that it opened; `by` is a person of the board, or None for a vote."""
    _close(application, Application.State.ACCEPTED, membership=membership, answered_by_id=by)
    tell(
        application,
        events.ApplicationAccepted(
            **_ids(application), membership_id=membership.pk, people=people_of(application.producer_id)
        ),
    )


def refused(application: Application, *, reason: str, by: UUID | None) -> None:
    """This will close it with a no."""
    _close(application, Application.State.REFUSED, reason=reason, answered_by_id=by)
    tell(application, events.ApplicationRefused(**_ids(application), people=people_of(application.producer_id)))


def withdrawn(application: Application) -> None:
    """This will close it for who made it, and forget what was answered."""
    _close(application, Application.State.WITHDRAWN, answers=[])
    tell(application, events.ApplicationClosed(**_ids(application), because=Application.State.WITHDRAWN.value))


def supersede(membership: Membership, *, by: Application | None) -> None:
    """This will close an application that still waits when its producer becomes a member in another way than `by` it."""
    waiting = Application.objects.unanswered().filter(
        association_id=membership.association_id, producer_id=membership.producer_id
    )
    if by is not None:
        waiting = waiting.exclude(pk=by.pk)
    for application in waiting:
        _close(application, Application.State.SUPERSEDED, membership=membership)
        tell(application, events.ApplicationClosed(**_ids(application), because=Application.State.SUPERSEDED.value))


def lapse_all(association: Association) -> None:
    """This will close what waits in an association that is no more."""
    for application in Application.objects.unanswered().filter(association=association).order_by("pk"):
        _close(application, Application.State.LAPSED)
        tell(application, events.ApplicationClosed(**_ids(application), because=Application.State.LAPSED.value))


def _close(application: Application, state: Application.State, **fields: object) -> None:
    application.state = state
    application.closed_at = database_now()
    for name, value in fields.items():
        setattr(application, name, value)
    application.save()


def _ids(application: Application) -> dict[str, UUID]:
    return {
        "association_id": application.association_id,
        "application_id": application.pk,
        "producer_id": application.producer_id,
    }

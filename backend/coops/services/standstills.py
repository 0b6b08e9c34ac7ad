"""An association that sells nothing for a while. Who decides that is a room above; it gives the reason."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from coops import events
from coops.models import Association, AssociationSuspension
from coops.services import locks
from coops.services.suspensions import AlreadySuspended, NotSuspended
from events import outbox
from lib.actor import Actor
from lib.clock import database_now


@transaction.atomic
def suspend_association(*, actor: Actor, association_id: UUID, reason: str) -> Association:
    """This will suspend an association: its members read, change nothing and sell nothing until that is lifted.

    What was put to the vote before is voted on and counted; what is accepted takes effect after that. The caller takes what is on sale off sale, in the same transaction.

    :raises NotFound: if there is none. :raises AlreadySuspended: if it is. :raises AssociationClosed: if it is dissolved.
    """
    association = locks.association(association_id)
    if association.status == Association.Status.SUSPENDED:
        raise AlreadySuspended
    if association.status == Association.Status.DISSOLVED:
        raise locks.AssociationClosed
    association.status = Association.Status.SUSPENDED
    association.save(update_fields=["status"])
    AssociationSuspension.objects.create(association=association, reason=reason, suspended_by_id=locks.person(actor))
    outbox.record(
        events.AssociationSuspended(association_id=association.pk),
        key=association.pk,
        streams=_streams(association),
    )
    return association


@transaction.atomic
def reinstate_association(*, actor: Actor, association_id: UUID) -> Association:
    """This will lift an association's suspension: it stands as it stood, and its board puts offers on sale again.

    :raises NotFound: if there is none. :raises NotSuspended: if it isn't.
    """
    association = locks.association(association_id)
    if association.status != Association.Status.SUSPENDED:
        raise NotSuspended
    constituted = association.constituted_at is not None
    association.status = Association.Status.CONSTITUTED if constituted else Association.Status.FORMING
    association.save(update_fields=["status"])
    suspension = AssociationSuspension.objects.get(association=association, lifted_at=None)
    suspension.lifted_at = database_now()
    suspension.lifted_by_id = locks.person(actor)
    suspension.save(update_fields=["lifted_at", "lifted_by"])
    outbox.record(
        events.AssociationReinstated(association_id=association.pk),
        key=association.pk,
        streams=_streams(association),
    )
    return association


def _streams(association: Association) -> list[str]:
    """The public hears nothing of one that never stood."""
    return [f"association:{association.pk}", *(["catalog"] if association.is_public else [])]

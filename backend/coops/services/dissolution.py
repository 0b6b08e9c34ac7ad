"""How an association ends: by a decision of its members, or with the account of the last of them."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.db import transaction

from coops import events
from coops.models import Association, AssociationSuspension, Membership, Role
from coops.services import locks
from coops.services.application_states import lapse_all
from events import outbox
from lib.clock import database_now


@transaction.atomic
def dissolve(*, association_id: UUID) -> Association:
    """This will dissolve the association: it takes no members and opens no offers any more; what was sold is delivered.

    :raises AssociationClosed: if it isn't active.
    """
    association = locks.open_association(association_id)
    if association.constituted_at is None:
        association.constituted_at = database_now()
    _dissolve(association)
    return association


@transaction.atomic
def dissolve_left_alone(*, association_id: UUID, producers: Collection[UUID]) -> None:
    """This will dissolve an association, whatever its state, whose only members are these producers: they leave it.

    Nothing happens if others came in meanwhile.
    """
    association = locks.association(association_id)
    belonging = Membership.objects.belonging().filter(association=association)
    if association.status == Association.Status.DISSOLVED or belonging.exclude(producer_id__in=producers).exists():
        return
    now = database_now()
    AssociationSuspension.objects.filter(association=association, lifted_at=None).update(lifted_at=now)
    # One that never stood keeps no date, and so stays unknown to strangers.
    _dissolve(association)
    belonging.update(
        status=Membership.Status.ENDED, suspended_until=None, left_at=now, end_reason=Membership.EndReason.LEFT
    )
    Role.objects.live().filter(association=association).update(ends_at=now)


def _dissolve(association: Association) -> None:
    association.status = Association.Status.DISSOLVED
    association.save(update_fields=["status", "constituted_at"])
    lapse_all(association)
    outbox.record(
        events.AssociationDissolved(association_id=association.pk),
        key=association.pk,
        streams=[f"association:{association.pk}"],
    )

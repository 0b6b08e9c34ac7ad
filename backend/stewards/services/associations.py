"""What stewards do against, or for, an association: with a reason on record, which its members read."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from catalog import services as catalog
from coops import services as coops
from coops.queries.offices import association_called
from lib.actor import Actor
from lib.errors import NotFound
from stewards.models import Act
from stewards.services.record import record


@transaction.atomic
def suspend_association(*, actor: Actor, association: str, reason: str) -> UUID:
    """This will suspend an association (by its id or the name in its address): it sells nothing until that is lifted.

    :raises NotFound: if there is none. :raises AlreadySuspended, AssociationClosed: as they say.
    """
    association_id = _found(association)
    coops.suspend_association(actor=actor, association_id=association_id, reason=reason)
    closed = catalog.stop_selling(actor=actor, association_id=association_id)
    record(Act.Kind.ASSOCIATION_SUSPENDED, actor=actor, association_id=association_id, reason=reason, closed=closed)
    return association_id


@transaction.atomic
def reinstate_association(*, actor: Actor, association: str, reason: str) -> UUID:
    """This will lift an association's suspension; what it takes on sale again is its board's to say.

    :raises NotFound: if there is none. :raises NotSuspended: if it isn't.
    """
    association_id = _found(association)
    coops.reinstate_association(actor=actor, association_id=association_id)
    record(Act.Kind.ASSOCIATION_REINSTATED, actor=actor, association_id=association_id, reason=reason)
    return association_id


def _found(association: str) -> UUID:
    found = association_called(association)
    if found is None:
        raise NotFound
    return found

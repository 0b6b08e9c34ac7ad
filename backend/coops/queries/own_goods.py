"""Goods that an association makes itself: its own producer, and who acts for it by office."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from django.db.models import QuerySet

from coops.models import Association, Membership, Producer, Role

# The offices that act for an association's own goods. Oversight looks at them and so must not.
ACTING: Final = (Role.Name.ADMINISTRATOR,)


def own_producers(person_id: UUID) -> QuerySet[Producer]:
    """This will return the producers that are associations themselves and for which the person acts now, by her office."""
    offices = Role.objects.live().filter(person_id=person_id, role__in=ACTING)
    return Producer.objects.filter(association_id__in=offices.values("association_id"))


def acting_offices(producer_id: UUID) -> QuerySet[Role]:
    """This will return the offices by which somebody acts for this producer now; none for one that isn't an association."""
    return Role.objects.live().filter(association__own_producer=producer_id, role__in=ACTING)


def association_itself(producer_id: UUID) -> Association | None:
    """This will return the association that makes goods itself as this producer; None for everybody else's producer."""
    return Association.objects.filter(own_producer=producer_id).first()


def sells_in(association_id: UUID, producer_id: UUID) -> bool:
    """This will say whether the association sells what the producer makes: it is an active member, or the association."""
    members = Membership.objects.active().filter(association_id=association_id, producer_id=producer_id)
    itself = Producer.objects.filter(pk=producer_id, association_id=association_id)
    return members.exists() or itself.exists()

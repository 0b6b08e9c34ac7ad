"""A member that was registered on paper becomes its owner's: the board asks her address, and no helper answers."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from coops.models import MandateOffer, Membership
from coops.services import mandates
from helpers.models import Helper
from lib.actor import Actor
from lib.errors import NotFound


@transaction.atomic
def offer_ownership(*, actor: Actor, association_id: UUID, membership_id: UUID, email: str) -> MandateOffer:
    """This will ask whoever owns the address to take over a member that nobody owns yet. Asking anew takes back the old.

    :raises NotFound: if the association has no such member, or it has an owner.
    :raises coops.services.mandates.OwnershipBarred: if the address is a helper's, or the actor's own.
    """
    membership = Membership.objects.active().filter(pk=membership_id, association_id=association_id).first()
    if membership is None:
        raise NotFound
    return mandates.offer_ownership(actor=actor, producer_id=membership.producer_id, email=email)


def may_not_own(producer_id: UUID, person_id: UUID) -> bool:
    """This will say whether the person helps the producer, did once, or wrote a consent of its down."""
    helped = Helper.objects.filter(producer_id=producer_id)
    return helped.filter(person_id=person_id).exists() or helped.filter(recorded_by_id=person_id).exists()

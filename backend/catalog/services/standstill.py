"""An association that may sell no more, for now or for good."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from catalog.models import Offer
from catalog.services.offers import close_offer
from lib.actor import Actor


@transaction.atomic
def stop_selling(*, actor: Actor, association_id: UUID) -> int:
    """This will take all offers of an association off sale and return how many; what buyers hold may still be paid.

    The association's own state must say already that it may not sell: whoever opens an offer at this moment holds its
    row, and is either waited for here or sees that state after us.
    """
    offers = Offer.objects.select_for_update(no_key=True).filter(association_id=association_id).order_by("pk")
    on_sale = [offer.pk for offer in offers.only("pk", "status") if offer.status == Offer.Status.OPEN]
    for offer_id in on_sale:
        close_offer(actor=actor, association_id=association_id, offer_id=offer_id)
    return len(on_sale)

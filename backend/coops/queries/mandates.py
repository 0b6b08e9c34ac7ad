"""Who acts for a producer, and who was asked to."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from coops.models import Mandate, MandateOffer
from coops.permissions import FOR_PRODUCER
from coops.queries.access import OWNER, roles_for_producer
from lib.access import can


def mandates(producer_id: UUID, *, person_id: UUID) -> dict[str, Any]:
    """This will return the live mandates of a producer; who was asked is for its owners alone."""
    roles = roles_for_producer(person_id, producer_id)
    live = Mandate.objects.live().filter(producer_id=producer_id).select_related("person").order_by("starts_at", "pk")
    waiting = MandateOffer.objects.waiting().filter(producer_id=producer_id).select_related("offered_by")
    return {
        "mandates": [
            {
                "id": mandate.pk,
                "person_name": mandate.person.name,
                "kind": mandate.kind,
                "starts_at": mandate.starts_at,
                "mine": mandate.person_id == person_id,
            }
            for mandate in live
        ],
        "offers": [
            {
                "id": offer.pk,
                "email": offer.email,
                "kind": offer.kind,
                "offered_by": offer.offered_by.name,
                "expires_at": offer.expires_at,
            }
            for offer in (waiting.order_by("pk") if OWNER in roles else [])
        ],
        "can": can(roles, *FOR_PRODUCER),
    }

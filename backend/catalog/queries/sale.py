"""What a checkout must know of offers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from catalog.models import Offer
from lib.money import TaxClass


@dataclass(frozen=True, slots=True)
class ForSale:
    """An open offer as it is sold now; the price includes taxes."""

    id: UUID
    association_id: UUID
    name: str
    price_clp: int
    tax_class: TaxClass
    for_adults: bool


def offers_for_sale(offer_ids: Iterable[UUID]) -> dict[UUID, ForSale]:
    """This will return those of the offers that are open, by id."""
    rows = Offer.objects.filter(pk__in=list(offer_ids), status=Offer.Status.OPEN)
    return {
        offer.pk: ForSale(
            id=offer.pk,
            association_id=offer.association_id,
            name=offer.name,
            price_clp=offer.price_clp,
            tax_class=offer.tax_class,  # type: ignore[arg-type]
            for_adults=offer.for_adults,
        )
        for offer in rows
    }

"""Makes the demo's lots and offers. Dates count from the day of loading, so that nothing is out of date."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from catalog import services
from catalog.models import TaxClass
from catalog.services import OfferText
from config.demo import tables
from config.demo.people import Cast

_WHOLE_YEAR = 12
_TAXES = {"spirits": TaxClass.SPIRITS, "wine": TaxClass.WINE}


def load(cast: Cast, *, today: date) -> dict[str, UUID]:
    """This will make lots, offers and contributions; it returns the ids of the offers by name.

    What is sold fresh and is out of season stays a draft, with its lots in it.
    """
    products = tables.products()
    comunas = {association.key: association.comuna for association in tables.associations()}
    founders = {association.key: association.members[0].key for association in tables.associations()}
    made: dict[str, UUID] = {}
    # The newest stand first on the catalog, so the first of the table comes last.
    for row in reversed(tables.offers()):
        product = products[row.product]
        association_id = cast.associations[row.association]
        actor = cast.actor(founders[row.association])
        unit_es, units_es, unit_en, units_en = row.unit
        offer = services.create_offer(
            actor=actor,
            association_id=association_id,
            text=OfferText(
                name=row.name,
                category=product.category,
                unit_es=unit_es,
                units_es=units_es,
                unit_en=unit_en,
                units_en=units_en,
                price_clp=row.price_clp,
                comuna=comunas[row.association],
                description_es=row.description_es,
                description_en=row.description_en,
                net_content=row.net_content,
                tax_class=_TAXES.get(product.category, TaxClass.IVA),
                alcohol_degrees=row.alcohol_degrees,
                perishable=row.perishable,
                # What spoils can't be sent back for a change of mind.
                withdrawal_right=not row.perishable if row.withdrawal_right is None else row.withdrawal_right,
                emblem=row.emblem,
                picture=row.picture,
                season_months=list(product.season_months),
            ),
        )
        for lot in row.lots:
            made_in = comunas[row.association]
            _contribute(
                cast, row, product, lot, association_id=association_id, offer_id=offer.pk, today=today, comuna=made_in
            )
        if not row.perishable or today.month in product.season_months:
            services.open_offer(actor=actor, association_id=association_id, offer_id=offer.pk)
        made[row.name] = offer.pk
    return made


def _contribute(
    cast: Cast, offer: tables.Offer, product: tables.Product, lot: tables.Lot, *, association_id: UUID, offer_id: UUID,
    today: date, comuna: str,
) -> None:  # fmt: skip
    stored = services.create_lot(
        actor=cast.actor(lot.by),
        producer_id=cast.producers[lot.by],
        product_id=_product(cast, offer, product, lot, comuna),
        units=lot.units + lot.at_home,
        made_on=today - timedelta(days=lot.made),
        best_before=today + timedelta(days=lot.keeps) if lot.keeps else None,
        comuna=comuna,
        alcohol_degrees=offer.alcohol_degrees,
        facts=offer.facts,
    )
    services.contribute(
        actor=cast.actor(lot.by), association_id=association_id, offer_id=offer_id, lot_id=stored.pk, units=lot.units
    )


def _product(cast: Cast, offer: tables.Offer, product: tables.Product, lot: tables.Lot, comuna: str) -> UUID:
    """What the producer calls it is what the association sells it as."""
    producer_id = cast.producers[lot.by]
    unit_es, units_es, unit_en, units_en = offer.unit
    text = services.ProductText(
        name=offer.name,
        category=product.category,
        unit_es=unit_es,
        units_es=units_es,
        unit_en=unit_en,
        units_en=units_en,
        net_content=offer.net_content,
        perishable=offer.perishable,
        keeps_days=lot.made + lot.keeps if lot.keeps else None,
        season_months=list(product.season_months) if len(product.season_months) < _WHOLE_YEAR else [],
        price_clp=offer.price_clp,
        alcohol_degrees=offer.alcohol_degrees,
        withdrawal_right=not offer.perishable if offer.withdrawal_right is None else offer.withdrawal_right,
        comuna=comuna,
    )
    return services.product_like(producer_id=producer_id, text=text).pk

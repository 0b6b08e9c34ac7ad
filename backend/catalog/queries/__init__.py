"""What the views and other apps may ask of the catalog."""

from catalog.queries.holds import expiry_of
from catalog.queries.listing import CatalogQuery, catalog_page, facets
from catalog.queries.pool import activity, association_offers, described_movements, lots_of, pool
from catalog.queries.producers import described_producers, public_producer, territory
from catalog.queries.public import offer_by_slug, offer_cards
from catalog.queries.sale import ForSale, offers_for_sale

__all__ = [
    "CatalogQuery",
    "ForSale",
    "activity",
    "association_offers",
    "catalog_page",
    "described_movements",
    "described_producers",
    "expiry_of",
    "facets",
    "lots_of",
    "offer_by_slug",
    "offer_cards",
    "offers_for_sale",
    "pool",
    "public_producer",
    "territory",
]

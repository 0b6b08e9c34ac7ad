"""What the views and other apps may ask of the catalog."""

from catalog.queries.covers import CoverStanding, cover_standing, offer_badges, uses_of
from catalog.queries.holds import expiry_of
from catalog.queries.home import Place, pool_tasks
from catalog.queries.listing import CatalogQuery, catalog_page, facets
from catalog.queries.lot_book import described_lot_movements, lot_movements, lot_of
from catalog.queries.pool import activity, association_offers, described_movements, described_offers, pool
from catalog.queries.producers import described_producers, public_producer, territory
from catalog.queries.products import described_lots, described_products, lots_of, product, products_of
from catalog.queries.public import offer_by_slug, offer_cards
from catalog.queries.sale import ForSale, offers_for_sale
from catalog.queries.stake import stake

__all__ = [
    "CatalogQuery",
    "CoverStanding",
    "ForSale",
    "Place",
    "activity",
    "association_offers",
    "catalog_page",
    "cover_standing",
    "described_lot_movements",
    "described_lots",
    "described_movements",
    "described_offers",
    "described_producers",
    "described_products",
    "expiry_of",
    "facets",
    "lot_movements",
    "lot_of",
    "lots_of",
    "offer_badges",
    "offer_by_slug",
    "offer_cards",
    "offers_for_sale",
    "pool",
    "pool_tasks",
    "product",
    "products_of",
    "public_producer",
    "stake",
    "territory",
    "uses_of",
]

"""Offers that associations sell, the lots that members put into them, holds of buyers, and every movement of stock.

`Offer.free + reserved + allocated + uncovered + lost = contributed − withdrawn` at every read: the database refuses anything else.
Only `services/stock.py` changes these figures, and each change leaves a StockMovement; `services/lot_book.py` does the same
for a lot: `units = free + pooled + used + lost + dispatched`, and each change leaves a LotMovement.
"""

from catalog.models.base import (
    DESCRIPTION_LENGTH,
    HIGHEST_PRICE_CLP,
    MOST_UNITS,
    Category,
    ClockTimestamp,
    TaxClass,
)
from catalog.models.book import NEVER_LEFT, LossReason, LotMovement
from catalog.models.covers import Cover, CoverGrant, CoverUse
from catalog.models.imports import ImportedLine
from catalog.models.offers import Offer, OfferPhoto, SearchWord
from catalog.models.products import LONGEST_KEEPING_DAYS, Lot, LotInput, Product, ProductPhoto
from catalog.models.rules import AllocationRule
from catalog.models.stock import Contribution, Hold, HoldQuerySet, StockMovement

__all__ = [
    "DESCRIPTION_LENGTH",
    "HIGHEST_PRICE_CLP",
    "LONGEST_KEEPING_DAYS",
    "MOST_UNITS",
    "NEVER_LEFT",
    "AllocationRule",
    "Category",
    "ClockTimestamp",
    "Contribution",
    "Cover",
    "CoverGrant",
    "CoverUse",
    "Hold",
    "HoldQuerySet",
    "ImportedLine",
    "LossReason",
    "Lot",
    "LotInput",
    "LotMovement",
    "Offer",
    "OfferPhoto",
    "Product",
    "ProductPhoto",
    "SearchWord",
    "StockMovement",
    "TaxClass",
]

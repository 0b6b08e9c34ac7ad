"""Commands of the catalog. Each owns its transaction, its locks and its event, or joins its caller's."""

from catalog.services.allocation import Allocated, Sale, spend
from catalog.services.holds import (
    HeldUnits,
    HoldExpired,
    expire_holds,
    hold,
    pin,
    rehold,
    release,
    unpin,
)
from catalog.services.inputs import MOST_INPUTS, Input
from catalog.services.leaving import return_units
from catalog.services.lot_book import LotShort, use_as_input
from catalog.services.lots import create_lot
from catalog.services.offers import OfferText, close_offer, create_offer, open_offer, show_photo
from catalog.services.pool import contribute, withdraw
from catalog.services.products import MOST_PHOTOS, ProductText, create_product, product_like, update_product
from catalog.services.standstill import stop_selling
from catalog.services.stock import HoldLimit, OfferNotOpen, UnitsShort

__all__ = [
    "MOST_INPUTS",
    "MOST_PHOTOS",
    "Allocated",
    "HeldUnits",
    "HoldExpired",
    "HoldLimit",
    "Input",
    "LotShort",
    "OfferNotOpen",
    "OfferText",
    "ProductText",
    "Sale",
    "UnitsShort",
    "close_offer",
    "contribute",
    "create_lot",
    "create_offer",
    "create_product",
    "expire_holds",
    "hold",
    "open_offer",
    "pin",
    "product_like",
    "rehold",
    "release",
    "return_units",
    "show_photo",
    "spend",
    "stop_selling",
    "unpin",
    "update_product",
    "use_as_input",
    "withdraw",
]

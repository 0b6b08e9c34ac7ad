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
from catalog.services.lots import create_lot
from catalog.services.offers import OfferText, close_offer, create_offer, open_offer
from catalog.services.pool import contribute, withdraw
from catalog.services.stock import HoldLimit, OfferNotOpen, UnitsShort

__all__ = [
    "Allocated",
    "HeldUnits",
    "HoldExpired",
    "HoldLimit",
    "OfferNotOpen",
    "OfferText",
    "Sale",
    "UnitsShort",
    "close_offer",
    "contribute",
    "create_lot",
    "create_offer",
    "expire_holds",
    "hold",
    "open_offer",
    "pin",
    "rehold",
    "release",
    "spend",
    "unpin",
    "withdraw",
]

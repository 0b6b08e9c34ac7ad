"""Commands of the catalog. Each owns its transaction, its locks and its event, or joins its caller's."""

from catalog.services.allocation import Allocated, Sale, spend
from catalog.services.covering import cover_again, recheck_offers
from catalog.services.covers import (
    Blocked,
    CoverExhausted,
    CoverNotUsable,
    DispatchBlocked,
    GrantBeyondLot,
    SealUnknown,
    block_cover,
    grant_units,
    may_dispatch,
    put_cover,
    require_seals,
    unblock_cover,
)
from catalog.services.dispatching import CountedSince, Parcel, ReturnBeyondSold, dispatch, take_back, undo_dispatch
from catalog.services.giving_back import Undone, give_back
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
from catalog.services.leaving import return_late, return_units
from catalog.services.lot_book import LotShort, lock_lots, use_as_input
from catalog.services.lots import create_lot
from catalog.services.offers import OfferText, close_offer, create_offer, open_offer, show_photo
from catalog.services.pool import LotPastItsDate, contribute, withdraw
from catalog.services.products import MOST_PHOTOS, ProductText, create_product, product_like, update_product
from catalog.services.standstill import stop_selling
from catalog.services.stock import HoldLimit, OfferNotOpen, UnitsShort, lock_offers
from catalog.services.stocktaking import CountBelowPromised, LotBelowGranted, LotChanged, adjust, count, spoil

__all__ = [
    "MOST_INPUTS",
    "MOST_PHOTOS",
    "Allocated",
    "Blocked",
    "CountBelowPromised",
    "CountedSince",
    "CoverExhausted",
    "CoverNotUsable",
    "DispatchBlocked",
    "GrantBeyondLot",
    "HeldUnits",
    "HoldExpired",
    "HoldLimit",
    "Input",
    "LotBelowGranted",
    "LotChanged",
    "LotPastItsDate",
    "LotShort",
    "OfferNotOpen",
    "OfferText",
    "Parcel",
    "ProductText",
    "ReturnBeyondSold",
    "Sale",
    "SealUnknown",
    "Undone",
    "UnitsShort",
    "adjust",
    "block_cover",
    "close_offer",
    "contribute",
    "count",
    "cover_again",
    "create_lot",
    "create_offer",
    "create_product",
    "dispatch",
    "expire_holds",
    "give_back",
    "grant_units",
    "hold",
    "lock_lots",
    "lock_offers",
    "may_dispatch",
    "open_offer",
    "pin",
    "product_like",
    "put_cover",
    "recheck_offers",
    "rehold",
    "release",
    "require_seals",
    "return_late",
    "return_units",
    "show_photo",
    "spend",
    "spoil",
    "stop_selling",
    "take_back",
    "unblock_cover",
    "undo_dispatch",
    "unpin",
    "update_product",
    "use_as_input",
    "withdraw",
]

"""What buyers put together and pay, and what becomes of it: baskets, order groups with an order per association, money back.

An order group is one payment. Amounts are whole pesos with taxes inside; a total is the sum of its rounded lines.
"""

from orders.models.after import Refund, Return, Shortage
from orders.models.groups import (
    ADDRESS_LENGTH,
    HANDOVER_NOTE_LENGTH,
    Allocation,
    Basket,
    BasketLine,
    HandoverStep,
    Order,
    OrderGroup,
    OrderLine,
)
from orders.models.reviews import GoodsReview

__all__ = [
    "ADDRESS_LENGTH",
    "HANDOVER_NOTE_LENGTH",
    "Allocation",
    "Basket",
    "BasketLine",
    "GoodsReview",
    "HandoverStep",
    "Order",
    "OrderGroup",
    "OrderLine",
    "Refund",
    "Return",
    "Shortage",
]

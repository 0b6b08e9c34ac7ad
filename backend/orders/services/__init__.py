"""Commands of orders. Each owns its transaction, its locks and its event."""

from orders.services.basket import find_basket, forget_baskets, own_basket, put_line
from orders.services.checkout import PURPOSE, BasketEmpty, CheckoutDetails, checkout, pay_again
from orders.services.due import close_due_payments
from orders.services.handover import (
    HandoverStepNotLast,
    HandoverStepNotNext,
    HandoverStepStoodOn,
    OrderAlreadyMarked,
    OrderNotPaid,
    take_handover_step,
    undo_handover_step,
)
from orders.services.payment import expire_order, finish_refund, note_failed_refund, settle_payment
from orders.services.returning import GoodsStillHere, ReturnBeyondDelivered, ReturnsChanged, note_return
from orders.services.reviews import ask_for_reviews, review_goods
from orders.services.shortages import end_payments

__all__ = [
    "PURPOSE",
    "BasketEmpty",
    "CheckoutDetails",
    "GoodsStillHere",
    "HandoverStepNotLast",
    "HandoverStepNotNext",
    "HandoverStepStoodOn",
    "OrderAlreadyMarked",
    "OrderNotPaid",
    "ReturnBeyondDelivered",
    "ReturnsChanged",
    "ask_for_reviews",
    "checkout",
    "close_due_payments",
    "end_payments",
    "expire_order",
    "find_basket",
    "finish_refund",
    "forget_baskets",
    "note_failed_refund",
    "note_return",
    "own_basket",
    "pay_again",
    "put_line",
    "review_goods",
    "settle_payment",
    "take_handover_step",
    "undo_handover_step",
]

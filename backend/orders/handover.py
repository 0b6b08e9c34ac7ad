"""Which steps an order's goods can take on their way to the buyer: always forward, each once."""

from __future__ import annotations

from typing import Final

from orders.models import Order, OrderGroup

Step = Order.Handover
STEPS: Final = [(step.value, step.label) for step in Step if step != Step.WAITING]
_NEXT: Final = {
    OrderGroup.Delivery.PICKUP: {Step.WAITING: (Step.READY, Step.HANDED_OVER), Step.READY: (Step.HANDED_OVER,)},
    OrderGroup.Delivery.HOME: {Step.WAITING: (Step.SENT, Step.HANDED_OVER), Step.SENT: (Step.HANDED_OVER,)},
}


def next_steps(order: Order) -> tuple[Step, ...]:
    """This will return the steps that an order can take now; its group must be loaded."""
    if order.status != OrderGroup.Status.PAID:
        return ()
    return _NEXT[OrderGroup.Delivery(order.group.delivery)].get(Step(order.handover), ())

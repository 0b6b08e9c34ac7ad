"""Which steps an order's goods can take on their way to the buyer: forward, each once, and the last one back."""

from __future__ import annotations

from typing import Final

from orders.models import HandoverStep, Order, OrderGroup

Step = Order.Handover
STEPS: Final = [(step.value, step.label) for step in Step if step != Step.WAITING]
_NEXT: Final = {
    OrderGroup.Delivery.PICKUP: {Step.WAITING: (Step.READY, Step.HANDED_OVER), Step.READY: (Step.HANDED_OVER,)},
    OrderGroup.Delivery.HOME: {Step.WAITING: (Step.SENT, Step.HANDED_OVER), Step.SENT: (Step.HANDED_OVER,)},
}
# The goods leave the house with the first of these.
LEAVES: Final = frozenset({Step.SENT, Step.HANDED_OVER})


def next_steps(order: Order) -> tuple[Step, ...]:
    """This will return the steps that an order can take now; its group must be loaded.

    A parcel that was refused and came back whole is never handed over. `orders.sales.waiting` leaves out the same.
    """
    if order.status != OrderGroup.Status.PAID or all(not line.due for line in order.lines.all()):
        return ()
    return _NEXT[OrderGroup.Delivery(order.group.delivery)].get(Step(order.handover), ())


def undoable(order: Order) -> Step | None:
    """This will return the order's last step while it can be taken back: until some of its goods have come back.

    Its lines must be loaded. A certificate that was stopped meanwhile is asked for only when it is done.
    """
    step = Step(order.handover)
    stands = order.status == OrderGroup.Status.PAID and not any(line.returned for line in order.lines.all())
    return step if stands and step != Step.WAITING else None


def step_before(order: Order) -> Step:
    """This will return where the order stood before its last step."""
    standing = HandoverStep.objects.filter(order=order, undone_at=None).exclude(step=order.handover)
    last = standing.order_by("-taken_at", "-pk").first()
    return Step(last.step) if last else Step.WAITING

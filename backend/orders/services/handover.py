"""The goods' way to the buyer after she has paid: ready or sent, then handed over. Each step is taken once, forward."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from catalog import services as catalog
from events import outbox
from lib.actor import Actor
from lib.errors import DomainError, NotFound
from lib.retries import retried
from orders import events
from orders.handover import Step, next_steps
from orders.letters import write_of_handover
from orders.models import Allocation, HandoverStep, Order, OrderGroup
from orders.services.checkout import streams_of


class OrderNotPaid(DomainError):
    """Goods leave when they are paid for."""

    code = "order_not_paid"
    title = _("This order isn't paid, so there is nothing to hand over.")


class OrderAlreadyMarked(DomainError):
    """Somebody of the association was faster."""

    code = "order_already_marked"
    title = _("Somebody in your association has already marked this order.")


class HandoverStepNotNext(DomainError):
    """Ready is for what is fetched, sent for what goes to the buyer's home; nothing comes after handed over."""

    code = "handover_step_not_next"
    title = _("That step doesn't come next for this order.")


@retried
def take_handover_step(*, actor: Actor, association_id: UUID, order_id: UUID, step: str, note: str = "") -> Order:
    """This will take the order to `step` and let its buyer know; `note` is for her to read.

    :raises NotFound: if the order isn't the association's.
    :raises OrderNotPaid: if the money isn't there.
    :raises OrderAlreadyMarked: if the order is there already, by somebody else or by this person.
    :raises HandoverStepNotNext: if the step isn't one of the order's next.
    :raises catalog.services.covers.DispatchBlocked: if the goods were sold under a name that they may not carry now.
    """
    wanted = Step(step)
    with transaction.atomic():
        order = _locked(association_id, order_id)
        if order.status != OrderGroup.Status.PAID:
            raise OrderNotPaid
        if order.steps.filter(step=wanted).exists():
            raise OrderAlreadyMarked(step=order.handover)
        if wanted not in next_steps(order):
            raise HandoverStepNotNext(step=order.handover)
        assert actor.person_id, "only members mark orders"
        HandoverStep.objects.create(order=order, step=wanted, note=note, person_id=actor.person_id)
        if wanted in _LEAVES and order.handover not in _LEAVES:
            _dispatch(actor, order)
        order.handover = wanted
        order.save(update_fields=["handover"])
        group = order.group
        outbox.record(
            events.HandoverStepTaken(
                order_group_id=group.pk, order_id=order.pk, association_id=association_id, buyer_id=group.buyer_id,
                step=wanted,
            ),
            key=group.pk,
            streams=streams_of(group, [association_id]),
        )  # fmt: skip
        if wanted in {Step.READY, Step.SENT}:
            write_of_handover(order, note=note)
    return order


# The goods leave the house with the first of these.
_LEAVES: Final = frozenset({Step.SENT, Step.HANDED_OVER})


def _dispatch(actor: Actor, order: Order) -> None:
    left = F("units") - F("short")
    given = Allocation.objects.filter(line__order=order, units__gt=F("short")).values_list("lot_id", left, "line_id")
    parcels = [catalog.Parcel(lot_id=lot_id, units=units, sale=str(line_id)) for lot_id, units, line_id in given]
    catalog.dispatch(actor=actor, document=f"order:{order.pk}", parcels=parcels)


def _locked(association_id: UUID, order_id: UUID) -> Order:
    orders = Order.objects.select_for_update(no_key=True, of=("self",)).select_related("group")
    order = orders.filter(pk=order_id, association_id=association_id).first()
    if order is None:
        raise NotFound
    return order

"""The goods' way to the buyer after she has paid: ready or sent, then handed over. Who pressed wrongly takes the last back."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from catalog import services as catalog
from events import outbox
from lib.actor import Actor
from lib.clock import database_now
from lib.errors import DomainError, NotFound
from lib.retries import retried
from orders import events
from orders.handover import LEAVES, Step, next_steps, step_before, undoable
from orders.letters import write_of_handover, write_of_undone_step
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


class HandoverStepNotLast(DomainError):
    """Only the step that was taken last can be taken back."""

    code = "handover_step_not_last"
    title = _("This order stands somewhere else by now. Look again.")


class HandoverStepStoodOn(DomainError):
    """Something later counts on it."""

    code = "handover_step_stood_on"
    title = _("This step can't be taken back any more.")
    detail = _("Something of this order came back meanwhile, or a certificate of it was stopped.")


class GoodsCountedSince(HandoverStepStoodOn):
    """What was still in the house was counted, so the lot's book has it already."""

    detail = _(
        "A lot of this order was counted after this step, and that count stands. If the goods are still here, hand them "
        "over, and have the lot counted again then."
    )


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
        if order.steps.filter(step=wanted, undone_at=None).exists():
            raise OrderAlreadyMarked(step=order.handover)
        if wanted not in next_steps(order):
            raise HandoverStepNotNext(step=order.handover)
        assert actor.person_id, "only members mark orders"
        HandoverStep.objects.create(order=order, step=wanted, note=note, person_id=actor.person_id)
        if wanted in LEAVES and order.handover not in LEAVES:
            catalog.dispatch(actor=actor, document=f"order:{order.pk}", parcels=_parcels(order))
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


@retried
def undo_handover_step(*, actor: Actor, association_id: UUID, order_id: UUID, step: str) -> Order:
    """This will take back the order's last step, which was marked by mistake; goods that had left are in the house again.

    A buyer who had a letter about it has another one.

    :raises NotFound: if the order isn't the association's.
    :raises HandoverStepNotLast: if the order stands elsewhere. :raises HandoverStepStoodOn: if something counts on it.
    """
    with transaction.atomic():
        order = _locked(association_id, order_id)
        wrong = Step(step)
        if order.handover != wrong:
            raise HandoverStepNotLast(step=order.handover)
        if undoable(order) is None:
            raise HandoverStepStoodOn
        before = step_before(order)
        assert actor.person_id, "only members mark orders"
        order.steps.filter(step=wrong, undone_at=None).update(undone_at=database_now(), undone_by=actor.person_id)
        if wrong in LEAVES and before not in LEAVES:
            try:
                catalog.undo_dispatch(actor=actor, document=f"order:{order.pk}", parcels=_parcels(order))
            except catalog.DispatchBlocked as blocked:
                raise HandoverStepStoodOn from blocked
            except catalog.CountedSince as counted:
                raise GoodsCountedSince from counted
        order.handover = before
        order.save(update_fields=["handover"])
        group = order.group
        outbox.record(
            events.HandoverStepUndone(
                order_group_id=group.pk, order_id=order.pk, association_id=association_id, buyer_id=group.buyer_id,
                step=wrong, handover=before,
            ),
            key=group.pk,
            streams=streams_of(group, [association_id]),
        )  # fmt: skip
        if wrong in {Step.READY, Step.SENT}:
            write_of_undone_step(order, wrong)
    return order


def _parcels(order: Order) -> list[catalog.Parcel]:
    left = F("units") - F("short")
    given = Allocation.objects.filter(line__order=order, units__gt=F("short")).values_list("lot_id", left, "line_id")
    return [catalog.Parcel(lot_id=lot_id, units=units, sale=str(line_id)) for lot_id, units, line_id in given]


def _locked(association_id: UUID, order_id: UUID) -> Order:
    orders = Order.objects.select_for_update(no_key=True, of=("self",)).select_related("group")
    order = orders.filter(pk=order_id, association_id=association_id).first()
    if order is None:
        raise NotFound
    return order

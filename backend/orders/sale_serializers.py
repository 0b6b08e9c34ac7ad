"""Shapes of what an association sold: its orders, and its sales added up."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from catalog.models import LossReason
from lib.fields import LineField, WholeNumberField
from orders.handover import STEPS
from orders.models import HANDOVER_NOTE_LENGTH, Order, OrderGroup
from orders.serializers import MOST_UNITS_IN_A_LINE, HandoverStepSerializer


class SalePartSerializer(serializers.Serializer[Any]):
    """A member whose units these are; what can't be delivered or came back isn't among them."""

    producer_id = serializers.UUIDField()
    name = serializers.CharField()
    initials = serializers.CharField()
    units = serializers.IntegerField()
    amount_clp = serializers.IntegerField()
    mine = serializers.BooleanField()


class SaleLotSerializer(serializers.Serializer[Any]):
    """Units of a lot that the buyer has."""

    lot_id = serializers.UUIDField()
    code = serializers.CharField()
    best_before = serializers.DateField(allow_null=True)
    units = serializers.IntegerField()


class SaleLineSerializer(serializers.Serializer[Any]):
    """A line as the selling association sees it."""

    id = serializers.UUIDField()
    offer_id = serializers.UUIDField()
    name = serializers.CharField()
    units = serializers.IntegerField()
    waiting = serializers.IntegerField(help_text="Of these, units that wait for a suspended certificate.")
    short = serializers.IntegerField(help_text="Of these, units that can't be delivered; their money goes back.")
    returned = serializers.IntegerField(help_text="Of these, units that the buyer gave back.")
    refunded_clp = serializers.IntegerField(help_text="What she gets for those that she gave back.")
    from_lots = SaleLotSerializer(
        many=True,
        help_text="Of the units that the buyer has, the lot that was allocated last first; for those who deliver.",
    )
    unit_price_clp = serializers.IntegerField()
    total_clp = serializers.IntegerField()
    parts = SalePartSerializer(many=True)


class ContactSerializer(serializers.Serializer[Any]):
    """Whom to deliver to."""

    name = serializers.CharField()
    email = serializers.EmailField()
    address = serializers.CharField()


class SaleStepSerializer(HandoverStepSerializer):
    """A step with who took it; the name and the note are for those who deliver."""

    by = serializers.CharField(allow_null=True)


class SaleSerializer(serializers.Serializer[Any]):
    """An order as the selling association sees it; `contact` only for those who deliver, once it is paid.

    `next_steps` are those that the reader may take with it now, `undo` is the one that she may take back.
    """

    id = serializers.UUIDField()
    order_group_id = serializers.UUIDField()
    number = serializers.CharField()
    status = serializers.ChoiceField(OrderGroup.Status.choices)
    total_clp = serializers.IntegerField()
    placed_at = serializers.DateTimeField()
    paid_at = serializers.DateTimeField(allow_null=True)
    delivery = serializers.ChoiceField(OrderGroup.Delivery.choices)
    contact = ContactSerializer(allow_null=True)
    handover = serializers.ChoiceField(Order.Handover.choices)
    steps = SaleStepSerializer(many=True)
    next_steps = serializers.ListField(child=serializers.ChoiceField(STEPS))
    undo = serializers.ChoiceField(STEPS, allow_null=True)
    lines = SaleLineSerializer(many=True)


class HandoverSerializer(serializers.Serializer[Any]):
    """The next step of an order; `note` is for the buyer to read: where and when to fetch it, or how it travels."""

    step = serializers.ChoiceField(STEPS)
    note = LineField(max_length=HANDOVER_NOTE_LENGTH, required=False, allow_blank=True, default="")


class UndoHandoverSerializer(serializers.Serializer[Any]):
    """The step that was marked by mistake: the order's last."""

    step = serializers.ChoiceField(STEPS)


class ReturnSerializer(serializers.Serializer[Any]):
    """What came back of a line. `before` is how many of it had come back when the form was opened.

    `lot_id` says of which lot, where there are several; else it is the one that was allocated last.
    """

    good = WholeNumberField(min_value=0, max_value=MOST_UNITS_IN_A_LINE, help_text="Units that go on sale again.")
    lost = WholeNumberField(min_value=0, max_value=MOST_UNITS_IN_A_LINE, help_text="Units that can't be sold any more.")
    reason = serializers.ChoiceField(LossReason.choices, required=False, help_text="Why the lost ones are lost.")
    refund = serializers.BooleanField(help_text="Whether the buyer gets their price back.")
    before = WholeNumberField(min_value=0, max_value=MOST_UNITS_IN_A_LINE)
    lot_id = serializers.UUIDField(required=False, allow_null=True)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if attrs["good"] + attrs["lost"] == 0:
            raise serializers.ValidationError({"good": _("Say how many came back.")})
        if attrs["lost"] and "reason" not in attrs:
            raise serializers.ValidationError({"reason": _("Say what happened to those that are lost.")})
        return attrs


class SaleListQuerySerializer(serializers.Serializer[Any]):
    """Which orders: of one offer, or only those that are paid for and not yet with their buyers."""

    offer = serializers.UUIDField(required=False, default=None)
    waiting = serializers.BooleanField(required=False, default=False)


class SalesQuerySerializer(serializers.Serializer[Any]):
    """Which sales: of a calendar month or year of the region or of all time, and of one offer or of all."""

    period = serializers.ChoiceField(["month", "last_month", "year", "all"], required=False, default="all")
    offer = serializers.UUIDField(required=False, default=None)


class SalesBarSerializer(serializers.Serializer[Any]):
    """The sales of the week or month that begins on this day; those without sales are left out."""

    start = serializers.DateField()
    total_clp = serializers.IntegerField()
    units = serializers.IntegerField()


class SalesOfferSerializer(serializers.Serializer[Any]):
    """What an offer sold in the period."""

    offer_id = serializers.UUIDField()
    name = serializers.CharField()
    unit_es = serializers.CharField()
    units_es = serializers.CharField()
    unit_en = serializers.CharField()
    units_en = serializers.CharField()
    units = serializers.IntegerField()
    total_clp = serializers.IntegerField()


class SalesMemberSerializer(serializers.Serializer[Any]):
    """What buyers paid for a member's units, or for the association's own (`itself`)."""

    producer_id = serializers.UUIDField()
    name = serializers.CharField()
    initials = serializers.CharField()
    units = serializers.IntegerField()
    amount_clp = serializers.IntegerField()
    mine = serializers.BooleanField()
    itself = serializers.BooleanField()


class SalesOthersSerializer(serializers.Serializer[Any]):
    """The members that the list has no room for."""

    members = serializers.IntegerField()
    units = serializers.IntegerField()
    amount_clp = serializers.IntegerField()


class SalesSerializer(serializers.Serializer[Any]):
    """Sales added up. What the members' parts come to is `total_clp`, to the peso."""

    first_date = serializers.DateField(allow_null=True)
    last_date = serializers.DateField(allow_null=True)
    by = serializers.ChoiceField(["week", "month"])
    total_clp = serializers.IntegerField()
    units = serializers.IntegerField()
    orders = serializers.IntegerField()
    to_hand_over = serializers.IntegerField()
    bars = SalesBarSerializer(many=True)
    offers = SalesOfferSerializer(many=True)
    members = SalesMemberSerializer(many=True)
    others = SalesOthersSerializer()

"""Shapes of what an association sold: its orders, and its sales added up."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from lib.fields import LineField
from orders.handover import STEPS
from orders.models import HANDOVER_NOTE_LENGTH, Order, OrderGroup
from orders.serializers import HandoverStepSerializer


class SalePartSerializer(serializers.Serializer[Any]):
    """A member whose units these are."""

    producer_id = serializers.UUIDField()
    name = serializers.CharField()
    initials = serializers.CharField()
    units = serializers.IntegerField()
    mine = serializers.BooleanField()


class SaleLineSerializer(serializers.Serializer[Any]):
    """A line as the selling association sees it."""

    id = serializers.UUIDField()
    offer_id = serializers.UUIDField()
    name = serializers.CharField()
    units = serializers.IntegerField()
    waiting = serializers.IntegerField(help_text="Of these, units that wait for a suspended certificate.")
    short = serializers.IntegerField(help_text="Of these, units that can't be delivered; their money goes back.")
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

    `next_steps` are those that the reader may take with it now.
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
    lines = SaleLineSerializer(many=True)


class HandoverSerializer(serializers.Serializer[Any]):
    """The next step of an order; `note` is for the buyer to read: where and when to fetch it, or how it travels."""

    step = serializers.ChoiceField(STEPS)
    note = LineField(max_length=HANDOVER_NOTE_LENGTH, required=False, allow_blank=True, default="")


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
    """What buyers paid for a member's units."""

    producer_id = serializers.UUIDField()
    name = serializers.CharField()
    initials = serializers.CharField()
    units = serializers.IntegerField()
    amount_clp = serializers.IntegerField()
    mine = serializers.BooleanField()


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

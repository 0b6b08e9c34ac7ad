"""Shapes of baskets and orders: what comes in, what goes out."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from catalog.serializers import OfferCardSerializer, SellerSerializer
from lib.fields import EmailAddressField, LineField, WholeNumberField
from orders.handover import STEPS
from orders.models import ADDRESS_LENGTH, Order, OrderGroup, Refund
from pictures.serializers import PictureSerializer

MOST_UNITS_IN_A_LINE = 100_000


class BasketUnitsSerializer(serializers.Serializer[Any]):
    """How many units are wanted; 0 takes the line out."""

    units = WholeNumberField(min_value=0, max_value=MOST_UNITS_IN_A_LINE)


class BasketLineSerializer(serializers.Serializer[Any]):
    """Units of an offer; without `expires_at` they are no longer held."""

    offer = OfferCardSerializer()
    units = serializers.IntegerField()
    total_clp = serializers.IntegerField()
    expires_at = serializers.DateTimeField(allow_null=True)


class BasketSerializer(serializers.Serializer[Any]):
    """What a buyer has put aside; `expires_at` is when the first line goes back on sale."""

    lines = BasketLineSerializer(many=True)
    total_clp = serializers.IntegerField()
    iva_clp = serializers.IntegerField()
    ila_clp = serializers.IntegerField()
    expires_at = serializers.DateTimeField(allow_null=True)
    for_adults = serializers.BooleanField()


class CheckoutSerializer(serializers.Serializer[Any]):
    """Who buys and how it gets there. `adult` is the buyer's word that she is 18 or older; needed for alcohol."""

    name = LineField()
    email = EmailAddressField()
    delivery = serializers.ChoiceField(OrderGroup.Delivery.choices)
    address = LineField(max_length=ADDRESS_LENGTH, required=False, allow_blank=True)
    adult = serializers.BooleanField(default=False)
    locale = serializers.ChoiceField(["es", "en"], default="es")


class PlacedSerializer(serializers.Serializer[Any]):
    """An order to be paid at `payment_url`; without one, ask again with POST …/pay."""

    order_group_id = serializers.UUIDField()
    number = serializers.CharField()
    payment_url = serializers.URLField(allow_null=True)
    link_token = serializers.CharField()


class LinePartSerializer(serializers.Serializer[Any]):
    """A producer whose units these are, as strangers may see it."""

    public_name = serializers.CharField()
    initials = serializers.CharField()
    units = serializers.IntegerField()


class OrderLineSerializer(serializers.Serializer[Any]):
    """Units of an offer with the taxes inside; `parts` are known once it is paid."""

    id = serializers.UUIDField()
    offer_id = serializers.UUIDField()
    slug = serializers.CharField()
    name = serializers.CharField()
    picture = serializers.CharField()
    photo = PictureSerializer(allow_null=True)
    emblem = serializers.CharField()
    unit_es = serializers.CharField()
    units_es = serializers.CharField()
    unit_en = serializers.CharField()
    units_en = serializers.CharField()
    net_content = serializers.CharField()
    perishable = serializers.BooleanField()
    withdrawal_right = serializers.BooleanField()
    alcohol_degrees = serializers.FloatField(allow_null=True)
    units = serializers.IntegerField()
    waiting = serializers.IntegerField(help_text="Of these, units that wait for a suspended certificate.")
    short = serializers.IntegerField(help_text="Of these, units that can't be delivered; their money goes back.")
    returned = serializers.IntegerField(help_text="Of these, units that the buyer gave back.")
    refunded_clp = serializers.IntegerField(help_text="What she gets for those that she gave back.")
    unit_price_clp = serializers.IntegerField()
    total_clp = serializers.IntegerField()
    net_clp = serializers.IntegerField()
    iva_clp = serializers.IntegerField()
    ila_clp = serializers.IntegerField()
    parts = LinePartSerializer(many=True)


class HandoverStepSerializer(serializers.Serializer[Any]):
    """A step on the goods' way to the buyer, with what the association wrote to her about it."""

    step = serializers.ChoiceField(STEPS)
    taken_at = serializers.DateTimeField()
    note = serializers.CharField()


class OrderSerializer(serializers.Serializer[Any]):
    """The part that one association sells."""

    id = serializers.UUIDField()
    association = SellerSerializer()
    status = serializers.ChoiceField(OrderGroup.Status.choices)
    handover = serializers.ChoiceField(Order.Handover.choices)
    steps = HandoverStepSerializer(many=True)
    total_clp = serializers.IntegerField()
    lines = OrderLineSerializer(many=True)


class RefundSerializer(serializers.Serializer[Any]):
    """Money that goes back to the buyer, all of it or for some units; `done_at` is when the provider said so."""

    amount_clp = serializers.IntegerField()
    reason = serializers.ChoiceField(Refund.Reason.choices)
    requested_at = serializers.DateTimeField()
    done_at = serializers.DateTimeField(allow_null=True)


class OrderGroupSerializer(serializers.Serializer[Any]):
    """An order as its buyer sees it. `payment_url` and `expires_at` are there while it can be paid."""

    id = serializers.UUIDField()
    number = serializers.CharField()
    status = serializers.ChoiceField(OrderGroup.Status.choices)
    contact_name = serializers.CharField()
    delivery = serializers.ChoiceField(OrderGroup.Delivery.choices)
    address = serializers.CharField()
    total_clp = serializers.IntegerField()
    iva_clp = serializers.IntegerField()
    ila_clp = serializers.IntegerField()
    placed_at = serializers.DateTimeField()
    paid_at = serializers.DateTimeField(allow_null=True)
    expires_at = serializers.DateTimeField(allow_null=True)
    payment_url = serializers.URLField(allow_null=True)
    can = serializers.ListField(child=serializers.CharField())
    orders = OrderSerializer(many=True)
    refunds = RefundSerializer(many=True)

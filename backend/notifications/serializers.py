"""The inbox's shape outside. A client puts `kind` and the fields that it knows of into words."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from notifications.models import InboxItem


class ItemAssociationSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    slug = serializers.CharField()
    name = serializers.CharField()


class ItemProducerSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    name = serializers.CharField()
    initials = serializers.CharField()


class ItemOfferSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    slug = serializers.CharField()
    name = serializers.CharField()
    unit_es = serializers.CharField()
    units_es = serializers.CharField()
    unit_en = serializers.CharField()
    units_en = serializers.CharField()


class ItemOrderSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField(help_text="Of the order group.")
    number = serializers.CharField()


class InboxItemSerializer(serializers.Serializer[Any]):
    """One thing that a person is told. What an item's kind does not speak of is null."""

    id = serializers.UUIDField()
    kind = serializers.ChoiceField(InboxItem.Kind.choices)
    created_at = serializers.DateTimeField()
    read_at = serializers.DateTimeField(allow_null=True)
    association = ItemAssociationSerializer(allow_null=True)
    producer = ItemProducerSerializer(allow_null=True, help_text="Who did it, or whom it concerns.")
    offer = ItemOfferSerializer(allow_null=True)
    order = ItemOrderSerializer(allow_null=True)
    units = serializers.IntegerField(allow_null=True)
    order_units = serializers.IntegerField(allow_null=True, help_text="Of how many, over all producers.")
    amount_clp = serializers.IntegerField(allow_null=True)
    role = serializers.CharField(allow_null=True)
    reason = serializers.CharField(allow_null=True, help_text="Of an ended membership: left or excluded.")


class InboxPageSerializer(serializers.Serializer[Any]):
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
    results = InboxItemSerializer(many=True)
    unread = serializers.IntegerField(help_text="Of the whole inbox, not of this page.")


class ReadItemsSerializer(serializers.Serializer[Any]):
    """Either `ids` or `all`."""

    ids = serializers.ListField(child=serializers.UUIDField(), max_length=500, required=False)
    all = serializers.BooleanField(required=False, default=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if bool(attrs.get("all")) == ("ids" in attrs):
            raise serializers.ValidationError(_("Give either ids or all."), code="ids_or_all")
        return attrs


class UnreadSerializer(serializers.Serializer[Any]):
    unread = serializers.IntegerField()

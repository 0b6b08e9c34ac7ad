"""A lot's family, as it goes out."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from catalog.models import Category


class FamilyLotSerializer(serializers.Serializer[dict[str, Any]]):
    """`step`: how far from the lot asked for; inputs below 0."""

    id = serializers.UUIDField()
    code = serializers.CharField()
    product_name = serializers.CharField()
    category = serializers.ChoiceField(Category.choices)
    producer_name = serializers.CharField()
    made_on = serializers.DateField()
    best_before = serializers.DateField(allow_null=True)
    comuna = serializers.CharField(allow_blank=True)
    units = serializers.IntegerField()
    free = serializers.IntegerField()
    used = serializers.IntegerField()
    unit_es = serializers.CharField()
    units_es = serializers.CharField()
    unit_en = serializers.CharField()
    units_en = serializers.CharField()
    step = serializers.IntegerField()


class FamilyLinkSerializer(serializers.Serializer[dict[str, Any]]):
    """Units of a lot that went into another."""

    from_lot_id = serializers.UUIDField()
    to_lot_id = serializers.UUIDField()
    units = serializers.IntegerField()


class FamilyOfferSerializer(serializers.Serializer[dict[str, Any]]):
    """Where a lot of the family is, or was, on sale: what still stands in the offer, and what buyers got."""

    offer_id = serializers.UUIDField()
    slug = serializers.CharField()
    name = serializers.CharField()
    lot_id = serializers.UUIDField()
    lot_code = serializers.CharField()
    in_offer = serializers.IntegerField()
    sold = serializers.IntegerField()


class GenealogySerializer(serializers.Serializer[dict[str, Any]]):
    """`whole` is false where the family is larger than what is shown, `all_offers` where there are more offers.

    The nearest lots are shown, and of the offers those in which something still stands, then the newest. `certified_units`
    are those of the lot asked for that the certificate in force stands behind: 0 where there is nothing to label.
    """

    lot_id = serializers.UUIDField()
    whole = serializers.BooleanField()
    lots = FamilyLotSerializer(many=True)
    links = FamilyLinkSerializer(many=True)
    offers = FamilyOfferSerializer(many=True)
    all_offers = serializers.BooleanField()
    certified_units = serializers.IntegerField()

"""Shapes of what producers make: products and lots."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from catalog.models import (
    DESCRIPTION_LENGTH,
    HIGHEST_PRICE_CLP,
    LONGEST_KEEPING_DAYS,
    MOST_UNITS,
    Category,
    Offer,
    TaxClass,
)
from catalog.services import MOST_INPUTS, MOST_PHOTOS, Input
from lib.fields import LineField, ProseField, WholeNumberField
from pictures.serializers import PictureSerializer


class _ProductTextSerializer(serializers.Serializer[Any]):
    """What a producer writes about a product. Months are 1 to 12; the first photo stands for it."""

    name = LineField(required=False)
    category = serializers.ChoiceField(Category.choices, required=False)
    description_es = ProseField(max_length=DESCRIPTION_LENGTH, required=False, allow_blank=True)
    description_en = ProseField(max_length=DESCRIPTION_LENGTH, required=False, allow_blank=True)
    unit_es = LineField(max_length=30, required=False)
    units_es = LineField(max_length=30, required=False)
    unit_en = LineField(max_length=30, required=False)
    units_en = LineField(max_length=30, required=False)
    net_content = LineField(max_length=40, required=False, allow_blank=True)
    perishable = serializers.BooleanField(required=False)
    keeps_days = WholeNumberField(min_value=1, max_value=LONGEST_KEEPING_DAYS, required=False, allow_null=True)
    season_months = serializers.ListField(
        child=WholeNumberField(min_value=1, max_value=12), max_length=12, required=False
    )
    # Of one unit, taxes included; null where it isn't fixed.
    price_clp = WholeNumberField(min_value=1, max_value=HIGHEST_PRICE_CLP, required=False, allow_null=True)
    tax_class = serializers.ChoiceField(TaxClass.choices, required=False)
    alcohol_degrees = serializers.FloatField(min_value=0.1, max_value=96, required=False, allow_null=True)
    withdrawal_right = serializers.BooleanField(required=False)
    comuna = serializers.RegexField(r"^\d{5}\Z", required=False, allow_blank=True)
    story_es = ProseField(max_length=DESCRIPTION_LENGTH, required=False, allow_blank=True)
    story_en = ProseField(max_length=DESCRIPTION_LENGTH, required=False, allow_blank=True)
    gtin = LineField(max_length=20, required=False, allow_blank=True)
    photo_ids = serializers.ListField(child=serializers.UUIDField(), max_length=MOST_PHOTOS, required=False)

    def validate_season_months(self, months: list[int]) -> list[int]:
        """Each month once, in order."""
        return sorted(set(months))


class UpdateProductSerializer(_ProductTextSerializer):
    """What is sent of a product is changed; `retired` says that it is made no longer."""

    retired = serializers.BooleanField(required=False)


class CreateProductSerializer(_ProductTextSerializer):
    """What a producer writes about something that it makes."""

    name = LineField()
    category = serializers.ChoiceField(Category.choices)


class TaxesInsideSerializer(serializers.Serializer[Any]):
    """What a price is made of, in whole pesos: the three add up to it."""

    net_clp = serializers.IntegerField()
    iva_clp = serializers.IntegerField()
    ila_clp = serializers.IntegerField()


class ProductSerializer(serializers.Serializer[Any]):
    """A product as its producer sees it; `free` are units of its lots that are in no offer."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    category = serializers.ChoiceField(Category.choices)
    description_es = serializers.CharField()
    description_en = serializers.CharField()
    unit_es = serializers.CharField()
    units_es = serializers.CharField()
    unit_en = serializers.CharField()
    units_en = serializers.CharField()
    net_content = serializers.CharField()
    perishable = serializers.BooleanField()
    keeps_days = serializers.IntegerField(allow_null=True)
    season_months = serializers.ListField(child=serializers.IntegerField())
    price_clp = serializers.IntegerField(allow_null=True)
    tax_class = serializers.ChoiceField(TaxClass.choices)
    taxes = TaxesInsideSerializer(allow_null=True)
    alcohol_degrees = serializers.FloatField(allow_null=True)
    withdrawal_right = serializers.BooleanField()
    comuna = serializers.CharField()
    story_es = serializers.CharField()
    story_en = serializers.CharField()
    gtin = serializers.CharField()
    created_at = serializers.DateTimeField()
    retired = serializers.BooleanField()
    photo = PictureSerializer(allow_null=True)
    photos = PictureSerializer(many=True)
    lots = serializers.IntegerField()
    free = serializers.IntegerField()


class LotInputSerializer(serializers.Serializer[Any]):
    """Units of another lot of the producer's that went into this one."""

    lot_id = serializers.UUIDField()
    units = WholeNumberField(min_value=1, max_value=MOST_UNITS)
    unit = LineField(max_length=30, required=False, allow_blank=True)


class CreateLotSerializer(serializers.Serializer[Any]):
    """What a producer made in one go, of one of its products; or of a name and a category, which become one."""

    product_id = serializers.UUIDField(required=False)
    product_name = LineField(required=False)
    category = serializers.ChoiceField(Category.choices, required=False)
    units = WholeNumberField(min_value=1, max_value=MOST_UNITS)
    made_on = serializers.DateField()
    best_before = serializers.DateField(required=False, allow_null=True)
    # One of the words by which the product is counted, for who wants to be sure that both mean the same.
    unit = LineField(max_length=30, required=False, allow_blank=True)
    comuna = serializers.RegexField(r"^\d{5}\Z", required=False, allow_blank=True)
    alcohol_degrees = serializers.FloatField(min_value=0.1, max_value=96, required=False, allow_null=True)
    # By the words of `GET /catalog/facts`.
    facts = serializers.DictField(required=False)
    inputs = serializers.ListField(child=LotInputSerializer(), max_length=MOST_INPUTS, required=False)

    def validate_inputs(self, rows: list[dict[str, Any]]) -> list[Input]:
        """As the service takes them."""
        return [Input(**row) for row in rows]

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Of what it is, one way or the other."""
        if "product_id" not in attrs:
            missing = [name for name in ("product_name", "category") if name not in attrs]
            if missing:
                raise serializers.ValidationError({name: _("Say what it is.") for name in missing}, code="required")
        return attrs


class LotPoolSerializer(serializers.Serializer[Any]):
    """Units of a lot in an offer; `left` are not sold, and `loose` of them no buyer has put aside."""

    contribution_id = serializers.UUIDField()
    association_id = serializers.UUIDField()
    offer_id = serializers.UUIDField()
    offer_name = serializers.CharField()
    status = serializers.ChoiceField(Offer.Status.choices)
    units = serializers.IntegerField()
    allocated = serializers.IntegerField()
    left = serializers.IntegerField()
    loose = serializers.IntegerField()


class MadeFromSerializer(serializers.Serializer[Any]):
    """Units of a lot that went into this one."""

    lot_id = serializers.UUIDField()
    code = serializers.CharField()
    product_name = serializers.CharField()
    units = serializers.IntegerField()
    unit_es = serializers.CharField()
    units_es = serializers.CharField()
    unit_en = serializers.CharField()
    units_en = serializers.CharField()


class LotSerializer(serializers.Serializer[Any]):
    """A lot as its producer sees it; `free` units are in no offer, `on_hand` ones must be there when she counts.

    `units = on_hand + used + lost + dispatched`; `version` grows with each change.
    """

    id = serializers.UUIDField()
    code = serializers.CharField()
    product_id = serializers.UUIDField(allow_null=True)
    product_name = serializers.CharField()
    category = serializers.ChoiceField(Category.choices)
    unit_es = serializers.CharField()
    units_es = serializers.CharField()
    unit_en = serializers.CharField()
    units_en = serializers.CharField()
    net_content = serializers.CharField()
    photo = PictureSerializer(allow_null=True)
    made_on = serializers.DateField()
    best_before = serializers.DateField(allow_null=True)
    comuna = serializers.CharField()
    alcohol_degrees = serializers.FloatField(allow_null=True)
    facts = serializers.DictField()
    inputs = MadeFromSerializer(many=True)
    units = serializers.IntegerField()
    free = serializers.IntegerField()
    on_hand = serializers.IntegerField()
    used = serializers.IntegerField()
    lost = serializers.IntegerField()
    dispatched = serializers.IntegerField()
    version = serializers.IntegerField()
    created_at = serializers.DateTimeField()
    pools = LotPoolSerializer(many=True)


class ShowPhotoSerializer(serializers.Serializer[Any]):
    """Which of the association's photos the offer shows; null shows its drawing."""

    photo_id = serializers.UUIDField(allow_null=True)

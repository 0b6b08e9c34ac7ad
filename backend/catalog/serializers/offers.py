"""Shapes of what members ask for."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from catalog.models import DESCRIPTION_LENGTH, HIGHEST_PRICE_CLP, MOST_UNITS, Category, TaxClass
from catalog.serializers.public import KEY
from lib.fields import LineField, ProseField, WholeNumberField


class UnitsSerializer(serializers.Serializer[Any]):
    """How many units."""

    units = WholeNumberField(min_value=1, max_value=MOST_UNITS)


class ContributeSerializer(UnitsSerializer):
    """Units of a lot for an offer."""

    lot_id = serializers.UUIDField()


class _KeyField(serializers.CharField):
    """The name of a drawing: small letters, digits and hyphens."""

    def to_internal_value(self, data: Any) -> str:
        value = super().to_internal_value(data)
        if not KEY.fullmatch(value):
            raise serializers.ValidationError(_("Use small letters, digits and hyphens."), code="invalid")
        return value


class CreateOfferSerializer(serializers.Serializer[Any]):
    """What an association writes about a product. The price includes taxes; months are 1 to 12."""

    name = LineField()
    category = serializers.ChoiceField(Category.choices)
    unit_es = LineField(max_length=30)
    units_es = LineField(max_length=30)
    unit_en = LineField(max_length=30)
    units_en = LineField(max_length=30)
    price_clp = WholeNumberField(min_value=1, max_value=HIGHEST_PRICE_CLP)
    comuna = serializers.RegexField(r"^\d{5}\Z")
    description_es = ProseField(max_length=DESCRIPTION_LENGTH, required=False, allow_blank=True)
    description_en = ProseField(max_length=DESCRIPTION_LENGTH, required=False, allow_blank=True)
    net_content = LineField(max_length=40, required=False, allow_blank=True)
    tax_class = serializers.ChoiceField(TaxClass.choices, default=TaxClass.IVA)
    alcohol_degrees = serializers.FloatField(min_value=0.1, max_value=96, required=False, allow_null=True)
    perishable = serializers.BooleanField(default=False)
    withdrawal_right = serializers.BooleanField(default=True)
    emblem = _KeyField(max_length=40, required=False, allow_blank=True)
    picture = _KeyField(max_length=60, required=False, allow_blank=True)
    photo_id = serializers.UUIDField(required=False, allow_null=True)
    season_months = serializers.ListField(
        child=WholeNumberField(min_value=1, max_value=12), max_length=12, required=False
    )

    def validate_season_months(self, months: list[int]) -> list[int]:
        """Each month once, in order."""
        return sorted(set(months))

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Who sells alcohol says how strong it is: the tax and the question at checkout follow from it."""
        if attrs["tax_class"] != TaxClass.IVA and attrs.get("alcohol_degrees") is None:
            raise serializers.ValidationError({"alcohol_degrees": _("Say how strong it is, in degrees.")})
        return attrs

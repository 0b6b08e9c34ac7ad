"""Shapes of the storefront."""

from __future__ import annotations

import re
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from catalog.models import HIGHEST_PRICE_CLP, Category, TaxClass
from catalog.queries.listing import ORDERINGS
from pictures.serializers import PictureSerializer

KEY = re.compile(r"[a-z0-9-]*")


class _CategoriesField(serializers.CharField):
    """One kind of product, or several with commas between them."""

    def to_internal_value(self, data: Any) -> str:
        value = super().to_internal_value(data)
        if value and not set(value.split(",")) <= set(Category.values):
            raise serializers.ValidationError(_("There is no such kind of product."), code="invalid_choice")
        return value


class FacetsQuerySerializer(serializers.Serializer[Any]):
    """What a visitor asks for, of the list as of its counts."""

    search = serializers.CharField(max_length=80, required=False, allow_blank=True)
    category = _CategoriesField(
        max_length=200, required=False, allow_blank=True, help_text="One kind, or several with commas."
    )
    comuna = serializers.RegexField(r"^(\d{5})?\Z", required=False, allow_blank=True)
    association = serializers.UUIDField(required=False)
    association_slug = serializers.RegexField(
        r"^[a-z0-9-]*\Z", max_length=80, required=False, allow_blank=True, help_text="The name in its address."
    )
    in_season = serializers.BooleanField(default=False, help_text="Only what is in its months now.")
    available = serializers.BooleanField(default=False, help_text="Only what is not sold out.")
    max_price_clp = serializers.IntegerField(min_value=1, max_value=HIGHEST_PRICE_CLP, required=False)


class CatalogQuerySerializer(FacetsQuerySerializer):
    """What a visitor asks of the catalog's list."""

    ordering = serializers.ChoiceField(ORDERINGS, default="newest")
    cursor = serializers.CharField(max_length=400, required=False, allow_blank=True)
    limit = serializers.IntegerField(min_value=1, max_value=100, default=24)


class SellerSerializer(serializers.Serializer[Any]):
    """The association that sells."""

    id = serializers.UUIDField()
    slug = serializers.CharField()
    name = serializers.CharField()
    kind = serializers.CharField()


class BadgeSerializer(serializers.Serializer[Any]):
    """A name that the offer's units are certified under now, and who looked: the producer, her association, a body outside."""

    kind = serializers.CharField()
    slug = serializers.CharField()
    name_es = serializers.CharField()
    name_en = serializers.CharField()
    assessed_by = serializers.CharField()


class OfferCertificateSerializer(serializers.Serializer[Any]):
    """A certificate that units of the offer stand on: of which seal (its slug), its code, and the moment at which it ends."""

    seal = serializers.CharField()
    code = serializers.CharField()
    valid_until = serializers.DateTimeField()


class OfferCardSerializer(serializers.Serializer[Any]):
    """An offer on the catalog. `shares` are whole percents of its members, largest first."""

    id = serializers.UUIDField()
    slug = serializers.CharField()
    name = serializers.CharField()
    association = SellerSerializer()
    category = serializers.ChoiceField(Category.choices)
    comuna = serializers.CharField()
    unit_es = serializers.CharField()
    units_es = serializers.CharField()
    unit_en = serializers.CharField()
    units_en = serializers.CharField()
    net_content = serializers.CharField()
    price_clp = serializers.IntegerField()
    tax_class = serializers.ChoiceField(TaxClass.choices)
    alcohol_degrees = serializers.FloatField(allow_null=True)
    perishable = serializers.BooleanField()
    withdrawal_right = serializers.BooleanField()
    emblem = serializers.CharField()
    picture = serializers.CharField()
    photo = PictureSerializer(allow_null=True)
    season_months = serializers.ListField(child=serializers.IntegerField())
    free = serializers.IntegerField()
    badges = BadgeSerializer(many=True)
    shares = serializers.ListField(child=serializers.IntegerField())


class CatalogPageSerializer(serializers.Serializer[Any]):
    """A page of open offers. `meant` are the words that were sought because nothing has those that were typed."""

    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
    meant = serializers.CharField(allow_null=True)
    results = OfferCardSerializer(many=True)


class ShareSerializer(serializers.Serializer[Any]):
    """A producer's part of an offer, as strangers may see it. Who doesn't show her name has no `producer_id`, nor has the
    association itself, which goes by its own name.
    """

    producer_id = serializers.UUIDField(allow_null=True)
    public_name = serializers.CharField()
    initials = serializers.CharField()
    locality = serializers.CharField()
    units = serializers.IntegerField()
    percent = serializers.IntegerField()


class OriginSerializer(serializers.Serializer[Any]):
    """Where an offer's lots come from."""

    comuna = serializers.CharField()
    comuna_name = serializers.CharField()
    province = serializers.CharField()
    lots = serializers.IntegerField()
    producers = serializers.IntegerField()
    made_from = serializers.DateField(allow_null=True)
    made_to = serializers.DateField(allow_null=True)


class EarningSerializer(serializers.Serializer[Any]):
    """What one producer's part of the net price comes to."""

    public_name = serializers.CharField()
    initials = serializers.CharField()
    amount_clp = serializers.IntegerField()


class MoneySerializer(serializers.Serializer[Any]):
    """Where the price of one unit goes: `net + iva + ila` is the price, and the parts add up to the net."""

    price_clp = serializers.IntegerField()
    net_clp = serializers.IntegerField()
    iva_clp = serializers.IntegerField()
    ila_clp = serializers.IntegerField()
    parts = EarningSerializer(many=True)


class OfferSerializer(OfferCardSerializer):
    """An offer with everything that anybody may know of it."""

    shares = ShareSerializer(many=True)  # type: ignore[assignment]
    description_es = serializers.CharField()
    description_en = serializers.CharField()
    status = serializers.ChoiceField(["open", "closed"])
    contributed = serializers.IntegerField()
    reserved = serializers.IntegerField()
    allocated = serializers.IntegerField()
    best_before = serializers.DateField(allow_null=True)
    money = MoneySerializer()
    origin = OriginSerializer()
    certificates = OfferCertificateSerializer(many=True)


class FacetSerializer(serializers.Serializer[Any]):
    """How many offers a choice would show."""

    value = serializers.CharField()
    count = serializers.IntegerField()


class SellerFacetSerializer(serializers.Serializer[Any]):
    """How many offers an association would show."""

    slug = serializers.CharField()
    name = serializers.CharField()
    count = serializers.IntegerField()


class FacetsSerializer(serializers.Serializer[Any]):
    """Counts for the catalog's filters."""

    categories = FacetSerializer(many=True)
    comunas = FacetSerializer(many=True)
    sellers = SellerFacetSerializer(many=True)
    offers = serializers.IntegerField()
    associations = serializers.IntegerField()


class ProducersQuerySerializer(serializers.Serializer[Any]):
    """Which producers."""

    comuna = serializers.RegexField(r"^(\d{5})?\Z", required=False, allow_blank=True)


class PublicProducerCardSerializer(serializers.Serializer[Any]):
    """A producer on the public list. Who doesn't show her name has no id, and a name made of her place."""

    id = serializers.UUIDField(allow_null=True)
    public_name = serializers.CharField()
    initials = serializers.CharField()
    comuna = serializers.CharField()
    locality = serializers.CharField()
    offers = serializers.IntegerField(help_text="Open offers that she has units in.")
    associations = SellerSerializer(many=True)


class PublicProducerSerializer(PublicProducerCardSerializer):
    """A producer's public page."""

    story = serializers.CharField()
    offers = OfferCardSerializer(many=True)  # type: ignore[assignment]


class ComunaCountsSerializer(serializers.Serializer[Any]):
    """What there is in a comuna."""

    comuna = serializers.CharField()
    offers = serializers.IntegerField()
    producers = serializers.IntegerField()
    associations = serializers.IntegerField()

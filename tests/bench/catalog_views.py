"""The same list as a plain ModelSerializer view would give it, under the same middleware: what the catalog is held against."""

from __future__ import annotations

from typing import Any

from django.urls import path
from rest_framework import generics, serializers
from rest_framework.pagination import CursorPagination

from catalog.models import Offer
from config.urls import urlpatterns as ours
from coops.models import Association
from lib.operations import operation


class AssociationSerializer(serializers.ModelSerializer[Association]):
    class Meta:
        model = Association
        fields = ["id", "slug", "name", "kind"]


class PlainOfferSerializer(serializers.ModelSerializer[Offer]):
    association = AssociationSerializer(read_only=True)
    shares = serializers.SerializerMethodField()

    class Meta:
        model = Offer
        fields = [
            "id", "slug", "name", "association", "category", "comuna", "unit_es", "units_es", "unit_en", "units_en",
            "net_content", "price_clp", "alcohol_degrees", "perishable", "emblem", "picture", "season_months", "free",
            "shares",
        ]  # fmt: skip

    def get_shares(self, offer: Offer) -> list[int]:
        return [share["percent"] for share in offer.shares]


class NewestFirst(CursorPagination):
    page_size = 24
    ordering = ("-opened_at", "-id")


class PlainOffersView(generics.ListAPIView[Offer]):
    queryset = Offer.objects.filter(status="open").select_related("association")
    serializer_class = PlainOfferSerializer
    pagination_class = NewestFirst

    @operation("catalog_listOffers")
    def get(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        return super().get(request, *args, **kwargs)


urlpatterns = [path("bench/plain", PlainOffersView.as_view()), *ours]

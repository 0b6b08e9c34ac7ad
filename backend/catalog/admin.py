"""Offers, lots and stock for stewards, to read: catalog.services owns the writing."""

from __future__ import annotations

from django.contrib import admin

from catalog.models import AllocationRule, Contribution, Cover, Hold, LotMovement, Offer, Product, StockMovement
from lib.admin import InsideAdmin, ReadOnlyAdmin


@admin.register(Offer)
class OfferAdmin(ReadOnlyAdmin):
    list_display = ("name", "association", "status", "price_clp", "free", "reserved", "allocated")
    list_filter = ("status", "category", "comuna")
    search_fields = ("name", "slug")


@admin.register(Product)
class ProductAdmin(ReadOnlyAdmin):
    list_display = ("name", "producer", "category", "created_at", "retired_at")
    list_filter = ("category",)
    search_fields = ("name",)


@admin.register(Contribution)
class ContributionAdmin(InsideAdmin):
    list_display = ("offer", "lot", "units", "withdrawn", "allocated", "owed_millionths")


@admin.register(Hold)
class HoldAdmin(InsideAdmin):
    association = "offer__association_id"
    list_display = ("offer", "units", "status", "expires_at", "created_at", "ended_at")
    list_filter = ("status",)


@admin.register(StockMovement)
class StockMovementAdmin(InsideAdmin):
    association = "offer__association_id"
    list_display = ("offer", "version", "kind", "units", "via", "created_at")
    list_filter = ("kind",)


@admin.register(LotMovement)
class LotMovementAdmin(InsideAdmin):
    """Lines that a contribution belongs to: what a producer does with her lots at home is no association's."""

    association = "contribution__association_id"
    list_display = ("lot", "version", "kind", "units", "via", "created_at")
    list_filter = ("kind",)


@admin.register(AllocationRule)
class AllocationRuleAdmin(InsideAdmin):
    list_display = ("association", "version", "name", "effective_from")


@admin.register(Cover)
class CoverAdmin(InsideAdmin):
    list_display = ("id", "association", "valid_from", "valid_until", "blocked", "granted", "cap")
    list_filter = ("blocked",)

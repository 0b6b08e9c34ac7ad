"""Orders for stewards, to read: orders.services owns the writing. Refunds that failed wait here for a person."""

from __future__ import annotations

from django.contrib import admin

from lib.admin import InsideAdmin, ReadOnlyAdmin
from orders.models import Order, OrderGroup, Refund, Return, Shortage


@admin.register(OrderGroup)
class OrderGroupAdmin(ReadOnlyAdmin):
    list_display = ("number", "status", "total_clp", "placed_at", "paid_at")
    list_filter = ("status",)
    search_fields = ("number",)
    # What a buyer wrote for those who deliver is not a steward's business.
    exclude = ("contact_name", "contact_email", "address")


@admin.register(Order)
class OrderAdmin(ReadOnlyAdmin):
    list_display = ("group", "association", "status", "handover", "total_clp")
    list_filter = ("status", "handover")


@admin.register(Refund)
class RefundAdmin(ReadOnlyAdmin):
    list_display = ("group", "amount_clp", "reason", "requested_at", "done_at", "failed_at")
    list_filter = ("reason", ("failed_at", admin.EmptyFieldListFilter))


@admin.register(Shortage)
class ShortageAdmin(InsideAdmin):
    association = "allocation__line__association_id"
    list_display = ("allocation", "units", "status", "noted_at")
    list_filter = ("status",)


@admin.register(Return)
class ReturnAdmin(InsideAdmin):
    association = "line__association_id"
    list_display = ("line", "good", "lost", "reason", "amount_clp", "noted_at")
    list_filter = ("reason",)

"""Consents and the record, to look at: of an association that the steward may read, and without anybody's address."""

from __future__ import annotations

from django.contrib import admin

from helpers.models import Act, Helper, Receipt
from lib.admin import InsideAdmin


@admin.register(Helper)
class HelperAdmin(InsideAdmin):
    list_display = ("association", "producer", "person", "given", "given_on", "created_at", "ends_at", "ended_at")
    list_filter = ("given", "end_reason")
    exclude = ("email", "member_email", "member_phone", "reference")


@admin.register(Act)
class ActAdmin(InsideAdmin):
    list_display = ("number", "operation", "helper", "at")


@admin.register(Receipt)
class ReceiptAdmin(InsideAdmin):
    association = "act__association_id"
    list_display = ("number", "act", "way", "at")

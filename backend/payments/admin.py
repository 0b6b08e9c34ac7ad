"""Payments for stewards, to read."""

from __future__ import annotations

from django.contrib import admin

from lib.admin import ReadOnlyAdmin
from payments.models import Attempt, Refund, WebhookEvent


@admin.register(Attempt)
class AttemptAdmin(ReadOnlyAdmin):
    list_display = ("id", "purpose_type", "purpose_id", "amount_clp", "state", "created_at", "last_error")
    list_filter = ("state",)
    search_fields = ("id", "purpose_id", "session_id", "payment_intent_id")
    # The page's address opens it, and the request holds the payer's address.
    exclude = ("url", "request_body")


@admin.register(Refund)
class RefundAdmin(ReadOnlyAdmin):
    list_display = ("id", "attempt", "amount_clp", "reason_key", "state", "created_at", "last_error")
    list_filter = ("state",)
    exclude = ("request_body",)


@admin.register(WebhookEvent)
class WebhookEventAdmin(ReadOnlyAdmin):
    list_display = ("provider_id", "kind", "received_at", "handled_at")
    list_filter = ("kind",)
    exclude = ("body",)

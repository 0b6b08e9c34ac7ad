"""Seals and certificates for stewards, to read: origin.services owns the writing."""

from __future__ import annotations

from django.contrib import admin

from lib.admin import InsideAdmin, ReadOnlyAdmin
from origin.models import Certificate, Inspection, Seal


@admin.register(Seal)
class SealAdmin(ReadOnlyAdmin):
    list_display = ("slug", "kind", "status", "name_es", "association")
    list_filter = ("kind", "status")


@admin.register(Certificate)
class CertificateAdmin(InsideAdmin):
    list_display = ("code", "seal", "association", "status", "valid_until")
    list_filter = ("status",)


@admin.register(Inspection)
class InspectionAdmin(InsideAdmin):
    association = "certificate__association_id"
    list_display = ("certificate", "kind", "planned_for", "done_on", "outcome")

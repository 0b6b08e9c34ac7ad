"""The record and the readings for stewards, to read."""

from __future__ import annotations

from django.contrib import admin

from lib.admin import ReadOnlyAdmin
from stewards.models import Act, Reading


@admin.register(Act)
class ActAdmin(ReadOnlyAdmin):
    list_display = ("number", "kind", "via", "steward_id", "person_id", "association_id", "at", "reason")
    list_filter = ("kind", "via")


@admin.register(Reading)
class ReadingAdmin(ReadOnlyAdmin):
    list_display = ("association", "steward", "reason", "began_at", "ends_at", "ended_at")

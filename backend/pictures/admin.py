"""Pictures for stewards, to read."""

from __future__ import annotations

from django.contrib import admin

from lib.admin import ReadOnlyAdmin
from pictures.models import Picture


@admin.register(Picture)
class PictureAdmin(ReadOnlyAdmin):
    list_display = ("id", "producer", "association", "width", "height", "alt_es", "created_at", "loose_since")

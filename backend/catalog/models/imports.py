"""Which lines of whose tables became lots: the same line again makes nothing again."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from catalog.models.base import ClockTimestamp
from catalog.models.products import Lot
from lib.ids import new_id


class ImportedLine(models.Model):
    """A line of a table that a lot was made from; `digest` is of what it said, and which time it said so in one file."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    producer = models.ForeignKey("coops.Producer", on_delete=models.PROTECT, related_name="+")
    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)
    created_at = models.DateTimeField(db_default=ClockTimestamp(), editable=False)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["producer", "digest"], name="imported_line_once"),
        ]

    def __str__(self) -> str:
        return f"imported line {self.pk}"

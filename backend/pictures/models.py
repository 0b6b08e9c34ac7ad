"""Photographs as they may be shown: made anew out of what was sent, in the sizes of a screen. The database holds them.

A picture belongs to who sent it, a producer or an association. What shows it points at it from another room; the
database refuses to remove what is pointed at, and what nothing points at for a day is swept.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from lib.ids import new_id

ALT_LENGTH = 200
NAME_LENGTH = 40


class Picture(models.Model):
    """One photograph. `sources` are its files as the API shows them: [{"url", "width", "type"}], the JPEG last."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    producer = models.ForeignKey("coops.Producer", on_delete=models.PROTECT, null=True, related_name="+")
    association = models.ForeignKey("coops.Association", on_delete=models.PROTECT, null=True, related_name="+")
    # SHA-256 of what was sent: the same file sent again by the same hands is the same picture.
    sent_digest = models.CharField(max_length=64)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    sources = models.JSONField()
    # What is to be seen, for whoever doesn't see it.
    alt_es = models.CharField(max_length=ALT_LENGTH, blank=True)
    alt_en = models.CharField(max_length=ALT_LENGTH, blank=True)
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    # Since when perhaps nothing shows it; empty while something does.
    loose_since = models.DateTimeField(db_default=Now(), null=True)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=Q(producer__isnull=True, association__isnull=False)
                | Q(producer__isnull=False, association__isnull=True),
                name="picture_has_one_owner",
            ),
            models.UniqueConstraint(fields=["producer", "sent_digest"], name="picture_once_per_producer"),
            models.UniqueConstraint(fields=["association", "sent_digest"], name="picture_once_per_association"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["loose_since"], condition=Q(loose_since__isnull=False), name="picture_loose")
        ]

    def __str__(self) -> str:
        return f"picture {self.pk}"


class PictureFile(models.Model):
    """One file of a picture; its name is the hash of its bytes, so that it never changes under its address."""

    id = models.BigAutoField(primary_key=True)
    picture = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(max_length=NAME_LENGTH, db_index=True)
    content_type = models.CharField(max_length=20)
    body = models.BinaryField()

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["picture", "name"], name="picture_file_once"),
        ]

    def __str__(self) -> str:
        return self.name

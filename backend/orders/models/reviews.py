"""Paid orders that wait to be looked at, because something behind their goods changed."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models.functions import Now

from lib.ids import new_id
from orders.models.groups import OrderGroup


class GoodsReview(models.Model):
    """A paid order group that a certificate behind its goods concerns: it is looked at when it is due, and the row goes.

    While goods wait for a suspended certificate it stays, due when the certificate's time ends.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    group = models.ForeignKey(OrderGroup, on_delete=models.PROTECT, related_name="reviews")
    # The certificate's cover in the catalog, opaque.
    cover_id = models.UUIDField()
    due_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["group", "cover_id"], name="goods_review_once_per_cover")
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["due_at"], name="goods_review_due")]

    def __str__(self) -> str:
        return f"goods review {self.pk}"

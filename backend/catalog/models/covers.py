"""What certificates let be sold. The catalog knows no certificate: origin writes a Cover for each, by catalog.services.covers."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from catalog.models.base import ClockTimestamp
from catalog.models.products import Lot
from lib.ids import new_id


class Cover(models.Model):
    """One certificate, as far as selling has to know it. It may be used from `valid_from` until before `valid_until`, unless blocked."""

    id = models.UUIDField(primary_key=True, editable=False)  # the certificate's
    association = models.ForeignKey("coops.Association", on_delete=models.PROTECT, related_name="+")
    # Opaque: what Offer.requires names.
    seal_id = models.UUIDField()
    # What is shown with an offer: {"kind", "code", "name_es", "name_en", "assessed_by"}; never a person's name.
    badge = models.JSONField(default=dict)
    valid_from = models.DateTimeField()
    valid_until = models.DateTimeField()
    # "" or why nothing may be sold by it: suspended, revoked.
    blocked = models.CharField(max_length=20, blank=True)
    # Units that may be granted in all, and those that were. None: as many as its seal's rules let be packed.
    cap = models.PositiveIntegerField(null=True)
    granted = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(condition=Q(cap__isnull=True) | Q(granted__lte=F("cap")), name="cover_within_cap"),
            models.CheckConstraint(condition=Q(valid_until__gt=F("valid_from")), name="cover_ends_after_it_begins"),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["seal_id", "valid_until"], name="cover_of_seal")]

    def __str__(self) -> str:
        return f"cover {self.pk}"


class CoverGrant(models.Model):
    """Units of a lot that a cover stands behind, written as they are packed; `spent` ones are allocated to buyers."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    cover = models.ForeignKey(Cover, on_delete=models.PROTECT, related_name="grants")
    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="grants")
    units = models.PositiveIntegerField()
    spent = models.PositiveIntegerField(default=0)
    granted_at = models.DateTimeField(db_default=ClockTimestamp(), editable=False)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["cover", "lot"], name="grant_once_per_lot"),
            models.CheckConstraint(condition=Q(spent__lte=F("units")), name="grant_spent_within_units"),
        ]

    def __str__(self) -> str:
        return f"grant {self.pk}"


class CoverUse(models.Model):
    """Units of a sale that a grant stands behind, written with the allocation; `returned` ones are nobody's any more."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    grant = models.ForeignKey(CoverGrant, on_delete=models.PROTECT, related_name="uses")
    # What the allocation was asked for by, opaque: the id of the paid line.
    document = models.CharField(max_length=80)
    units = models.PositiveIntegerField()
    returned = models.PositiveIntegerField(default=0, db_default=0)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["grant", "document"], name="cover_use_once"),
            models.CheckConstraint(
                condition=Q(units__gte=1, returned__lte=F("units")), name="cover_use_returned_within_units"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["document"], name="cover_use_of_document")]

    def __str__(self) -> str:
        return f"cover use {self.pk}"

"""The book of a lot: where each of its units went, from the day it was made."""

from __future__ import annotations

from typing import Any, ClassVar, Final

from django.db import models
from django.db.models import F, Q

from catalog.models.base import ClockTimestamp
from catalog.models.products import Lot
from catalog.models.stock import Contribution
from lib.ids import new_id


class LotMovement(models.Model):
    """One change of a lot's figures, written with the change and never altered (a trigger refuses it).

    The figures are signed changes of the lot's own: what is made or found is free, pooled, used, lost or dispatched.
    """

    class Kind(models.TextChoices):
        """What happened to the units."""

        MADE = "made"
        # What stood when this book began.
        CARRIED = "carried"
        CONTRIBUTED = "contributed"
        WITHDRAWN = "withdrawn"
        USED = "used"
        DISPATCHED = "dispatched"
        RETURNED = "returned"
        SPOILED = "spoiled"
        COUNTED = "counted"
        ADJUSTED = "adjusted"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="book")
    # The lot's version after this movement: their order without a doubt.
    version = models.PositiveBigIntegerField()
    kind = models.CharField(max_length=12, choices=Kind)
    # How many moved; none when a count found what the book said.
    units = models.PositiveIntegerField()
    made = models.IntegerField(default=0)
    free = models.IntegerField(default=0)
    pooled = models.IntegerField(default=0)
    used = models.IntegerField(default=0)
    lost = models.IntegerField(default=0)
    dispatched = models.IntegerField(default=0)
    # What was in the house by a count.
    counted = models.PositiveIntegerField(null=True)
    contribution = models.ForeignKey(Contribution, on_delete=models.PROTECT, null=True, related_name="+")
    # The lot that the units went into.
    into = models.ForeignKey(Lot, on_delete=models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, null=True, related_name="+")
    helped_by = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, null=True, related_name="+")
    via = models.CharField(max_length=12)
    # An opaque reference to what asked for it, such as "order:<id>".
    document = models.CharField(max_length=80, blank=True)
    # A word of catalog.models.LossReason or of the software; never free text, since the book can't be altered.
    reason = models.CharField(max_length=40, blank=True)
    created_at = models.DateTimeField(db_default=ClockTimestamp(), editable=False)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["lot", "version"], name="lot_movement_order"),
            models.CheckConstraint(
                condition=Q(made=F("free") + F("pooled") + F("used") + F("lost") + F("dispatched")),
                name="lot_movement_adds_up",
            ),
            models.CheckConstraint(condition=Q(units__gte=1) | Q(kind="counted"), name="lot_movement_has_units"),
            models.CheckConstraint(condition=~Q(kind="counted") | Q(counted__isnull=False), name="lot_count_says_what"),
            models.CheckConstraint(condition=~Q(kind="used") | Q(into__isnull=False), name="lot_use_says_into_what"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["document"], condition=~Q(document=""), name="lot_movement_document")
        ]

    def __str__(self) -> str:
        return f"lot movement {self.pk}"


# Why units are here again that were marked as gone by mistake.
NEVER_LEFT: Final = "never_left"


class LossReason(models.TextChoices):
    """Why units are there no more."""

    WENT_BAD = "went_bad"
    BROKEN = "broken"
    PESTS = "pests"
    TASTED = "tasted"
    OWN_USE = "own_use"
    STOLEN = "stolen"
    OTHER = "other"

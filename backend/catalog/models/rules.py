"""Which rule an association divides its sales by, with every earlier one."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from catalog.models.base import ClockTimestamp
from lib.ids import new_id


class AllocationRule(models.Model):
    """A rule that an association chose, from then on until the next version. Without any it is pro rata, version 1."""

    class Name(models.TextChoices):
        """The rules of catalog.shares."""

        PRO_RATA = "pro_rata"
        ROTATION = "rotation"
        FIRST_TO_EXPIRE = "first_to_expire"
        LEAST_SOLD = "least_sold"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    association = models.ForeignKey("coops.Association", on_delete=models.PROTECT, related_name="+")
    version = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=20, choices=Name)
    effective_from = models.DateTimeField(db_default=ClockTimestamp(), editable=False)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["association", "version"], name="allocation_rule_version_once"),
            models.CheckConstraint(condition=Q(version__gte=2), name="allocation_rule_after_the_first"),
            models.CheckConstraint(
                condition=Q(name__in=["pro_rata", "rotation", "first_to_expire", "least_sold"]),
                name="allocation_rule_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.version}"

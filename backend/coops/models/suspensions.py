"""Who was kept from taking part for a while, by whom and why: a member by its board, an association by a steward."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from coops.models.associations import Association
from coops.models.base import REASON_LENGTH
from coops.models.members import Membership
from lib.ids import new_id


class MembershipSuspension(models.Model):
    """A member's suspension. It ends by itself at `until`, or when it is lifted; the row stays.

    `end_told_at` says when an end that came by itself was told; it ended without that.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="+")
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="suspensions")
    reason = models.CharField(max_length=REASON_LENGTH)
    starts_at = models.DateTimeField(db_default=Now(), editable=False)
    until = models.DateTimeField(null=True)
    suspended_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    end_told_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gt=F("starts_at")), name="membership_suspension_ends_later"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="membership_suspension_has_a_reason"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["association", "-starts_at"], name="suspension_of_members"),
            models.Index(
                fields=["until"],
                name="suspension_end_untold",
                condition=Q(until__isnull=False, lifted_at__isnull=True, end_told_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"suspension {self.pk}"


class AssociationSuspension(models.Model):
    """An association's suspension by a steward: it sells nothing until that is lifted; members go on reading."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="suspensions")
    reason = models.CharField(max_length=REASON_LENGTH)
    starts_at = models.DateTimeField(db_default=Now(), editable=False)
    suspended_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["association"], condition=Q(lifted_at__isnull=True), name="association_suspended_once"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="association_suspension_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"suspension of association {self.association_id}"

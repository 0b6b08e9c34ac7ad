"""What becomes of an order after it is paid: goods that can't be delivered, goods that come back, money that goes back."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from catalog.models import LossReason
from lib.ids import new_id
from orders.models.groups import Allocation, OrderGroup, OrderLine


class Return(models.Model):
    """Units of a line that came back from the buyer: good ones went on sale again, the others are lost. Never altered.

    `amount_clp` is what the buyer gets back for them; nothing where she got other goods instead.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    line = models.ForeignKey(OrderLine, on_delete=models.PROTECT, related_name="returns")
    good = models.PositiveIntegerField()
    lost = models.PositiveIntegerField()
    # Why the lost ones are.
    reason = models.CharField(max_length=12, choices=LossReason, blank=True)
    amount_clp = models.PositiveBigIntegerField()
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(condition=Q(good__gte=1) | Q(lost__gte=1), name="return_has_units"),
            models.CheckConstraint(
                condition=Q(lost=0, reason="") | (Q(lost__gte=1) & ~Q(reason="")), name="return_says_why_lost"
            ),
        ]

    def __str__(self) -> str:
        return f"return {self.pk}"


class Shortage(models.Model):
    """Paid units that may not be delivered under the name that they were sold under, and what becomes of them.

    While a certificate is suspended they wait; when it is reinstated they can be delivered after all; when it is revoked,
    or ends before anybody has lifted the suspension, their money goes back.
    """

    class Status(models.TextChoices):
        """waiting → lifted (it waits no more: it can be delivered, or went back because of another), or → refunding → refunded."""

        WAITING = "waiting"
        LIFTED = "lifted"
        REFUNDING = "refunding"
        REFUNDED = "refunded"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    allocation = models.ForeignKey(Allocation, on_delete=models.PROTECT, related_name="shortages")
    # The certificate's cover in the catalog, and the seal that it stands for; opaque.
    cover_id = models.UUIDField()
    seal_id = models.UUIDField()
    units = models.PositiveIntegerField()
    status = models.CharField(max_length=10, choices=Status)
    noted_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["allocation", "cover_id"], name="shortage_once_per_cover"),
            models.CheckConstraint(condition=Q(units__gte=1), name="shortage_has_units"),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["cover_id", "status"], name="shortage_of_cover")]

    def __str__(self) -> str:
        return f"shortage {self.pk}"


class Refund(models.Model):
    """Money of one attempt that goes back, and why: in full, or for units that can't be delivered or came back."""

    class Reason(models.TextChoices):
        """Paid too late for goods that are gone, paid twice, sold under a name whose certificate was revoked, or given back."""

        TOO_LATE = "too_late"
        PAID_TWICE = "paid_twice"
        SHORTAGE = "shortage"
        RETURN = "return"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    group = models.ForeignKey(OrderGroup, on_delete=models.PROTECT, related_name="refunds")
    attempt_id = models.UUIDField()
    # Of a shortage: whose revocation it was.
    cover_id = models.UUIDField(null=True)
    # Of goods that came back: which ones.
    goods = models.OneToOneField(Return, on_delete=models.PROTECT, null=True, related_name="refund")
    amount_clp = models.PositiveBigIntegerField()
    reason = models.CharField(max_length=12, choices=Reason)
    requested_at = models.DateTimeField(db_default=Now(), editable=False)
    done_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["attempt_id", "cover_id", "goods"], nulls_distinct=False, name="refund_once"
            ),
            models.CheckConstraint(
                condition=Q(reason="shortage", cover_id__isnull=False) | (~Q(reason="shortage") & Q(cover_id=None)),
                name="refund_of_shortage_says_whose",
            ),
            models.CheckConstraint(
                condition=Q(reason="return", goods__isnull=False) | (~Q(reason="return") & Q(goods=None)),
                name="refund_of_return_says_which",
            ),
        ]

    def __str__(self) -> str:
        return f"refund {self.pk}"

    @property
    def reason_key(self) -> str:
        """What payments knows it by: one refund for an attempt and a reason."""
        of = self.cover_id or self.goods_id
        return f"{self.reason}:{of}" if of else self.reason

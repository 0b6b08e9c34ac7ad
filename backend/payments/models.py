"""Attempts at paying, refunds, and the webhooks that were heard. Each is stored before the provider is called.

Only ids of the provider are kept: no card number ever comes here.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from lib.ids import new_id

HIGHEST_AMOUNT_CLP = 99_999_999  # the provider takes eight digits


class AttemptQuerySet(models.QuerySet["Attempt"]):
    def unfinished(self) -> Self:
        return self.filter(state__in=Attempt.UNFINISHED)

    def due(self, now: datetime) -> Self:
        """Those that the provider must be asked about."""
        return self.unfinished().filter(look_at__lte=now).order_by("look_at")


class Attempt(models.Model):
    """One offer to pay an amount for a purpose. Its id is the provider's idempotency key."""

    class State(models.TextChoices):
        """prepared → open → succeeded, or expired; failed and canceled are for what never opened.

        A prepared attempt with `sent_at` has an unknown outcome until the provider answers.
        """

        PREPARED = "prepared"
        OPEN = "open"
        EXPIRED = "expired"
        FAILED = "failed"
        CANCELED = "canceled"
        SUCCEEDED = "succeeded"

    UNFINISHED: ClassVar = (State.PREPARED, State.OPEN)
    # News may come late and in any order: a state only gives way to one of a higher rank.
    RANK: ClassVar = {
        State.PREPARED: 0,
        State.OPEN: 1,
        State.EXPIRED: 2,
        State.FAILED: 2,
        State.CANCELED: 2,
        State.SUCCEEDED: 3,
    }

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    purpose_type = models.CharField(max_length=40)
    purpose_id = models.UUIDField()
    streams = ArrayField(models.CharField(max_length=60), default=list)
    amount_clp = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=State, default=State.PREPARED)
    # What is sent, byte by byte: a repetition must not differ. Emptied two days after the end.
    request_body = models.TextField()
    # Null until it is known: uniqueness must not see it.
    session_id = models.CharField(max_length=255, null=True, unique=True)  # noqa: DJ001
    payment_intent_id = models.CharField(max_length=255, null=True, unique=True)  # noqa: DJ001
    url = models.TextField(blank=True)
    expires_at = models.DateTimeField()
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    sent_at = models.DateTimeField(null=True)
    close_asked_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    look_at = models.DateTimeField()
    looks = models.PositiveIntegerField(default=0)
    last_error = models.CharField(max_length=200, blank=True)

    objects = AttemptQuerySet.as_manager()

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=Q(amount_clp__gte=1, amount_clp__lte=HIGHEST_AMOUNT_CLP), name="attempt_amount_in_bounds"
            ),
            models.UniqueConstraint(
                fields=["purpose_type", "purpose_id"],
                condition=Q(state__in=("prepared", "open")),
                name="attempt_one_unfinished_per_purpose",
            ),
            models.CheckConstraint(
                condition=~Q(state="open") | Q(session_id__isnull=False), name="attempt_open_has_session"
            ),
            models.CheckConstraint(
                condition=Q(state__in=("prepared", "open"), ended_at__isnull=True)
                | (~Q(state__in=("prepared", "open")) & Q(ended_at__isnull=False)),
                name="attempt_ended_has_time",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["look_at"], condition=Q(state__in=("prepared", "open")), name="attempt_look_at"),
            models.Index(fields=["purpose_type", "purpose_id"], name="attempt_purpose"),
            models.Index(fields=["ended_at"], condition=~Q(request_body=""), name="attempt_body_kept"),
        ]

    def __str__(self) -> str:
        return f"attempt {self.pk}"

    def gives_way_to(self, state: str) -> bool:
        return self.RANK[Attempt.State(state)] > self.RANK[Attempt.State(self.state)]


class Refund(models.Model):
    """Money of an attempt on its way back. `reason_key` makes asking repeatable: one refund per attempt and reason."""

    class State(models.TextChoices):
        """pending until the provider has decided."""

        PENDING = "pending"
        SUCCEEDED = "succeeded"
        FAILED = "failed"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    attempt = models.ForeignKey(Attempt, on_delete=models.PROTECT, related_name="refunds")
    reason_key = models.CharField(max_length=100)
    amount_clp = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=State, default=State.PENDING)
    request_body = models.TextField()
    # Grows only when the provider is known to have kept a failure under the former key, and no refund.
    key_number = models.PositiveIntegerField(default=0)
    provider_id = models.CharField(max_length=255, null=True, unique=True)  # noqa: DJ001
    # Tries that the provider gave up; late news of them says nothing of the present one.
    former_ids = ArrayField(models.CharField(max_length=255), default=list, db_default=[])
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    sent_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    look_at = models.DateTimeField()
    looks = models.PositiveIntegerField(default=0)
    last_error = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["attempt", "reason_key"], name="refund_once_per_reason"),
            models.CheckConstraint(condition=Q(amount_clp__gte=1), name="refund_amount_positive"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["look_at"], condition=Q(state="pending"), name="refund_look_at"),
        ]

    def __str__(self) -> str:
        return f"refund {self.pk}"

    @property
    def provider_key(self) -> str:
        return f"{self.pk}:{self.key_number}" if self.key_number else str(self.pk)


class WebhookEvent(models.Model):
    """What the provider told, as it came. It says that something changed; what is true is fetched."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    provider_id = models.CharField(max_length=255, unique=True)
    kind = models.CharField(max_length=100)
    # Emptied two days after it was handled: it may hold the payer's address.
    body = models.BinaryField()
    received_at = models.DateTimeField(db_default=Now(), editable=False)
    handled_at = models.DateTimeField(null=True)
    look_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["look_at"], condition=Q(handled_at__isnull=True), name="webhook_look_at"),
            models.Index(fields=["handled_at"], condition=~Q(body=b""), name="webhook_body_kept"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.provider_id}"

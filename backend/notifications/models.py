"""What a person is told: one item per person, event and kind."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from lib.ids import new_id


class InboxQuerySet(models.QuerySet["InboxItem"]):
    """Items of inboxes."""

    def of_person(self, person_id: object) -> Self:
        """This will keep the items of one person."""
        return self.filter(person_id=person_id)

    def unread(self) -> Self:
        """This will keep the items that were not read yet."""
        return self.filter(read_at__isnull=True)


class InboxItem(models.Model):
    """Something that a person is told. `params` holds ids and numbers only: names are looked up when it is read."""

    class Kind(models.TextChoices):
        """What can be told; the reader's client puts it into words."""

        MEMBER_JOINED = "member_joined"
        MEMBERSHIP_ENDED = "membership_ended"
        ASSOCIATION_CONSTITUTED = "association_constituted"
        INVITATION_RECEIVED = "invitation_received"
        ROLE_GIVEN = "role_given"
        CONTRIBUTION_ADDED = "contribution_added"
        UNITS_SOLD = "units_sold"
        ORDER_PAID = "order_paid"
        ORDER_EXPIRED = "order_expired"
        ORDER_REFUNDED = "order_refunded"
        STEWARD_READING = "steward_reading"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=40, choices=Kind)
    params = models.JSONField()
    event_id = models.UUIDField()
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    read_at = models.DateTimeField(null=True)

    objects = InboxQuerySet.as_manager()

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["person", "event_id", "kind"], name="inbox_item_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["person", "-id"]),
            models.Index(fields=["person"], name="inbox_unread", condition=models.Q(read_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

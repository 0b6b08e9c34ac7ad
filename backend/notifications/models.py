"""What a person is told: one item per person, event and kind; how she wants to be told; what still has to go out."""

from __future__ import annotations

from datetime import time
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

    def of_group(self, group: InboxGroup) -> Self:
        """This will keep the items of one line of an inbox."""
        return self.filter(person_id=group.person_id, kind=group.kind, subject=group.subject, day=group.day)


class InboxItem(models.Model):
    """Something that a person is told. `params` holds ids and numbers only: names are looked up when it is read.

    `subject` and `day` name the line that the item belongs to; items of a release that knew no lines have neither
    until the sweep `notifications.group_loose_items` has seen them.
    """

    class Kind(models.TextChoices):
        """What can be told; the reader's client puts it into words."""

        MEMBER_JOINED = "member_joined"
        MEMBERSHIP_ENDED = "membership_ended"
        MEMBERSHIP_SUSPENDED = "membership_suspended"
        MEMBERSHIP_REINSTATED = "membership_reinstated"
        ASSOCIATION_CONSTITUTED = "association_constituted"
        ASSOCIATION_SUSPENDED = "association_suspended"
        ASSOCIATION_REINSTATED = "association_reinstated"
        INVITATION_RECEIVED = "invitation_received"
        ROLE_GIVEN = "role_given"
        CONTRIBUTION_ADDED = "contribution_added"
        UNITS_SOLD = "units_sold"
        ORDER_PAID = "order_paid"
        ORDER_READY = "order_ready"
        ORDER_SENT = "order_sent"
        ORDER_EXPIRED = "order_expired"
        ORDER_REFUNDED = "order_refunded"
        ORDER_STOPPED = "order_stopped"
        ORDER_CORRECTED = "order_corrected"
        ORDER_RETURNED = "order_returned"
        GOODS_STOPPED = "goods_stopped"
        STEWARD_READING = "steward_reading"
        ASSEMBLY_CALLED = "assembly_called"
        ASSEMBLY_CHANGED = "assembly_changed"
        STATUTES_REVIEW = "statutes_review"
        VOTE_OPENED = "vote_opened"
        VOTE_DECIDED = "vote_decided"
        APPLICATION_MADE = "application_made"
        APPLICATION_ANSWERED = "application_answered"
        HELP_ASKED = "help_asked"
        HELPER_NAMED = "helper_named"
        HELPED_ACT = "helped_act"
        HELP_ENDS = "help_ends"
        HELPER_ENDS = "helper_ends"
        CERTIFICATE_APPLIED = "certificate_applied"
        CERTIFICATE_CHANGED = "certificate_changed"
        CERTIFICATE_ENDS = "certificate_ends"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=40, choices=Kind)
    params = models.JSONField()
    event_id = models.UUIDField()
    subject = models.UUIDField(null=True)
    day = models.DateField(null=True)
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    read_at = models.DateTimeField(null=True)

    objects = InboxQuerySet.as_manager()

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["person", "event_id", "kind"], name="inbox_item_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["person", "-id"]),
            models.Index(fields=["person", "kind", "subject", "day", "-id"], name="inbox_line"),
            # Counts what one person has not read, in all and by line.
            models.Index(
                fields=["person", "kind", "subject", "day"],
                name="inbox_line_unread",
                condition=models.Q(read_at__isnull=True),
            ),
            models.Index(fields=["id"], name="inbox_loose", condition=models.Q(subject__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class InboxGroup(models.Model):
    """A line of the inbox: what one person was told of one kind and subject on one day of the region.

    `units` is the sum over its items, `last_item` the newest of them.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=40)
    subject = models.UUIDField()
    day = models.DateField()
    count = models.PositiveIntegerField()
    units = models.BigIntegerField()
    last_item = models.UUIDField()

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["person", "kind", "subject", "day"], name="inbox_group_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["person", "-last_item"], name="inbox_group_newest"),
            models.Index(fields=["day"], name="inbox_group_day"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.day}"


class Preference(models.Model):
    """How one person wants to be told of one kind; null is the kind's default, which may change with a release.

    `email_before` is what a link in a mail switched off, so that it can be undone.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=40, choices=InboxItem.Kind)
    in_app = models.CharField(max_length=10, null=True)  # noqa: DJ001  null is "as it comes", not an empty text
    email = models.CharField(max_length=10, null=True)  # noqa: DJ001
    push = models.BooleanField(null=True)
    email_before = models.CharField(max_length=10, null=True)  # noqa: DJ001

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["person", "kind"], name="preference_once"),
        ]

    def __str__(self) -> str:
        return self.kind


class NoticeSettings(models.Model):
    """When one person may be disturbed, and when her digest comes: times on the clocks of the region.

    The row is locked while mail or push for her is put together: of two workers one does it. `last_digest_due` is the
    morning that the last digest was for; a second one for the same morning is never made.
    """

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, primary_key=True, on_delete=models.CASCADE, related_name="+"
    )
    quiet = models.BooleanField(default=True, db_default=True)
    quiet_from = models.TimeField(default=time(22), db_default=time(22))
    quiet_until = models.TimeField(default=time(7), db_default=time(7))
    digest_at = models.TimeField(default=time(8), db_default=time(8))
    digest_weekday = models.PositiveSmallIntegerField(default=0, db_default=0)  # 0 is Monday
    discreet = models.BooleanField(default=False, db_default=False)
    last_digest_due = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(condition=models.Q(digest_weekday__lte=6), name="digest_weekday_is_a_day"),
        ]

    def __str__(self) -> str:
        return f"settings of {self.pk}"


class Delivery(models.Model):
    """An item that still has to go out by e-mail or push, when it is due; gone once it was handed on."""

    class Channel(models.TextChoices):
        """Besides the inbox."""

        EMAIL = "email"
        PUSH = "push"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    item = models.ForeignKey(InboxItem, on_delete=models.CASCADE, related_name="+")
    channel = models.CharField(max_length=10, choices=Channel)
    mode = models.CharField(max_length=10)
    due_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["item", "channel"], name="delivery_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["channel", "due_at"], name="delivery_due"),
            models.Index(fields=["person", "channel", "due_at"], name="delivery_of_person"),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.pk}"


class PushDevice(models.Model):
    """A browser that shows notices on a screen, with the address and keys that its maker gave it (RFC 8030, 8291).

    It lives as long as the session in which it was added: who signs out on it, or everywhere, is told nothing there.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    session_key = models.CharField(max_length=40)
    endpoint = models.TextField()
    endpoint_digest = models.BinaryField(unique=True)
    p256dh = models.BinaryField()
    auth = models.BinaryField()
    called = models.CharField(max_length=80)
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    used_at = models.DateTimeField(null=True)
    failures = models.PositiveSmallIntegerField(default=0, db_default=0)
    cause = models.CharField(max_length=120, default="", db_default="")

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["person", "-id"], name="push_device_of_person")]

    def __str__(self) -> str:
        return f"device {self.pk}"

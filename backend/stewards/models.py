"""What stewards did, and when one of them may read an association."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Coalesce, Now

from lib.ids import new_id

REASON_LENGTH = 500


class Act(models.Model):
    """One thing that a steward did, by a page or a command. The database refuses to change or delete it.

    People and associations stand here by their ids alone, without foreign keys: the record outlives what it speaks of.
    """

    class Kind(models.TextChoices):
        """What can be done."""

        EVENTS_REDRIVEN = "events_redriven"
        EVENT_SET_ASIDE = "event_set_aside"
        TASKS_RETRIED = "tasks_retried"
        MAIL_RESENT = "mail_resent"
        WEBHOOK_RETRIED = "webhook_retried"
        REFUND_RETRIED = "refund_retried"
        PERSON_LOOKED_UP = "person_looked_up"
        SECOND_FACTORS_RESET = "second_factors_reset"
        PERSON_BLOCKED = "person_blocked"
        PERSON_UNBLOCKED = "person_unblocked"
        READING_BEGAN = "reading_began"
        READING_ENDED = "reading_ended"
        BACKUP_MADE = "backup_made"
        ASSOCIATION_SUSPENDED = "association_suspended"
        ASSOCIATION_REINSTATED = "association_reinstated"

    class Via(models.TextChoices):
        """How: on a page, at a terminal, or by the software itself."""

        WEB = "web"
        COMMAND = "command"
        SYSTEM = "system"

    number = models.BigAutoField(primary_key=True)
    kind = models.CharField(max_length=40, choices=Kind)
    via = models.CharField(max_length=10, choices=Via)
    steward_id = models.UUIDField(null=True)
    person_id = models.UUIDField(null=True)
    association_id = models.UUIDField(null=True)
    reason = models.CharField(max_length=REASON_LENGTH, blank=True)
    # Ids, names of events and tasks, counts.
    details = models.JSONField(default=dict)
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["kind", "-number"], name="act_kind"),
            models.Index(fields=["person_id", "-number"], name="act_person", condition=Q(person_id__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.kind}"


class Period(Func):
    """The range of time between two columns, without its end."""

    function = "TSTZRANGE"
    output_field = DateTimeRangeField()


class ReadingQuerySet(models.QuerySet["Reading"]):
    """Readings of associations."""

    def live(self) -> Self:
        """This will keep those that hold at this statement, by the database's clock, of people who are stewards still."""
        return self.filter(ended_at=None, ends_at__gt=Now(), steward__is_steward=True, steward__is_active=True)


class Reading(models.Model):
    """That a steward may read an association for a while, and why. The association's board sees it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    association = models.ForeignKey("coops.Association", on_delete=models.PROTECT, related_name="+")
    steward = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=REASON_LENGTH)
    began_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    # Set by hand, or by the sweep that tells that the time is over; access ends by `ends_at` without it.
    ended_at = models.DateTimeField(null=True)

    objects = ReadingQuerySet.as_manager()

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("began_at")), name="reading_ends_after_start"),
            models.CheckConstraint(condition=~Q(reason=""), name="reading_has_a_reason"),
            ExclusionConstraint(
                name="reading_one_at_a_time",
                expressions=[
                    ("association", RangeOperators.EQUAL),
                    ("steward", RangeOperators.EQUAL),
                    (Period("began_at", Coalesce("ended_at", "ends_at")), RangeOperators.OVERLAPS),
                ],
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["association", "-began_at"], name="reading_of_association"),
            models.Index(fields=["ends_at"], name="reading_open", condition=Q(ended_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"reading {self.pk}"


class ReadingUse(models.Model):
    """What was read during a reading: how often each operation was called."""

    pk = models.CompositePrimaryKey("reading", "operation")
    reading = models.ForeignKey(Reading, on_delete=models.PROTECT, related_name="uses")
    operation = models.TextField()
    count = models.PositiveIntegerField()
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.operation}: {self.count}"

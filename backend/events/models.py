"""Tables of the event spine. Only this app reads or writes them."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q


class OutboxEvent(models.Model):
    """An event, in the transaction of the change that it tells. Never deleted: it is the truth that brokers copy."""

    # Not the order of commits: the relay asks for what is not published, never for what comes after a number.
    number = models.BigAutoField(primary_key=True)
    event_id = models.UUIDField(unique=True, editable=False)
    name = models.TextField()
    version = models.PositiveSmallIntegerField()
    key = models.UUIDField()
    data = models.JSONField()
    streams = ArrayField(models.TextField())
    request_id = models.TextField()
    # Which trace it belongs to (W3C); empty where nothing is traced.
    traceparent = models.TextField(default="", db_default="")
    recorded_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True)
    position = models.BigIntegerField(null=True, unique=True)

    class Meta:
        indexes = [
            models.Index(fields=["number"], condition=Q(published_at=None), name="outbox_unpublished"),
            models.Index(fields=["key", "number"], name="outbox_key"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"


class ConsumerOffset(models.Model):
    """How far a member of a consumer group is. On the embedded broker the offset itself; on Kafka, what it reports."""

    group = models.TextField()
    member = models.TextField(default="")
    position = models.BigIntegerField(default=0)
    lag = models.BigIntegerField(default=0)
    seen_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "member"], name="offset_of_one_member")]

    def __str__(self) -> str:
        return f"{self.group} {self.member}: {self.position}"


class Inbox(models.Model):
    """That a group has had its effects of an event: written in the transaction of those effects. Never deleted."""

    pk = models.CompositePrimaryKey("group", "event_id")
    group = models.TextField()
    event_id = models.UUIDField()
    handled_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.group} {self.event_id}"


class ParkedEvent(models.Model):
    """An event that a group could not handle, or that stands behind such a one of the same key."""

    class Reason(models.TextChoices):
        FAILED = "failed"
        UNREADABLE = "unreadable"
        BEHIND = "behind"

    group = models.TextField()
    event_id = models.UUIDField()
    key = models.UUIDField()
    name = models.TextField()
    version = models.PositiveSmallIntegerField()
    reason = models.TextField(choices=Reason)
    error = models.TextField(blank=True)
    attempts = models.PositiveIntegerField(default=1)
    parked_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "event_id"], name="parked_once")]
        indexes = [models.Index(fields=["group", "key"], name="parked_key")]

    def __str__(self) -> str:
        return f"{self.group} {self.name} {self.event_id}"


class FeedEntry(models.Model):
    """One event in one stream: that something happened. Numbered 1, 2, 3 … without gaps; kept for 30 days."""

    pk = models.CompositePrimaryKey("stream", "seq")
    stream = models.TextField()
    seq = models.BigIntegerField()
    event = models.TextField()
    subject = models.UUIDField()
    at = models.DateTimeField()
    entered_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["entered_at"], name="feed_age")]

    def __str__(self) -> str:
        return f"{self.stream} {self.seq} {self.event}"


class StreamCounter(models.Model):
    """The last number of a stream, and the last that is no longer kept (entries from floor + 1 to seq are there)."""

    stream = models.TextField(primary_key=True)
    seq = models.BigIntegerField()
    floor = models.BigIntegerField(default=0, db_default=0)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(floor__gte=0) & Q(seq__gte=F("floor")), name="floor_below")]

    def __str__(self) -> str:
        return f"{self.stream} {self.seq}"


class Epoch(models.Model):
    """Which life of the database this is: drawn when it is made, restored or reset. One row."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    value = models.UUIDField()
    drawn_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="one_epoch")]

    def __str__(self) -> str:
        return str(self.value)


class TaskFailure(models.Model):
    """Why a queued task failed the last time. The row goes with the task (a foreign key of the database)."""

    job_id = models.BigIntegerField(primary_key=True)
    error = models.TextField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.job_id}: {self.error}"


class ProcessReport(models.Model):
    """What a process last said of itself (events/reports.py)."""

    class Kind(models.TextChoices):
        WORKER = "worker"
        LIVE = "live"

    pk = models.CompositePrimaryKey("kind", "process")
    kind = models.TextField(choices=Kind)
    process = models.TextField()
    figures = models.JSONField()
    seen_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.kind} {self.process}"

"""Producers who ask to be let in."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from coops.models.associations import Association
from coops.models.base import REASON_LENGTH
from coops.models.members import Membership
from coops.models.producers import Producer
from lib.ids import new_id

_OPEN = ("waiting", "voting")


class ApplicationQuerySet(models.QuerySet["Application"]):
    """Applications for membership."""

    def unanswered(self) -> Self:
        """This will keep those that are neither accepted, refused nor closed."""
        return self.filter(state__in=_OPEN)


class Application(models.Model):
    """A producer's request to become a member, with its answers to the association's questions as they were that day.

    `admission` is who decides, as the applicant was told: a change of the association's setting changes no application
    that waits. Answers are blanked when the application is withdrawn.
    """

    class State(models.TextChoices):
        """`waiting` and `voting` are open. `superseded`: the producer became a member by another way; `lapsed`: the
        association was dissolved.
        """

        WAITING = "waiting"
        VOTING = "voting"
        ACCEPTED = "accepted"
        REFUSED = "refused"
        WITHDRAWN = "withdrawn"
        SUPERSEDED = "superseded"
        LAPSED = "lapsed"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="applications")
    producer = models.ForeignKey(Producer, on_delete=models.PROTECT, related_name="applications")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(db_default=Now(), editable=False)
    admission = models.CharField(max_length=20, choices=Association.Admission)
    # [{"question": …, "answer": …}]: the questions as they were asked.
    answers = models.JSONField(default=list)
    state = models.CharField(max_length=20, choices=State, default=State.WAITING)
    # The vote that decides, by its id in the room above.
    vote_id = models.UUIDField(null=True)
    # Empty where a vote decided.
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)
    reason = models.TextField(max_length=REASON_LENGTH, blank=True)
    membership = models.OneToOneField(Membership, on_delete=models.PROTECT, null=True, related_name="application")

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["association", "producer"], condition=Q(state__in=_OPEN), name="application_open_once"
            ),
            models.CheckConstraint(
                condition=Q(state__in=_OPEN, closed_at__isnull=True)
                | (~Q(state__in=_OPEN) & Q(closed_at__isnull=False)),
                name="application_closed_has_date",
            ),
            models.CheckConstraint(
                condition=Q(state="voting", admission="vote", vote_id__isnull=False) | ~Q(state="voting"),
                name="application_voted_as_told",
            ),
            models.CheckConstraint(
                condition=Q(membership__isnull=True) | Q(state__in=["accepted", "superseded"]),
                name="application_of_member_is_closed",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["association", "state", "-id"]),
            models.Index(fields=["producer", "-id"]),
        ]

    def __str__(self) -> str:
        return f"application {self.pk}"

    @property
    def is_open(self) -> bool:
        """Whether it can still be answered or withdrawn."""
        return self.state in _OPEN

"""Who acts for a member that does not use the web, by which consent; what was done so, and how the member learned of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from lib.ids import new_id
from lib.text import EMAIL_LENGTH

REFERENCE_LENGTH = 200
PHONE_LENGTH = 20
_NOWHERE = "@closed.invalid"


class Scope(models.TextChoices):
    """What a member may let a helper do. Votes are not among them: a ballot is personal (decision 0020)."""

    LOTS = "lots"
    POOL = "pool"
    STATUTES = "statutes"
    PROFILE = "profile"


class HelperQuerySet(models.QuerySet["Helper"]):
    """Consents on record."""

    def live(self) -> Self:
        """This will keep those that hold at this statement, by the database's clock; none outlives the membership."""
        return self.filter(ended_at__isnull=True, person__isnull=False, ends_at__gt=Now()).exclude(
            membership__status="ended"
        )

    def waiting(self) -> Self:
        """This will keep those whose helper was asked by an address and has not answered."""
        return self.filter(ended_at__isnull=True, person__isnull=True, ends_at__gt=Now()).exclude(
            membership__status="ended"
        )


class Helper(models.Model):
    """A member's consent, written down by the board: this person may act for it, in these things, until then.

    The consent itself never changes (the database refuses; addresses alone can be forgotten); a new one is a new row. A person who was asked by an address
    is nobody until she has said yes.
    """

    class Given(models.TextChoices):
        """How the member said yes: on paper that the board keeps, or in person before a witness."""

        PAPER = "paper"
        WITNESS = "witness"

    class EndReason(models.TextChoices):
        """Who ended it, or what."""

        MEMBER = "member"
        BOARD = "board"
        HELPER = "helper"
        RENEWED = "renewed"
        MEMBERSHIP = "membership"

    class State(models.TextChoices):
        """Follows from the times of the row and the membership."""

        WAITING = "waiting"
        LIVE = "live"
        OVER = "over"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    association = models.ForeignKey("coops.Association", on_delete=models.PROTECT, related_name="+")
    membership = models.ForeignKey("coops.Membership", on_delete=models.PROTECT, related_name="helpers")
    producer = models.ForeignKey("coops.Producer", on_delete=models.PROTECT, related_name="helpers")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    email = models.EmailField(max_length=EMAIL_LENGTH, blank=True)
    scopes = ArrayField(models.CharField(max_length=20, choices=Scope))
    given = models.CharField(max_length=20, choices=Given)
    # The paper's number or place, or the name of the witness.
    reference = models.CharField(max_length=REFERENCE_LENGTH)
    given_on = models.DateField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    ends_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    end_reason = models.CharField(max_length=20, choices=EndReason, blank=True)
    # When those whom it concerns were told that `ends_at` comes near.
    end_told_at = models.DateTimeField(null=True, editable=False)
    # Where the member's receipts go; either may be empty, then they go on paper.
    member_phone = models.CharField(max_length=PHONE_LENGTH, blank=True)
    member_email = models.EmailField(max_length=EMAIL_LENGTH, blank=True)

    objects = HelperQuerySet.as_manager()

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["producer", "person"], condition=Q(ended_at__isnull=True), name="helper_once"
            ),
            models.CheckConstraint(condition=Q(person__isnull=False) | ~Q(email=""), name="helper_is_somebody"),
            models.CheckConstraint(condition=Q(scopes__len__gte=1), name="helper_may_something"),
            models.CheckConstraint(condition=~Q(reference=""), name="helper_consent_has_reference"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("created_at")), name="helper_ends_after_start"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, end_reason="") | (Q(ended_at__isnull=False) & ~Q(end_reason="")),
                name="helper_end_has_reason",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["association", "-id"], name="helper_of_association"),
            models.Index(fields=["person", "-id"], name="helper_of_person"),
            models.Index(fields=["email"], name="helper_asked", condition=~Q(email="")),
            models.Index(
                fields=["ends_at"],
                name="helper_end_untold",
                condition=Q(ended_at__isnull=True, person__isnull=False, end_told_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"helper {self.pk}"

    @property
    def forgotten_email(self) -> str:
        """What stands for the address that was asked once nobody needs it; nobody can own it."""
        return f"{self.pk}{_NOWHERE}"

    @property
    def asked_email(self) -> str | None:
        """The address that was asked, while it is known."""
        return None if not self.email or self.email.endswith(_NOWHERE) else self.email

    def state(self, now: datetime) -> State:
        """This will return how it stands at `now` (the database's clock); the membership must be at hand."""
        if self.ended_at is not None or self.ends_at <= now or self.membership.status == "ended":
            return self.State.OVER
        return self.State.WAITING if self.person_id is None else self.State.LIVE


class Act(models.Model):
    """One thing that a helper did for a member, in the words in which the member was told. Never changed, never deleted.

    People, producers and associations stand here by their ids: the record outlives what it speaks of.
    """

    number = models.BigAutoField(primary_key=True)
    helper = models.ForeignKey(Helper, on_delete=models.PROTECT, related_name="acts")
    person_id = models.UUIDField()
    producer_id = models.UUIDField()
    association_id = models.UUIDField()
    operation = models.CharField(max_length=80)
    words_es = models.TextField()
    words_en = models.TextField()
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["producer_id", "-number"], name="helped_act_producer"),
            models.Index(fields=["association_id", "-number"], name="helped_act_association"),
            models.Index(fields=["helper", "-number"], name="helped_act_helper"),
        ]

    def __str__(self) -> str:
        return f"act {self.number}"


class Receipt(models.Model):
    """That the member was given the receipt of an act, and how. `by_id` is empty where the system wrote a letter."""

    class Way(models.TextChoices):
        """How it reached the member."""

        PAPER = "paper"
        SMS = "sms"
        EMAIL = "email"
        TOLD = "told"

    number = models.BigAutoField(primary_key=True)
    act = models.ForeignKey(Act, on_delete=models.PROTECT, related_name="receipts")
    way = models.CharField(max_length=10, choices=Way)
    by_id = models.UUIDField(null=True)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["act", "way"], name="receipt_once_a_way"),
        ]

    def __str__(self) -> str:
        return f"receipt {self.number}"

"""Who belongs to an association, in which office, and who was invited."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar, Self
from uuid import UUID

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from coops.models.associations import Association, Statutes
from coops.models.base import Period, PeriodQuerySet, WaitingQuerySet
from coops.models.producers import Mandate, Producer
from lib.ids import new_id
from lib.text import EMAIL_LENGTH

# By the database's clock: a suspension with an end is over when that has come, whether or not the row says so yet.
SUSPENDED_NOW = Q(status="suspended") & (Q(suspended_until__isnull=True) | Q(suspended_until__gt=Now()))


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Memberships of producers."""

    def active(self) -> Self:
        """This will keep the members that take part now: they vote, trade and may hold offices."""
        return self.filter(
            Q(status=Membership.Status.ACTIVE) | Q(status=Membership.Status.SUSPENDED, suspended_until__lte=Now())
        )

    def suspended(self) -> Self:
        """This will keep the members that are kept from taking part now."""
        return self.filter(SUSPENDED_NOW)

    def belonging(self) -> Self:
        """This will keep the memberships that have not ended, suspended ones too: who reads and is counted."""
        return self.exclude(status=Membership.Status.ENDED)

    def of_person(self, person_id: UUID) -> Self:
        """This will keep the memberships of producers for which the person holds a live mandate."""
        live = Mandate.objects.live().filter(person_id=person_id)
        return self.filter(producer_id__in=live.values("producer_id"))


class Membership(models.Model):
    """A producer's place in an association, with one vote. Coming back after leaving makes a new row and number."""

    class Status(models.TextChoices):
        """A suspended member is in the register and reads; it neither votes nor trades, and is no office's ground."""

        ACTIVE = "active"
        SUSPENDED = "suspended"
        ENDED = "ended"

    class EndReason(models.TextChoices):
        """Why a membership ended."""

        LEFT = "left"
        EXCLUDED = "excluded"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="memberships")
    producer = models.ForeignKey(Producer, on_delete=models.PROTECT, related_name="memberships")
    number = models.PositiveIntegerField()
    status = models.CharField(max_length=20, choices=Status, default=Status.ACTIVE)
    joined_at = models.DateTimeField(db_default=Now())
    # Of one that is suspended: when that ends by itself. Ask `active()` and `suspended()`, not the status.
    suspended_until = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True)
    end_reason = models.CharField(max_length=20, choices=EndReason, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["association", "producer"], condition=~Q(status="ended"), name="membership_once"
            ),
            models.UniqueConstraint(fields=["association", "number"], name="membership_number_once"),
            models.UniqueConstraint(fields=["association", "id"], name="membership_of_association"),
            models.CheckConstraint(
                condition=Q(status__in=["active", "suspended"], left_at__isnull=True)
                | Q(status="ended", left_at__isnull=False),
                name="membership_end_has_date",
            ),
            models.CheckConstraint(
                condition=Q(suspended_until__isnull=True) | Q(status="suspended"), name="membership_until_of_suspension"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["producer", "status"])]

    def __str__(self) -> str:
        return f"membership {self.pk}"


class StatutesAcceptance(models.Model):
    """A member's yes to one version of the statutes, given by a person on the producer's behalf."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="+")
    statutes = models.ForeignKey(Statutes, on_delete=models.PROTECT, related_name="acceptances")
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="acceptances")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    accepted_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["statutes", "membership"], name="statutes_accepted_once"),
        ]

    def __str__(self) -> str:
        return f"acceptance {self.pk}"


class Role(models.Model):
    """A person's office in one association, with a start and perhaps an end."""

    class Name(models.TextChoices):
        """The offices; `member` is no office but follows from the membership."""

        ADMINISTRATOR = "administrator"
        PRESIDENT = "president"
        SECRETARY = "secretary"
        TREASURER = "treasurer"
        OVERSIGHT = "oversight"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="roles")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="association_roles")
    role = models.CharField(max_length=20, choices=Name)
    starts_at = models.DateTimeField(db_default=Now())
    ends_at = models.DateTimeField(null=True)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    objects = PeriodQuerySet.as_manager()

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gte=F("starts_at")), name="role_ends_after_start"
            ),
            ExclusionConstraint(
                name="role_one_at_a_time",
                expressions=[
                    ("association", RangeOperators.EQUAL),
                    ("person", RangeOperators.EQUAL),
                    ("role", RangeOperators.EQUAL),
                    (Period("starts_at", "ends_at"), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"role {self.pk}"


class Invitation(models.Model):
    """An invitation to one address. The link's token is kept only as its SHA-256; it opens once, until it expires."""

    class State(models.TextChoices):
        """Follows from the times of the row."""

        OPEN = "open"
        USED = "used"
        EXPIRED = "expired"
        REVOKED = "revoked"
        DECLINED = "declined"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="invitations")
    email = models.EmailField(max_length=EMAIL_LENGTH)
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    membership = models.OneToOneField(Membership, on_delete=models.PROTECT, null=True, related_name="invitation")
    revoked_at = models.DateTimeField(null=True)
    declined_at = models.DateTimeField(null=True)

    objects = WaitingQuerySet.as_manager()

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=Q(used_at__isnull=True, membership__isnull=True)
                | Q(used_at__isnull=False, membership__isnull=False),
                name="invitation_used_by_a_member",
            ),
            models.CheckConstraint(
                condition=Q(used_at__isnull=True) | Q(revoked_at__isnull=True), name="invitation_used_or_revoked"
            ),
            models.CheckConstraint(
                condition=Q(declined_at__isnull=True) | Q(used_at__isnull=True, revoked_at__isnull=True),
                name="invitation_declined_and_nothing_else",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["association", "-created_at"]),
            models.Index(fields=["email"]),
        ]

    def __str__(self) -> str:
        return f"invitation {self.pk}"

    def state(self, now: datetime) -> State:
        """This will return what the link can still do at `now` (the database's clock)."""
        if self.used_at:
            return self.State.USED
        if self.revoked_at:
            return self.State.REVOKED
        if self.declined_at:
            return self.State.DECLINED
        return self.State.OPEN if now < self.expires_at else self.State.EXPIRED

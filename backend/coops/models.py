"""Producers and who acts for them; associations, their statutes, members, roles and invitations.

A membership joins a producer (not a person) to an association; persons act for the producer by mandates. Mandates,
memberships and roles are never deleted: they end, by the database's clock.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar, Self
from uuid import UUID

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Now

from lib.ids import new_id
from lib.text import EMAIL_LENGTH, NAME_LENGTH

LOCALITY_LENGTH = 120
STORY_LENGTH = 2_000
PURPOSE_LENGTH = 1_000
STATUTES_LENGTH = 200_000
CHANGES_LENGTH = 1_000


class Period(Func):
    """The range of time between two columns, without its end."""

    function = "TSTZRANGE"
    output_field = DateTimeRangeField()


class PeriodQuerySet(models.QuerySet[Any]):
    """Rows with a start and perhaps an end."""

    def live(self) -> Self:
        """This will keep the rows that hold at this statement, by the database's clock."""
        return self.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=Now()), starts_at__lte=Now())


class Producer(models.Model):
    """Who makes things: a family, a workshop, a small company. Shown by locality, never by an exact place."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=NAME_LENGTH)
    initials = models.CharField(max_length=4)
    comuna = models.CharField(max_length=5)
    locality = models.CharField(max_length=LOCALITY_LENGTH, blank=True)
    story = models.TextField(max_length=STORY_LENGTH, blank=True)
    shows_name = models.BooleanField(default=True)
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(condition=Q(comuna__regex=r"^\d{5}$"), name="producer_comuna_is_cut"),
        ]

    def __str__(self) -> str:
        return f"producer {self.pk}"


class Mandate(models.Model):
    """A person's right to act for a producer: as its owner, or as an agent whom the owner named."""

    class Kind(models.TextChoices):
        """Owners give and take back mandates; agents only act."""

        OWNER = "owner"
        AGENT = "agent"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="mandates")
    producer = models.ForeignKey(Producer, on_delete=models.PROTECT, related_name="mandates")
    kind = models.CharField(max_length=10, choices=Kind)
    starts_at = models.DateTimeField(db_default=Now())
    ends_at = models.DateTimeField(null=True)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    objects = PeriodQuerySet.as_manager()

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gte=F("starts_at")), name="mandate_ends_after_start"
            ),
            ExclusionConstraint(
                name="mandate_one_at_a_time",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    ("producer", RangeOperators.EQUAL),
                    (Period("starts_at", "ends_at"), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"mandate {self.pk}"


class WaitingQuerySet(models.QuerySet[Any]):
    """What waits for somebody's answer until it expires."""

    def waiting(self) -> Self:
        """This will keep what can still be answered at this statement, by the database's clock."""
        return self.filter(
            used_at__isnull=True, revoked_at__isnull=True, declined_at__isnull=True, expires_at__gt=Now()
        )


class MandateOffer(models.Model):
    """An owner's wish that the person at an address act for the producer. Who has proved the address answers once.

    It goes to an address and not to a person: nobody learns from it whether an address has an account.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    producer = models.ForeignKey(Producer, on_delete=models.PROTECT, related_name="mandate_offers")
    email = models.EmailField(max_length=EMAIL_LENGTH)
    kind = models.CharField(max_length=10, choices=Mandate.Kind)
    offered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    mandate = models.OneToOneField(Mandate, on_delete=models.PROTECT, null=True, related_name="offer")
    revoked_at = models.DateTimeField(null=True)
    declined_at = models.DateTimeField(null=True)

    objects = WaitingQuerySet.as_manager()

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=Q(used_at__isnull=True, mandate__isnull=True)
                | Q(used_at__isnull=False, mandate__isnull=False, revoked_at__isnull=True, declined_at__isnull=True),
                name="mandate_offer_ends_once",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["producer", "-created_at"]),
            models.Index(fields=["email"]),
        ]

    def __str__(self) -> str:
        return f"mandate offer {self.pk}"


class Association(models.Model):
    """Producers who sell, own and decide together.

    It is `forming` until the founders that its kind requires have accepted the same statutes. The row is locked
    by governance only (joining, leaving, roles, statutes); trade reads its status.
    """

    class Kind(models.TextChoices):
        """The forms that producers of the region choose from."""

        COOPERATIVE = "cooperative"
        TRADE_ASSOCIATION = "trade_association"
        AGRICULTURAL_COMMUNITY = "agricultural_community"
        PRODUCERS_GROUP = "producers_group"

    class Status(models.TextChoices):
        """Only a constituted association sells."""

        FORMING = "forming"
        CONSTITUTED = "constituted"
        SUSPENDED = "suspended"
        DISSOLVED = "dissolved"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=NAME_LENGTH)
    kind = models.CharField(max_length=30, choices=Kind)
    purpose = models.TextField(max_length=PURPOSE_LENGTH, blank=True)
    story = models.TextField(max_length=STORY_LENGTH, blank=True)
    comuna = models.CharField(max_length=5)
    status = models.CharField(max_length=20, choices=Status, default=Status.FORMING)
    founders_required = models.PositiveSmallIntegerField()
    last_member_number = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    constituted_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(condition=Q(comuna__regex=r"^\d{5}$"), name="association_comuna_is_cut"),
            models.CheckConstraint(condition=Q(founders_required__gte=1), name="association_needs_founders"),
            models.CheckConstraint(
                condition=Q(status="forming", constituted_at__isnull=True) | ~Q(status="forming"),
                name="association_forming_has_no_date",
            ),
            models.CheckConstraint(
                condition=~Q(status="constituted") | Q(constituted_at__isnull=False),
                name="association_constituted_has_date",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["status", "name"])]

    def __str__(self) -> str:
        return self.slug

    @property
    def is_forming(self) -> bool:
        """Whether founders are still being gathered."""
        return self.status == self.Status.FORMING


class Statutes(models.Model):
    """One version of an association's statutes; the highest version is what new members accept."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="statutes")
    version = models.PositiveIntegerField()
    text = models.TextField(max_length=STATUTES_LENGTH)
    # What is different from the version before, in the words of who published it.
    changes = models.TextField(max_length=CHANGES_LENGTH, blank=True)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    adopted_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["association", "version"], name="statutes_version_once"),
            models.UniqueConstraint(fields=["association", "id"], name="statutes_of_association"),
        ]

    def __str__(self) -> str:
        return f"statutes {self.pk}"


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Memberships of producers."""

    def active(self) -> Self:
        """This will keep the memberships that hold now."""
        return self.filter(status=Membership.Status.ACTIVE)

    def of_person(self, person_id: UUID) -> Self:
        """This will keep the memberships of producers for which the person holds a live mandate."""
        live = Mandate.objects.live().filter(person_id=person_id)
        return self.filter(producer_id__in=live.values("producer_id"))


class Membership(models.Model):
    """A producer's place in an association, with one vote. Coming back after leaving makes a new row and number."""

    class Status(models.TextChoices):
        """Applications and suspensions get states of their own when they are built."""

        ACTIVE = "active"
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
    left_at = models.DateTimeField(null=True)
    end_reason = models.CharField(max_length=20, choices=EndReason, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["association", "producer"], condition=Q(status="active"), name="membership_active_once"
            ),
            models.UniqueConstraint(fields=["association", "number"], name="membership_number_once"),
            models.UniqueConstraint(fields=["association", "id"], name="membership_of_association"),
            models.CheckConstraint(
                condition=Q(status="active", left_at__isnull=True) | Q(status="ended", left_at__isnull=False),
                name="membership_end_has_date",
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

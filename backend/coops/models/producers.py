"""Who makes things, and who acts for them."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from coops.models.base import LOCALITY_LENGTH, RUT, STORY_LENGTH, Period, PeriodQuerySet, WaitingQuerySet
from lib.ids import new_id
from lib.text import EMAIL_LENGTH, NAME_LENGTH


class Producer(models.Model):
    """Who makes things: a family, a workshop, a small company. Shown by locality, never by an exact place.

    One with an `association` is that association, making goods itself: acted for by office and not by mandate, and
    never a member of anything (decision 0030).
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=NAME_LENGTH)
    initials = models.CharField(max_length=4)
    comuna = models.CharField(max_length=5)
    locality = models.CharField(max_length=LOCALITY_LENGTH, blank=True)
    story = models.TextField(max_length=STORY_LENGTH, blank=True)
    shows_name = models.BooleanField(default=True)
    # Without dots and hyphen. Private: read and written by the owners, in operations of their own.
    rut = models.CharField(max_length=9, blank=True, default="", db_default="")
    association = models.OneToOneField(
        "coops.Association", on_delete=models.PROTECT, null=True, related_name="own_producer"
    )
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(condition=Q(comuna__regex=r"^\d{5}$"), name="producer_comuna_is_cut"),
            models.CheckConstraint(condition=Q(rut__regex=RUT), name="producer_rut_is_one"),
            models.CheckConstraint(
                condition=Q(association__isnull=True) | Q(rut="", shows_name=True), name="producer_itself_is_no_person"
            ),
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

"""Associations and the versions of their statutes."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from coops.models.base import CHANGES_LENGTH, PURPOSE_LENGTH, STATUTES_LENGTH, STORY_LENGTH
from lib.ids import new_id
from lib.text import NAME_LENGTH


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

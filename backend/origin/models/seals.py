"""Names that goods may be sold under, and what their rules ask."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from lib.ids import new_id
from lib.text import NAME_LENGTH

TEXT_LENGTH = 4_000


class Seal(models.Model):
    """A name by law, in a register, or an association's own. What it demands is data for `origin.rules`."""

    class Kind(models.TextChoices):
        """Three things that never look alike: by law; registered (or on the way to it); an association's own."""

        LAW = "law"
        GEOGRAPHICAL_INDICATION = "geographical_indication"
        DENOMINATION_OF_ORIGIN = "denomination_of_origin"
        COLLECTIVE_MARK = "collective_mark"
        CERTIFICATION_MARK = "certification_mark"
        OWN = "own"

    class Status(models.TextChoices):
        """Where its registration stands. A name by law is registered nowhere and stays `none`; an own one too."""

        NONE = "none"
        IN_PREPARATION = "in_preparation"
        APPLIED = "applied"
        REGISTERED = "registered"
        SUSPENDED = "suspended"
        CANCELLED = "cancelled"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    slug = models.SlugField(max_length=80, unique=True)
    kind = models.CharField(max_length=30, choices=Kind)
    status = models.CharField(max_length=20, choices=Status, default=Status.NONE)
    name_es = models.CharField(max_length=NAME_LENGTH)
    name_en = models.CharField(max_length=NAME_LENGTH)
    about_es = models.TextField(max_length=TEXT_LENGTH, blank=True)
    about_en = models.TextField(max_length=TEXT_LENGTH, blank=True)
    # Whose own it is; empty for names that are not one association's.
    association = models.ForeignKey("coops.Association", on_delete=models.PROTECT, null=True, related_name="+")
    holder = models.CharField(max_length=NAME_LENGTH, blank=True)
    # {"authority", "law", "application_number", "applied_on", "number", "registered_on", "resolution", "nice_classes", "expires_on"}
    registration = models.JSONField(default=dict)
    # Beginnings of CUT codes: "04" is the whole region, "04305" one comuna.
    zone = ArrayField(models.CharField(max_length=5), default=list)
    rules_es = models.TextField(max_length=TEXT_LENGTH, blank=True)
    rules_en = models.TextField(max_length=TEXT_LENGTH, blank=True)
    # What the machine checks of a lot: [{"rule": "degrees", "least": 30, "most": 50, "classes": […]}, …], see origin.rules.
    requirements = models.JSONField(default=list)
    # Grows with each change of `requirements`; checks name the one that they were made by.
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=Q(kind="own", association__isnull=False) | (~Q(kind="own") & Q(association__isnull=True)),
                name="seal_own_has_its_association",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=["law", "own"]) | Q(status__in=["none", "suspended", "cancelled"]),
                name="seal_registered_only_in_a_register",
            ),
        ]

    def __str__(self) -> str:
        return self.slug

    @property
    def in_force(self) -> bool:
        """Whether goods may be sold under it: by law or an own one unless set aside, all others once registered."""
        by_itself = self.kind in (Seal.Kind.LAW, Seal.Kind.OWN)
        return self.status == (Seal.Status.NONE if by_itself else Seal.Status.REGISTERED)

"""Associations and the versions of their statutes."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from coops.models.base import CHANGES_LENGTH, PURPOSE_LENGTH, RUT, STATUTES_LENGTH, STORY_LENGTH
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

    class Admission(models.TextChoices):
        """Who lets producers in that nobody invited; with `invitation` nobody can apply."""

        INVITATION = "invitation"
        BOARD = "board"
        VOTE = "vote"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=NAME_LENGTH)
    kind = models.CharField(max_length=30, choices=Kind)
    purpose = models.TextField(max_length=PURPOSE_LENGTH, blank=True)
    story = models.TextField(max_length=STORY_LENGTH, blank=True, default="", db_default="")
    comuna = models.CharField(max_length=5)
    # Without dots and hyphen. Private: read and written by the board, in operations of its own.
    rut = models.CharField(max_length=9, blank=True, default="", db_default="")
    status = models.CharField(max_length=20, choices=Status, default=Status.FORMING)
    founders_required = models.PositiveSmallIntegerField()
    last_member_number = models.PositiveIntegerField(default=0)
    admission = models.CharField(
        max_length=20, choices=Admission, default=Admission.INVITATION, db_default=Admission.INVITATION
    )
    # [{"text": …, "required": …}]: what applicants are asked.
    applicant_questions = models.JSONField(default=list, db_default=[])
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    constituted_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(condition=Q(comuna__regex=r"^\d{5}$"), name="association_comuna_is_cut"),
            models.CheckConstraint(condition=Q(rut__regex=RUT), name="association_rut_is_one"),
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

    @property
    def is_public(self) -> bool:
        """Whether strangers may know of it: once it was constituted. Before, founders and whom they invite do."""
        return self.constituted_at is not None

    @property
    def takes_applications(self) -> bool:
        """Whether producers can ask to be let in. While it forms, founders are invited."""
        return self.status == self.Status.CONSTITUTED and self.admission != self.Admission.INVITATION


class StatutesDocument(models.Model):
    """Statutes as a PDF that was sent: checked when it came, shown as a download only.

    Nothing points at it until it is published or put to the vote; what nothing points at for a day is swept.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="+")
    # The same file sent again by the same association is the same document.
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    pages = models.PositiveIntegerField()
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(db_default=Now(), editable=False)
    # Since when perhaps nothing points at it; empty while something does.
    loose_since = models.DateTimeField(db_default=Now(), null=True)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["association", "sha256"], name="statutes_document_once"),
            models.UniqueConstraint(fields=["association", "id"], name="statutes_document_of_association"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["loose_since"], condition=Q(loose_since__isnull=False), name="statutes_document_loose")
        ]

    def __str__(self) -> str:
        return f"statutes document {self.pk}"


class StatutesFile(models.Model):
    """The bytes of a document, apart from what lists and screens read."""

    document = models.OneToOneField(StatutesDocument, on_delete=models.CASCADE, primary_key=True, related_name="file")
    body = models.BinaryField()

    def __str__(self) -> str:
        return f"file of {self.pk}"


class Statutes(models.Model):
    """One version of an association's statutes, a text or a document; the highest version is what new members accept."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="statutes")
    version = models.PositiveIntegerField()
    text = models.TextField(max_length=STATUTES_LENGTH, blank=True)
    document = models.ForeignKey(StatutesDocument, on_delete=models.PROTECT, null=True, related_name="statutes")
    # What is different from the version before, in the words of who published it.
    changes = models.TextField(max_length=CHANGES_LENGTH, blank=True, default="", db_default="")
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    adopted_at = models.DateTimeField(null=True)
    # The day on which the board looks whether they still fit, and for which day it was reminded.
    review_on = models.DateField(null=True)
    review_told_for = models.DateField(null=True)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["association", "version"], name="statutes_version_once"),
            models.UniqueConstraint(fields=["association", "id"], name="statutes_of_association"),
            models.CheckConstraint(
                condition=~Q(text="", document__isnull=True), name="statutes_are_a_text_or_a_document"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["review_on"],
                condition=Q(review_on__isnull=False)
                & (Q(review_told_for__isnull=True) | ~Q(review_told_for=F("review_on"))),
                name="statutes_to_review",
            )
        ]

    def __str__(self) -> str:
        return f"statutes {self.pk}"

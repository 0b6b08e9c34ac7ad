"""Certificates: applied for, inspected by a plan, issued for a time and a volume, suspended, reinstated, revoked."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from catalog.models import Category, ClockTimestamp
from lib.ids import new_id
from lib.text import NAME_LENGTH
from origin.models.seals import TEXT_LENGTH, Seal

REASON_LENGTH = 500


class Certificate(models.Model):
    """That a member's product may be sold under a seal's name. Its Cover in the catalog has the same id."""

    class Status(models.TextChoices):
        """applied → issued ↔ suspended → revoked; or applied → refused, withdrawn. Its time ending is no status."""

        APPLIED = "applied"
        ISSUED = "issued"
        SUSPENDED = "suspended"
        REVOKED = "revoked"
        REFUSED = "refused"
        WITHDRAWN = "withdrawn"

    class Assessor(models.TextChoices):
        """Who looked: the producer herself, her association, or a body outside of both."""

        SELF = "self"
        ASSOCIATION = "association"
        EXTERNAL = "external"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    # Short, for people: "7K3Q-M9".
    code = models.CharField(max_length=12, unique=True)
    seal = models.ForeignKey(Seal, on_delete=models.PROTECT, related_name="certificates")
    # Who issues it, and for which of its members.
    association = models.ForeignKey("coops.Association", on_delete=models.PROTECT, related_name="+")
    producer = models.ForeignKey("coops.Producer", on_delete=models.PROTECT, related_name="+")
    product = models.ForeignKey("catalog.Product", on_delete=models.PROTECT, related_name="+")
    # As they were when it was applied for: what is signed never changes its words.
    product_name = models.CharField(max_length=NAME_LENGTH)
    category = models.CharField(max_length=20, choices=Category)
    comuna = models.CharField(max_length=5)
    status = models.CharField(max_length=12, choices=Status, default=Status.APPLIED)
    assessor = models.CharField(max_length=12, choices=Assessor, default=Assessor.SELF)
    # The body outside, where it is one; never a person's name.
    assessor_name = models.CharField(max_length=NAME_LENGTH, blank=True)
    valid_from = models.DateTimeField(null=True)
    valid_until = models.DateTimeField(null=True)
    # Units that may be packed under it; None: no bound but the rules'.
    cap = models.PositiveIntegerField(null=True)
    note = models.TextField(max_length=TEXT_LENGTH, blank=True)
    applied_at = models.DateTimeField(db_default=ClockTimestamp(), editable=False)
    applied_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    issued_at = models.DateTimeField(null=True)
    # Of which end those concerned were reminded.
    end_told_for = models.DateTimeField(null=True)
    # When the files of an application that came to nothing were let go.
    papers_dropped_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=Q(status__in=["applied", "refused", "withdrawn"])
                | Q(valid_from__isnull=False, valid_until__gt=F("valid_from"), issued_at__isnull=False),
                name="certificate_issued_has_its_time",
            ),
            models.UniqueConstraint(
                fields=["seal", "product"], condition=Q(status="applied"), name="certificate_applied_for_once"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["association", "-applied_at"], name="certificate_of_association"),
            models.Index(fields=["producer", "-applied_at"], name="certificate_of_producer"),
            models.Index(fields=["valid_until"], condition=Q(status="issued"), name="certificate_ends"),
            models.Index(
                fields=["id"],
                condition=Q(status__in=["refused", "withdrawn"], papers_dropped_at__isnull=True),
                name="certificate_came_to_nothing",
            ),
        ]

    def __str__(self) -> str:
        return self.code


class CertificateStep(models.Model):
    """What was done with a certificate, by whom and why; never altered (a trigger refuses it)."""

    class Kind(models.TextChoices):
        """What was done."""

        APPLIED = "applied"
        WITHDRAWN = "withdrawn"
        REFUSED = "refused"
        PLANNED = "planned"
        INSPECTED = "inspected"
        CORRECTED = "corrected"
        ISSUED = "issued"
        SUSPENDED = "suspended"
        REINSTATED = "reinstated"
        REVOKED = "revoked"
        GRANTED = "granted"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    certificate = models.ForeignKey(Certificate, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=12, choices=Kind)
    reason = models.CharField(max_length=REASON_LENGTH, blank=True)
    units = models.PositiveIntegerField(null=True)
    lot = models.ForeignKey("catalog.Lot", on_delete=models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    helped_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(db_default=ClockTimestamp(), editable=False)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["certificate", "at"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class Inspection(models.Model):
    """One look at a product, planned and then done; the plan of a certificate is its inspections."""

    class Kind(models.TextChoices):
        """Who looks: the producer by a list, the association's own control, a body outside."""

        SELF_CONTROL = "self_control"
        INTERNAL_CONTROL = "internal_control"
        EXTERNAL_BODY = "external_body"

    class Outcome(models.TextChoices):
        """`findings`: not yet, there is something to correct."""

        PASSED = "passed"
        FINDINGS = "findings"
        FAILED = "failed"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    certificate = models.ForeignKey(Certificate, on_delete=models.PROTECT, related_name="inspections")
    kind = models.CharField(max_length=20, choices=Kind)
    inspector = models.CharField(max_length=NAME_LENGTH, blank=True)
    planned_for = models.DateField()
    done_on = models.DateField(null=True)
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    report = models.TextField(max_length=TEXT_LENGTH, blank=True)
    planned_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(db_default=ClockTimestamp(), editable=False)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=Q(done_on__isnull=True, outcome="") | (Q(done_on__isnull=False) & ~Q(outcome="")),
                name="inspection_done_has_an_outcome",
            ),
        ]

    def __str__(self) -> str:
        return f"inspection {self.pk}"


class Finding(models.Model):
    """Something that isn't as the rules ask, and how it was put right."""

    class Severity(models.TextChoices):
        """A critical one stops the certificate until it is corrected; a minor one has a day."""

        MINOR = "minor"
        MAJOR = "major"
        CRITICAL = "critical"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="findings")
    severity = models.CharField(max_length=10, choices=Severity)
    text = models.CharField(max_length=REASON_LENGTH)
    due_on = models.DateField(null=True)
    correction = models.CharField(max_length=REASON_LENGTH, blank=True)
    corrected_at = models.DateTimeField(null=True)
    corrected_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=Q(corrected_at__isnull=True) | ~Q(correction=""), name="finding_corrected_says_how"
            ),
        ]

    def __str__(self) -> str:
        return f"finding {self.pk}"


class Evidence(models.Model):
    """A file behind an inspection or a correction, kept as it came in, with its hash.

    A month after an application came to nothing its content is empty: name, size and hash stay.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    certificate = models.ForeignKey(Certificate, on_delete=models.PROTECT, related_name="evidence")
    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, null=True, related_name="evidence")
    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, null=True, related_name="evidence")
    name = models.CharField(max_length=NAME_LENGTH)
    media_type = models.CharField(max_length=40)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(db_default=ClockTimestamp(), editable=False)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["certificate", "sha256"], name="evidence_once"),
        ]

    def __str__(self) -> str:
        return f"evidence {self.pk}"


class OriginCode(models.Model):
    """The short code on a lot's labels: what `/o/<code>` opens. Made with the lot's first grant; it never changes."""

    code = models.CharField(primary_key=True, max_length=12)
    lot = models.OneToOneField("catalog.Lot", on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(db_default=ClockTimestamp(), editable=False)

    def __str__(self) -> str:
        return self.code

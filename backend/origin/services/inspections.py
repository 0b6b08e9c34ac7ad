"""The plan of a certificate: who looks and when, what was found, and how it was put right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lib.actor import Actor
from lib.clock import database_now
from lib.errors import DomainError, NotFound
from origin import events
from origin.models import CertificateStep, Finding, Inspection
from origin.services import records

MOST_INSPECTIONS: Final = 60
MOST_FINDINGS: Final = 30
_FURTHEST: Final = timedelta(days=5 * 366)


class InspectionDate(DomainError):
    """A plan in the past, something done in the future, or a day out of all bounds."""

    status = 400
    code = "inspection_date"
    title = _("That day can't be: plans are for today or later, and what was done was done today or before.")


class InspectorMissing(DomainError):
    """A body from outside needs its name."""

    status = 400
    code = "inspector_missing"
    title = _("Write which body from outside looks at it.")


class TooManyInspections(DomainError):
    """A certificate has so many and no more."""

    status = 429
    code = "too_many_inspections"
    title = _("This certificate has as many inspections as it can have.")


class InspectionDone(DomainError):
    """What came of it is written down already."""

    code = "inspection_done"
    title = _("What came of this inspection is written down already.")


class FindingsUnlike(DomainError):
    """Findings without saying so, or the other way round; or a major one without its day."""

    status = 400
    code = "findings_unlike"
    title = _("Where something is to be put right, write down what, and until when if it is a major finding.")


class FindingAlreadyCorrected(DomainError):
    """How it was put right is written down already."""

    code = "finding_corrected_already"
    title = _("How this was put right is written down already.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Something that isn't as the rules ask."""

    severity: str
    text: str
    due_on: date | None = None


@transaction.atomic
def plan_inspection(
    *, actor: Actor, association_id: UUID, certificate_id: UUID, kind: str, planned_for: date, inspector: str = ""
) -> Inspection:
    """This will plan that somebody looks; of an issued certificate too.

    :raises NotFound: if the association has no such certificate. :raises CertificateClosed: if it is closed.
    :raises InspectionDate: if the day has passed. :raises InspectorMissing: if a body from outside has no name.
    """
    certificate = records.locked(association_id, certificate_id)
    records.refuse_closed(certificate)
    today = timezone.localdate(database_now())
    if not today <= planned_for <= today + _FURTHEST:
        raise InspectionDate
    if kind == Inspection.Kind.EXTERNAL_BODY and not inspector:
        raise InspectorMissing
    if certificate.inspections.count() >= MOST_INSPECTIONS:
        raise TooManyInspections
    inspection = Inspection.objects.create(
        certificate=certificate,
        kind=kind,
        inspector=inspector,
        planned_for=planned_for,
        planned_by_id=records.person(actor),
    )
    records.step(certificate, CertificateStep.Kind.PLANNED, actor=actor)
    records.tell(
        certificate, events.InspectionPlanned(**records.ids(certificate), inspection_id=inspection.pk, kind=kind)
    )
    return inspection


@transaction.atomic
def record_inspection(
    *, actor: Actor, association_id: UUID, certificate_id: UUID, inspection_id: UUID, done_on: date, outcome: str,
    report: str = "", findings: Sequence[Found] = (),
) -> Inspection:  # fmt: skip
    """This will write down what came of an inspection.

    The producer's own control is written down by who acts for it, or by the association's control; every other one by
    the association's control, and by nobody who acts for the producer.

    :raises NotFound: if there is no such inspection, or it isn't the actor's to write down.
    :raises OwnCertificate: if the actor would write down a control of her own product.
    :raises InspectionDone: if it is done. :raises InspectionDate: if the day is to come.
    :raises FindingsUnlike: if outcome and findings don't go together.
    """
    certificate = records.locked(association_id, certificate_id)
    records.refuse_outsiders(actor, certificate)
    records.refuse_closed(certificate)
    inspection = certificate.inspections.filter(pk=inspection_id).first()
    if inspection is None:
        raise NotFound
    if inspection.kind != Inspection.Kind.SELF_CONTROL:
        records.refuse_own(actor, certificate)
    if inspection.outcome:
        raise InspectionDone
    today = timezone.localdate(database_now())
    if not timezone.localdate(certificate.applied_at) - timedelta(days=366) <= done_on <= today:
        raise InspectionDate
    _check_findings(outcome, findings, done_on)
    inspection.done_on = done_on
    inspection.outcome = outcome
    inspection.report = report
    inspection.done_by_id = records.person(actor)
    inspection.save(update_fields=["done_on", "outcome", "report", "done_by"])
    Finding.objects.bulk_create(
        Finding(inspection=inspection, severity=found.severity, text=found.text, due_on=found.due_on)
        for found in findings
    )
    records.step(certificate, CertificateStep.Kind.INSPECTED, actor=actor, reason=outcome)
    event = events.InspectionRecorded(**records.ids(certificate), inspection_id=inspection.pk, outcome=outcome)
    records.tell(certificate, event)
    return inspection


@transaction.atomic
def correct_finding(
    *, actor: Actor, association_id: UUID, certificate_id: UUID, finding_id: UUID, correction: str
) -> Finding:
    """This will write down how something was put right: by who acts for the producer, or the association's control.

    A critical finding is taken as put right by the control alone, and not by the member herself.

    :raises NotFound: if there is no such finding, or it isn't the actor's. :raises FindingAlreadyCorrected: as it says.
    :raises OwnCertificate: if the actor would say that her own critical finding is put right.
    """
    certificate = records.locked(association_id, certificate_id)
    records.refuse_outsiders(actor, certificate)
    records.refuse_closed(certificate)
    finding = Finding.objects.filter(pk=finding_id, inspection__certificate=certificate).first()
    if finding is None:
        raise NotFound
    if finding.severity == Finding.Severity.CRITICAL:
        records.refuse_own(actor, certificate)
    if finding.corrected_at is not None:
        raise FindingAlreadyCorrected
    finding.correction = correction
    finding.corrected_at = database_now()
    finding.corrected_by_id = records.person(actor)
    finding.save(update_fields=["correction", "corrected_at", "corrected_by"])
    records.step(certificate, CertificateStep.Kind.CORRECTED, actor=actor, reason=correction)
    records.tell(certificate, events.FindingCorrected(**records.ids(certificate), finding_id=finding.pk))
    return finding


def _check_findings(outcome: str, findings: Sequence[Found], done_on: date) -> None:
    if (outcome == Inspection.Outcome.FINDINGS) != bool(findings) and outcome != Inspection.Outcome.FAILED:
        raise FindingsUnlike
    for found in findings:
        if found.severity == Finding.Severity.MAJOR and found.due_on is None:
            raise FindingsUnlike
        if found.due_on is not None and not done_on <= found.due_on <= done_on + _FURTHEST:
            raise InspectionDate

"""Whether inspections let a certificate be issued: what is missing, undone or not put right, as stable codes."""

from __future__ import annotations

from datetime import date
from typing import Final

from origin.models import Certificate, Finding, Inspection

NOT_INSPECTED: Final = "not_inspected"
UNDONE: Final = "inspections_undone"
FAILED: Final = "inspection_failed"
CRITICAL_OPEN: Final = "critical_finding_open"
MAJOR_LATE: Final = "major_finding_late"


def hindered(certificate: Certificate, *, today: date) -> list[str]:
    """This will return why the inspections don't let the certificate be issued now, as stable codes; none if they do."""
    done = list(certificate.inspections.exclude(outcome="").order_by("done_on", "created_at"))
    findings = list(Finding.objects.filter(inspection__certificate=certificate, corrected_at__isnull=True))
    found = []
    if not done:
        found.append(NOT_INSPECTED)
    if certificate.inspections.filter(outcome="").exists():
        found.append(UNDONE)
    last = {one.kind: one for one in done}
    if any(one.outcome == Inspection.Outcome.FAILED for one in last.values()):
        found.append(FAILED)
    if any(one.severity == Finding.Severity.CRITICAL for one in findings):
        found.append(CRITICAL_OPEN)
    if any(
        one.severity == Finding.Severity.MAJOR and one.due_on is not None and one.due_on < today for one in findings
    ):
        found.append(MAJOR_LATE)
    return found


def critical_open(certificate: Certificate) -> bool:
    """This will say whether a critical finding isn't put right."""
    return Finding.objects.filter(
        inspection__certificate=certificate, severity=Finding.Severity.CRITICAL, corrected_at__isnull=True
    ).exists()


def looked_at_by(certificate: Certificate, kind: Inspection.Kind) -> bool:
    """This will say whether somebody of this kind has looked, and the last look wasn't failed."""
    done = certificate.inspections.filter(kind=kind).exclude(outcome="").order_by("-done_on", "-created_at").first()
    return done is not None and done.outcome != Inspection.Outcome.FAILED

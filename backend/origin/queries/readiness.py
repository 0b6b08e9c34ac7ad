"""Whether inspections let a certificate be issued: what is missing, undone or not put right, as stable codes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

from django.db.models import Prefetch

from origin.models import Certificate, Finding, Inspection

NOT_INSPECTED: Final = "not_inspected"
UNDONE: Final = "inspections_undone"
FAILED: Final = "inspection_failed"
CRITICAL_OPEN: Final = "critical_finding_open"
MAJOR_LATE: Final = "major_finding_late"


def hindered(inspections: Iterable[Inspection], *, today: date) -> list[str]:
    """This will return why these inspections of a certificate don't let it be issued now, as stable codes; none if they do.

    Their findings should be at hand.
    """
    planned = list(inspections)
    done = sorted((one for one in planned if one.outcome), key=lambda one: (one.done_on or today, one.created_at))
    last = {one.kind: one for one in done}
    open_ones = [found for one in planned for found in one.findings.all() if found.corrected_at is None]
    reasons = {
        NOT_INSPECTED: not done,
        UNDONE: len(done) < len(planned),
        FAILED: any(one.outcome == Inspection.Outcome.FAILED for one in last.values()),
        CRITICAL_OPEN: bool(held_back(planned)),
        MAJOR_LATE: any(_is_late(found, today) for found in open_ones),
    }
    return [code for code, stands in reasons.items() if stands]


def held_back(inspections: Iterable[Inspection]) -> list[str]:
    """This will return why what was stopped can't stand again, nor be packed under, as stable codes: a critical finding that
    isn't put right. Their findings should be at hand.
    """
    found = (finding for one in inspections for finding in one.findings.all())
    critical = any(one.severity == Finding.Severity.CRITICAL and one.corrected_at is None for one in found)
    return [CRITICAL_OPEN] if critical else []


def inspections_of(certificate: Certificate) -> list[Inspection]:
    """This will return the certificate's inspections with their findings, as they were planned."""
    findings = Prefetch("findings", Finding.objects.select_related("corrected_by").order_by("pk"))
    rows = certificate.inspections.select_related("planned_by", "done_by").prefetch_related(findings)
    return list(rows.order_by("planned_for", "created_at"))


def _is_late(found: Finding, today: date) -> bool:
    return found.severity == Finding.Severity.MAJOR and found.due_on is not None and found.due_on < today


def critical_open(certificate: Certificate) -> bool:
    """This will say whether a critical finding isn't put right."""
    return Finding.objects.filter(
        inspection__certificate=certificate, severity=Finding.Severity.CRITICAL, corrected_at__isnull=True
    ).exists()


def of_association_itself(certificate: Certificate) -> bool:
    """This will say whether the association made what the certificate is for: its own look is then its own word."""
    return certificate.producer.association_id is not None


def assessors(
    certificate: Certificate, inspections: Iterable[Inspection], *, own: bool
) -> dict[Certificate.Assessor, str]:
    """This will return who may be said to have assessed it, who stands farthest first, with the name of a body from outside.

    `own`: it is hers who says so, and so her own word. A body from outside has passed it; of the association, the last
    look wasn't failed.
    """
    done = sorted((one for one in inspections if one.done_on), key=lambda one: (one.done_on, one.created_at))
    by_kind = {one.kind: one.outcome for one in done}
    bodies = [
        one.inspector
        for one in done
        if (one.kind, one.outcome) == (Inspection.Kind.EXTERNAL_BODY, Inspection.Outcome.PASSED) and one.inspector
    ]
    found: dict[Certificate.Assessor, str] = {}
    if bodies and not own:
        found[Certificate.Assessor.EXTERNAL] = bodies[-1]
    looked = by_kind.get(Inspection.Kind.INTERNAL_CONTROL, Inspection.Outcome.FAILED) != Inspection.Outcome.FAILED
    if looked and not own and not of_association_itself(certificate):
        found[Certificate.Assessor.ASSOCIATION] = ""
    found[Certificate.Assessor.SELF] = ""
    return found


def assessed_by(certificate: Certificate, passed: Iterable[Inspection]) -> Certificate.Assessor:
    """This will return who assessed it, by the inspections that passed it: what is signed and shown says so and no more.

    Somebody from outside has to have been there under the name that stands on the certificate.
    """
    said = Certificate.Assessor(certificate.assessor)
    if said != Certificate.Assessor.EXTERNAL:
        return said
    bodies = {one.inspector for one in passed if one.kind == Inspection.Kind.EXTERNAL_BODY and one.inspector}
    if certificate.assessor_name in bodies:
        return said
    itself = of_association_itself(certificate)
    return Certificate.Assessor.SELF if itself else Certificate.Assessor.ASSOCIATION

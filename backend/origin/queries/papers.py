"""The papers of a certificate with the names of those who did it, as the control and the member read them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Prefetch

from accounts import queries as accounts
from origin.models import Certificate, Evidence, Finding, Inspection


def papers(found: Certificate) -> dict[str, Any]:
    """This will return the certificate's inspections with their findings, its files and its book."""
    findings = Prefetch("findings", Finding.objects.order_by("pk"))
    inspections = list(found.inspections.prefetch_related(findings).order_by("planned_for", "created_at"))
    evidence = list(found.evidence.defer("content").order_by("added_at"))
    steps = list(found.steps.select_related("lot").order_by("at", "pk"))
    ids = {one.person_id for one in steps} | {one.added_by_id for one in evidence}
    for inspection in inspections:
        ids |= {inspection.planned_by_id, inspection.done_by_id}
        ids |= {finding.corrected_by_id for finding in inspection.findings.all()}
    names = accounts.names_of([one for one in ids if one is not None])
    return {
        "inspections": [_inspection(one, names) for one in inspections],
        "evidence": [_evidence(one, names) for one in evidence],
        "steps": [
            {
                "id": one.pk,
                "kind": one.kind,
                "at": one.at,
                "by": _name(names, one.person_id),
                "helped": one.helped_by_id is not None,
                "reason": one.reason,
                "units": one.units,
                "lot_id": one.lot_id,
                "lot_code": one.lot.code if one.lot is not None else "",
            }
            for one in steps
        ],
    }


def _name(names: dict[UUID, str], person_id: UUID | None) -> str | None:
    return None if person_id is None else names.get(person_id)


def _inspection(one: Inspection, names: dict[UUID, str]) -> dict[str, Any]:
    return {
        "id": one.pk,
        "kind": one.kind,
        "inspector": one.inspector,
        "planned_for": one.planned_for,
        "done_on": one.done_on,
        "outcome": one.outcome,
        "report": one.report,
        "planned_by": _name(names, one.planned_by_id),
        "done_by": _name(names, one.done_by_id),
        "findings": [
            {
                "id": finding.pk,
                "severity": finding.severity,
                "text": finding.text,
                "due_on": finding.due_on,
                "correction": finding.correction,
                "corrected_at": finding.corrected_at,
                "corrected_by": _name(names, finding.corrected_by_id),
            }
            for finding in one.findings.all()
        ],
    }


def _evidence(one: Evidence, names: dict[UUID, str]) -> dict[str, Any]:
    return {
        "id": one.pk,
        "name": one.name,
        "media_type": one.media_type,
        "size": one.size,
        "sha256": one.sha256,
        "inspection_id": one.inspection_id,
        "finding_id": one.finding_id,
        "added_at": one.added_at,
        "added_by": _name(names, one.added_by_id),
    }

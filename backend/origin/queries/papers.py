"""The papers of a certificate with the names of those who did it, as the control and the member read them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from accounts.models import Person
from origin.models import Certificate, Evidence, Inspection


def papers(found: Certificate, inspections: Iterable[Inspection]) -> dict[str, Any]:
    """This will return these inspections of the certificate with their findings, its files and its book."""
    evidence = found.evidence.defer("content").select_related("added_by").order_by("added_at")
    steps = found.steps.select_related("lot", "person").order_by("at", "pk")
    return {
        "inspections": [_inspection(one) for one in inspections],
        "evidence": [_evidence(one) for one in evidence],
        "steps": [
            {
                "id": one.pk,
                "kind": one.kind,
                "at": one.at,
                "by": _name(one.person),
                "helped": one.helped_by_id is not None,
                "reason": one.reason,
                "units": one.units,
                "lot_id": one.lot_id,
                "lot_code": one.lot.code if one.lot is not None else "",
            }
            for one in steps
        ],
    }


def _name(person: Person | None) -> str | None:
    return None if person is None else person.name


def _inspection(one: Inspection) -> dict[str, Any]:
    return {
        "id": one.pk,
        "kind": one.kind,
        "inspector": one.inspector,
        "planned_for": one.planned_for,
        "done_on": one.done_on,
        "outcome": one.outcome,
        "report": one.report,
        "planned_by": _name(one.planned_by),
        "done_by": _name(one.done_by),
        "findings": [
            {
                "id": finding.pk,
                "severity": finding.severity,
                "text": finding.text,
                "due_on": finding.due_on,
                "correction": finding.correction,
                "corrected_at": finding.corrected_at,
                "corrected_by": _name(finding.corrected_by),
            }
            for finding in one.findings.all()
        ],
    }


def _evidence(one: Evidence) -> dict[str, Any]:
    return {
        "id": one.pk,
        "name": one.name,
        "media_type": one.media_type,
        "size": one.size,
        "sha256": one.sha256,
        "inspection_id": one.inspection_id,
        "finding_id": one.finding_id,
        "added_at": one.added_at,
        "added_by": _name(one.added_by),
    }

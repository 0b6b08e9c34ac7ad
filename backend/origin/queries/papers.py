"""The papers of a certificate with the names of those who did it, as the control and the member read them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from accounts.models import Person
from origin.models import Certificate, Evidence, Inspection
from origin.queries.acts import may_correct, may_record


def papers(found: Certificate, inspections: Iterable[Inspection], opened: list[str], *, own: bool) -> dict[str, Any]:
    """This will return these inspections of the certificate with their findings, its files and its book.

    `opened` are the operations on it that its reader may call, `own`: it is hers.
    """
    evidence = found.evidence.defer("content").select_related("added_by").order_by("added_at")
    steps = found.steps.select_related("lot", "person").order_by("at", "pk")
    return {
        "inspections": [_inspection(one, opened, own) for one in inspections],
        "evidence": [_evidence(one, found) for one in evidence],
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


def _inspection(one: Inspection, opened: list[str], own: bool) -> dict[str, Any]:
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
        "may_record": may_record(one, opened, own=own),
        "findings": [
            {
                "id": finding.pk,
                "severity": finding.severity,
                "text": finding.text,
                "due_on": finding.due_on,
                "correction": finding.correction,
                "corrected_at": finding.corrected_at,
                "corrected_by": _name(finding.corrected_by),
                "may_correct": may_correct(finding, opened, own=own),
            }
            for finding in one.findings.all()
        ],
    }


def _evidence(one: Evidence, found: Certificate) -> dict[str, Any]:
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
        "gone_at": found.papers_dropped_at,
    }

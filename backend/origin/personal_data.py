"""What origin keeps of a person: which certificates she applied for, what she did with them and what she looked at."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final
from uuid import UUID

from django.db.models import Q

from accounts.holders import Holder, Kept, Section, register
from origin.models import CertificateStep, Evidence

# The papers of a certificate stand as long as what was sold under it can be asked about.
_PAPERS_MONTHS: Final = 72
_BOOK: Final = "kept as an id: the book of a certificate is never altered"


def _export(person_id: UUID) -> Iterable[Section]:
    steps = CertificateStep.objects.filter(Q(person_id=person_id) | Q(helped_by_id=person_id))
    yield Section("certificate_steps", steps.order_by("at").values("certificate__code", "kind", "reason", "at"))
    files = Evidence.objects.filter(added_by_id=person_id).order_by("added_at")
    yield Section(
        "certificate_files", files.values("certificate__code", "name", "media_type", "size", "sha256", "added_at")
    )


def _kept(person_id: UUID) -> Iterable[Kept]:
    yield Kept("certificates", CertificateStep.objects.filter(person_id=person_id).count(), months=_PAPERS_MONTHS)


def _erase(person_id: UUID) -> None:
    """Nothing here names her: what stands is her id."""


register(
    "origin",
    Holder(
        references={
            "origin.Certificate.applied_by": _BOOK,
            "origin.CertificateStep.person": _BOOK,
            "origin.CertificateStep.helped_by": _BOOK,
            "origin.Inspection.planned_by": _BOOK,
            "origin.Inspection.done_by": _BOOK,
            "origin.Finding.corrected_by": _BOOK,
            "origin.Evidence.added_by": _BOOK,
        },
        export=_export,
        erase=_erase,
        kept=_kept,
    ),
)

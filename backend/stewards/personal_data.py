"""What stewards keep of a person: that somebody looked at her account or changed it, and what she read as a steward."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from accounts.holders import Holder, Kept, Section, register
from stewards.models import Act, Reading


def _export(person_id: UUID) -> Iterable[Section]:
    yield Section("acts", Act.objects.filter(person_id=person_id).order_by("at").values("kind", "at"))
    yield Section(
        "readings",
        Reading.objects.filter(steward_id=person_id).values("association__name", "reason", "began_at", "ended_at"),
    )


def _kept(person_id: UUID) -> Iterable[Kept]:
    yield Kept("acts", Act.objects.filter(person_id=person_id).count(), months=72)


register(
    "stewards",
    Holder(
        references={"stewards.Reading.steward": "kept as an id: an association sees who read it"},
        export=_export,
        kept=_kept,
    ),
)

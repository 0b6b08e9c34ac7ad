"""The record, with today's names to its ids."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from accounts import standing
from coops import queries as coops
from stewards.models import Act


def recorded_acts(*, kind: str | None = None, person_id: UUID | None = None) -> QuerySet[Act]:
    """This will return the record, to be paged."""
    found = Act.objects.all()
    if kind:
        found = found.filter(kind=kind)
    if person_id:
        found = found.filter(person_id=person_id)
    return found


def described(rows: Sequence[Act]) -> list[dict[str, Any]]:
    """This will put names to stewards and associations. Whom an act concerns stays an id: the record lists nobody."""
    names = standing.names(_known(row.steward_id for row in rows))
    associations = coops.association_cards(_known(row.association_id for row in rows))
    return [
        {
            "number": row.number,
            "kind": row.kind,
            "via": row.via,
            "at": row.at,
            "steward": names.get(row.steward_id) if row.steward_id else None,
            "person_id": row.person_id,
            "association": associations.get(row.association_id) if row.association_id else None,
            "reason": row.reason,
            "details": row.details,
        }
        for row in rows
    ]


def _known(ids: Iterable[UUID | None]) -> set[UUID]:
    return {one for one in ids if one is not None}

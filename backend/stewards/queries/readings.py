"""Who reads or read which association, for its board and for stewards."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from accounts import standing
from coops import queries as coops
from lib.clock import database_now
from stewards.models import Reading, ReadingUse


def looks(association_id: UUID) -> QuerySet[Reading]:
    """This will return who of the team read the association, to be paged."""
    return Reading.objects.filter(association_id=association_id)


def all_readings() -> QuerySet[Reading]:
    """This will return all readings, to be paged."""
    return Reading.objects.all()


def described(rows: Sequence[Reading], *, person_id: UUID) -> list[dict[str, Any]]:
    """This will say of each reading who, which association, and what was read how often."""
    now = database_now()
    names = standing.names({row.steward_id for row in rows})
    associations = coops.association_cards({row.association_id for row in rows})
    uses: dict[UUID, list[ReadingUse]] = {}
    for use in ReadingUse.objects.filter(reading__in=[row.pk for row in rows]).order_by("first_at"):
        uses.setdefault(use.reading_id, []).append(use)
    return [
        {
            "id": row.pk,
            "association": associations[row.association_id],
            "steward": names.get(row.steward_id),
            "mine": row.steward_id == person_id,
            "reason": row.reason,
            "began_at": row.began_at,
            "ends_at": row.ends_at,
            "ended_at": row.ended_at or (row.ends_at if row.ends_at <= now else None),
            "reads": uses.get(row.pk, []),
        }
        for row in rows
    ]


def my_readings(person_id: UUID | None) -> list[dict[str, Any]]:
    """This will return the associations that the person may read now because she gave a reason."""
    if person_id is None:
        return []
    live = Reading.objects.live().filter(steward_id=person_id).order_by("began_at")
    until: dict[UUID, tuple[UUID, datetime]] = {row.association_id: (row.pk, row.ends_at) for row in live}
    cards = coops.association_cards(until) if until else {}
    return [
        {"id": reading_id, "association": cards[association_id], "ends_at": ends_at}
        for association_id, (reading_id, ends_at) in until.items()
    ]

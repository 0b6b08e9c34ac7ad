"""The register of members: who is and who was one, from when to when."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from coops.models import Membership
from coops.queries.suspensions import suspension_now


def register(association_id: UUID, *, state: str = "") -> QuerySet[Any]:
    """This will return all memberships that there ever were, to be paged; `state` keeps `current` or `former` ones."""
    found = Membership.objects.filter(association_id=association_id).select_related("producer")
    if state == "current":
        found = found.belonging()
    elif state == "former":
        found = found.filter(status=Membership.Status.ENDED)
    return found.annotate(**suspension_now())


def register_rows(memberships: Sequence[Any], *, with_reasons: bool) -> list[dict[str, Any]]:
    """This will return the lines of the register; how a membership ended is for the board alone."""
    return [
        {
            "id": row.pk,
            "number": row.number,
            "name": row.producer.name,
            "comuna": row.producer.comuna,
            "locality": row.producer.locality,
            "joined_at": row.joined_at,
            "left_at": row.left_at,
            "reason": (row.end_reason or None) if with_reasons else None,
            "suspended": row.suspended,
            "until": row.until,
        }
        for row in memberships
    ]

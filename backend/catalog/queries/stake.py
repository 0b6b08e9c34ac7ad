"""What a member has in the pools of an association, and what would become of it if the membership ended now."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import F, Sum

from catalog.models import Contribution
from coops import queries as coops

_OFFER = ("name", "unit_es", "units_es", "unit_en", "units_en")


def stake(association_id: UUID, membership_id: UUID) -> list[dict[str, Any]]:
    """This will return, for each offer with unsold units of the member, how many would go back into her lots (`free`)
    and how many would stay because buyers hold them (`held`).

    :raises NotFound: if the association has no such active membership.
    """
    producer_id = coops.member(association_id, membership_id).producer_id
    rows = (
        Contribution.objects.filter(
            association_id=association_id,
            producer_id=producer_id,
            units__gt=F("withdrawn") + F("allocated") + F("lost"),
        )
        .values("offer_id", *(f"offer__{name}" for name in _OFFER), offer_free=F("offer__free"))
        .annotate(
            left=Sum(F("units") - F("withdrawn") - F("allocated") - F("lost") - F("uncovered")),
            waiting=Sum("uncovered"),
        )
        .order_by("offer__name", "offer_id")
    )
    return [
        {
            "offer_id": row["offer_id"],
            **{name: row[f"offer__{name}"] for name in _OFFER},
            # What waits for a certificate nobody can hold.
            "free": row["waiting"] + min(row["left"], row["offer_free"]),
            "held": max(0, row["left"] - row["offer_free"]),
        }
        for row in rows
    ]

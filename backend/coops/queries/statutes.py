"""The versions of an association's statutes, and who has accepted them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet

from coops.models import Membership, Statutes
from lib.errors import NotFound


def statutes_versions(association_id: UUID) -> QuerySet[Statutes, dict[str, Any]]:
    """This will return all versions without their texts, to be paged; `accepted` counts the members of today."""
    return _versions(association_id).values(
        "id", "version", "changes", "created_at", "adopted_at", "accepted", publisher=F("published_by__name")
    )


def statutes_version(association_id: UUID, statutes_id: UUID) -> dict[str, Any]:
    """This will return one version with its text.

    :raises NotFound: if the association has no such one.
    """
    found = (
        _versions(association_id)
        .filter(pk=statutes_id)
        .values(
            "id",
            "version",
            "text",
            "changes",
            "created_at",
            "adopted_at",
            "accepted",
            publisher=F("published_by__name"),
        )
        .first()
    )
    if found is None:
        raise NotFound
    return found


def _versions(association_id: UUID) -> QuerySet[Any]:
    still = Q(acceptances__membership__status=Membership.Status.ACTIVE)
    return Statutes.objects.filter(association_id=association_id).annotate(accepted=Count("acceptances", filter=still))

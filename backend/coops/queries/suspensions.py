"""Who is suspended now, since when, until when and why."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import BooleanField, Case, ExpressionWrapper, F, OuterRef, Subquery, When
from django.db.models.functions import JSONObject

from coops.models import SUSPENDED_NOW, AssociationSuspension, MembershipSuspension


def suspension_now() -> dict[str, Any]:
    """This will return what tells of a membership's suspension: `suspended`, `until` and `suspension_reason`.

    The reason is for those who act for the member, and for the board.
    """
    newest = MembershipSuspension.objects.filter(membership=OuterRef("pk"), lifted_at=None).order_by("-starts_at")
    return {
        "suspended": ExpressionWrapper(SUSPENDED_NOW, output_field=BooleanField()),
        "until": Case(When(SUSPENDED_NOW, then=F("suspended_until"))),
        "suspension_reason": Case(When(SUSPENDED_NOW, then=Subquery(newest.values("reason")[:1]))),
    }


def suspension_of(row: Any, *, with_reason: bool = True) -> dict[str, Any] | None:
    """This will return the suspension of a membership (a row or a mapping) that `suspension_now` was asked for."""
    said = row if isinstance(row, Mapping) else vars(row)
    if not said["suspended"]:
        return None
    return {"until": said["until"], "reason": said["suspension_reason"] if with_reason else None}


def standstill() -> Subquery:
    """This will return what tells an association's members that it is suspended: `since` and `reason`, or null."""
    open_ = AssociationSuspension.objects.filter(association=OuterRef("pk"), lifted_at=None)
    return Subquery(open_.values(said=JSONObject(since="starts_at", reason="reason"))[:1])

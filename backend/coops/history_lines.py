"""What this room tells of an association's past."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Case, F, Q, QuerySet, When
from django.db.models.functions import Coalesce, Now

from coops.history import Source, register
from coops.models import Association, AssociationSuspension, Membership, MembershipSuspension, Role, Statutes

_MEMBER: dict[str, Any] = {"member": "producer__name", "membership_id": "pk"}
_SUSPENDED: dict[str, Any] = {"member": "membership__producer__name", "membership_id": "membership_id"}
_OFFICE: dict[str, Any] = {"person": "person__name", "role": "role"}


def _memberships(association_id: UUID) -> QuerySet[Any]:
    # Who let the producer in: whoever invited or answered it; a vote where an application names nobody.
    return Membership.objects.filter(association_id=association_id).annotate(
        let_in_by=Coalesce("invitation__invited_by__name", "application__answered_by__name"),
        voted_in=Case(
            When(application__state="accepted", application__answered_by__isnull=True, then="application__vote_id")
        ),
    )


def _ended(association_id: UUID) -> QuerySet[Any]:
    return Membership.objects.filter(association_id=association_id, left_at__isnull=False)


def _suspensions(association_id: UUID) -> QuerySet[Any]:
    return MembershipSuspension.objects.filter(association_id=association_id)


def _suspensions_over(association_id: UUID) -> QuerySet[Any]:
    """Lifted by somebody, or at an end by themselves while the member was one."""
    by_itself = Q(lifted_at__isnull=True, until__lte=Now()) & (
        Q(membership__left_at__isnull=True) | Q(membership__left_at__gt=F("until"))
    )
    found = _suspensions(association_id).filter(Q(lifted_at__isnull=False) | by_itself)
    return found.annotate(over_at=Coalesce("lifted_at", "until"))


def _offices(association_id: UUID) -> QuerySet[Any]:
    return Role.objects.filter(association_id=association_id, starts_at__lte=Now())


def _offices_over(association_id: UUID) -> QuerySet[Any]:
    return Role.objects.filter(association_id=association_id, ends_at__lte=Now())


def _itself(association_id: UUID) -> QuerySet[Any]:
    return Association.objects.filter(pk=association_id)


def _constituted(association_id: UUID) -> QuerySet[Any]:
    return Association.objects.filter(pk=association_id, constituted_at__isnull=False)


def _statutes(association_id: UUID) -> QuerySet[Any]:
    return Statutes.objects.filter(association_id=association_id, version__gt=1)


def _standstills(association_id: UUID) -> QuerySet[Any]:
    return AssociationSuspension.objects.filter(association_id=association_id)


def _standstills_over(association_id: UUID) -> QuerySet[Any]:
    return AssociationSuspension.objects.filter(association_id=association_id, lifted_at__isnull=False)


def register_all() -> None:
    """This will make this room's lines known."""
    register(
        Source(
            "member_joined",
            "members",
            _memberships,
            "joined_at",
            {**_MEMBER, "number": "number", "by": "let_in_by", "proposal_id": "voted_in"},
        ),
        Source("member_ended", "members", _ended, "left_at", {**_MEMBER, "how": "end_reason"}),
        Source(
            "member_suspended", "members", _suspensions, "starts_at",
            {**_SUSPENDED, "until": "until", "by": "suspended_by__name"},
        ),
        Source("member_reinstated", "members", _suspensions_over, "over_at", {**_SUSPENDED, "by": "lifted_by__name"}),
        Source("role_given", "offices", _offices, "starts_at", {**_OFFICE, "by": "given_by__name"}),
        Source("role_ended", "offices", _offices_over, "ends_at", _OFFICE),
        Source(
            "statutes_published", "statutes", _statutes, "created_at",
            {"statutes_id": "pk", "version": "version", "by": "published_by__name"},
        ),
        Source("founded", "association", _itself, "created_at", {"number": "founders_required"}),
        Source("constituted", "association", _constituted, "constituted_at", {}),
        Source("association_suspended", "association", _standstills, "starts_at", {"why": "reason"}),
        Source("association_reinstated", "association", _standstills_over, "lifted_at", {}),
    )  # fmt: skip

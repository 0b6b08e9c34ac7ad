"""What votes tell of an association's past."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from coops.history import Source, register
from decisions.models import Proposal

_PROPOSAL: dict[str, Any] = {"proposal_id": "pk", "number": "number", "title": "title", "about": "kind"}


def _decided(association_id: UUID) -> QuerySet[Any]:
    return Proposal.objects.filter(association_id=association_id, decided_at__isnull=False)


def _in_effect(association_id: UUID) -> QuerySet[Any]:
    # Words alone take effect by being decided.
    return (_decided(association_id).filter(status=Proposal.Status.IN_EFFECT, effect_at__isnull=False)).exclude(
        kind="free_text"
    )


def _without_effect(association_id: UUID) -> QuerySet[Any]:
    return _decided(association_id).filter(status=Proposal.Status.NOT_EFFECTIVE, effect_at__isnull=False)


def register_all() -> None:
    """This will make this room's lines known."""
    register(
        Source("decided", "decisions", _decided, "decided_at", {**_PROPOSAL, "how": "result__outcome"}),
        Source("took_effect", "decisions", _in_effect, "effect_at", _PROPOSAL),
        Source("without_effect", "decisions", _without_effect, "effect_at", _PROPOSAL),
    )

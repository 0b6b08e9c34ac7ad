"""The record of what stewards do."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from lib.actor import Actor
from lib.clock import database_now
from stewards.models import Act


def record(
    kind: Act.Kind,
    *,
    actor: Actor,
    reason: str = "",
    person_id: UUID | None = None,
    association_id: UUID | None = None,
    **details: Any,
) -> Act:
    """This will write down what the actor does, in the transaction of the deed."""
    return Act.objects.create(
        kind=kind,
        via=actor.via,
        steward_id=actor.person_id,
        person_id=person_id,
        association_id=association_id,
        reason=reason,
        details={name: str(value) if isinstance(value, UUID) else value for name, value in details.items()},
        at=database_now(),
    )


def note_backup(*, actor: Actor, megabytes: float) -> Act:
    """This will keep that a backup was written just now, so that its age can be told."""
    return record(Act.Kind.BACKUP_MADE, actor=actor, megabytes=round(megabytes, 1))

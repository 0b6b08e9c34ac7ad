"""Which seals an association's offers may require: whoever knows seals says it, the catalog keeps opaque ids."""

from __future__ import annotations

from collections.abc import Callable, Collection
from uuid import UUID

Requirable = Callable[[UUID, Collection[UUID]], set[UUID]]

_asked: list[Requirable] = []


def register(requirable: Requirable) -> None:
    """This will have `requirable(association_id, seal_ids)` asked which of the seals the association may require."""
    _asked.append(requirable)


def requirable(association_id: UUID, seal_ids: Collection[UUID]) -> set[UUID]:
    """This will return those of the seals that the association's offers may require; none if nobody knows seals."""
    return set().union(*(ask(association_id, seal_ids) for ask in _asked))

"""Who does something, and for whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal
from uuid import UUID

Via = Literal["web", "system", "command"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A person who acts, perhaps for a producer, perhaps with a helper at the keyboard.

    `person_id` is None for a guest and for the system itself.
    """

    person_id: UUID | None
    producer_id: UUID | None = None
    via: Via = "web"
    helped_by: UUID | None = None

    @classmethod
    def system(cls) -> Actor:
        """This will return the actor of what the software does by itself: sweeps, handlers."""
        return cls(person_id=None, via="system")

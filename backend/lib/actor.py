"""Who does something, and for whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal
from uuid import UUID

Via = Literal["web", "system", "command"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A person who acts, perhaps for a producer.

    `person_id` is None for a guest and for the system itself. `helped_by` is set (and the same person) when she is a
    helper who stands in for `producer_id` by the member's consent: then she acts for that producer and for no other.
    """

    person_id: UUID | None
    producer_id: UUID | None = None
    via: Via = "web"
    helped_by: UUID | None = None

    @classmethod
    def system(cls) -> Actor:
        """This will return the actor of what the software does by itself: sweeps, handlers."""
        return cls(person_id=None, via="system")

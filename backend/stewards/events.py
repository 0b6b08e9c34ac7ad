"""What an association's board is told of the stewards who read it. The reason stands in the database only."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from events.registry import Event


class ReadingBegan(Event):
    """A steward may read an association from now on, with a reason that its board sees."""

    name = "stewards.reading_began"

    reading_id: UUID
    association_id: UUID
    ends_at: datetime


class ReadingEnded(Event):
    """A steward's reading of an association is over, by hand or because its time is up."""

    name = "stewards.reading_ended"

    reading_id: UUID
    association_id: UUID

from __future__ import annotations

from uuid import UUID

from events.registry import Event


class ThingChanged(Event):
    """A thing reached its next version."""

    name = "spine.thing_changed"
    thing_id: UUID
    thing_version: int

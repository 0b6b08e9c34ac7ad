"""Tells the board of an association that a steward reads it."""

from __future__ import annotations

from events.consumers import EventMeta, subscribe, unheard
from stewards import services
from stewards.events import ReadingBegan, ReadingEnded

unheard(ReadingEnded, because="the screens of the board and of the steward hear it through the live feed")


@subscribe(ReadingBegan)
def on_reading_began(event: ReadingBegan, meta: EventMeta) -> None:
    services.tell_board(event, event_id=meta.id)

"""An event on its way: what a broker carries, whichever broker it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One event as it was recorded. `data` is JSON; `epoch` is the one that it was published in."""

    event_id: UUID
    name: str
    version: int
    key: UUID
    data: str
    streams: tuple[str, ...]
    request_id: str
    recorded_at: datetime
    epoch: UUID
    traceparent: str = ""


# Columns of events_outboxevent in the order that `from_row` takes them.
COLUMNS: Final = "event_id, name, version, key, data::text, streams, request_id, recorded_at, traceparent"


def from_row(row: tuple[Any, ...], epoch: UUID) -> Message:
    """This will return the message of an outbox row that was selected with COLUMNS."""
    event_id, name, version, key, data, streams, request_id, recorded_at, traceparent = row
    return Message(
        event_id=event_id,
        name=name,
        version=version,
        key=key,
        data=data,
        streams=tuple(streams),
        request_id=request_id,
        recorded_at=recorded_at,
        epoch=epoch,
        traceparent=traceparent,
    )

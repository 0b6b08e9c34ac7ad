"""Who hears which event. An app's `handlers.py` says it::

    @subscribe(OrderPaid)
    def on_order_paid(event: OrderPaid, meta: EventMeta) -> None:
        services.thank(order_group_id=event.order_group_id)

A handler runs in the transaction that writes the inbox row, once for its effects though delivery repeats. It calls one
service and nothing outside (that is queued as a job). Every event has a handler or a line that says why it has none.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, TypeVar
from uuid import UUID

from django.apps import apps

from events.registry import Event, all_events

LIVE: Final = "live"

SomeEvent = TypeVar("SomeEvent", bound=Event)
Handler = Callable[[SomeEvent, "EventMeta"], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventMeta:
    """What is known of an event besides its fields. `time` is when it was recorded, by the database's clock."""

    id: UUID
    time: datetime
    key: UUID
    request_id: str
    epoch: UUID


@dataclass(frozen=True, slots=True)
class Projection:
    """A read model of its own group, which can be cleared and built anew because its handlers do nothing else."""

    group: str
    clear: Callable[[], None]


_handlers: dict[str, dict[str, list[Handler[Any]]]] = {}
_unheard: dict[str, str] = {}
_projections: dict[str, Projection] = {}


def subscribe(
    event: type[SomeEvent], *, projection: str | None = None
) -> Callable[[Handler[SomeEvent]], Handler[SomeEvent]]:
    """This will make the function hear the event, in the group of its app.

    `projection` names a group that was declared with `declare_projection`, for what `rebuild` may run again.

    :raises LookupError: if the function is in no installed app, or the projection isn't declared.
    """

    def decorate(handler: Handler[SomeEvent]) -> Handler[SomeEvent]:
        if projection is not None:
            group = _projections[projection].group
        else:
            app = apps.get_containing_app_config(handler.__module__)
            if app is None:
                raise LookupError(f"{handler.__module__} belongs to no installed app")
            group = app.label
        listening = _handlers.setdefault(group, {}).setdefault(event.name, [])
        if handler not in listening:
            listening.append(handler)
        return handler

    return decorate


def declare_projection(group: str, *, clear: Callable[[], None]) -> None:
    """This will declare a group, named like "catalog.search", whose state `clear` deletes before it is built anew."""
    _projections[group] = Projection(group, clear)


def unheard(event: type[Event], *, because: str) -> None:
    """This will say that no handler hears the event (the live feed still may), and why that is right."""
    _unheard[event.name] = because


def groups() -> list[str]:
    """This will return the names of all consumer groups; `live` is last."""
    return [*sorted(_handlers), LIVE]


def heard_by(group: str) -> frozenset[str]:
    """This will return the names of the events that the group hears; `live` hears all."""
    if group == LIVE:
        return frozenset(event.name for event in all_events())
    return frozenset(_handlers.get(group, ()))


def listeners(event: str) -> list[str]:
    """This will return the groups with a handler for the event, for docs and for what a restore sends again."""
    return [group for group in sorted(_handlers) if event in _handlers[group]]


def handlers(group: str, event: str) -> list[Handler[Any]]:
    """This will return the group's handlers of the event in the order of their registration."""
    return _handlers.get(group, {}).get(event, [])


def projection(group: str) -> Projection:
    """This will return a declared projection.

    :raises KeyError: if the group is none: its handlers may have effects that must not be repeated.
    """
    return _projections[group]


def is_projection(group: str) -> bool:
    """This will say whether the group was declared as a projection."""
    return group in _projections


def reason_unheard(event: str) -> str | None:
    """This will return why no handler hears the event, if that was said."""
    return _unheard.get(event)


def undecided() -> list[str]:
    """This will return the events that have neither a handler nor a reason: the registry must be closed."""
    return [event.name for event in all_events() if not listeners(event.name) and reason_unheard(event.name) is None]

"""Writes docs/events.md from the event classes, so that it can't say anything else."""

from __future__ import annotations

import inspect
import types
import typing
from collections.abc import Iterator
from typing import Any, Final, get_args, get_origin

from events import consumers, registry
from events.registry import Event

_HEAD: Final = """\
# Events

Written by `manage.py event_docs` from the event classes; a test fails when the two differ.

An event is recorded in the transaction of the change that it tells (`events.outbox.record`) and carried to consumer
groups and to the live feed. In Kafka it is a CloudEvent 1.0 in binary mode on the topic `minga.<app>`, its key the
aggregate's id; `ce_type` is the name below, `ce_schemaversion` the version, `ce_epoch` the life of the database that
published it, `ce_requestid` the request that it came from, `ce_streams` the feeds that show it, `ce_traceparent` the trace where
traces are on. The value is a JSON
object of the fields below: ids are UUIDs, times RFC 3339, amounts whole pesos.
"""


def document() -> str:
    """This will return the whole page."""
    return "\n".join([_HEAD, *_apps()]).rstrip() + "\n"


def _apps() -> Iterator[str]:
    for app in registry.apps():
        yield f"## {app}\n"
        for event in registry.all_events():
            if event.name.split(".")[0] == app:
                yield from _event(event)


def _event(event: type[Event]) -> Iterator[str]:
    yield f"### {event.name}\n"
    older = f", reads {', '.join(str(version) for version in sorted(event.upgrades))} too" if event.upgrades else ""
    yield f"Version {event.version}{older}. {' '.join(inspect.getdoc(event).split())}\n"  # type: ignore[union-attr]
    if found := registry.fields(event):
        yield "| field | type |\n|---|---|"
        yield "\n".join(f"| `{name}` | {_said(kind)} |" for name, kind in found.items()) + "\n"
    heard = consumers.listeners(event.name)
    if heard:
        yield f"Heard by {', '.join(heard)}.\n"
    elif reason := consumers.reason_unheard(event.name):
        yield f"Heard by nobody but the feed: {reason}\n"


def _said(kind: Any) -> str:
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is list:
        return f"list of {_said(arguments[0])}"
    if origin is dict:
        return f"{_said(arguments[1])} by {_said(arguments[0])}"
    if origin is typing.Literal:
        return " or ".join(f"`{argument}`" for argument in arguments)
    if origin in {typing.Union, types.UnionType}:
        return " or ".join("nothing" if part is types.NoneType else _said(part) for part in arguments)
    return _WORDS[kind.__name__]


_WORDS: Final = {
    "UUID": "id",
    "str": "text",
    "int": "whole number",
    "bool": "yes or no",
    "date": "date",
    "datetime": "time",
}

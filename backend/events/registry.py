"""The closed list of events: small facts in the past tense that one app tells and others hear.

An app's `events.py` holds its classes::

    class OrderPaid(Event):
        \"\"\"An order group was paid in full.\"\"\"

        name = "orders.order_paid"
        order_group_id: UUID
        total_clp: int

The docstring becomes docs/events.md. A field holds an id, a whole number, a short word, a truth, a date or time, or a
list or dict of those; never a person's name, number or address. A name is never changed. When the fields change so
that an older reader or writer would be wrong, `version` goes up and `upgrades` says how the older form is read::

        version = 2
        upgrades = {1: lambda data: data | {"total_clp": data.pop("total")}}
"""

from __future__ import annotations

import dataclasses
import re
import types
import typing
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, ClassVar, dataclass_transform, get_args, get_origin
from uuid import UUID

import orjson

_NAME = re.compile(r"[a-z]+\.[a-z][a-z_]*[a-z]")
_PLAIN = (UUID, str, int, bool, date, datetime)
_PERSONAL = frozenset({"address", "email", "first_name", "last_name", "name", "password", "phone", "rut"})
_LARGEST = 64 * 1024


class MalformedEvent(TypeError):
    """An event class breaks the rules of the registry."""


class EventTooLarge(ValueError):
    """An event carries more than 64 KiB: it should name what changed, not hold it."""


class UnknownEvent(LookupError):
    """This release knows no event of that name."""


class UnknownVersion(LookupError):
    """This release can't read that version of the event; a newer one wrote it."""


class UnreadableEvent(ValueError):
    """The event's fields are not what its class says."""


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(dataclasses.field,))
class Event:
    """A fact. Subclasses become frozen, keyword-only dataclasses and enter the registry."""

    name: ClassVar[str]
    version: ClassVar[int] = 1
    upgrades: ClassVar[Mapping[int, Callable[[dict[str, Any]], dict[str, Any]]]] = {}

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        # Not slots: they would make a second class of the same name, and super() in it would break.
        dataclasses.dataclass(frozen=True, kw_only=True)(cls)
        _register(cls)


_events: dict[str, type[Event]] = {}
_fields: dict[type[Event], dict[str, Any]] = {}


def _register(cls: type[Event]) -> None:
    name = cls.__dict__.get("name", "")
    if not _NAME.fullmatch(name):
        raise MalformedEvent(f"{cls.__qualname__}: the name must look like app.noun_past, not {name!r}")
    known = _events.get(name)
    if known is not None and (known.__module__, known.__qualname__) != (cls.__module__, cls.__qualname__):
        raise MalformedEvent(f"{name} is the name of {known.__module__}.{known.__qualname__} already")
    if not cls.__dict__.get("__doc__") or (cls.__doc__ or "").startswith(f"{cls.__name__}("):
        raise MalformedEvent(f"{name} needs a docstring: it is what docs/events.md says of it")
    if cls.version < 1 or set(cls.upgrades) - set(range(1, cls.version)):
        raise MalformedEvent(f"{name}: upgrades are for the versions before {cls.version}")
    for field in dataclasses.fields(cls):  # type: ignore[arg-type]
        if field.name in _PERSONAL:
            raise MalformedEvent(f"{name}: events carry no personal data, and {field.name} looks like it")
    _events[name] = cls


def all_events() -> list[type[Event]]:
    """This will return every registered event class by name."""
    return [_events[name] for name in sorted(_events)]


def named(name: str) -> type[Event]:
    """This will return the class of an event's name.

    :raises UnknownEvent: if there is none.
    """
    try:
        return _events[name]
    except KeyError:
        raise UnknownEvent(name) from None


def apps() -> list[str]:
    """This will return the apps that tell events: the part before the dot of each name."""
    return sorted({name.split(".")[0] for name in _events})


def fields(cls: type[Event]) -> Mapping[str, Any]:
    """This will return an event's fields and their types.

    :raises MalformedEvent: if a type is not one that events may carry.
    """
    if (known := _fields.get(cls)) is not None:  # finding out takes longer than reading the event
        return known
    hints = typing.get_type_hints(cls)
    found = {field.name: hints[field.name] for field in dataclasses.fields(cls)}  # type: ignore[arg-type]
    for name, kind in found.items():
        if not _may_be_carried(kind):
            raise MalformedEvent(f"{cls.name}.{name}: events can't carry {kind}")
    _fields[cls] = found
    return found


def _may_be_carried(kind: Any) -> bool:
    if kind in _PLAIN:
        return True
    origin, arguments = get_origin(kind), get_args(kind)
    if origin in {typing.Union, types.UnionType}:
        return (
            len(arguments) == 2
            and types.NoneType in arguments
            and all(argument is types.NoneType or _may_be_carried(argument) for argument in arguments)
        )
    if origin is list:
        return _may_be_carried(arguments[0])
    if origin is dict:
        return arguments[0] in (str, UUID) and _may_be_carried(arguments[1])
    if origin is typing.Literal:
        return all(isinstance(argument, str | int) for argument in arguments)
    return False


def written(event: Event) -> bytes:
    """This will return the event's fields as JSON.

    :raises EventTooLarge: if that is more than 64 KiB.
    """
    names = [field.name for field in dataclasses.fields(event)]  # type: ignore[arg-type]
    data = orjson.dumps({name: getattr(event, name) for name in names}, option=orjson.OPT_NON_STR_KEYS)
    if len(data) > _LARGEST:
        raise EventTooLarge(f"{event.name} takes {len(data)} bytes")
    return data


def read(name: str, version: int, data: bytes | str) -> Event:
    """This will return the event that was written as `data`, in this release's form. Unknown fields are left out.

    :raises UnknownEvent: if there is no event of that name.
    :raises UnknownVersion: if it is newer, or older than any that can be read.
    :raises UnreadableEvent: if a field is missing or of another type.
    """
    cls = named(name)
    if version > cls.version or (version < cls.version and version not in cls.upgrades):
        raise UnknownVersion(f"{name} version {version}; this release reads {sorted({*cls.upgrades, cls.version})}")
    try:
        values = orjson.loads(data)
        for older in range(version, cls.version):
            values = cls.upgrades[older](values)
        return cls(**{field: _value(values[field], kind) for field, kind in fields(cls).items() if field in values})
    except (TypeError, ValueError, KeyError, AttributeError) as error:
        raise UnreadableEvent(f"{name} version {version}: {error}") from error


def _value(value: Any, kind: Any) -> Any:
    origin, arguments = get_origin(kind), get_args(kind)
    if kind in _PLAIN:
        value = _plain_value(value, kind)
    elif origin is list:
        value = [_value(item, arguments[0]) for item in value]
    elif origin is dict:
        value = {_value(key, arguments[0]): _value(item, arguments[1]) for key, item in value.items()}
    elif origin is typing.Literal:
        if value not in arguments:
            raise ValueError(f"{value!r} is not one of {arguments}")
    elif value is not None:
        value = _value(value, next(argument for argument in arguments if argument is not types.NoneType))
    return value


def _plain_value(value: Any, kind: Any) -> Any:
    if kind is UUID:
        return UUID(value)
    if kind in (datetime, date):
        return kind.fromisoformat(value)
    if type(value) is not kind:
        raise TypeError(f"{value!r} is not {kind.__name__}")
    return value

"""Who keeps what of a person: each app says what it exports, what it erases, what hinders that, and what must stay.

An app's `personal_data.py` registers its part; a test demands that every reference to a person stands in one. The law
(Ley 21.719) gives a person access, a copy to take away, and deletion of what no other law makes us keep.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.apps import apps

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Section:
    """One file of the copy: its name in the copy, and its rows as JSON can say them."""

    name: str
    rows: Iterable[Row]


@dataclass(frozen=True, slots=True)
class Hindrance:
    """Why an account can't go now; `names` are what its person reads: associations, producers, order numbers."""

    code: str
    names: Sequence[str]


@dataclass(frozen=True, slots=True)
class Kept:
    """What stays without her name, for so many months, or for as long as the others need it (None)."""

    code: str
    count: int
    months: int | None


def _nothing(_person_id: UUID) -> Sequence[Any]:
    return ()


@dataclass(frozen=True, slots=True)
class Holder:
    """What one app keeps. `references` names each foreign key to a person, `Model.field`, and what becomes of it."""

    references: Mapping[str, str] = field(default_factory=dict)
    export: Callable[[UUID], Iterable[Section]] = _nothing
    erase: Callable[[UUID], object] = _nothing
    hindrances: Callable[[UUID], Iterable[Hindrance]] = _nothing
    kept: Callable[[UUID], Iterable[Kept]] = _nothing


_holders: dict[str, Holder] = {}


def register(app_label: str, holder: Holder) -> None:
    """This will add what an app keeps.

    :raises ValueError: if the app has registered already.
    """
    if app_label in _holders:
        raise ValueError(f"{app_label} has said already what it keeps of people")
    _holders[app_label] = holder


def holders() -> Iterator[tuple[str, Holder]]:
    """This will yield every app's part, from the top room to the bottom: what rests on something goes before it."""
    for config in reversed(list(apps.get_app_configs())):
        if config.label in _holders:
            yield config.label, _holders[config.label]


def hindrances(person_id: UUID) -> list[Hindrance]:
    """This will return all that hinders the deletion of an account."""
    return [found for _label, holder in holders() for found in holder.hindrances(person_id) if found.names]


def kept(person_id: UUID) -> list[Kept]:
    """This will return all that would stay."""
    return [found for _label, holder in holders() for found in holder.kept(person_id) if found.count]

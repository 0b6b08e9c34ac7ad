"""What `GET /me` says besides the person: parts that the rooms above register, for accounts knows none of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from rest_framework.serializers import Field


@dataclass(frozen=True, slots=True)
class Part:
    """One member of the answer: its field in OpenAPI, and what reads it for a person, or for a guest (None)."""

    field: Callable[[], Field]
    read: Callable[[UUID | None], Any]


_parts: dict[str, Part] = {}


def register(name: str, *, field: Callable[[], Field], read: Callable[[UUID | None], Any]) -> None:
    """This will add a member to the answer.

    `field` makes a new serializer field at each call; `read` gets the id of the person, or None for a guest, and
    returns what the field renders.

    :raises ValueError: if the name is taken.
    """
    if name in _parts:
        raise ValueError(f"GET /me has a member called {name} already")
    _parts[name] = Part(field, read)


def parts() -> dict[str, Part]:
    """This will return all registered members by name."""
    return _parts

"""The API as it describes itself: every operation with its method, its address and its id."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from drf_spectacular.generators import SchemaGenerator

_METHODS = ("get", "post", "put", "patch", "delete")


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation; `described` is what the OpenAPI document says of it."""

    id: str
    method: str
    path: str
    described: Mapping[str, Any]

    @property
    def names(self) -> list[str]:
        """This will return the names in the address, from left to right."""
        return re.findall(r"{(\w+)}", self.path)


@cache
def document() -> dict[str, Any]:
    """This will return the OpenAPI document as it is served."""
    return SchemaGenerator().get_schema(request=None, public=True)


@cache
def operations() -> list[Operation]:
    """This will return all operations by id."""
    found = [
        Operation(described["operationId"], method, path, described)
        for path, item in document()["paths"].items()
        for method, described in item.items()
        if method in _METHODS
    ]
    return sorted(found, key=lambda operation: operation.id)

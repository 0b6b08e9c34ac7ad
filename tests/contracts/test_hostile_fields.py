"""Every field of every body, filled with what it was not made for: a clear refusal or a harmless yes, never a fault.

Nobody adds a case by hand for a new operation: the fields come from the API's own description. Each field is tried with
a fourth of the values, another fourth for each; ALL_VALUES=1 tries all.
"""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Iterator, Mapping
from typing import Any
from uuid import uuid4

import orjson
import pytest
from django.db import transaction

from tests.contracts.openapi import Operation, document, operations
from tests.contracts.test_permission_walk import ENTER, expected, headers, named
from tests.contracts.world import ACTORS, ADMINISTRATOR, MEMBER, World
from tests.support.people import client_for

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("silent_provider")]

# What a reader can't see, or what turns a page around: refused wherever it is typed.
HIDDEN = {
    "right to left": "Rosa \u202eolibaT",
    "a mark of direction": "Rosa\u200f Tabilo",
    "zero width": "Ro\u200bsa Tabilo",
    "marks without end": "R" + "\u0301" * 10_000,
    "nothing to see": "\u2800\u3164",
    "a lone surrogate": "\ud800",
    "the end of a string": "Rosa\x00",
}
# Text as people type it, or odd: taken or refused, as the field's rule has it.
ODD = {
    "emoji": "Rosa 👩🏽‍🌾🐐",
    "five thousand letters": "x" * 5_000,
    "markup": "<img src=x onerror=alert(1)>",
    "a formula": "=HYPERLINK(1)",
    "an address with plus": "rosa+queso@example.cl",
    "an address in unicode": "josé@ñandú.cl",
    "an address of its own alphabet": "роза@пример.рф",
    "a day that is not": "2026-02-30",
    "an hour that is not": "2026-09-06T00:30:00",
    "an hour that is twice": "2026-04-04T23:30:00",
    "the last year": "9999-12-31",
    "no year": "0000-00-00",
    "an id of nothing": "00000000-0000-0000-0000-000000000000",
    "a way out": "../../etc/passwd",
    "empty": "",
}
NO_TEXT = {
    "nothing": None,
    "a number": 7,
    "negative": -1,
    "a huge number": 10**30,
    "beyond 64 bits": 2**63,
    "a fraction": 0.5,
    "yes": True,
    "a list": [],
    "a list of lists": [[[]]],
    "a thing": {"a": {"b": 1}},
}
_VALUES: dict[str, Any] = {**HIDDEN, **ODD, **NO_TEXT}
_ALL = os.environ.get("ALL_VALUES") == "1"
_SHARE = 4
# These are compared, never shown.
_SECRETS = {"password", "token", "code", "key", "auth", "p256dh", "endpoint"}


def fields(operation: Operation) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """This will give the fields of the JSON body that an operation takes."""
    content = operation.described.get("requestBody", {}).get("content", {}).get("application/json")
    yield from (resolved(content["schema"]).get("properties", {}) if content else {}).items()


def resolved(schema: Mapping[str, Any]) -> Mapping[str, Any]:
    """This will return the schema that a reference stands for."""
    while True:
        several = schema.get("allOf") or [one for one in schema.get("oneOf", []) if one.get("type") != "null"]
        if several:
            schema = several[0]
        elif "$ref" in schema:
            schema = document()["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
        else:
            return schema


def example(name: str, schema: Mapping[str, Any], world: World) -> Any:
    """This will return a plain value for a field."""
    schema = resolved(schema)
    kinds = schema.get("type")
    kind = next((one for one in kinds if one != "null"), None) if isinstance(kinds, list) else kinds
    if "enum" in schema:
        return next(value for value in schema["enum"] if value is not None)
    if kind == "integer":
        return max(1, schema.get("minimum", 1))
    if kind == "array":
        return []
    if kind == "boolean":
        return True
    if kind == "string":
        plain = {
            "date": "2026-11-01", "date-time": "2026-11-01T12:00:00Z", "email": "vecina@example.cl",
            "uuid": str(world.ids.get(name, uuid4())), "uri": "https://example.cl/",
        }  # fmt: skip
        return "04305" if name == "comuna" else plain.get(schema.get("format", ""), "Queso de la vecina")
    return {}


def takers() -> list[Operation]:
    """This will return the operations that take fields."""
    return [operation for operation in operations() if any(True for _ in fields(operation))]


@pytest.mark.parametrize("operation", takers(), ids=lambda operation: operation.id)
def test_no_field_breaks_it(operation: Operation, world: World):
    actor = next(
        actor
        for actor in (MEMBER, ADMINISTRATOR, *ACTORS, None)
        if not actor or expected(operation, actor, world) is ENTER
    )
    client = client_for(world.people[actor] if actor else None)
    plain = {name: example(name, schema, world) for name, schema in fields(operation)}
    address = operation.path.format(**named(operation, world))
    wrong = {}
    for name, schema in fields(operation):
        shown = resolved(schema)
        free = shown.get("type") == "string" and not {"format", "enum"} & set(shown) and name not in _SECRETS
        for what, value in chosen(f"{operation.id} {name}"):
            body = orjson_or_escaped({**plain, name: value})
            with transaction.atomic():
                answer = client.generic(
                    operation.method.upper(), address, body, content_type="application/json", headers=headers(operation)
                )
                transaction.set_rollback(True)
            if fault := faulty(answer, must_refuse=what in HIDDEN and free):
                wrong[name, what] = fault
    assert wrong == {}


def chosen(field: str) -> list[tuple[str, Any]]:
    """This will return the values that this field is tried with."""
    start = zlib.crc32(field.encode()) % _SHARE
    return list(_VALUES.items()) if _ALL else list(_VALUES.items())[start::_SHARE]


def faulty(answer: Any, *, must_refuse: bool) -> str:
    """This will return what is wrong with an answer to a hostile body."""
    if answer.status_code >= 500 and answer.status_code != 503:
        return f"{answer.status_code}"
    if answer.status_code < 400:
        return f"{answer.status_code}: it was taken" if must_refuse else ""
    if answer["Content-Type"] != "application/problem+json" or not answer.json().get("code"):
        return f"{answer.status_code} {answer['Content-Type']}"
    return ""


def orjson_or_escaped(body: Any) -> str:
    """This will write JSON; what it can't hold (a lone surrogate, a huge number) as other programs write it."""
    try:
        return orjson.dumps(body).decode()
    except TypeError:
        return json.dumps(body)

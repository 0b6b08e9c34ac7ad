"""What an operation accepts, declared as data and checked before any work begins."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from infra.stripe_mock.errors import InvalidRequest
from infra.stripe_mock.messages import Document

_INTEGER = re.compile(r"-?[0-9]{1,15}\Z")


@dataclass(frozen=True)
class Text:
    """A string; blank counts as not given where the field is optional."""

    required: bool = False
    longest: int = 5000
    choices: tuple[str, ...] = ()

    def read(self, value: Any, param: str) -> str:
        if not isinstance(value, str):
            raise InvalidRequest(f"Invalid string: {param}", param=param)
        if len(value) > self.longest:
            raise InvalidRequest(
                f"Invalid string: {value[:20]}…; must be at most {self.longest} characters", param=param
            )
        if self.choices and value not in self.choices:
            allowed = ", ".join(self.choices)
            raise InvalidRequest(f"Invalid {param}: must be one of {allowed}", param=param)
        if self.required and not value:
            raise InvalidRequest(
                f"You passed an empty string for '{param}'.", code="parameter_invalid_empty", param=param
            )
        return value


@dataclass(frozen=True)
class Address:
    """An absolute http or https URL."""

    required: bool = False

    def read(self, value: Any, param: str) -> str:
        text = Text(required=True).read(value, param)
        try:
            parts = urlsplit(text)
            usable = parts.scheme in ("http", "https") and bool(parts.hostname)
        except ValueError:
            usable = False
        if not usable or any(character.isspace() for character in text):
            raise InvalidRequest("Not a valid URL", code="url_invalid", param=param)
        return text


@dataclass(frozen=True)
class Integer:
    required: bool = False
    least: int | None = None
    most: int | None = None

    def read(self, value: Any, param: str) -> int:
        if not isinstance(value, str) or not _INTEGER.match(value):
            raise InvalidRequest(f"Invalid integer: {value}"[:120], code="parameter_invalid_integer", param=param)
        number = int(value)
        if self.least is not None and number < self.least:
            raise InvalidRequest(
                f"This value must be greater than or equal to {self.least}.",
                code="parameter_invalid_integer",
                param=param,
            )
        if self.most is not None and number > self.most:
            raise InvalidRequest(
                f"This value must be less than or equal to {self.most}.", code="parameter_invalid_integer", param=param
            )
        return number


@dataclass(frozen=True)
class Boolean:
    required: bool = False

    def read(self, value: Any, param: str) -> bool:
        if value not in ("true", "false"):
            raise InvalidRequest(f"Invalid boolean: {value}"[:120], param=param)
        return bool(value == "true")


@dataclass(frozen=True)
class Metadata:
    """At most 50 pairs, names of 40 and values of 500 characters, as the vendor has it."""

    required: bool = False

    def read(self, value: Any, param: str) -> dict[str, str]:
        if value == "":
            return {}
        if not isinstance(value, dict):
            raise InvalidRequest(f"Invalid object: {param}", param=param)
        if len(value) > 50:
            raise InvalidRequest("Metadata can have at most 50 keys.", param=param)
        for name, text in value.items():
            if not isinstance(text, str) or len(name) > 40 or len(text) > 500:
                raise InvalidRequest(
                    "Metadata keys have at most 40 characters, values at most 500.", param=f"{param}[{name[:40]}]"
                )
        return dict(value)


@dataclass(frozen=True)
class Texts:
    """A list of strings."""

    required: bool = False
    choices: tuple[str, ...] = ()

    def read(self, value: Any, param: str) -> list[str]:
        if not isinstance(value, list):
            raise InvalidRequest(f"Invalid array: {param}", param=param)
        return [Text(choices=self.choices).read(item, f"{param}[{place}]") for place, item in enumerate(value)]


@dataclass(frozen=True)
class Group:
    fields: Mapping[str, "Field"] = field(default_factory=dict)
    required: bool = False

    def read(self, value: Any, param: str) -> Document:
        if not isinstance(value, dict):
            raise InvalidRequest(f"Invalid object: {param}", param=param)
        return check(self.fields, value, param)


@dataclass(frozen=True)
class Rows:
    fields: Mapping[str, "Field"]
    required: bool = False
    most: int = 100

    def read(self, value: Any, param: str) -> list[Document]:
        if not isinstance(value, list) or not value:
            raise InvalidRequest(f"Invalid array: {param}", param=param)
        if len(value) > self.most:
            raise InvalidRequest(f"{param} can have at most {self.most} entries.", param=param)
        return [Group(self.fields).read(row, f"{param}[{place}]") for place, row in enumerate(value)]


# `created=1` and `created[gte]=1` are both valid.
_BOUNDS = ("gt", "gte", "lt", "lte")


@dataclass(frozen=True)
class Moment:
    """A Unix second, or bounds around it."""

    required: bool = False

    def read(self, value: Any, param: str) -> dict[str, int]:
        if isinstance(value, dict):
            return check({name: Integer() for name in _BOUNDS}, value, param)
        moment = Integer().read(value, param)
        return {"gte": moment, "lte": moment}


Field = Text | Address | Integer | Boolean | Metadata | Texts | Group | Rows | Moment
Spec = Mapping[str, Field]

PAGE: Spec = {
    "limit": Integer(least=1, most=100),
    "starting_after": Text(),
    "ending_before": Text(),
    "created": Moment(),
}


def check(spec: Spec, values: Document, within: str = "") -> Document:
    """The values with their types, nothing added for what is absent.

    :raises InvalidRequest: if a parameter is unknown, missing or of another type.
    """

    def path(name: str) -> str:
        return f"{within}[{name}]" if within else name

    for name in values:
        if name not in spec:
            raise InvalidRequest(
                f"Received unknown parameter: {path(name)}", code="parameter_unknown", param=path(name)
            )
    for name, expected in spec.items():
        if expected.required and name not in values:
            raise InvalidRequest(f"Missing required param: {path(name)}.", code="parameter_missing", param=path(name))
    return {name: spec[name].read(value, path(name)) for name, value in values.items()}

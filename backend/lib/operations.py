"""Operations of the API: each handler has a stable id and describes itself for OpenAPI."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from django.conf import settings
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import extend_schema

from lib import helping
from lib.access import ANYONE, HOLDER, permissions
from lib.errors import CONTENT_TYPE

Handler = TypeVar("Handler", bound=Callable[..., Any])


def operation(operation_id: str, **schema: Any) -> Callable[[Handler], Handler]:
    """This will name a handler and describe it for OpenAPI; `schema` is what `extend_schema` takes.

    All handlers pass here: what is done for somebody else is written down with the deed (lib.helping).
    """

    def decorate(handler: Handler) -> Handler:
        @wraps(handler)
        def acted(view: Any, request: Any, *args: Any, **kwargs: Any) -> Any:
            return helping.acted(request, operation_id, kwargs, lambda: handler(view, request, *args, **kwargs))

        described = extend_schema(operation_id=operation_id, **schema)(acted)
        vars(described)["operation_id"] = operation_id
        return cast(Handler, described)

    return decorate


class SessionScheme(OpenApiAuthenticationExtension):
    """Tells OpenAPI of the session cookie."""

    target_class = "lib.access.SessionAuthentication"
    name = "session"

    def get_security_definition(self, auto_schema: AutoSchema) -> dict[str, str]:
        return {"type": "apiKey", "in": "cookie", "name": settings.SESSION_COOKIE_NAME}


class Schema(AutoSchema):
    """drf-spectacular's schema of a view: operation ids are ours, tags are the apps."""

    def get_tags(self) -> list[str]:
        return [self.view.__module__.split(".")[0]]

    def get_auth(self) -> list[dict[str, list[str]]]:
        ways: list[dict[str, list[str]]] = super().get_auth()
        if ways and permissions().get(self.get_operation_id(), frozenset()) & {ANYONE, HOLDER}:
            return [*ways, {}]  # a guest may call it too
        return ways

    def get_operation_id(self) -> str:
        handler = getattr(self.view, self.method.lower())
        return getattr(handler, "operation_id", None) or super().get_operation_id()


PROBLEM_SCHEMA: dict[str, Any] = {
    "type": "object",
    "description": "A refusal (RFC 9457). `code` is stable; `title` and `detail` are in the reader's language.",
    "properties": {
        "type": {"type": "string", "format": "uri"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "code": {"type": "string"},
        "detail": {"type": "string"},
        "request_id": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "code": {"type": "string"},
                    "detail": {"type": "string"},
                    "attr": {"type": ["string", "null"]},
                },
                "required": ["code", "detail", "attr"],
            },
        },
    },
    "required": ["type", "title", "status", "code", "request_id"],
    "additionalProperties": True,
}


def describe_problems(result: dict[str, Any], **_kwargs: Any) -> dict[str, Any]:
    """This will add the problem answer to every operation of the OpenAPI document (a drf-spectacular hook)."""
    result.setdefault("components", {}).setdefault("schemas", {})["Problem"] = PROBLEM_SCHEMA
    answer = {
        "description": "Refused: see `code`.",
        "content": {CONTENT_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
    for path in result.get("paths", {}).values():
        for method in path.values():
            if isinstance(method, dict) and "responses" in method:
                method["responses"].setdefault("default", answer)
    return result

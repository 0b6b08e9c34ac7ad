"""JSON in and out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import IO, Any

import orjson
from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import ParseError
from rest_framework.parsers import BaseParser
from rest_framework.renderers import BaseRenderer

_DEEPEST = 40


def _plain(value: object) -> object:
    if isinstance(value, Promise):
        return str(value)
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, list | tuple | set | frozenset):
        return list(value)
    raise TypeError(f"{type(value).__name__} has no JSON form")


class JSONRenderer(BaseRenderer):
    """Renders with orjson: UUIDs and aware datetimes as strings, lazy texts in the request's language."""

    media_type = "application/json"
    format = "json"
    charset = None

    def render(
        self, data: Any, accepted_media_type: str | None = None, renderer_context: Mapping[str, Any] | None = None
    ) -> bytes:
        if data is None:
            return b""
        return orjson.dumps(data, default=_plain, option=orjson.OPT_NON_STR_KEYS)


class StrictJSONParser(BaseParser):
    """Reads JSON and refuses what PostgreSQL or JavaScript could not hold.

    orjson itself refuses NaN, lone surrogates and bytes that are no UTF-8.
    """

    media_type = "application/json"

    def parse(
        self, stream: IO[bytes], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> Any:
        # Django bounds `request.body`, but not what is read from the stream.
        body = stream.read(settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)
        if len(body) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            raise RequestDataTooBig
        if not body:
            return {}
        try:
            data = orjson.loads(body)
        except orjson.JSONDecodeError:
            raise ParseError(_("The body is not valid JSON.")) from None
        if not isinstance(data, dict):
            raise ParseError(_("The body must be a JSON object."))
        _check(data, _DEEPEST)
        return data


def _check(value: object, depth: int) -> None:
    if depth == 0:
        raise ParseError(_("The body is nested too deeply."))
    if isinstance(value, str):
        if "\x00" in value:
            raise ParseError(_("Text must not contain the NUL character."))
    elif isinstance(value, dict):
        for key, item in value.items():
            _check(key, depth - 1)
            _check(item, depth - 1)
    elif isinstance(value, list):
        for item in value:
            _check(item, depth - 1)

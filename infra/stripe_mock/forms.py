"""Form-encoded parameters with brackets (`line_items[0][price_data][currency]=clp`) to nested values and back to no surprise."""

import re
from typing import Any
from urllib.parse import parse_qsl

from infra.stripe_mock.errors import InvalidRequest
from infra.stripe_mock.messages import Document

MOST_PAIRS = 1000
MOST_LEVELS = 8
_KEY = re.compile(r"([^\[\]]+)((?:\[[^\[\]]*\])*)\Z")


def decode(raw: bytes) -> Document:
    """Nested dictionaries, lists and strings; `a[]=` appends, `a[0]=` counts from nought.

    :raises InvalidRequest: if the text is no UTF-8, too much of it, or its keys contradict each other.
    """
    try:
        pairs = parse_qsl(raw.decode("utf-8"), keep_blank_values=True, max_num_fields=MOST_PAIRS, errors="strict")
    except ValueError as error:
        raise InvalidRequest("Invalid request: the body is not a readable form.") from error
    tree: Document = {}
    for key, value in pairs:
        if "\x00" in value or "\x00" in key:
            raise InvalidRequest("Invalid string: it contains a null byte.", param=key.replace("\x00", ""))
        _put(tree, _steps(key), value, key)
    return {name: _lists(value, name) for name, value in tree.items()}


def _steps(key: str) -> list[str]:
    match = _KEY.match(key)
    if match is None:
        raise InvalidRequest(f"Invalid parameter name: {key[:100]}", code="parameter_unknown", param=key[:100])
    steps = [match[1], *(part[:-1] for part in match[2].split("[")[1:])]
    if len(steps) > MOST_LEVELS:
        raise InvalidRequest(f"Parameters are nested too deeply: {key[:100]}", param=key[:100])
    return steps


def _put(tree: Document, steps: list[str], value: str, key: str) -> None:
    here = tree
    for step, following in zip(steps, [*steps[1:], None], strict=True):
        name = str(len(here)) if step == "" else step
        if following is None:
            if name in here:
                raise InvalidRequest(f"Parameter given twice: {key}", param=key)
            here[name] = value
            return
        below = here.setdefault(name, {})
        if not isinstance(below, dict):
            raise InvalidRequest(f"Invalid object: {key}", param=key)
        here = below


def _lists(value: Any, name: str) -> Any:
    if not isinstance(value, dict):
        return value
    # Metadata may be keyed by digits ("2026"), and is the one place where digits are names.
    if name != "metadata" and all(key.isascii() and key.isdigit() for key in value):
        return [_lists(value[key], "") for key in sorted(value, key=int)]
    return {key: _lists(below, key) for key, below in value.items()}

"""`expand[]`: an id in the answer gives way to the object that it names."""

import copy
from typing import Any

from infra.stripe_mock.errors import InvalidRequest
from infra.stripe_mock.messages import Document
from infra.stripe_mock.work import Work

DEEPEST = 4
_OBJECTS = ("payment_intent", "payment_method", "latest_charge", "charge")


def expand(work: Work, answer: Document, paths: list[str]) -> Document:
    """:raises InvalidRequest: if a path names something that can't be expanded."""
    if not paths:
        return answer
    result = copy.deepcopy(answer)
    for place, path in enumerate(paths):
        steps = path.split(".")
        if len(steps) > DEEPEST:
            raise InvalidRequest("You cannot expand more than 4 levels of a property.", param=f"expand[{place}]")
        _walk(work, result, steps, f"expand[{place}]")
    return result


def _walk(work: Work, here: Any, steps: list[str], param: str) -> None:
    if isinstance(here, list):
        for item in here:
            _walk(work, item, steps, param)
        return
    if not steps or not isinstance(here, dict):
        return
    name, rest = steps[0], steps[1:]
    if name == "line_items" and here.get("object") == "checkout.session":
        items = work.store.hidden(here["id"])["items"]
        url = f"/v1/checkout/sessions/{here['id']}/line_items"
        here[name] = {"object": "list", "data": items, "has_more": False, "url": url}
    elif name not in here or (name != "data" and name not in _OBJECTS):
        raise InvalidRequest(f"This property cannot be expanded ({name[:60]}).", param=param)
    elif isinstance(here[name], str):
        here[name] = work.store.get(here[name])
    _walk(work, here[name], rest, param)

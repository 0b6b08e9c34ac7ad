"""One id for a request and for all that follows from it: log lines, events, answers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.http import HttpRequest, HttpResponse

from lib.ids import new_id

_SANE = re.compile(r"[A-Za-z0-9_-]{8,64}")
_current: ContextVar[str] = ContextVar("request_id", default="")


def current() -> str:
    """This will return the id of the request, event or job that is being worked on; empty outside of one."""
    return _current.get()


@contextmanager
def working_on(request_id: str) -> Iterator[None]:
    """This will make `request_id` current within the block."""
    token = _current.set(request_id)
    try:
        yield
    finally:
        _current.reset(token)


class RequestIdMiddleware:
    """Takes over a sane X-Request-Id or draws one, and sends it back."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        offered = request.headers.get("X-Request-Id", "")
        request_id = offered if _SANE.fullmatch(offered) else new_id().hex
        with working_on(request_id):
            response = self.get_response(request)
        response["X-Request-Id"] = request_id
        return response

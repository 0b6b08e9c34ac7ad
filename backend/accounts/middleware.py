"""Guards the sign-in library's addresses: tries are counted, and bodies are read with the API's strict parser first.

And notes now and then that a session is used.
"""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from rest_framework.exceptions import ParseError

from accounts.limits import PER_ADDRESS, take
from accounts.sessions import LastSeen
from lib.errors import TooMany, domain_problem, problem_response
from lib.rendering import StrictJSONParser

_PREFIX = "/_allauth/browser/v1/"


class SignInGuard:
    """Refuses too many tries, and bodies that aren't a JSON object of bounded depth, with the problems of the API."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.parser = StrictJSONParser()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: object) -> HttpResponse | None:
        if not request.path.startswith(_PREFIX):
            return None
        action = request.path.removeprefix(_PREFIX)
        limit = PER_ADDRESS.get(action)
        if limit and request.method not in ("GET", "HEAD", "OPTIONS") and not take(request, action, limit):
            return domain_problem(TooMany())
        if not request.body:
            return None
        try:
            self.parser.parse(BytesIO(request.body))
        except ParseError as error:
            return problem_response(400, "parse_error", str(error.detail))
        return None


class SessionSeen:
    """Keeps the list of sessions near the truth: when each was used last."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.last_seen = LastSeen()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        self.last_seen.note(request, timezone.now())
        return response

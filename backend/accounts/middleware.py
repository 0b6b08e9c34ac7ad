"""Guards the sign-in library's addresses, which read JSON on their own, with the API's strict parser."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

from django.http import HttpRequest, HttpResponse
from rest_framework.exceptions import ParseError

from lib.errors import problem_response
from lib.rendering import StrictJSONParser

_PREFIX = "/_allauth/"


class SignInBodies:
    """Refuses bodies that aren't a JSON object of bounded depth, with the same problem as everywhere else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.parser = StrictJSONParser()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: object) -> HttpResponse | None:
        if not request.path.startswith(_PREFIX) or not request.body:
            return None
        try:
            self.parser.parse(BytesIO(request.body))
        except ParseError as error:
            return problem_response(400, "parse_error", str(error.detail))
        return None

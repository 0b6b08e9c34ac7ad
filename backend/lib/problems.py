"""DRF's exceptions as problem+json (RFC 9457)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from drf_standardized_errors.formatter import ExceptionFormatter
from drf_standardized_errors.handler import exception_handler as standardized_handler
from drf_standardized_errors.types import ErrorResponse
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import set_rollback

from lib.errors import CONTENT_TYPE, TITLES, known_problem, problem


class ProblemFormatter(ExceptionFormatter):
    """Gives DRF's errors the form of problem+json; field errors are listed under `errors`."""

    def format_error_response(self, error_response: ErrorResponse) -> dict[str, Any]:
        status = self.exc.status_code
        code, title = TITLES.get(status, TITLES[500])
        if isinstance(self.exc, exceptions.ValidationError):
            code, title = "validation_error", _("Something in what you sent has to be corrected.")
        elif isinstance(self.exc, exceptions.ParseError):
            code = "parse_error"
        errors = [{"code": e.code, "detail": e.detail, "attr": e.attr} for e in error_response.errors]
        if isinstance(self.exc, exceptions.ValidationError):
            return problem(status, code, title, errors=errors)
        return problem(status, code, title, detail=str(self.exc.detail))


def exception_handler(error: Exception, context: Mapping[str, Any]) -> Response | HttpResponse | None:
    """This will turn what a view raised into a problem (DRF's EXCEPTION_HANDLER)."""
    if (response := known_problem(error)) is not None:
        set_rollback()
        return response
    standardized = standardized_handler(error, dict(context))  # type: ignore[arg-type]
    if standardized is not None:
        standardized.content_type = CONTENT_TYPE
    return standardized

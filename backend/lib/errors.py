"""Refusals as people and programs can read them: RFC 9457 problem+json with a stable code.

A domain error stands beside the function that raises it::

    class LotShort(DomainError):
        code = "lot_short"
        title = _("The lot has fewer units than that.")
        detail = _("There are %(free)s units free.")

    raise LotShort(free=3)
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

import orjson
import structlog
from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.db import InterfaceError, InternalError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from rest_framework import exceptions

from lib import request_id

log = structlog.get_logger(__name__)

CONTENT_TYPE = "application/problem+json"
_TYPE = "https://minga.cl/problems/"

Text = str | Promise


class DomainError(Exception):
    """A rule refused. Keyword arguments fill `detail` and become members of the problem."""

    status: ClassVar[int] = 409
    code: ClassVar[str]
    title: ClassVar[Text]
    detail: ClassVar[Text | None] = None
    retry_after: ClassVar[int | None] = None
    # The field of what was sent that it is about, if it is about one: a form shows the title beside it.
    attr: ClassVar[str | None] = None

    def __init__(self, **members: Any) -> None:
        super().__init__(self.code)
        self.members = members


class NotFound(DomainError):
    """There is no such thing, or none that this actor may see: the two answer alike."""

    status = 404
    code = "not_found"
    title = _("We can't find that.")


class Busy(DomainError):
    """The database could not serve the request now; nothing was changed."""

    status = 503
    code = "try_again"
    title = _("Too many people at once, or a short fault. Nothing was changed: try again in a moment.")
    retry_after = 2


class TooMany(DomainError):
    """Too many requests from one place."""

    status = 429
    code = "too_many_requests"
    title = _("Too many tries in a short time. Wait a moment and try again.")
    retry_after = 60


def problem(status: int, code: str, title: Text, *, detail: Text | None = None, **members: Any) -> dict[str, Any]:
    """This will return the body of a problem as RFC 9457 has it, with our `code` and `request_id`."""
    body: dict[str, Any] = {"type": _TYPE + code, "title": str(title), "status": status, "code": code}
    if detail:
        body["detail"] = str(detail)
    return body | members | {"request_id": request_id.current()}


def problem_response(
    status: int, code: str, title: Text, *, detail: Text | None = None, retry_after: int | None = None, **members: Any
) -> HttpResponse:
    """This will return a problem outside of DRF's views."""
    body = orjson.dumps(problem(status, code, title, detail=detail, **members), default=str)
    response = HttpResponse(body, status=status, content_type=CONTENT_TYPE)
    if retry_after:
        response["Retry-After"] = str(retry_after)
    return response


def domain_problem(error: DomainError) -> HttpResponse:
    """This will return the problem of a domain error."""
    detail = str(error.detail) % error.members if error.detail else None
    members = error.members
    if error.attr:
        members = {"errors": [{"code": error.code, "detail": detail or str(error.title), "attr": error.attr}]} | members
    return problem_response(
        error.status, error.code, error.title, detail=detail, retry_after=error.retry_after, **members
    )


TITLES: dict[int, tuple[str, Text]] = {
    400: ("bad_request", _("We can't understand that request.")),
    401: ("sign_in_needed", _("Sign in to do this.")),
    403: ("forbidden", _("You may not do this.")),
    404: (NotFound.code, NotFound.title),
    405: ("method_not_allowed", _("That can't be done here.")),
    406: ("not_acceptable", _("We can only answer in JSON.")),
    413: ("too_large", _("That is too large.")),
    415: ("unsupported_media_type", _("Send JSON.")),
    429: (TooMany.code, TooMany.title),
    500: ("internal_error", _("Something went wrong on our side. Nothing was changed.")),
}


def status_problem(status: int, **members: Any) -> HttpResponse:
    """This will return the general problem of an HTTP status."""
    code, title = TITLES[status]
    return problem_response(status, code, title, **members)


def known_problem(error: Exception) -> HttpResponse | None:
    """This will answer what can happen in any view, whether DRF's or Django's."""
    if isinstance(error, DomainError):
        return domain_problem(error)
    if isinstance(error, OperationalError | InterfaceError) or _idled_too_long(error):
        log.warning("database_busy", sqlstate=_sqlstate(error))
        return domain_problem(Busy())
    for kind, status in _STATUS_OF.items():
        if isinstance(error, kind):
            return status_problem(status)
    return None


_STATUS_OF: dict[type[Exception], int] = {
    Http404: 404,
    exceptions.NotAuthenticated: 401,
    PermissionDenied: 403,
    RequestDataTooBig: 413,
    SuspiciousOperation: 400,
}


def _idled_too_long(error: Exception) -> bool:
    # A starved process may leave its transaction waiting until the database ends it; psycopg calls that internal.
    return isinstance(error, InternalError) and _sqlstate(error) == "25P03"


def _sqlstate(error: BaseException) -> str | None:
    return getattr(error.__cause__, "sqlstate", None)


class ProblemMiddleware:
    """Turns what goes wrong outside of DRF's views into problems too, so that nobody meets an HTML error page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse:
        if (response := known_problem(error)) is not None:
            return response
        # The route and not the path: a token may stand in the path.
        route = request.resolver_match.route if request.resolver_match else ""
        log.error("unhandled", route=route, exc_info=error)
        return status_problem(500)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Django's handler400."""
    return status_problem(400)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Django's handler403."""
    return status_problem(403)


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Django's handler404."""
    return status_problem(404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Django's handler500."""
    return status_problem(500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Django's CSRF_FAILURE_VIEW."""
    return problem_response(403, "csrf_failed", _("The page is too old. Reload it and try again; nothing was changed."))

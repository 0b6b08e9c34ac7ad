"""Pages that belong to no app: the web app's shell, health, metrics."""

from __future__ import annotations

import hmac
from collections.abc import Callable
from functools import lru_cache
from ipaddress import ip_address

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.request import split_domain_port
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST

from config import first_view
from lib import figures
from lib.errors import problem_response, status_problem

_THEMES = ("light", "dark")


@lru_cache(maxsize=1)
def _shell(_modified: float) -> str:
    return (settings.FRONTEND_DIST / "index.html").read_text()


@require_safe
@never_cache
@ensure_csrf_cookie
def app_page(request: HttpRequest) -> HttpResponse:
    """This will answer with the web app's shell, whatever the page, and with what the page will ask for first."""
    return _answer(lambda shell: _themed(request, first_view.page(request, shell)))


@require_safe
def shell_page(request: HttpRequest) -> HttpResponse:
    """This will answer with the bare shell for the service worker to keep: it holds nothing of who asks."""
    response = _answer(str)
    response["Cache-Control"] = "no-cache"
    return response


def _answer(made: Callable[[str], str]) -> HttpResponse:
    try:
        shell = _shell((settings.FRONTEND_DIST / "index.html").stat().st_mtime)
    except FileNotFoundError:
        return problem_response(503, "web_app_missing", _("The web app has not been built: run make run."))
    return HttpResponse(made(shell))


def _themed(request: HttpRequest, shell: str) -> str:
    """What the person chose on this device, before the first thing is painted."""
    language, theme = get_language(), request.COOKIES.get("minga_theme")
    chosen = f' data-theme="{theme}"' if theme in _THEMES else ""
    return shell.replace('<html lang="es-CL">', f'<html lang="{"en" if language == "en" else "es-CL"}"{chosen}>', 1)


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """This will say that the process answers."""
    return JsonResponse({"status": "ok"})


@require_safe
@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    """This will say whether the process can do its work: the database answers and knows our tables."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM django_migrations LIMIT 1")
    except DatabaseError:
        return problem_response(503, "not_ready", _("The database does not answer."), retry_after=2)
    return JsonResponse({"status": "ok"})


@require_safe
@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    """This will show Prometheus what this server counts and what the database knows: on loopback, or with the token."""
    offered = request.headers.get("Authorization", "").removeprefix("Bearer ")
    by_token = bool(settings.METRICS_TOKEN) and hmac.compare_digest(offered, settings.METRICS_TOKEN)
    if not by_token and not is_loopback(request):
        return status_problem(404)
    return HttpResponse(figures.shown(), content_type=CONTENT_TYPE_LATEST)


class AskedByAddress:
    """Lets a monitor that knows a process by its address only read health and figures in spite of ALLOWED_HOSTS.

    Only an address: a name may be another site's, led to this machine to be read by its visitor's browser.
    """

    PATHS = ("/healthz", "/readyz", "/metrics")

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path in self.PATHS and _is_address(split_domain_port(request.META.get("HTTP_HOST", ""))[0]):
            request.META["HTTP_HOST"] = settings.ALLOWED_HOSTS[0].lstrip(".")
        return self.get_response(request)


def _is_address(host: str) -> bool:
    try:
        ip_address(host.strip("[]"))
    except ValueError:
        return False
    return True


def is_loopback(request: HttpRequest) -> bool:
    """This will say whether the request comes from this very machine and through no proxy."""
    if "X-Forwarded-For" in request.headers or "Forwarded" in request.headers:
        return False
    try:
        return ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False

"""All addresses. Each app lists its own below /api/v1/."""

from __future__ import annotations

from importlib.util import find_spec

from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path, re_path
from drf_spectacular.views import SpectacularAPIView

from config import web


def _api() -> list[URLPattern | URLResolver]:
    ours = [
        app.name
        for app in apps.get_app_configs()
        if app.path.startswith(str(settings.BACKEND)) and app.name != "config" and find_spec(f"{app.name}.urls")
    ]
    # Addresses are tried one after the other: those that everybody asks for, and that are answered fastest, come first.
    return [path("", include(f"{name}.urls")) for name in sorted(ours, key=lambda name: name != "catalog")]


urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", web.healthz),
    path("readyz", web.readyz),
    path("metrics", web.metrics),
    path("api/v1/schema/", SpectacularAPIView.as_view(), name="schema"),
    path("api/v1/", include(_api())),
    path("media/", include("pictures.media_urls")),
    path("", include("origin.public_urls")),
    path("_allauth/", include("accounts.auth_views")),
    path("accounts/", include("allauth.urls")),
    path("admin/", admin.site.urls),
    *(
        [path("dev/", include("accounts.mailbox_urls"))]
        if settings.MODE != "production" and find_spec("accounts.mailbox_urls")
        else []
    ),
    path("shell", web.shell_page),
    # Everything else is a page of the web app, but an unknown address below these prefixes is an error.
    re_path(
        r"^(?!api/|_allauth/|accounts/|admin/|dev/|static/|assets/|media/|metrics|ws/|credentials/|o/|01/|\.well-known/).*$",
        web.app_page,
    ),
]

handler400 = "lib.errors.bad_request"
handler403 = "lib.errors.permission_denied"
handler404 = "lib.errors.page_not_found"
handler500 = "lib.errors.server_error"

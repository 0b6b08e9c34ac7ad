"""Addresses outside of the API that others keep for years: on labels, in credentials. They never change their meaning."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path, re_path

from origin.views import page, proof

urlpatterns: list[URLPattern | URLResolver] = [
    path(".well-known/did.json", proof.did_document),
    path("credentials/<uuid:credential_id>", proof.credential),
    re_path(r"^credentials/status/(?P<purpose>revocation|suspension)/(?P<number>[1-9][0-9]{0,5})$", proof.status_list),
    path("o/", page.find),
    path("o/<str:code>/qr.svg", page.code_svg),
    path("o/<str:code>/qr.png", page.code_png),
    path("o/<str:code>", page.show),
]

"""Addresses outside of the API that others keep for years: on labels, in credentials. They never change their meaning."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path, re_path

from origin.views import machine_forms, page, proof

urlpatterns: list[URLPattern | URLResolver] = [
    path(".well-known/did.json", proof.did_document),
    path("credentials/<uuid:credential_id>", proof.credential),
    re_path(r"^credentials/status/(?P<purpose>revocation|suspension)/(?P<number>[1-9][0-9]{0,5})$", proof.status_list),
    path("o/", page.find),
    path("o/<str:code>/qr.svg", page.code_svg),
    path("o/<str:code>/qr.png", page.code_png),
    path("o/<str:code>.jsonld", machine_forms.json_ld),
    path("o/<str:code>/epcis.jsonld", machine_forms.epcis),
    re_path(r"^01/(?P<gtin>[0-9]{8,14})/10/(?P<lot_code>[^/\x00-\x1f\x7f]{1,20})$", machine_forms.digital_link),
    path("o/<str:code>", page.show),
]

"""`/o/<code>`: the page behind a label, drawn here so that it reads on any telephone, and its code as a picture."""

from __future__ import annotations

import io
from typing import Any, Final
from urllib.parse import quote

import segno
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from lib.errors import NotFound
from origin import page_words
from origin.codes import read_code
from origin.models import StatusList
from origin.page_files import page_files
from origin.page_labels import labels
from origin.queries import origin_page
from origin.queries.deciding import deciding
from origin.views import machine_forms

_LANGUAGES: Final = ("es", "en")
_THEMES: Final = ("light", "dark")
# A label is scratched and bent: 15 of 100 parts of its code may be gone.
_ERROR_LEVEL: Final = "m"


@require_safe
def find(request: HttpRequest) -> HttpResponse:
    """This will lead to the code that was typed into the page of an unknown one."""
    typed = request.GET.get("code", "")[:40]
    return HttpResponseRedirect(f"/o/{quote(read_code(typed) or typed or '-', safe='')}")


@require_safe
def show(request: HttpRequest, code: str) -> HttpResponseBase:
    """This will tell what stands behind a code, or say kindly that there is none; to programs in their own forms."""
    wanted = request.GET.get("lang")
    with translation.override(wanted if wanted in _LANGUAGES else translation.get_language()):
        try:
            if (machine := machine_forms.instead_of_page(request, code)) is not None:
                return machine
            page = origin_page.page(code)
        except NotFound:
            return _answer(request, "origin/lost.html", {"typed": code[:40], "labels": labels()}, status=404)
        files = page_files()
        height = files.heights.get("places", {}).get(page.comuna)
        context = page_words.context(page) | {
            "height": height,
            "metres": page_words.grouped(height["metres"]) if height else "",
            "map": files.map,
            "heights": files.heights,
            "drawing": files.drawing(
                picture=page.offer.picture if page.offer else "",
                emblem=page.offer.emblem if page.offer else "",
                category=page.category,
            ),
            "state": _state(page),
            "preloaded": _asked_for(page),
            "scripted": {
                "words": page_words.scripted(),
                "at": timezone.now().isoformat(),
                # By which the worker finds in the browser what came for it, and asks for nothing twice.
                "accept": request.headers.get("Accept", ""),
                "credentials": {
                    str(one.certificate.pk): one.credential.document
                    for one in page.backings
                    if one.credential is not None
                },
            },
        }
        response = _answer(request, "origin/page.html", context)
        machine_forms.point_to_machine_forms(response, page.code)
        return response


@require_safe
def code_svg(request: HttpRequest, code: str) -> HttpResponse:
    """This will draw the code as SVG, at any size."""
    written = origin_page.page(code).code
    out = io.BytesIO()
    _drawn(written).save(out, kind="svg", border=4, scale=8, svgns=True, xmldecl=False, title=written)
    return _picture(out, "image/svg+xml", written)


@require_safe
def code_png(request: HttpRequest, code: str) -> HttpResponse:
    """This will draw the code as PNG, large enough to print."""
    written = origin_page.page(code).code
    out = io.BytesIO()
    _drawn(written).save(out, kind="png", border=4, scale=16)
    return _picture(out, "image/png", written)


def address(code: str) -> str:
    """This will return what a code's picture holds: the page's address."""
    return f"{settings.PUBLIC_ORIGIN}/o/{code}"


def _state(page: origin_page.OriginPage) -> str:
    """How it stands by our own books. That it is valid says the telephone, after it has checked."""
    state = deciding(page.backings).state
    return "plain" if state == "valid" else state


def _asked_for(page: origin_page.OriginPage) -> list[str]:
    """What the script will ask for: named in the page's head it comes beside the script, not a round trip after it."""
    numbers = sorted({one.credential.status_number for one in page.backings if one.credential is not None})
    lists = [f"/credentials/status/{purpose}/{number}" for number in numbers for purpose in StatusList.Purpose]
    return ["/.well-known/did.json", *lists]


def _drawn(code: str) -> segno.QRCode:
    return segno.make_qr(address(code), error=_ERROR_LEVEL)


def _picture(out: io.BytesIO, kind: str, code: str) -> HttpResponse:
    response = HttpResponse(out.getvalue(), content_type=kind)
    response["Content-Disposition"] = f'inline; filename="minga-{code}.{"svg" if "svg" in kind else "png"}"'
    response["Cache-Control"] = "public, max-age=86400"
    return response


def _answer(request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    language, theme = translation.get_language() or "es", request.COOKIES.get("minga_theme")
    shared = {
        "files": page_files(),
        "language": "en" if language.startswith("en") else "es-CL",
        "english": language.startswith("en"),
        "theme": theme if theme in _THEMES else "",
    }
    response = render(request, template, context | shared, status=status)
    # Kept by the browser for its reader, and asked for again each time there is a line.
    response["Cache-Control"] = "private, no-cache"
    response["Content-Language"] = language
    return response

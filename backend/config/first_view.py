"""The first view of a page over a weak line: what it will ask for comes with it, and the catalog stands before its script.

The built app drew its catalog once without offers (frontend/scripts/first.mjs); here the names and numbers of today go into
the places that it left. The page's first reads are answered in the same breath, by the very views that would answer them
later. Whatever can't be had is left out, and the app asks for it as ever (docs/decisions/0017-first-view.md).
"""

from __future__ import annotations

import copy
import logging
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import orjson
from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import resolve
from django.utils.translation import get_language

from coops.territory import comuna

_log = logging.getLogger(__name__)

_ME = "/api/v1/me"
_OFFERS = "/api/v1/catalog/offers"
_FEATURED = f"{_OFFERS}/[slug]"
_OFFER_PAGE = re.compile(r"/productos/([\w-]+)")
_PLACE = re.compile(r"\[(\w+)\]")
_LATER = re.compile(r"\s*<link [^>]*\bdata-later\b[^>]*>")
_TILE = 480  # pixels that a tile's picture needs on a good screen
# JSON inside a page: nothing in it may close the element, or open another.
_IN_PAGE = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}


@dataclass(frozen=True, slots=True)
class Drawing:
    """What the built app left of its catalog, in one language, with places for names and numbers."""

    title: str
    frame: str
    featured: str
    tiles: list[str]
    """By how many are left, the last for all higher numbers."""
    scene: str
    emblem: str
    asks: list[str]
    scenes: dict[str, str]
    emblems: dict[str, str]


def page(request: HttpRequest, shell: str) -> str:
    """This will return the shell with what the page's first reads would say, and the catalog drawn."""
    drawing = _drawing(get_language() or "es") if request.path == "/" and not request.GET else None
    answers = _answers(request, drawing.asks if drawing else _asks(request.path))
    if drawing and (offers := answers.get(_offers_of(drawing))):
        try:
            shell = _drawn(shell, drawing, offers["body"]["results"])
        except (KeyError, TypeError, IndexError):
            _log.exception("The first view could not be drawn")
    given = orjson.dumps({"language": get_language(), "answers": answers}).decode().translate(_IN_PAGE)
    return shell.replace(
        '<div id="root"></div>',
        f'<div id="root"></div><script type="application/json" id="given">{given}</script>',
    )


def _asks(path: str) -> list[str]:
    offer = _OFFER_PAGE.fullmatch(path)
    return [_ME, f"{_OFFERS}/{offer[1]}"] if offer else [_ME]


def _offers_of(drawing: Drawing) -> str:
    return next((ask for ask in drawing.asks if ask.partition("?")[0] == _OFFERS), "")


@lru_cache(maxsize=4)
def _read(path: Path, _modified: float) -> Drawing:
    known = Drawing.__dataclass_fields__
    return Drawing(**{name: value for name, value in orjson.loads(path.read_bytes()).items() if name in known})


def _drawing(language: str) -> Drawing | None:
    path = settings.FRONTEND_DIST / "first" / f"{language}.json"
    try:
        return _read(path, path.stat().st_mtime)
    except FileNotFoundError:
        return None


def _answers(request: HttpRequest, asks: Iterable[str]) -> dict[str, Any]:
    """Answer reads as their views do, in the name of whoever asks for the page."""
    answers: dict[str, Any] = {}
    featured: str | None = None
    for ask in asks:
        path, _, query = unquote(ask).partition("?")
        if path == _FEATURED:
            featured = _slug_of_featured(answers)
            path = path.replace("[slug]", featured or "")
        if path.endswith("/"):
            continue
        response = _answer(request, path, query)
        if response is not None and response.status_code == 200:
            key = f"{path}?{query}" if query else path
            answers[key] = {
                "body": orjson.Fragment(response.content) if path != _OFFERS else orjson.loads(response.content),
                "position": response.headers.get("Feed-Position"),
            }
    return answers


def _slug_of_featured(answers: Mapping[str, Any]) -> str | None:
    offers = next((answer for ask, answer in answers.items() if ask.partition("?")[0] == _OFFERS), None)
    found = _featured(offers["body"]["results"]) if offers else None
    return str(found["slug"]) if found else None


def _answer(request: HttpRequest, path: str, query: str) -> HttpResponse | None:
    """Ask one of our own views; a failure of it must not take the page with it."""
    asked = copy.copy(request)
    asked.path = asked.path_info = path
    asked.GET = QueryDict(query)
    asked.method = "GET"
    try:
        view, args, kwargs = resolve(path)
        response = view(asked, *args, **kwargs)
        if hasattr(response, "render"):
            response.render()
    except Exception:
        _log.exception("The first view went without %s", path)
        return None
    return response


def _featured(offers: list[dict[str, Any]]) -> dict[str, Any] | None:
    """The same choice as the catalog's page makes."""
    return next((offer for offer in offers if len(offer["shares"]) > 1 and offer["free"] > 0), None)


def _drawn(shell: str, drawing: Drawing, offers: list[dict[str, Any]]) -> str:
    featured = _featured(offers)
    tiles = "".join(
        _filled(drawing.tiles[min(offer["free"], len(drawing.tiles) - 1)], drawing, offer)
        for offer in offers
        if offer is not featured
    )
    large = _filled(drawing.featured, drawing, featured) if featured else ""
    frame = drawing.frame.replace("<!--featured-->", large).replace("<!--tiles-->", tiles)
    # The letters come after the script (frontend/src/app/fonts.ts), and so does what keeps answers.
    shell = _LATER.sub("", shell)
    return shell.replace("<title>Minga</title>", f"<title>{escape(drawing.title)}</title>").replace(
        '<div id="root"></div>', f'<div id="first">{frame}</div><div id="root"></div>'
    )


def _filled(template: str, drawing: Drawing, offer: Mapping[str, Any]) -> str:
    """Put an offer's values into their places, each escaped, in one pass: a value may look like a place."""
    values = {
        "slug": offer["slug"],
        "name": offer["name"],
        "association": offer["association"]["name"],
        "comuna": comuna(offer["comuna"]).name,
        "price": _grouped(offer["price_clp"]),
        "free": _grouped(offer["free"]),
        "members": str(len(offer["shares"])),
        "measure": _measure(offer),
    }
    whole = {name: escape(value) for name, value in values.items()} | {"picture": _picture(drawing, offer)}
    return _PLACE.sub(lambda place: whole[place[1]], template)


def _picture(drawing: Drawing, offer: Mapping[str, Any]) -> str:
    """A photograph, a drawn scene, or the emblem of the kind."""
    picture = offer["picture"]
    if isinstance(picture, Mapping):
        wanted = min(picture["sources"], key=lambda source: abs(source["width"] - _TILE))
        template, file = drawing.scene, wanted["url"]
    elif picture in drawing.scenes:
        template, file = drawing.scene, drawing.scenes[picture]
    else:
        template, file = drawing.emblem, drawing.emblems.get(offer["emblem"]) or drawing.emblems["generic"]
    return template.replace("[file]", escape(file))


def _grouped(number: float) -> str:
    whole = f"{number:,}"
    return whole if get_language() == "en" else whole.translate({ord(","): ".", ord("."): ","})


def _measure(offer: Mapping[str, Any]) -> str:
    degrees = offer["alcohol_degrees"]
    parts = [offer["net_content"], "" if degrees is None else f"{_grouped(degrees)}°"]
    return " · ".join(part for part in parts if part)

"""The catalog for everybody: shop, partners, other sites. Open to all origins, and to no cookies."""

from __future__ import annotations

import hashlib
from typing import Any
from urllib.parse import urlencode

import orjson
from django.http import HttpRequest, HttpResponse
from rest_framework.request import Request
from rest_framework.response import Response

from catalog import queries
from catalog.queries import CatalogQuery
from catalog.serializers import (
    CatalogPageSerializer,
    CatalogQuerySerializer,
    FacetsQuerySerializer,
    FacetsSerializer,
    OfferSerializer,
)
from events import feed
from lib.operations import operation
from lib.views import View, parsed, positions_header

_EVERYTHING = CatalogQuery()


class PublicView(View):
    """Reads without a session, so that any site may ask and any cache may keep; a cache asks back each time."""

    authentication_classes = ()

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Who may is asked, and nothing else: there is one form of answer, no session and no chosen language."""
        self.format_kwarg = None
        self.check_permissions(request)

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        final = super().finalize_response(request, response, *args, **kwargs)
        final["Access-Control-Allow-Origin"] = "*"
        final["Access-Control-Expose-Headers"] = "ETag, Feed-Position, Retry-After, X-Request-Id"
        return final

    def options(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Response:
        """The browser's question before it asks from another site."""
        response = Response(status=204)
        response["Access-Control-Allow-Methods"] = "GET, HEAD"
        response["Access-Control-Allow-Headers"] = "Accept-Language, If-None-Match, X-Request-Id"
        response["Access-Control-Max-Age"] = "86400"
        return response

    def answer(self, request: Request, body: bytes, positions: dict[str, int]) -> HttpResponse:
        """This will answer with this JSON and its fingerprint, or with 304 if the asker has just that."""
        tag = f'"{hashlib.blake2b(body, digest_size=12).hexdigest()}"'
        asked = request.headers.get("If-None-Match", "")
        if asked == "*" or tag in [part.strip().removeprefix("W/") for part in asked.split(",")]:
            response = HttpResponse(status=304)
        else:
            response = HttpResponse(body, content_type="application/json")
        response["ETag"] = tag
        # A page that is told of a change asks at once and must not be given what it has.
        response["Cache-Control"] = "public, max-age=0, must-revalidate"
        response["Feed-Position"] = positions_header(positions)
        return response


def _position() -> dict[str, int]:
    return {"catalog": feed.position("catalog")}


class OffersView(PublicView):
    """`/catalog/offers`"""

    @operation("catalog_listOffers", parameters=[CatalogQuerySerializer], responses=CatalogPageSerializer)
    def get(self, request: Request) -> HttpResponse:
        """Open offers, a page at a time. `ordering=season` shows first what is in its best months.

        Accents and the plural don't matter to `search`. Where nothing has its words, the nearest ones are sought, and
        `meant` says which.
        """
        query = (
            CatalogQuery(**parsed(CatalogQuerySerializer, request.query_params.dict())) if request.GET else _EVERYTHING
        )
        page = queries.catalog_page(query)
        # The offers are JSON already: the database wrote it.
        results = [orjson.Fragment(offer) for offer in page.offers]
        following = _next(request, page.following)
        body = orjson.dumps({"next": following, "previous": None, "meant": page.meant, "results": results})
        return self.answer(request, body, {"catalog": page.position})


class OfferView(PublicView):
    """`/catalog/offers/{slug}`"""

    @operation("catalog_getOffer", responses=OfferSerializer)
    def get(self, request: Request, slug: str) -> HttpResponse:
        """An offer, with whose it is and where it comes from; one that was closed keeps its page."""
        positions = _position()
        response = self.answer(request, orjson.dumps(queries.offer_by_slug(slug)), positions)
        response["Vary"] = "Accept-Language"
        return response


class FacetsView(PublicView):
    """`/catalog/facets`"""

    @operation("catalog_getFacets", parameters=[FacetsQuerySerializer], responses=FacetsSerializer)
    def get(self, request: Request) -> HttpResponse:
        """How many offers each kind and each comuna has, under the filters of the others."""
        query = CatalogQuery(**parsed(FacetsQuerySerializer, request.query_params.dict()))
        positions = _position()
        return self.answer(request, orjson.dumps(queries.facets(query)), positions)


def _next(request: Request, cursor: str | None) -> str | None:
    if cursor is None:
        return None
    wanted = urlencode({**request.GET.dict(), "cursor": cursor})
    return f"{request.scheme}://{request.get_host()}{request.path}?{wanted}"

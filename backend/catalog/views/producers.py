"""Producers for everybody, and what each comuna of the region has."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import orjson
from django.http import HttpResponse
from rest_framework.request import Request

from catalog import queries
from catalog.serializers import (
    ComunaCountsSerializer,
    ProducersQuerySerializer,
    PublicProducerCardSerializer,
    PublicProducerSerializer,
)
from catalog.views.public import PublicView
from coops import queries as coops
from events import feed
from lib.operations import operation
from lib.paged import PAGE_PARAMETERS, page_of
from lib.pagination import CursorPage
from lib.views import parsed


class ByName(CursorPage):
    """As Spanish orders names; who doesn't show hers comes last."""

    ordering = ("sort_key", "id")  # type: ignore[assignment]


class _TellingView(PublicView):
    """An answer in the reader's language, as long as the catalog stays as it is."""

    def told(self, request: Request, content: Any, position: int) -> HttpResponse:
        response = self.answer(request, orjson.dumps(content), {"catalog": position})
        response["Vary"] = "Accept-Language"
        return response


class ProducersView(_TellingView):
    """`/catalog/producers`"""

    @operation(
        "catalog_listProducers",
        parameters=[ProducersQuerySerializer, *PAGE_PARAMETERS],
        responses=page_of(PublicProducerCardSerializer),
    )
    def get(self, request: Request) -> HttpResponse:
        """Members of the region's associations, by name."""
        filters = parsed(ProducersQuerySerializer, request.query_params.dict())
        position = feed.position("catalog")
        pages = ByName()
        rows = pages.paginate_queryset(coops.public_producers(**filters), request, self)
        answer = pages.get_paginated_response(queries.described_producers(rows))
        return self.told(request, answer.data, position)


class ProducerView(_TellingView):
    """`/catalog/producers/{producer_id}`"""

    @operation("catalog_getPublicProducer", responses=PublicProducerSerializer)
    def get(self, request: Request, producer_id: UUID) -> HttpResponse:
        """A producer who shows her name: her story, her associations, and the offers that she has units in."""
        position = feed.position("catalog")
        return self.told(request, queries.public_producer(producer_id), position)


class TerritoryView(_TellingView):
    """`/catalog/territory`"""

    @operation("catalog_listTerritory", responses=ComunaCountsSerializer(many=True))
    def get(self, request: Request) -> HttpResponse:
        """How many offers, producers and associations each comuna of the region has."""
        position = feed.position("catalog")
        return self.told(request, queries.territory(), position)

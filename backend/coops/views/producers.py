"""Producers and the territory."""

from __future__ import annotations

from uuid import UUID

from rest_framework.request import Request
from rest_framework.response import Response

from coops import queries, services
from coops.serializers import (
    ComunaSerializer,
    CreateProducerSerializer,
    ProducerSerializer,
    UpdateProducerSerializer,
)
from lib.idempotency import idempotent
from lib.operations import operation
from lib.views import View, actor, parsed


class ComunasView(View):
    """`/comunas`"""

    @operation("coops_listComunas", responses=ComunaSerializer(many=True))
    def get(self, request: Request) -> Response:
        """The comunas of the region in the order of their names."""
        response = Response(ComunaSerializer(queries.comunas(), many=True).data)
        response["Cache-Control"] = "public, max-age=86400"
        return response


class ProducersView(View):
    """`/producers`"""

    @operation("coops_createProducer", request=CreateProducerSerializer, responses={201: ProducerSerializer})
    @idempotent()
    def post(self, request: Request) -> Response:
        """Registers a producer that the person who asks owns."""
        producer = services.create_producer(actor=actor(request), **parsed(CreateProducerSerializer, request.data))
        return Response(ProducerSerializer(producer).data, status=201)


class ProducerView(View):
    """`/producers/{producer_id}`"""

    @operation("coops_getProducer", responses=ProducerSerializer)
    def get(self, request: Request, producer_id: UUID) -> Response:
        """A producer, to those who act for it."""
        return Response(ProducerSerializer(queries.producer(producer_id)).data)

    @operation("coops_updateProducer", request=UpdateProducerSerializer, responses=ProducerSerializer)
    def patch(self, request: Request, producer_id: UUID) -> Response:
        """Changes what is sent of a producer."""
        producer = services.update_producer(
            actor=actor(request, producer_id),
            producer_id=producer_id,
            **parsed(UpdateProducerSerializer, request.data),
        )
        return Response(ProducerSerializer(producer).data)


class OwnProducerView(View):
    """`/associations/{association_id}/own-producer`"""

    @operation("coops_makeGoods", request=None, responses=ProducerSerializer)
    def post(self, request: Request, association_id: UUID) -> Response:
        """Has the association make goods itself, as one producer of its own. Asking again answers the same."""
        producer = services.make_goods(actor=actor(request), association_id=association_id)
        return Response(ProducerSerializer(producer).data)

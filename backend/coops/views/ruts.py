"""Tax numbers: read and written in operations of their own, so that no other answer holds one."""

from __future__ import annotations

from uuid import UUID

from rest_framework.request import Request
from rest_framework.response import Response

from coops import queries, services
from coops.serializers import RutSerializer, SetRutSerializer
from lib.operations import operation
from lib.views import View, actor, parsed, signed_in


def _answer(rut: str) -> Response:
    response = Response(RutSerializer(rut).data)
    response["Cache-Control"] = "no-store"
    return response


class AssociationRutView(View):
    """`/associations/{association_id}/rut`"""

    @operation("coops_getRut", responses=RutSerializer)
    def get(self, request: Request, association_id: UUID) -> Response:
        """The association's RUT, for its board."""
        return _answer(queries.association_rut(association_id, person_id=signed_in(request)))

    # Not repeatable by Idempotency-Key: no key, no fingerprint of the number that is kept. A repeat changes nothing.
    @operation("coops_setRut", request=SetRutSerializer, responses=RutSerializer)
    def put(self, request: Request, association_id: UUID) -> Response:
        """Writes the association's RUT down; empty takes it away."""
        rut = parsed(SetRutSerializer, request.data)["rut"]
        return _answer(services.set_association_rut(actor=actor(request), association_id=association_id, rut=rut))


class ProducerRutView(View):
    """`/producers/{producer_id}/rut`"""

    @operation("coops_getProducerRut", responses=RutSerializer)
    def get(self, request: Request, producer_id: UUID) -> Response:
        """A producer's RUT, for its owners."""
        return _answer(queries.producer(producer_id).rut)

    @operation("coops_setProducerRut", request=SetRutSerializer, responses=RutSerializer)
    def put(self, request: Request, producer_id: UUID) -> Response:
        """Writes a producer's RUT down; empty takes it away."""
        rut = parsed(SetRutSerializer, request.data)["rut"]
        return _answer(services.set_producer_rut(actor=actor(request, producer_id), producer_id=producer_id, rut=rut))

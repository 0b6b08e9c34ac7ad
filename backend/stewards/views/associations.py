"""Suspending an association, and lifting that."""

from __future__ import annotations

from rest_framework.request import Request
from rest_framework.response import Response

from coops import queries as coops
from lib.idempotency import idempotent
from lib.operations import operation
from lib.views import View, actor, parsed
from stewards import services
from stewards.serializers import AssociationStandingSerializer, SuspendAssociationSerializer


class SuspensionView(View):
    """`/stewards/associations/suspend`"""

    @operation(
        "stewards_suspendAssociation", request=SuspendAssociationSerializer, responses=AssociationStandingSerializer
    )
    @idempotent()
    def post(self, request: Request) -> Response:
        """Takes all that an association sells off sale until that is lifted. Its members are told, with the reason."""
        found = services.suspend_association(actor=actor(request), **parsed(SuspendAssociationSerializer, request.data))
        return Response(AssociationStandingSerializer(coops.association_cards([found])[found]).data)


class ReinstatementView(View):
    """`/stewards/associations/reinstate`"""

    @operation(
        "stewards_reinstateAssociation", request=SuspendAssociationSerializer, responses=AssociationStandingSerializer
    )
    @idempotent()
    def post(self, request: Request) -> Response:
        """Lifts an association's suspension; its board puts its offers on sale again."""
        found = services.reinstate_association(
            actor=actor(request), **parsed(SuspendAssociationSerializer, request.data)
        )
        return Response(AssociationStandingSerializer(coops.association_cards([found])[found]).data)

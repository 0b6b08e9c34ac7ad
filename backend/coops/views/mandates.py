"""Who acts for a producer: owners ask and end, whoever was asked answers."""

from __future__ import annotations

from uuid import UUID

from rest_framework.request import Request
from rest_framework.response import Response

from coops import queries, services
from coops.serializers import MandatesSerializer, OfferMandateSerializer
from events import feed
from lib.idempotency import idempotent
from lib.operations import operation
from lib.views import View, actor, parsed, signed_in


def _answer(producer_id: UUID, person_id: UUID) -> dict[str, object]:
    return dict(MandatesSerializer(queries.mandates(producer_id, person_id=person_id)).data)


class MandatesView(View):
    """`/producers/{producer_id}/mandates`"""

    @operation("coops_listMandates", responses=MandatesSerializer)
    def get(self, request: Request, producer_id: UUID) -> Response:
        """Who acts for the producer; an owner also sees who was asked and has not answered."""
        positions = feed.positions([f"producer:{producer_id}"])
        return self.with_positions(Response(_answer(producer_id, signed_in(request))), positions)

    @operation("coops_offerMandate", request=OfferMandateSerializer, responses={201: MandatesSerializer})
    @idempotent()
    def post(self, request: Request, producer_id: UUID) -> Response:
        """Asks whoever owns the address, by letter and on her Home. It begins when she says yes."""
        services.offer_mandate(
            actor=actor(request), producer_id=producer_id, **parsed(OfferMandateSerializer, request.data)
        )
        return Response(_answer(producer_id, signed_in(request)), status=201)


class MandateEndView(View):
    """`/producers/{producer_id}/mandates/{mandate_id}/end`"""

    @operation("coops_endMandate", request=None, responses={204: None})
    @idempotent()
    def post(self, request: Request, producer_id: UUID, mandate_id: UUID) -> Response:
        """Ends it at once, in open sockets too, with the offices that rest on it alone."""
        services.end_mandate(actor=actor(request), mandate_id=mandate_id, producer_id=producer_id)
        return Response(status=204)


class MandateOfferRevokeView(View):
    """`/producers/{producer_id}/mandate-offers/{mandate_offer_id}/revoke`"""

    @operation("coops_revokeMandateOffer", request=None, responses=MandatesSerializer)
    @idempotent()
    def post(self, request: Request, producer_id: UUID, mandate_offer_id: UUID) -> Response:
        """Takes back what was asked."""
        services.revoke_mandate_offer(actor=actor(request), producer_id=producer_id, mandate_offer_id=mandate_offer_id)
        return Response(_answer(producer_id, signed_in(request)))


class MandateOfferAcceptanceView(View):
    """`/my-mandate-offers/{own_mandate_offer_id}/accept`"""

    @operation("coops_acceptMandateOffer", request=None, responses={204: None})
    @idempotent()
    def post(self, request: Request, own_mandate_offer_id: UUID) -> Response:
        """Lets me act for the producer from now on."""
        services.accept_mandate_offer(actor=actor(request), mandate_offer_id=own_mandate_offer_id)
        return Response(status=204)


class MandateOfferRefusalView(View):
    """`/my-mandate-offers/{own_mandate_offer_id}/decline`"""

    @operation("coops_declineMandateOffer", request=None, responses={204: None})
    @idempotent()
    def post(self, request: Request, own_mandate_offer_id: UUID) -> Response:
        """Says no."""
        services.decline_mandate_offer(actor=actor(request), mandate_offer_id=own_mandate_offer_id)
        return Response(status=204)

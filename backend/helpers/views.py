"""HTTP of helpers: the board's side, the member's, and the helper's own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from rest_framework.request import Request
from rest_framework.response import Response

from events import feed
from helpers import queries, services
from helpers.models import Act, Helper
from helpers.serializers import (
    ContactSerializer,
    GiveReceiptsSerializer,
    HelpedActSerializer,
    HelperAnswerListSerializer,
    HelperAnswerSerializer,
    HelperListSerializer,
    HelperSerializer,
    NameHelperSerializer,
    OfferOwnershipSerializer,
    OwnHelperSerializer,
    RegisterMemberSerializer,
)
from lib.idempotency import idempotent
from lib.operations import operation
from lib.paged import PAGE_PARAMETERS, page, page_of
from lib.pagination import CursorPage
from lib.views import View, actor, parsed, signed_in


class Newest(CursorPage):
    """Acts, newest first."""

    ordering = "-number"


class NewestConsent(CursorPage):
    """Consents, newest first."""

    ordering = "-id"


def _for_board(helper_id: UUID) -> dict[str, Any]:
    (row,) = queries.described([queries.own(helper_id)], for_board=True)
    return dict(HelperSerializer(row).data)


def _answer(helper_id: UUID) -> dict[str, Any]:
    """What may be kept for a repeat: nobody's address, nobody's telephone."""
    (row,) = queries.described([queries.own(helper_id)])
    return dict(HelperAnswerSerializer(row).data)


def _acts(rows: Sequence[Act]) -> list[dict[str, Any]]:
    return list(HelpedActSerializer(queries.described_acts(rows), many=True).data)


def _list(rows: Sequence[Helper]) -> Response:
    return Response(HelperListSerializer({"results": queries.described(rows)}).data)


class HelpersView(View):
    """`/associations/{association_id}/helpers`"""

    @operation("helpers_listHelpers", parameters=PAGE_PARAMETERS, responses=page_of(HelperSerializer))
    def get(self, request: Request, association_id: UUID) -> Response:
        """The consents of members, newest first, with those that are over."""
        return page(
            self,
            queries.of_association(association_id),
            lambda rows: list(HelperSerializer(queries.described(rows, for_board=True), many=True).data),
            order=NewestConsent,
        )

    @operation("helpers_nameHelper", request=NameHelperSerializer, responses={201: HelperAnswerSerializer})
    @idempotent()
    def post(self, request: Request, association_id: UUID) -> Response:
        """Writes down that a member lets somebody act for it."""
        made = services.name_helper(
            actor=actor(request), association_id=association_id, **parsed(NameHelperSerializer, request.data)
        )
        return Response(_answer(made.pk), status=201)


class PaperMembersView(View):
    """`/associations/{association_id}/paper-members`"""

    @operation("helpers_registerMember", request=RegisterMemberSerializer, responses={201: HelperAnswerSerializer})
    @idempotent()
    def post(self, request: Request, association_id: UUID) -> Response:
        """Lets a member in who has no account, with the helper that it agreed to."""
        made = services.register_member(
            actor=actor(request), association_id=association_id, **parsed(RegisterMemberSerializer, request.data)
        )
        return Response(_answer(made.pk), status=201)


class HelperEndView(View):
    """`/associations/{association_id}/helpers/{helper_id}/end`"""

    @operation("helpers_endHelper", request=None, responses=HelperAnswerSerializer)
    @idempotent()
    def post(self, request: Request, association_id: UUID, helper_id: UUID) -> Response:
        """Ends a consent at once."""
        services.end_helper(actor=actor(request), association_id=association_id, helper_id=helper_id)
        return Response(_answer(helper_id))


class ContactView(View):
    """`/associations/{association_id}/helpers/{helper_id}/contact`"""

    @operation("helpers_setContact", request=ContactSerializer, responses=HelperSerializer)
    def put(self, request: Request, association_id: UUID, helper_id: UUID) -> Response:
        """Says where the member's receipts go."""
        services.set_contact(
            actor=actor(request), association_id=association_id, helper_id=helper_id,
            **parsed(ContactSerializer, request.data),
        )  # fmt: skip
        return Response(_for_board(helper_id))


class OwnershipView(View):
    """`/associations/{association_id}/members/{membership_id}/owner`"""

    @operation("helpers_offerOwnership", request=OfferOwnershipSerializer, responses={204: None})
    @idempotent()
    def post(self, request: Request, association_id: UUID, membership_id: UUID) -> Response:
        """Asks an address to take over a member that nobody owns yet."""
        services.offer_ownership(
            actor=actor(request), association_id=association_id, membership_id=membership_id,
            **parsed(OfferOwnershipSerializer, request.data),
        )  # fmt: skip
        return Response(status=204)


class AssociationActsView(View):
    """`/associations/{association_id}/helped-acts`"""

    @operation("helpers_listActs", parameters=PAGE_PARAMETERS, responses=page_of(HelpedActSerializer))
    def get(self, request: Request, association_id: UUID) -> Response:
        """What helpers did for members, newest first. Nothing in it can be changed or deleted."""
        return page(self, queries.acts(association_id=association_id), _acts, order=Newest)


class ProducerHelpersView(View):
    """`/producers/{producer_id}/helpers`"""

    @operation("helpers_listForProducer", responses=HelperListSerializer)
    def get(self, request: Request, producer_id: UUID) -> Response:
        """Who may act for the member, and who could."""
        positions = feed.positions([f"producer:{producer_id}"])
        return self.with_positions(_list(queries.of_producer(producer_id)), positions)


class ProducerActsView(View):
    """`/producers/{producer_id}/helped-acts`"""

    @operation("helpers_listActsForProducer", parameters=PAGE_PARAMETERS, responses=page_of(HelpedActSerializer))
    def get(self, request: Request, producer_id: UUID) -> Response:
        """What was done for the member, newest first."""
        positions = feed.positions([f"producer:{producer_id}"])
        return self.with_positions(page(self, queries.acts(producer_id=producer_id), _acts, order=Newest), positions)


class ProducerHelperEndView(View):
    """`/producers/{producer_id}/helpers/{helper_id}/end`"""

    @operation("helpers_endForProducer", request=None, responses=HelperAnswerListSerializer)
    @idempotent()
    def post(self, request: Request, producer_id: UUID, helper_id: UUID) -> Response:
        """Takes the consent back, at once."""
        services.end_by_member(actor=actor(request), producer_id=producer_id, helper_id=helper_id)
        rows = queries.described(queries.of_producer(producer_id))
        return Response(HelperAnswerListSerializer({"results": rows}).data)


class MyHelpsView(View):
    """`/my-helpers`"""

    @operation("helpers_listMine", responses=HelperListSerializer)
    def get(self, request: Request) -> Response:
        """Whom I help, and who asks me to."""
        person_id = signed_in(request)
        positions = feed.positions([f"user:{person_id}"])
        return self.with_positions(_list(queries.of_person(person_id)), positions)


class MyHelpView(View):
    """`/my-helpers/{own_helper_id}`"""

    @operation("helpers_getMine", responses=OwnHelperSerializer)
    def get(self, request: Request, own_helper_id: UUID) -> Response:
        """One member that I help, with what waits for an answer."""
        positions = feed.positions([f"user:{signed_in(request)}"])
        found = queries.own(own_helper_id)
        (row,) = queries.described([found])
        answer = OwnHelperSerializer(row | {"statutes_to_accept": queries.statutes_to_accept(found)}).data
        return self.with_positions(Response(answer), positions)


class MyHelpAcceptanceView(View):
    """`/my-helpers/{own_helper_id}/accept`"""

    @operation("helpers_accept", request=None, responses={204: None})
    @idempotent()
    def post(self, request: Request, own_helper_id: UUID) -> Response:
        """Says yes: I act for this member from now on."""
        services.accept(actor=actor(request), helper_id=own_helper_id)
        return Response(status=204)


class MyHelpEndView(View):
    """`/my-helpers/{own_helper_id}/end`"""

    @operation("helpers_endMine", request=None, responses={204: None})
    @idempotent()
    def post(self, request: Request, own_helper_id: UUID) -> Response:
        """Says no, or ends it."""
        services.decline_or_end(actor=actor(request), helper_id=own_helper_id)
        return Response(status=204)


class MyActsView(View):
    """`/my-helpers/{own_helper_id}/acts`"""

    @operation("helpers_listOwnActs", parameters=PAGE_PARAMETERS, responses=page_of(HelpedActSerializer))
    def get(self, request: Request, own_helper_id: UUID) -> Response:
        """What I did for the member, newest first, with the receipts."""
        positions = feed.positions([f"user:{signed_in(request)}"])
        return self.with_positions(page(self, queries.acts(helper_id=own_helper_id), _acts, order=Newest), positions)


class MyReceiptsView(View):
    """`/my-helpers/{own_helper_id}/receipts`"""

    @operation("helpers_giveReceipts", request=GiveReceiptsSerializer, responses={204: None})
    @idempotent()
    def post(self, request: Request, own_helper_id: UUID) -> Response:
        """Writes down that the member was given receipts, and how."""
        services.give_receipts(
            actor=actor(request), helper_id=own_helper_id, **parsed(GiveReceiptsSerializer, request.data)
        )
        return Response(status=204)

"""The pool for members: offers of the association, lots in them, what moved."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from rest_framework.request import Request
from rest_framework.response import Response

from catalog import queries, services
from catalog.models import StockMovement
from catalog.product_serializers import ShowPhotoSerializer
from catalog.serializers import (
    ActivitySerializer,
    AssociationOfferSerializer,
    ContributeSerializer,
    ContributionSerializer,
    CreateOfferSerializer,
    PoolSerializer,
    UnitsSerializer,
)
from coops import queries as coops
from events import feed
from lib.access import MEMBER, can
from lib.helping import helping
from lib.idempotency import idempotent
from lib.operations import operation
from lib.paged import PAGE_PARAMETERS, page, page_of
from lib.pagination import CursorPage
from lib.views import View, actor, parsed, signed_in


class ByVersion(CursorPage):
    """Movements, newest first."""

    ordering = "-version"


def _position(association_id: UUID) -> dict[str, int]:
    return feed.positions([f"association:{association_id}"])


def _mine(request: Request) -> set[UUID]:
    """The producers that the request acts for; of a helper the one that she stands in for, and none of her own."""
    person_id, stands_in = signed_in(request), helping(request)
    return set(coops.producers_of(person_id)) if stands_in is None else {stands_in.producer_id}


def _roles(request: Request, association_id: UUID) -> frozenset[str]:
    person_id, stands_in = signed_in(request), helping(request)
    if stands_in is None:
        return coops.roles_in_association(person_id, association_id)
    takes_part = coops.active_member(association_id, stands_in.producer_id) is not None
    return frozenset({MEMBER}) if takes_part else frozenset()


def pool_answer(request: Request, association_id: UUID, offer_id: UUID) -> dict[str, Any]:
    """This will return the offer as the reader may see it, after a read or a change."""
    seen = queries.pool(association_id=association_id, offer_id=offer_id, mine=_mine(request))
    seen["can"] = can(
        _roles(request, association_id),
        "catalog_openOffer",
        "catalog_closeOffer",
        "catalog_contribute",
        "catalog_withdraw",
        "catalog_showPhoto",
        "catalog_requireSeals",
    )
    return dict(PoolSerializer(seen).data)


class AssociationOffersView(View):
    """`/associations/{association_id}/offers`"""

    @operation(
        "catalog_listAssociationOffers", parameters=PAGE_PARAMETERS, responses=page_of(AssociationOfferSerializer)
    )
    def get(self, request: Request, association_id: UUID) -> Response:
        """The association's offers, newest first."""
        positions = _position(association_id)
        mine = _mine(request)
        response = page(
            self,
            queries.association_offers(association_id),
            lambda rows: list(AssociationOfferSerializer(queries.described_offers(rows, mine=mine), many=True).data),
        )
        return self.with_positions(response, positions)

    @operation("catalog_createOffer", request=CreateOfferSerializer, responses={201: PoolSerializer})
    @idempotent()
    def post(self, request: Request, association_id: UUID) -> Response:
        """Writes down an offer; it is a draft until it is opened."""
        wanted = dict(parsed(CreateOfferSerializer, request.data))
        photo_id = wanted.pop("photo_id", None)
        made = services.create_offer(
            actor=actor(request), association_id=association_id, text=services.OfferText(**wanted), photo_id=photo_id
        )
        return Response(pool_answer(request, association_id, made.pk), status=201)


class PoolView(View):
    """`/associations/{association_id}/offers/{offer_id}`"""

    @operation("catalog_getPool", responses=PoolSerializer)
    def get(self, request: Request, association_id: UUID, offer_id: UUID) -> Response:
        """The offer with each member's part, the lots, and the rule that divides sales."""
        positions = _position(association_id)
        return self.with_positions(Response(pool_answer(request, association_id, offer_id)), positions)


class OfferOpeningView(View):
    """`/associations/{association_id}/offers/{offer_id}/open`"""

    @operation("catalog_openOffer", request=None, responses=PoolSerializer)
    def post(self, request: Request, association_id: UUID, offer_id: UUID) -> Response:
        """Puts the offer on sale."""
        services.open_offer(actor=actor(request), association_id=association_id, offer_id=offer_id)
        return Response(pool_answer(request, association_id, offer_id))


class OfferClosingView(View):
    """`/associations/{association_id}/offers/{offer_id}/close`"""

    @operation("catalog_closeOffer", request=None, responses=PoolSerializer)
    def post(self, request: Request, association_id: UUID, offer_id: UUID) -> Response:
        """Takes the offer off sale; what is held may still be paid."""
        services.close_offer(actor=actor(request), association_id=association_id, offer_id=offer_id)
        return Response(pool_answer(request, association_id, offer_id))


class OfferPhotoView(View):
    """`/associations/{association_id}/offers/{offer_id}/photo`"""

    @operation("catalog_showPhoto", request=ShowPhotoSerializer, responses=PoolSerializer)
    def put(self, request: Request, association_id: UUID, offer_id: UUID) -> Response:
        """Has the offer show another of the association's photos, or its drawing."""
        services.show_photo(
            actor=actor(request), association_id=association_id, offer_id=offer_id,
            **parsed(ShowPhotoSerializer, request.data),
        )  # fmt: skip
        return Response(pool_answer(request, association_id, offer_id))


class ContributionsView(View):
    """`/associations/{association_id}/offers/{offer_id}/contributions`"""

    @operation("catalog_contribute", request=ContributeSerializer, responses={201: ContributionSerializer})
    @idempotent(required=True)
    def post(self, request: Request, association_id: UUID, offer_id: UUID) -> Response:
        """Puts units of one of your lots into the offer."""
        wanted = parsed(ContributeSerializer, request.data)
        row = services.contribute(
            actor=actor(request), association_id=association_id, offer_id=offer_id, lot_id=wanted["lot_id"],
            units=wanted["units"],
        )  # fmt: skip
        return Response(ContributionSerializer(row).data, status=201)


class WithdrawalView(View):
    """`/associations/{association_id}/contributions/{contribution_id}/withdraw`"""

    @operation("catalog_withdraw", request=UnitsSerializer, responses=ContributionSerializer)
    @idempotent(required=True)
    def post(self, request: Request, association_id: UUID, contribution_id: UUID) -> Response:
        """Takes units that nobody holds or bought out of the offer, back into their lot."""
        row = services.withdraw(
            actor=actor(request), association_id=association_id, contribution_id=contribution_id,
            **parsed(UnitsSerializer, request.data),
        )  # fmt: skip
        return Response(ContributionSerializer(row).data)


class ActivityView(View):
    """`/associations/{association_id}/offers/{offer_id}/activity`"""

    @operation("catalog_listActivity", parameters=PAGE_PARAMETERS, responses=page_of(ActivitySerializer))
    def get(self, request: Request, association_id: UUID, offer_id: UUID) -> Response:
        """What moved in the offer, newest first, as it was stored with each change."""
        positions = _position(association_id)
        mine = _mine(request)
        response = page(
            self,
            queries.activity(association_id=association_id, offer_id=offer_id),
            lambda rows: _activity(rows, mine),
            order=ByVersion,
        )
        return self.with_positions(response, positions)


def _activity(rows: Sequence[StockMovement], mine: set[UUID]) -> list[dict[str, Any]]:
    described = queries.described_movements(rows, mine=mine)
    return list(ActivitySerializer(described, many=True).data)

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
from lib.access import can
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


def _pool(request: Request, association_id: UUID, offer_id: UUID) -> dict[str, Any]:
    person_id = signed_in(request)
    roles = coops.roles_in_association(person_id, association_id)
    seen = queries.pool(association_id=association_id, offer_id=offer_id, person_id=person_id)
    seen["can"] = can(
        roles, "catalog_openOffer", "catalog_closeOffer", "catalog_contribute", "catalog_withdraw", "catalog_showPhoto"
    )
    return dict(PoolSerializer(seen).data)


class AssociationOffersView(View):
    """`/associations/{association_id}/offers`"""

    @operation(
        "catalog_listAssociationOffers", parameters=PAGE_PARAMETERS, responses=page_of(AssociationOfferSerializer)
    )
    def get(self, request: Request, association_id: UUID) -> Response:
        """The association's offers, newest first."""
        person_id = signed_in(request)
        positions = _position(association_id)
        response = page(
            self,
            queries.association_offers(association_id),
            lambda rows: list(
                AssociationOfferSerializer(queries.described_offers(rows, person_id=person_id), many=True).data
            ),
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
        return Response(_pool(request, association_id, made.pk), status=201)


class PoolView(View):
    """`/associations/{association_id}/offers/{offer_id}`"""

    @operation("catalog_getPool", responses=PoolSerializer)
    def get(self, request: Request, association_id: UUID, offer_id: UUID) -> Response:
        """The offer with each member's part, the lots, and the rule that divides sales."""
        positions = _position(association_id)
        return self.with_positions(Response(_pool(request, association_id, offer_id)), positions)


class OfferOpeningView(View):
    """`/associations/{association_id}/offers/{offer_id}/open`"""

    @operation("catalog_openOffer", request=None, responses=PoolSerializer)
    def post(self, request: Request, association_id: UUID, offer_id: UUID) -> Response:
        """Puts the offer on sale."""
        services.open_offer(actor=actor(request), association_id=association_id, offer_id=offer_id)
        return Response(_pool(request, association_id, offer_id))


class OfferClosingView(View):
    """`/associations/{association_id}/offers/{offer_id}/close`"""

    @operation("catalog_closeOffer", request=None, responses=PoolSerializer)
    def post(self, request: Request, association_id: UUID, offer_id: UUID) -> Response:
        """Takes the offer off sale; what is held may still be paid."""
        services.close_offer(actor=actor(request), association_id=association_id, offer_id=offer_id)
        return Response(_pool(request, association_id, offer_id))


class OfferPhotoView(View):
    """`/associations/{association_id}/offers/{offer_id}/photo`"""

    @operation("catalog_showPhoto", request=ShowPhotoSerializer, responses=PoolSerializer)
    def put(self, request: Request, association_id: UUID, offer_id: UUID) -> Response:
        """Has the offer show another of the association's photos, or its drawing."""
        services.show_photo(
            actor=actor(request), association_id=association_id, offer_id=offer_id,
            **parsed(ShowPhotoSerializer, request.data),
        )  # fmt: skip
        return Response(_pool(request, association_id, offer_id))


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
        person_id = signed_in(request)
        positions = _position(association_id)
        response = page(
            self,
            queries.activity(association_id=association_id, offer_id=offer_id),
            lambda rows: _activity(rows, person_id),
            order=ByVersion,
        )
        return self.with_positions(response, positions)


def _activity(rows: Sequence[StockMovement], person_id: UUID) -> list[dict[str, Any]]:
    described = queries.described_movements(rows, person_id=person_id)
    return list(ActivitySerializer(described, many=True).data)

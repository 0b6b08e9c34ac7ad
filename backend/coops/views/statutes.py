"""Statutes: their versions, publishing and accepting them."""

from __future__ import annotations

from uuid import UUID

from drf_spectacular.utils import OpenApiResponse
from rest_framework.request import Request
from rest_framework.response import Response

from coops import queries, services
from coops.serializers import (
    AcceptStatutesSerializer,
    PublishStatutesSerializer,
    ReviewStatutesSerializer,
    StatutesTextSerializer,
    StatutesVersionSerializer,
    WorkspaceSerializer,
)
from events import feed
from lib.helping import helping
from lib.idempotency import idempotent
from lib.operations import operation
from lib.paged import PAGE_PARAMETERS, page, page_of
from lib.pagination import CursorPage
from lib.views import View, actor, parsed, signed_in


class NewestVersion(CursorPage):
    """The version that rules comes first."""

    ordering = "-version"


class StatutesView(View):
    """`/associations/{association_id}/statutes`"""

    @operation("coops_listStatutes", parameters=PAGE_PARAMETERS, responses=page_of(StatutesVersionSerializer))
    def get(self, request: Request, association_id: UUID) -> Response:
        """All versions, newest first, without their texts."""
        positions = feed.positions([f"association:{association_id}"])
        answer = page(
            self,
            queries.statutes_versions(association_id),
            lambda rows: list(StatutesVersionSerializer(rows, many=True).data),
            order=NewestVersion,
        )
        return self.with_positions(answer, positions)

    @operation("coops_publishStatutes", request=PublishStatutesSerializer, responses={201: WorkspaceSerializer})
    @idempotent()
    def post(self, request: Request, association_id: UUID) -> Response:
        """Publishes a new version, a text or a document, which every member has to accept anew."""
        services.publish_statutes(
            actor=actor(request), association_id=association_id, **parsed(PublishStatutesSerializer, request.data)
        )
        return Response(WorkspaceSerializer(queries.workspace(signed_in(request), association_id)).data, status=201)


class StatutesVersionView(View):
    """`/associations/{association_id}/statutes/{statutes_id}`"""

    @operation("coops_getStatutes", responses=StatutesTextSerializer)
    def get(self, request: Request, association_id: UUID, statutes_id: UUID) -> Response:
        """One version with its text, or with the document that it is."""
        return Response(StatutesTextSerializer(queries.statutes_version(association_id, statutes_id)).data)


class StatutesAcceptanceView(View):
    """`/associations/{association_id}/statutes/{statutes_id}/accept`"""

    @operation(
        "coops_acceptStatutes",
        request=AcceptStatutesSerializer,
        responses={200: WorkspaceSerializer, 204: OpenApiResponse(description="Said by a helper for the member.")},
    )
    @idempotent()
    def post(self, request: Request, association_id: UUID, statutes_id: UUID) -> Response:
        """Records a member's yes to the current version. A helper is answered nothing: the workspace is the members'."""
        producer_id = parsed(AcceptStatutesSerializer, request.data)["producer_id"]
        services.accept_statutes(
            actor=actor(request, producer_id),
            association_id=association_id,
            statutes_id=statutes_id,
            producer_id=producer_id,
        )
        if helping(request) is not None:
            return Response(status=204)
        return Response(WorkspaceSerializer(queries.workspace(signed_in(request), association_id)).data)


class StatutesReviewView(View):
    """`/associations/{association_id}/statutes/{statutes_id}/review`"""

    @operation("coops_setStatutesReview", request=ReviewStatutesSerializer, responses=WorkspaceSerializer)
    @idempotent()
    def post(self, request: Request, association_id: UUID, statutes_id: UUID) -> Response:
        """Says on which day the board is reminded to look at the statutes again."""
        services.set_review(
            actor=actor(request),
            association_id=association_id,
            statutes_id=statutes_id,
            review_on=parsed(ReviewStatutesSerializer, request.data)["review_on"],
        )
        return Response(WorkspaceSerializer(queries.workspace(signed_in(request), association_id)).data)

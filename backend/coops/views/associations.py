"""Associations: the directory, founding, the public page and the workspace."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from rest_framework.request import Request
from rest_framework.response import Response

from coops import queries, services
from coops.serializers import (
    AssociationListQuerySerializer,
    AssociationSerializer,
    CreateAssociationSerializer,
    DutySerializer,
    UpdateAssociationSerializer,
    WorkspaceSerializer,
)
from events import feed
from lib.idempotency import idempotent
from lib.operations import operation
from lib.paged import PAGE_PARAMETERS, page, page_of
from lib.pagination import CursorPage
from lib.views import View, actor, parsed, signed_in


class BySlug(CursorPage):
    """The directory's order: by name, as its address has it."""

    ordering = "slug"


def _public(request: Request, **lookup: Any) -> dict[str, Any]:
    return dict(AssociationSerializer(queries.visible_association(actor(request).person_id, **lookup)).data)


class AssociationsView(View):
    """`/associations`"""

    @operation(
        "coops_listAssociations",
        parameters=[AssociationListQuerySerializer, *PAGE_PARAMETERS],
        responses=page_of(AssociationSerializer),
    )
    def get(self, request: Request) -> Response:
        """The directory: constituted associations by name."""
        filters = parsed(AssociationListQuerySerializer, request.query_params.dict())
        return page(
            self,
            queries.directory(**filters),
            lambda rows: list(AssociationSerializer(rows, many=True).data),
            order=BySlug,
        )

    @operation("coops_createAssociation", request=CreateAssociationSerializer, responses={201: AssociationSerializer})
    @idempotent()
    def post(self, request: Request) -> Response:
        """Starts an association; it is forming until enough founders have accepted its statutes."""
        founded = services.found_association(actor=actor(request), **parsed(CreateAssociationSerializer, request.data))
        return Response(_public(request, pk=founded.pk), status=201)


class AssociationView(View):
    """`/associations/{association_id}`"""

    @operation("coops_getAssociation", responses=AssociationSerializer)
    def get(self, request: Request, association_id: UUID) -> Response:
        """An association's public page; while it forms, only for those who have a part in it."""
        return Response(_public(request, pk=association_id))

    @operation("coops_updateAssociation", request=UpdateAssociationSerializer, responses=AssociationSerializer)
    def patch(self, request: Request, association_id: UUID) -> Response:
        """Changes what is sent of an association's public page."""
        services.update_association(
            actor=actor(request),
            association_id=association_id,
            **parsed(UpdateAssociationSerializer, request.data),
        )
        return Response(_public(request, pk=association_id))


class AssociationBySlugView(View):
    """`/associations/by-slug/{slug}`"""

    @operation("coops_getAssociationBySlug", responses=AssociationSerializer)
    def get(self, request: Request, slug: str) -> Response:
        """The same by the name in its address."""
        return Response(_public(request, slug=slug))


class WorkspaceView(View):
    """`/associations/{association_id}/workspace`"""

    @operation("coops_getWorkspace", responses=WorkspaceSerializer)
    def get(self, request: Request, association_id: UUID) -> Response:
        """What a member sees on entering the association."""
        positions = feed.positions([f"association:{association_id}"])
        answer = queries.workspace(signed_in(request), association_id)
        return self.with_positions(Response(WorkspaceSerializer(answer).data), positions)


class DutiesView(View):
    """`/associations/{association_id}/permissions`"""

    @operation("coops_listDuties", responses=DutySerializer(many=True))
    def get(self, request: Request, association_id: UUID) -> Response:
        """Who may do what here: the table that the API asks, one row an operation."""
        answer = queries.duties(association_id, person_id=signed_in(request))
        return Response(DutySerializer(answer, many=True).data)

"""Associations: the directory, founding, the workspace, statutes, members and roles."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from rest_framework.request import Request
from rest_framework.response import Response

from coops import queries, services
from coops.serializers import (
    AcceptStatutesSerializer,
    AssociationListQuerySerializer,
    AssociationSerializer,
    CreateAssociationSerializer,
    GiveRoleSerializer,
    MemberSerializer,
    MembershipSerializer,
    PublishStatutesSerializer,
    RoleSerializer,
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


class ByNumber(CursorPage):
    """Members in the order in which they joined."""

    ordering = "number"


def _position(association_id: UUID) -> dict[str, int]:
    stream = f"association:{association_id}"
    return {stream: feed.position(stream)}


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
        positions = _position(association_id)
        answer = queries.workspace(signed_in(request), association_id)
        return self.with_positions(Response(WorkspaceSerializer(answer).data), positions)


class StatutesView(View):
    """`/associations/{association_id}/statutes`"""

    @operation("coops_publishStatutes", request=PublishStatutesSerializer, responses={201: WorkspaceSerializer})
    @idempotent()
    def post(self, request: Request, association_id: UUID) -> Response:
        """Publishes a new version while the association forms; every founder has to accept it anew."""
        changes = parsed(PublishStatutesSerializer, request.data)
        services.publish_statutes(actor=actor(request), association_id=association_id, text=changes["text"])
        return Response(WorkspaceSerializer(queries.workspace(signed_in(request), association_id)).data, status=201)


class StatutesAcceptanceView(View):
    """`/associations/{association_id}/statutes/{statutes_id}/accept`"""

    @operation("coops_acceptStatutes", request=AcceptStatutesSerializer, responses=WorkspaceSerializer)
    @idempotent()
    def post(self, request: Request, association_id: UUID, statutes_id: UUID) -> Response:
        """Records a member's yes to the current version."""
        producer_id = parsed(AcceptStatutesSerializer, request.data)["producer_id"]
        services.accept_statutes(
            actor=actor(request, producer_id),
            association_id=association_id,
            statutes_id=statutes_id,
            producer_id=producer_id,
        )
        return Response(WorkspaceSerializer(queries.workspace(signed_in(request), association_id)).data)


class MembersView(View):
    """`/associations/{association_id}/members`"""

    @operation("coops_listMembers", parameters=PAGE_PARAMETERS, responses=page_of(MemberSerializer))
    def get(self, request: Request, association_id: UUID) -> Response:
        """The members by number, with the offices that their people hold."""
        positions = _position(association_id)
        person_id = signed_in(request)
        answer = page(
            self,
            queries.members(association_id),
            lambda rows: list(MemberSerializer(queries.member_rows(rows, person_id=person_id), many=True).data),
            order=ByNumber,
        )
        return self.with_positions(answer, positions)


class MembershipEndView(View):
    """`/associations/{association_id}/members/{membership_id}/end`"""

    @operation("coops_endMembership", request=None, responses=MembershipSerializer)
    @idempotent()
    def post(self, request: Request, association_id: UUID, membership_id: UUID) -> Response:
        """Leaves for one's own producer; excludes, for an administrator."""
        ended = services.end_membership(
            actor=actor(request), association_id=association_id, membership_id=membership_id
        )
        return Response(MembershipSerializer(ended).data)


class RolesView(View):
    """`/associations/{association_id}/roles`"""

    @operation("coops_giveRole", request=GiveRoleSerializer, responses={201: RoleSerializer})
    @idempotent()
    def post(self, request: Request, association_id: UUID) -> Response:
        """Gives an office to a person who acts for a member; it holds at once."""
        role = services.give_role(
            actor=actor(request), association_id=association_id, **parsed(GiveRoleSerializer, request.data)
        )
        return Response(RoleSerializer(role).data, status=201)


class RoleEndView(View):
    """`/associations/{association_id}/roles/{role_id}/end`"""

    @operation("coops_endRole", request=None, responses=RoleSerializer)
    @idempotent()
    def post(self, request: Request, association_id: UUID, role_id: UUID) -> Response:
        """Ends an office at once."""
        role = services.end_role(actor=actor(request), association_id=association_id, role_id=role_id)
        return Response(RoleSerializer(role).data)

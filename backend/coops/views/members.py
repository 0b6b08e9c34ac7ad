"""Members of an association and the offices that their people hold."""

from __future__ import annotations

from uuid import UUID

from rest_framework.request import Request
from rest_framework.response import Response

from coops import queries, services
from coops.serializers import (
    GiveRoleSerializer,
    MemberDetailSerializer,
    MemberListQuerySerializer,
    MemberSerializer,
    MembershipSerializer,
    RoleSerializer,
)
from events import feed
from lib.idempotency import idempotent
from lib.operations import operation
from lib.paged import PAGE_PARAMETERS, page, page_of
from lib.pagination import CursorPage
from lib.views import View, actor, parsed, signed_in


class ByNumber(CursorPage):
    """Members in the order in which they joined."""

    ordering = "number"


class MembersView(View):
    """`/associations/{association_id}/members`"""

    @operation(
        "coops_listMembers",
        parameters=[MemberListQuerySerializer, *PAGE_PARAMETERS],
        responses=page_of(MemberSerializer),
    )
    def get(self, request: Request, association_id: UUID) -> Response:
        """The members by number, with who acts for them and the offices that these people hold."""
        positions = feed.positions([f"association:{association_id}"])
        person_id = signed_in(request)
        answer = page(
            self,
            queries.members(association_id, **parsed(MemberListQuerySerializer, request.query_params.dict())),
            lambda rows: list(MemberSerializer(queries.member_rows(rows, person_id=person_id), many=True).data),
            order=ByNumber,
        )
        return self.with_positions(answer, positions)


class MemberView(View):
    """`/associations/{association_id}/members/{membership_id}`"""

    @operation("coops_getMember", responses=MemberDetailSerializer)
    def get(self, request: Request, association_id: UUID, membership_id: UUID) -> Response:
        """One member, with its story."""
        positions = feed.positions([f"association:{association_id}"])
        found = queries.member(association_id, membership_id)
        (row,) = queries.member_rows([found], person_id=signed_in(request))
        answer = MemberDetailSerializer(row | {"story": found.producer.story}).data
        return self.with_positions(Response(answer), positions)


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

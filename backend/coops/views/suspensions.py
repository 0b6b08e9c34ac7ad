"""Suspending a member, and lifting that."""

from __future__ import annotations

from uuid import UUID

from rest_framework.request import Request
from rest_framework.response import Response

from coops import services
from coops.serializers import MembershipSerializer, SuspendMemberSerializer
from lib.idempotency import idempotent
from lib.operations import operation
from lib.views import View, actor, parsed


class MemberSuspensionView(View):
    """`/associations/{association_id}/members/{membership_id}/suspend`"""

    @operation("coops_suspendMember", request=SuspendMemberSerializer, responses=MembershipSerializer)
    @idempotent()
    def post(self, request: Request, association_id: UUID, membership_id: UUID) -> Response:
        """Keeps a member from taking part, with a reason that it reads; offices of its people end."""
        suspended = services.suspend_member(
            actor=actor(request),
            association_id=association_id,
            membership_id=membership_id,
            **parsed(SuspendMemberSerializer, request.data),
        )
        return Response(MembershipSerializer(suspended).data)


class MemberReinstatementView(View):
    """`/associations/{association_id}/members/{membership_id}/reinstate`"""

    @operation("coops_reinstateMember", request=None, responses=MembershipSerializer)
    @idempotent()
    def post(self, request: Request, association_id: UUID, membership_id: UUID) -> Response:
        """Lets a suspended member take part again at once."""
        reinstated = services.lift_suspension(
            actor=actor(request), association_id=association_id, membership_id=membership_id
        )
        return Response(MembershipSerializer(reinstated).data)

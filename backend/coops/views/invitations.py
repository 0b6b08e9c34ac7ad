"""Invitations: made by the board, answered by whoever holds the link."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from rest_framework.request import Request
from rest_framework.response import Response

from coops import queries, services
from coops.models import Invitation
from coops.serializers import (
    AcceptInvitationSerializer,
    InvitationSerializer,
    InvitedSerializer,
    InviteSerializer,
    JoinedSerializer,
    PublicInvitationSerializer,
)
from events import feed
from lib.clock import database_now
from lib.idempotency import idempotent
from lib.operations import operation
from lib.paged import PAGE_PARAMETERS, page, page_of
from lib.views import View, actor, parsed


def _row(invitation: Invitation, now: datetime) -> dict[str, Any]:
    return {
        "id": invitation.pk,
        "email": invitation.email,
        "state": invitation.state(now),
        "invited_by": invitation.invited_by.name,
        "created_at": invitation.created_at,
        "expires_at": invitation.expires_at,
    }


def _rows(invitations: Sequence[Invitation]) -> Sequence[Any]:
    now = database_now()
    return list(InvitationSerializer([_row(invitation, now) for invitation in invitations], many=True).data)


class InvitationsView(View):
    """`/associations/{association_id}/invitations`"""

    @operation("coops_listInvitations", parameters=PAGE_PARAMETERS, responses=page_of(InvitationSerializer))
    def get(self, request: Request, association_id: UUID) -> Response:
        """The invitations, newest first."""
        stream = f"association:{association_id}"
        positions = {stream: feed.position(stream)}
        return self.with_positions(page(self, queries.invitations(association_id), _rows), positions)

    # Not repeatable by Idempotency-Key: the answer holds the link's token, which must not be stored. A repeat is
    # refused with `already_invited`.
    @operation("coops_invite", request=InviteSerializer, responses={201: InvitedSerializer})
    def post(self, request: Request, association_id: UUID) -> Response:
        """Invites an address; the letter goes out after the commit. `link` is shown this once."""
        email = parsed(InviteSerializer, request.data)["email"]
        invited = services.invite(actor=actor(request), association_id=association_id, email=email)
        answer = _row(invited.invitation, database_now()) | {"link": invited.link}
        return Response(InvitedSerializer(answer).data, status=201)


class InvitationRevokeView(View):
    """`/associations/{association_id}/invitations/{invitation_id}/revoke`"""

    @operation("coops_revokeInvitation", request=None, responses=InvitationSerializer)
    @idempotent()
    def post(self, request: Request, association_id: UUID, invitation_id: UUID) -> Response:
        """Makes the link open nothing any more."""
        revoked = services.revoke_invitation(
            actor=actor(request), association_id=association_id, invitation_id=invitation_id
        )
        return Response(InvitationSerializer(_row(revoked, database_now())).data)


class InvitationView(View):
    """`/invitations/{token}`"""

    @operation("coops_getInvitation", responses=PublicInvitationSerializer)
    def get(self, request: Request, token: str) -> Response:
        """What whoever holds the link may know before answering."""
        response = Response(PublicInvitationSerializer(queries.invitation_page(token)).data)
        response["Cache-Control"] = "no-store"
        return response


class InvitationAcceptanceView(View):
    """`/invitations/{token}/accept`"""

    # Not repeatable by Idempotency-Key either: the stored operation would hold the token. A repeat is refused with
    # `invitation_used`.
    @operation("coops_acceptInvitation", request=AcceptInvitationSerializer, responses={201: JoinedSerializer})
    def post(self, request: Request, token: str) -> Response:
        """Makes the producer a member that has accepted the statutes."""
        answer = parsed(AcceptInvitationSerializer, request.data)
        membership = services.accept_invitation(actor=actor(request), token=token, **answer)
        joined = {"membership": membership, "association": membership.association}
        return Response(JoinedSerializer(joined).data, status=201)


class OwnInvitationView(View):
    """`/my-invitations/{own_invitation_id}`"""

    @operation("coops_getOwnInvitation", responses=PublicInvitationSerializer)
    def get(self, request: Request, own_invitation_id: UUID) -> Response:
        """The same as behind the link, for whoever has proved the address that it went to."""
        response = Response(PublicInvitationSerializer(queries.own_invitation(own_invitation_id)).data)
        response["Cache-Control"] = "no-store"
        return response


class OwnInvitationAcceptanceView(View):
    """`/my-invitations/{own_invitation_id}/accept`"""

    @operation("coops_acceptOwnInvitation", request=AcceptInvitationSerializer, responses={201: JoinedSerializer})
    @idempotent()
    def post(self, request: Request, own_invitation_id: UUID) -> Response:
        """Makes the producer a member that has accepted the statutes."""
        membership = services.accept_own_invitation(
            actor=actor(request),
            invitation_id=own_invitation_id,
            **parsed(AcceptInvitationSerializer, request.data),
        )
        joined = {"membership": membership, "association": membership.association}
        return Response(JoinedSerializer(joined).data, status=201)


class OwnInvitationRefusalView(View):
    """`/my-invitations/{own_invitation_id}/decline`"""

    @operation("coops_declineInvitation", request=None, responses={204: None})
    @idempotent()
    def post(self, request: Request, own_invitation_id: UUID) -> Response:
        """Says no. The board sees it; who invited may invite again."""
        services.decline_invitation(actor=actor(request), invitation_id=own_invitation_id)
        return Response(status=204)

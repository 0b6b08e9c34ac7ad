"""Decisions over HTTP."""

from __future__ import annotations

import hashlib
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request
from rest_framework.response import Response

from coops.queries import roles_in_association
from decisions import feeds, queries, services
from decisions.calendar import ics
from decisions.minutes_pdf import pdf
from decisions.serializers import (
    CalendarFeedSerializer,
    CallAssemblySerializer,
    CalledAssemblySerializer,
    CandidateSerializer,
    CastVoteSerializer,
    ChangeAssemblySerializer,
    CommentSerializer,
    GiveProxySerializer,
    MakeCommentSerializer,
    MakeProposalSerializer,
    MinutesSerializer,
    ProposalRowSerializer,
    ProposalSerializer,
    ProxySerializer,
    VoteCastSerializer,
    VotingRulesSerializer,
)
from events import feed
from lib.idempotency import idempotent
from lib.operations import operation
from lib.paged import PAGE_PARAMETERS, page, page_of
from lib.pagination import CursorPage
from lib.views import View, actor, parsed, signed_in

_PENDING = OpenApiParameter("pending", OpenApiTypes.BOOL, description="Only those not decided yet, or only the others.")

_SEARCH = OpenApiParameter("search", OpenApiTypes.STR, description="A part of the person's or the producer's name.")


class ByNumber(CursorPage):
    """Newest proposals first."""

    ordering = "-number"


class ByTime(CursorPage):
    """A debate from its beginning."""

    ordering = "pk"


class LatestFirst(CursorPage):
    """Assemblies, the latest called first."""

    ordering = "-pk"


def _position(association_id: UUID) -> dict[str, int]:
    stream = f"association:{association_id}"
    return {stream: feed.position(stream)}


def _proposal(request: Request, association_id: UUID, proposal_id: UUID) -> dict[str, Any]:
    person_id = signed_in(request)
    roles = roles_in_association(person_id, association_id)
    found = queries.proposal(association_id, proposal_id, person_id=person_id, roles=roles)
    return dict(ProposalSerializer(found).data)


def _file(body: bytes, content_type: str, name: str) -> HttpResponse:
    response = HttpResponse(body, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


class ProposalsView(View):
    """`/associations/{association_id}/proposals`"""

    @operation(
        "decisions_listProposals", parameters=[_PENDING, *PAGE_PARAMETERS], responses=page_of(ProposalRowSerializer)
    )
    def get(self, request: Request, association_id: UUID) -> Response:
        """What is debated, voted on and decided, newest first."""
        positions = _position(association_id)
        person_id = signed_in(request)
        asked = {"true": True, "false": False}.get(request.query_params.get("pending", ""))
        answer = page(
            self,
            queries.proposals(association_id, pending=asked),
            lambda rows: list(ProposalRowSerializer(queries.proposal_rows(rows, person_id=person_id), many=True).data),
            order=ByNumber,
        )
        return self.with_positions(answer, positions)

    @operation("decisions_makeProposal", request=MakeProposalSerializer, responses={201: ProposalSerializer})
    @idempotent()
    def post(self, request: Request, association_id: UUID) -> Response:
        """Puts a proposal up for debate; it opens, closes and takes effect by itself."""
        made = services.make_proposal(
            actor=actor(request), association_id=association_id, **parsed(MakeProposalSerializer, request.data)
        )
        return Response(_proposal(request, association_id, made.pk), status=201)


class ProposalView(View):
    """`/associations/{association_id}/proposals/{proposal_id}`"""

    @operation("decisions_getProposal", responses=ProposalSerializer)
    def get(self, request: Request, association_id: UUID, proposal_id: UUID) -> Response:
        """One proposal. Counts are told once it is decided; until then only how many took part."""
        positions = _position(association_id)
        return self.with_positions(Response(_proposal(request, association_id, proposal_id)), positions)


class WithdrawalView(View):
    """`/associations/{association_id}/proposals/{proposal_id}/withdraw`"""

    @operation("decisions_withdrawProposal", request=None, responses=ProposalSerializer)
    @idempotent()
    def post(self, request: Request, association_id: UUID, proposal_id: UUID) -> Response:
        """Takes a proposal back before it opens."""
        services.withdraw_proposal(actor=actor(request), association_id=association_id, proposal_id=proposal_id)
        return Response(_proposal(request, association_id, proposal_id))


class VotesView(View):
    """`/associations/{association_id}/proposals/{proposal_id}/votes`"""

    # Not repeatable by Idempotency-Key: the body of a vote is neither fingerprinted nor kept. A repeat is refused
    # with `already_voted`, which says the same.
    @operation("decisions_castVote", request=CastVoteSerializer, responses={201: VoteCastSerializer})
    def post(self, request: Request, association_id: UUID, proposal_id: UUID) -> Response:
        """Casts a membership's vote; it can't be changed or read again."""
        vote = parsed(CastVoteSerializer, request.data)
        taken_part = services.cast_vote(
            actor=actor(request),
            association_id=association_id,
            proposal_id=proposal_id,
            membership_id=vote["membership_id"],
            choice=vote["choice"],
        )
        return Response({"taken_part": taken_part}, status=201)


class CommentsView(View):
    """`/associations/{association_id}/proposals/{proposal_id}/comments`"""

    @operation("decisions_listComments", parameters=PAGE_PARAMETERS, responses=page_of(CommentSerializer))
    def get(self, request: Request, association_id: UUID, proposal_id: UUID) -> Response:
        """The debate from its beginning."""
        positions = _position(association_id)
        answer = page(
            self,
            queries.comments(association_id, proposal_id),
            lambda rows: list(CommentSerializer(rows, many=True).data),
            order=ByTime,
        )
        return self.with_positions(answer, positions)

    @operation("decisions_comment", request=MakeCommentSerializer, responses={201: CommentSerializer})
    @idempotent()
    def post(self, request: Request, association_id: UUID, proposal_id: UUID) -> Response:
        """Speaks in the debate."""
        made = services.comment(
            actor=actor(request),
            association_id=association_id,
            proposal_id=proposal_id,
            text=parsed(MakeCommentSerializer, request.data)["text"],
        )
        return Response(CommentSerializer(made).data, status=201)


class MinutesView(View):
    """`/associations/{association_id}/proposals/{proposal_id}/minutes`"""

    @operation("decisions_getMinutes", responses=MinutesSerializer)
    def get(self, request: Request, association_id: UUID, proposal_id: UUID) -> Response:
        """The minutes of a decided proposal."""
        return Response(MinutesSerializer(queries.minutes_of(queries.decided(association_id, proposal_id))).data)


class MinutesPdfView(View):
    """`/associations/{association_id}/proposals/{proposal_id}/minutes.pdf`"""

    @operation("decisions_getMinutesPdf", responses={(200, "application/pdf"): OpenApiTypes.BINARY})
    def get(self, request: Request, association_id: UUID, proposal_id: UUID) -> HttpResponse:
        """The minutes as a sheet to print."""
        found = queries.decided(association_id, proposal_id)
        return _file(pdf(found), "application/pdf", f"acta-{found.number}.pdf")


class ProxiesView(View):
    """`/associations/{association_id}/proxies`"""

    @operation("decisions_listProxies", responses=ProxySerializer(many=True))
    def get(self, request: Request, association_id: UUID) -> Response:
        """The proxies that I gave or hold."""
        return Response(ProxySerializer(queries.proxies(association_id, signed_in(request)), many=True).data)

    @operation("decisions_giveProxy", request=GiveProxySerializer, responses={201: ProxySerializer})
    @idempotent()
    def post(self, request: Request, association_id: UUID) -> Response:
        """Lets another member vote for mine."""
        given = services.give_proxy(
            actor=actor(request), association_id=association_id, **parsed(GiveProxySerializer, request.data)
        )
        return Response(ProxySerializer(given).data, status=201)


class ProxyRevocationView(View):
    """`/associations/{association_id}/proxies/{proxy_id}/revoke`"""

    @operation("decisions_revokeProxy", request=None, responses=ProxySerializer)
    @idempotent()
    def post(self, request: Request, association_id: UUID, proxy_id: UUID) -> Response:
        """Takes a proxy back, or lays it down; what was voted stands."""
        revoked = services.revoke_proxy(actor=actor(request), association_id=association_id, proxy_id=proxy_id)
        return Response(ProxySerializer(revoked).data)


class AssembliesView(View):
    """`/associations/{association_id}/assemblies`"""

    @operation("decisions_listAssemblies", parameters=PAGE_PARAMETERS, responses=page_of(CalledAssemblySerializer))
    def get(self, request: Request, association_id: UUID) -> Response:
        """The assemblies, the latest called first."""
        positions = _position(association_id)
        answer = page(
            self,
            queries.assemblies(association_id),
            lambda rows: list(CalledAssemblySerializer(rows, many=True).data),
            order=LatestFirst,
        )
        return self.with_positions(answer, positions)

    @operation("decisions_callAssembly", request=CallAssemblySerializer, responses={201: CalledAssemblySerializer})
    @idempotent()
    def post(self, request: Request, association_id: UUID) -> Response:
        """Calls the members to an assembly."""
        called = services.call_assembly(
            actor=actor(request), association_id=association_id, **parsed(CallAssemblySerializer, request.data)
        )
        return Response(CalledAssemblySerializer(called).data, status=201)


class AssemblyView(View):
    """`/associations/{association_id}/assemblies/{assembly_id}`"""

    @operation("decisions_changeAssembly", request=ChangeAssemblySerializer, responses=CalledAssemblySerializer)
    @idempotent()
    def patch(self, request: Request, association_id: UUID, assembly_id: UUID) -> Response:
        """Changes date, place, title or agenda of an assembly that has not begun; members are told of a new date or place."""
        changed = services.change_assembly(
            actor=actor(request),
            association_id=association_id,
            assembly_id=assembly_id,
            changes=parsed(ChangeAssemblySerializer, request.data),
        )
        return Response(CalledAssemblySerializer(changed).data)


class AssemblyCancellationView(View):
    """`/associations/{association_id}/assemblies/{assembly_id}/cancel`"""

    @operation("decisions_cancelAssembly", request=None, responses=CalledAssemblySerializer)
    @idempotent()
    def post(self, request: Request, association_id: UUID, assembly_id: UUID) -> Response:
        """Cancels an assembly that has not begun."""
        cancelled = services.cancel_assembly(
            actor=actor(request), association_id=association_id, assembly_id=assembly_id
        )
        return Response(CalledAssemblySerializer(cancelled).data)


class AssemblyCalendarView(View):
    """`/associations/{association_id}/assemblies/{assembly_id}/calendar`"""

    @operation("decisions_getAssemblyCalendar", responses={(200, "text/calendar"): OpenApiTypes.STR})
    def get(self, request: Request, association_id: UUID, assembly_id: UUID) -> HttpResponse:
        """The assembly for the calendar of a phone (iCalendar)."""
        found = queries.assembly(association_id, assembly_id)
        body = ics(found.association, found, list(found.proposals.all()))
        return _file(body, "text/calendar; charset=utf-8", "asamblea.ics")


class CalendarFeedView(View):
    """`/associations/{association_id}/calendar-feed`"""

    @operation("decisions_getCalendarFeed", responses=CalendarFeedSerializer)
    def get(self, request: Request, association_id: UUID) -> Response:
        """The secret address of my calendar of the assemblies, if I have one."""
        return Response({"address": queries.calendar_address(association_id, signed_in(request))})

    # Not repeatable by Idempotency-Key: the address is a secret, and no answer that holds it is kept. A repeat gives a
    # new one, which is the one that counts.
    @operation("decisions_renewCalendarFeed", request=None, responses={201: CalendarFeedSerializer})
    def post(self, request: Request, association_id: UUID) -> Response:
        """Gives me an address for my calendar; the one that I had before opens nothing any more."""
        made = services.renew_feed(actor=actor(request), association_id=association_id)
        return Response({"address": feeds.address_of(made)}, status=201)


class CalendarView(View):
    """`/calendars/{calendar_token}.ics`"""

    @operation("decisions_getCalendar", responses={(200, "text/calendar"): OpenApiTypes.STR})
    def get(self, request: Request, calendar_token: str) -> HttpResponse:
        """The assemblies for a calendar that subscribed to a member's secret address (iCalendar)."""
        body = queries.calendar(calendar_token)
        tag = f'"{hashlib.sha256(body).hexdigest()}"'
        if request.headers.get("If-None-Match") == tag:
            response = HttpResponse(status=304)
        else:
            response = _file(body, "text/calendar; charset=utf-8", "asambleas.ics")
        response["ETag"] = tag
        response["Cache-Control"] = "private, no-cache"
        return response


class VotingRulesView(View):
    """`/associations/{association_id}/voting-rules`"""

    @operation("decisions_getVotingRules", responses=VotingRulesSerializer)
    def get(self, request: Request, association_id: UUID) -> Response:
        """On which terms the association decides what."""
        return Response(VotingRulesSerializer(queries.voting_rules(association_id)).data)


class CandidatesView(View):
    """`/associations/{association_id}/candidates`"""

    @operation("decisions_listCandidates", parameters=[_SEARCH], responses=CandidateSerializer(many=True))
    def get(self, request: Request, association_id: UUID) -> Response:
        """Who can stand for election: up to thirty of the people who act for members, by name."""
        found = queries.candidates(association_id, search=request.query_params.get("search", "").strip()[:100])
        return Response(CandidateSerializer(found, many=True).data)

"""The register of members, and what happened in an association."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param

from coops import history, queries, services
from coops.serializers import (
    ExportRegisterSerializer,
    HistoryLineSerializer,
    HistoryQuerySerializer,
    RegisterQuerySerializer,
    RegisterRowSerializer,
)
from events import feed
from lib.access import can
from lib.operations import operation
from lib.paged import PAGE_PARAMETERS, page, page_of
from lib.pagination import CursorPage
from lib.views import View, actor, parsed, signed_in

_TYPES = {"csv": "text/csv; charset=utf-8", "pdf": "application/pdf"}


class ByNumber(CursorPage):
    """Members in the order in which they entered."""

    ordering = "number"


class RegisterView(View):
    """`/associations/{association_id}/register`"""

    @operation(
        "coops_listRegister",
        parameters=[RegisterQuerySerializer, *PAGE_PARAMETERS],
        responses=page_of(RegisterRowSerializer),
    )
    def get(self, request: Request, association_id: UUID) -> Response:
        """Who is and who was a member, by number."""
        roles = queries.roles_in_association(signed_in(request), association_id)
        positions = feed.positions([f"association:{association_id}"])
        answer = page(
            self,
            queries.register(association_id, **parsed(RegisterQuerySerializer, request.query_params.dict())),
            lambda rows: list(
                RegisterRowSerializer(
                    queries.register_rows(rows, with_reasons=bool(can(roles, "coops_exportRegister"))), many=True
                ).data
            ),
            order=ByNumber,
        )
        return self.with_positions(answer, positions)


class RegisterExportView(View):
    """`/associations/{association_id}/register/export`"""

    # No GET: taking the register along is kept, and a file of people's places is nothing for a cache.
    @operation(
        "coops_exportRegister",
        request=ExportRegisterSerializer,
        responses={(200, "text/csv"): OpenApiTypes.BINARY, (200, "application/pdf"): OpenApiTypes.BINARY},
    )
    def post(self, request: Request, association_id: UUID) -> HttpResponse:
        """The whole register as a file; that it was taken is on record."""
        form = parsed(ExportRegisterSerializer, request.data)["form"]
        body = services.export_register(actor=actor(request), association_id=association_id, form=form)
        response = HttpResponse(body, content_type=_TYPES[form])
        response["Content-Disposition"] = f'attachment; filename="registro-de-socios.{form}"'
        response["Cache-Control"] = "no-store"
        return response


class HistoryView(View):
    """`/associations/{association_id}/history`"""

    @operation(
        "coops_listHistory",
        parameters=[HistoryQuerySerializer, *PAGE_PARAMETERS],
        responses=page_of(HistoryLineSerializer),
    )
    def get(self, request: Request, association_id: UUID) -> Response:
        """What happened, newest first: members, offices, statutes, decisions, and the association itself."""
        positions = feed.positions([f"association:{association_id}"])
        topic = parsed(HistoryQuerySerializer, request.query_params.dict()).get("topic")
        lines, after = history.history(
            association_id,
            topics=[topic] if topic else [],
            after=request.query_params.get("cursor", ""),
            limit=CursorPage().get_page_size(request) or CursorPage.page_size,
        )
        here = request.build_absolute_uri()
        answer = {
            "next": replace_query_param(here, "cursor", after) if after else None,
            "previous": None,
            "results": HistoryLineSerializer(lines, many=True).data,
        }
        return self.with_positions(Response(answer), positions)

"""Applications for membership: made and followed by producers, answered by the board."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request
from rest_framework.response import Response

from coops import queries, services
from coops.models import Application, Association
from coops.serializers import (
    ApplicationRowSerializer,
    ApplicationSerializer,
    ApplySerializer,
    HowToJoinSerializer,
    OwnApplicationRowSerializer,
    OwnApplicationSerializer,
    RefuseApplicationSerializer,
    SetHowToJoinSerializer,
)
from events import feed
from lib.idempotency import idempotent
from lib.operations import operation
from lib.paged import PAGE_PARAMETERS, page, page_of
from lib.views import View, actor, parsed, signed_in

_WAITING = OpenApiParameter("waiting", OpenApiTypes.BOOL, description="Only those without an answer, or the others.")


def _admission(association: Association) -> dict[str, Any]:
    answer = {
        "admission": association.admission,
        "questions": association.applicant_questions,
        "takes_applications": association.takes_applications,
    }
    return dict(HowToJoinSerializer(answer).data)


def _application(request: Request, association_id: UUID, application_id: UUID) -> Response:
    found = queries.application(association_id, application_id, person_id=signed_in(request))
    return Response(ApplicationSerializer(found).data)


def _rows(applications: Sequence[Application]) -> Sequence[Any]:
    return list(ApplicationRowSerializer(applications, many=True).data)


def _own_rows(applications: Sequence[Application]) -> Sequence[Any]:
    return list(OwnApplicationRowSerializer(applications, many=True).data)


class AdmissionView(View):
    """`/associations/{association_id}/admission`"""

    @operation("coops_getAdmission", responses=HowToJoinSerializer)
    def get(self, request: Request, association_id: UUID) -> Response:
        """How one joins, and what applicants are asked; while it forms, only for those who have a part in it."""
        return Response(_admission(queries.visible_association(actor(request).person_id, pk=association_id)))

    @operation("coops_setAdmission", request=SetHowToJoinSerializer, responses=HowToJoinSerializer)
    def put(self, request: Request, association_id: UUID) -> Response:
        """Changes it for applications to come; those that wait are decided as they were told."""
        changed = services.set_admission(
            actor=actor(request), association_id=association_id, **parsed(SetHowToJoinSerializer, request.data)
        )
        return Response(_admission(changed))


class ApplicationsView(View):
    """`/associations/{association_id}/applications`"""

    @operation(
        "coops_listApplications", parameters=[_WAITING, *PAGE_PARAMETERS], responses=page_of(ApplicationRowSerializer)
    )
    def get(self, request: Request, association_id: UUID) -> Response:
        """The applications, newest first."""
        stream = f"user:{signed_in(request)}"
        positions = {stream: feed.position(stream)}
        waiting = {"true": True, "false": False}.get(request.query_params.get("waiting", ""))
        rows = queries.applications(association_id, waiting=waiting)
        return self.with_positions(page(self, rows, _rows), positions)

    @operation("coops_apply", request=ApplySerializer, responses={201: OwnApplicationRowSerializer})
    @idempotent()
    def post(self, request: Request, association_id: UUID) -> Response:
        """Asks for the admission of a producer of mine."""
        said = parsed(ApplySerializer, request.data)
        made = services.apply(
            actor=actor(request),
            association_id=association_id,
            producer_id=said["producer_id"],
            answers=said["answers"],
        )
        return Response(OwnApplicationRowSerializer(queries.own_application(made.pk)).data, status=201)


class ApplicationView(View):
    """`/associations/{association_id}/applications/{application_id}`"""

    @operation("coops_getApplication", responses=ApplicationSerializer)
    def get(self, request: Request, association_id: UUID, application_id: UUID) -> Response:
        """One application with its answers."""
        stream = f"user:{signed_in(request)}"
        positions = {stream: feed.position(stream)}
        return self.with_positions(_application(request, association_id, application_id), positions)


class ApplicationAcceptanceView(View):
    """`/associations/{association_id}/applications/{application_id}/accept`"""

    # Not kept for a repeat: the answer shows what the applicant wrote. A repeat is refused with `application_answered`.
    @operation("coops_acceptApplication", request=None, responses=ApplicationSerializer)
    def post(self, request: Request, association_id: UUID, application_id: UUID) -> Response:
        """Makes the producer a member."""
        services.accept_application(actor=actor(request), association_id=association_id, application_id=application_id)
        return _application(request, association_id, application_id)


class ApplicationRefusalView(View):
    """`/associations/{association_id}/applications/{application_id}/refuse`"""

    @operation("coops_refuseApplication", request=RefuseApplicationSerializer, responses=ApplicationSerializer)
    def post(self, request: Request, association_id: UUID, application_id: UUID) -> Response:
        """Says no, with the reason that the applicant reads."""
        services.refuse_application(
            actor=actor(request),
            association_id=association_id,
            application_id=application_id,
            **parsed(RefuseApplicationSerializer, request.data),
        )
        return _application(request, association_id, application_id)


class OwnApplicationsView(View):
    """`/my-applications`"""

    @operation("coops_listOwnApplications", parameters=PAGE_PARAMETERS, responses=page_of(OwnApplicationRowSerializer))
    def get(self, request: Request) -> Response:
        """The applications of the producers that I act for, newest first."""
        stream = f"user:{signed_in(request)}"
        positions = {stream: feed.position(stream)}
        return self.with_positions(page(self, queries.own_applications(signed_in(request)), _own_rows), positions)


class OwnApplicationView(View):
    """`/my-applications/{own_application_id}`"""

    @operation("coops_getOwnApplication", responses=OwnApplicationSerializer)
    def get(self, request: Request, own_application_id: UUID) -> Response:
        """One of them, with what was answered and why it was refused."""
        stream = f"user:{signed_in(request)}"
        positions = {stream: feed.position(stream)}
        answer = OwnApplicationSerializer(queries.own_application(own_application_id)).data
        return self.with_positions(Response(answer), positions)


class OwnApplicationWithdrawalView(View):
    """`/my-applications/{own_application_id}/withdraw`"""

    @operation("coops_withdrawApplication", request=None, responses=OwnApplicationRowSerializer)
    @idempotent()
    def post(self, request: Request, own_application_id: UUID) -> Response:
        """Takes it back; its answers are forgotten."""
        services.withdraw_application(actor=actor(request), application_id=own_application_id)
        return Response(OwnApplicationRowSerializer(queries.own_application(own_application_id)).data)

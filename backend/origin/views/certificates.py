"""Certificates: asked for, inspected, issued, suspended, reinstated, revoked; and the units that are packed under them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer

from events import feed
from lib.errors import DomainError
from lib.idempotency import idempotent
from lib.operations import operation
from lib.paged import PAGE_PARAMETERS, page, page_of
from lib.uploads import UploadView, download
from lib.views import View, actor, parsed, signed_in
from origin import services
from origin.models import Certificate
from origin.queries import certificates as queries
from origin.serializers.certificates import (
    AboutEvidenceSerializer,
    AddEvidenceSerializer,
    ApplyForCertificateSerializer,
    CertificateReasonSerializer,
    CertificateRemarkSerializer,
    CertificateRowSerializer,
    CertificateSerializer,
    CorrectSerializer,
    GrantSerializer,
    IssueSerializer,
    PlanInspectionSerializer,
    RecordInspectionSerializer,
)
from origin.services import papers

_STATUS = OpenApiParameter("status", OpenApiTypes.STR, enum=Certificate.Status.values)
_ENDINGS = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png", "image/webp": "webp"}


class EvidenceTooLarge(DomainError):
    """More bytes than are taken."""

    status = 413
    code = "evidence_too_large"
    title = _("That file is too heavy.")
    detail = _("Up to %(most)s MB can be sent.")

    def __init__(self) -> None:
        super().__init__(most=papers.MOST_BYTES // 1_000_000)


class EvidenceDropped(DomainError):
    """The application came to nothing, and its files were let go a month later."""

    status = 410
    code = "evidence_dropped"
    title = _("This file isn't kept any more: the application was refused or withdrawn more than a month ago.")


class EvidenceNotSent(DomainError):
    """No file in the form, or more than one, or no form at all."""

    status = 400
    code = "evidence_not_sent"
    title = _("Send one photo or PDF, as a form with the field “file”.")


def _certificate(request: Request, association_id: UUID, certificate_id: UUID, *, status: int = 200) -> Response:
    found = queries.certificate(actor(request), association_id, certificate_id)
    return Response(CertificateSerializer(found).data, status=status)


def _done(
    command: Callable[..., object], request: Request, shape: type[Serializer], association_id: UUID,
    certificate_id: UUID, *, status: int = 200, **about: UUID,
) -> Response:  # fmt: skip
    """Gives a command what was said, and answers with the certificate as it stands then."""
    command(
        actor=actor(request), association_id=association_id, certificate_id=certificate_id, **about,
        **parsed(shape, request.data),
    )  # fmt: skip
    return _certificate(request, association_id, certificate_id, status=status)


def _rows(certificates: Sequence[Certificate]) -> Sequence[Any]:
    return list(CertificateRowSerializer(queries.described_certificates(certificates), many=True).data)


def _positions(request: Request, association_id: UUID) -> dict[str, int]:
    return feed.positions([f"association:{association_id}", f"user:{signed_in(request)}"])


class CertificatesView(View):
    """`/associations/{association_id}/certificates`"""

    @operation(
        "origin_listCertificates",
        parameters=[_STATUS, *PAGE_PARAMETERS],
        responses=page_of(CertificateRowSerializer),
    )
    def get(self, request: Request, association_id: UUID) -> Response:
        """The certificates that I may see, newest first: what stands, and applications of mine or for the control."""
        positions = _positions(request, association_id)
        status = request.query_params.get("status", "")
        rows = queries.certificates(actor(request), association_id, status=status)
        return self.with_positions(page(self, rows, _rows), positions)

    @operation("origin_apply", request=ApplyForCertificateSerializer, responses={201: CertificateRowSerializer})
    @idempotent()
    def post(self, request: Request, association_id: UUID) -> Response:
        """Asks for a certificate for a product of mine."""
        said = parsed(ApplyForCertificateSerializer, request.data)
        made = services.apply(actor=actor(request), association_id=association_id, **said)
        return Response(CertificateRowSerializer(queries.described_certificate(made.pk)).data, status=201)


class CertificateView(View):
    """`/associations/{association_id}/certificates/{certificate_id}`"""

    @operation("origin_getCertificate", responses=CertificateSerializer)
    def get(self, request: Request, association_id: UUID, certificate_id: UUID) -> Response:
        """One certificate with all that led to it, for the control and for who acts for the producer."""
        positions = _positions(request, association_id)
        return self.with_positions(_certificate(request, association_id, certificate_id), positions)


class CertificateWithdrawalView(View):
    """`/associations/{association_id}/certificates/{certificate_id}/withdraw`"""

    @operation("origin_withdrawApplication", request=None, responses=CertificateSerializer)
    def post(self, request: Request, association_id: UUID, certificate_id: UUID) -> Response:
        """Takes an application of mine back."""
        services.withdraw_application(
            actor=actor(request), association_id=association_id, certificate_id=certificate_id
        )
        return _certificate(request, association_id, certificate_id)


class CertificateRefusalView(View):
    """`/associations/{association_id}/certificates/{certificate_id}/refuse`"""

    @operation("origin_refuse", request=CertificateReasonSerializer, responses=CertificateSerializer)
    def post(self, request: Request, association_id: UUID, certificate_id: UUID) -> Response:
        """Says no, with the reason that the member reads."""
        return _done(services.refuse, request, CertificateReasonSerializer, association_id, certificate_id)


class InspectionsView(View):
    """`/associations/{association_id}/certificates/{certificate_id}/inspections`"""

    @operation("origin_planInspection", request=PlanInspectionSerializer, responses={201: CertificateSerializer})
    @idempotent()
    def post(self, request: Request, association_id: UUID, certificate_id: UUID) -> Response:
        """Plans that somebody looks at the product."""
        return _done(
            services.plan_inspection, request, PlanInspectionSerializer, association_id, certificate_id, status=201
        )


class InspectionResultView(View):
    """`/associations/{association_id}/certificates/{certificate_id}/inspections/{inspection_id}/result`"""

    @operation("origin_recordInspection", request=RecordInspectionSerializer, responses=CertificateSerializer)
    def post(self, request: Request, association_id: UUID, certificate_id: UUID, inspection_id: UUID) -> Response:
        """Writes down what came of an inspection."""
        said = dict(parsed(RecordInspectionSerializer, request.data))
        findings = [services.Found(**found) for found in said.pop("findings")]
        services.record_inspection(
            actor=actor(request),
            association_id=association_id,
            certificate_id=certificate_id,
            inspection_id=inspection_id,
            findings=findings,
            **said,
        )
        return _certificate(request, association_id, certificate_id)


class FindingCorrectionView(View):
    """`/associations/{association_id}/certificates/{certificate_id}/findings/{finding_id}/correct`"""

    @operation("origin_correctFinding", request=CorrectSerializer, responses=CertificateSerializer)
    def post(self, request: Request, association_id: UUID, certificate_id: UUID, finding_id: UUID) -> Response:
        """Writes down how something was put right."""
        return _done(
            services.correct_finding, request, CorrectSerializer, association_id, certificate_id, finding_id=finding_id
        )


class EvidenceView(UploadView):
    """`/associations/{association_id}/certificates/{certificate_id}/evidence`"""

    field = "file"
    most_bytes = papers.MOST_BYTES
    too_large = EvidenceTooLarge
    not_sent = EvidenceNotSent

    @operation(
        "origin_addEvidence",
        request={"multipart/form-data": AddEvidenceSerializer},
        responses={201: CertificateSerializer},
    )
    def post(self, request: Request, association_id: UUID, certificate_id: UUID) -> Response:
        """Lays a photo or a PDF to the papers, as it is. The same file once more is the same one."""
        papers.refuse_outsiders(actor=actor(request), association_id=association_id, certificate_id=certificate_id)
        sent = self.sent(request)
        form = request.data if isinstance(request.data, dict) else {}
        about = {name: value for name, value in form.items() if name in AboutEvidenceSerializer().fields and value}
        said = parsed(AboutEvidenceSerializer, about)
        services.add_evidence(
            actor=actor(request), association_id=association_id, certificate_id=certificate_id, sent=sent, **said
        )
        return _certificate(request, association_id, certificate_id, status=201)


class EvidenceFileView(View):
    """`/associations/{association_id}/certificates/{certificate_id}/evidence/{evidence_id}/file`"""

    @operation("origin_getEvidence", responses={(200, kind): OpenApiTypes.BINARY for kind in _ENDINGS})
    def get(self, request: Request, association_id: UUID, certificate_id: UUID, evidence_id: UUID) -> Any:
        """The file, as it was sent: a download, never a page."""
        found = queries.evidence(actor(request), association_id, certificate_id, evidence_id)
        if not found.content:
            raise EvidenceDropped
        ending = _ENDINGS[found.media_type]
        name = f"evidencia-{found.sha256[:12]}.{ending}"
        return download(bytes(found.content), content_type=found.media_type, name=name)


class IssueView(View):
    """`/associations/{association_id}/certificates/{certificate_id}/issue`"""

    @operation("origin_issue", request=IssueSerializer, responses=CertificateSerializer)
    @idempotent()
    def post(self, request: Request, association_id: UUID, certificate_id: UUID) -> Response:
        """Issues the certificate from now on."""
        return _done(services.issue, request, IssueSerializer, association_id, certificate_id)


class SuspensionView(View):
    """`/associations/{association_id}/certificates/{certificate_id}/suspend`"""

    @operation("origin_suspend", request=CertificateReasonSerializer, responses=CertificateSerializer)
    @idempotent()
    def post(self, request: Request, association_id: UUID, certificate_id: UUID) -> Response:
        """Stops selling and sending what was packed under it, until that is lifted."""
        return _done(services.suspend, request, CertificateReasonSerializer, association_id, certificate_id)


class ReinstatementView(View):
    """`/associations/{association_id}/certificates/{certificate_id}/reinstate`"""

    @operation("origin_reinstate", request=CertificateRemarkSerializer, responses=CertificateSerializer)
    @idempotent()
    def post(self, request: Request, association_id: UUID, certificate_id: UUID) -> Response:
        """Lifts a suspension."""
        return _done(services.reinstate, request, CertificateRemarkSerializer, association_id, certificate_id)


class RevocationView(View):
    """`/associations/{association_id}/certificates/{certificate_id}/revoke`"""

    @operation("origin_revoke", request=CertificateReasonSerializer, responses=CertificateSerializer)
    @idempotent()
    def post(self, request: Request, association_id: UUID, certificate_id: UUID) -> Response:
        """Takes the certificate away for good."""
        return _done(services.revoke, request, CertificateReasonSerializer, association_id, certificate_id)


class GrantsView(View):
    """`/associations/{association_id}/certificates/{certificate_id}/grants`"""

    @operation("origin_grant", request=GrantSerializer, responses={201: CertificateSerializer})
    @idempotent()
    def post(self, request: Request, association_id: UUID, certificate_id: UUID) -> Response:
        """Puts more units of a lot under the certificate, as they are packed."""
        return _done(services.grant, request, GrantSerializer, association_id, certificate_id, status=201)

"""Statutes as files: sent as a form, given back as a download, never shown as a page of this origin."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from rest_framework.request import Request
from rest_framework.response import Response

from coops import queries, services
from coops.serializers import SendStatutesDocumentSerializer, StatutesDocumentSerializer
from coops.services import documents
from lib.errors import DomainError
from lib.operations import operation
from lib.uploads import UploadView, download
from lib.views import View, actor

_PDF = {(200, "application/pdf"): OpenApiTypes.BINARY}
_FILE = _PDF | {(200, "text/plain"): OpenApiTypes.STR}


class DocumentTooLarge(DomainError):
    """More bytes than are taken."""

    status = 413
    code = "statutes_document_too_large"
    title = _("That file is too heavy.")
    detail = _("A PDF may have up to %(most)s MB. Save it with smaller pictures.")

    def __init__(self) -> None:
        super().__init__(most=documents.MOST_BYTES // 1_000_000)


class DocumentNotSent(DomainError):
    """No file in the form, or more than one, or no form at all."""

    status = 400
    code = "statutes_document_not_sent"
    title = _("Send one PDF, as a form with the field “document”.")


def _file(body: bytes, content_type: str = "application/pdf") -> HttpResponse:
    ending = "pdf" if content_type == "application/pdf" else "txt"
    return download(body, content_type=content_type, name=f"estatutos.{ending}")


class StatutesDocumentsView(UploadView):
    """`/associations/{association_id}/statutes-documents`"""

    field = "document"
    most_bytes = documents.MOST_BYTES
    too_large = DocumentTooLarge
    not_sent = DocumentNotSent

    @operation(
        "coops_sendStatutesDocument",
        request={"multipart/form-data": SendStatutesDocumentSerializer},
        responses={201: StatutesDocumentSerializer},
    )
    def post(self, request: Request, association_id: UUID) -> Response:
        """Takes statutes as a PDF, to be published or put to a vote. The same file once more is the same document."""
        kept = services.keep_document(actor=actor(request), association_id=association_id, sent=self.sent(request))
        return Response(StatutesDocumentSerializer(kept).data, status=201)


class StatutesDocumentView(View):
    """`/associations/{association_id}/statutes-documents/{statutes_document_id}`"""

    @operation("coops_getStatutesDocument", responses=_PDF)
    def get(self, request: Request, association_id: UUID, statutes_document_id: UUID) -> HttpResponse:
        """The file, as it was sent."""
        return _file(queries.statutes_document(association_id, statutes_document_id))


class InvitationStatutesView(View):
    """`/invitations/{token}/statutes`"""

    @operation("coops_getInvitationStatutes", responses=_FILE)
    def get(self, request: Request, token: str) -> HttpResponse:
        """The statutes to read before answering, as a file to keep: a PDF, or their text."""
        return _file(*queries.invitation_statutes(token))


class OwnInvitationStatutesView(View):
    """`/my-invitations/{own_invitation_id}/statutes`"""

    @operation("coops_getOwnInvitationStatutes", responses=_FILE)
    def get(self, request: Request, own_invitation_id: UUID) -> HttpResponse:
        """The same for the person to whose address the invitation went."""
        return _file(*queries.own_invitation_statutes(own_invitation_id))

"""Products and lots as tables: looked at before anything is written, written in one piece, taken along as files."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from rest_framework.request import Request
from rest_framework.response import Response

from catalog.serializers.tables import (
    ImportTableSerializer,
    SendTableSerializer,
    TableImportedSerializer,
    TablePlanSerializer,
)
from catalog.services.imports import import_table, preview_table
from catalog.tables import files
from lib import sheets
from lib.errors import DomainError
from lib.operations import operation
from lib.uploads import UploadView, download
from lib.views import View, actor, parsed

_CSV = {(200, "text/csv"): OpenApiTypes.STR}
_CONTENT_TYPE = "text/csv; charset=utf-8"


class TableNotSent(DomainError):
    """No file in the form, or more than one, or no form at all."""

    status = 400
    code = "table_not_sent"
    title = _("Send one table, as a form with the field “table”.")


class _TableView(UploadView):
    """Takes a form with one table."""

    field = "table"
    most_bytes = sheets.MOST_BYTES
    too_large = sheets.SheetTooLarge
    not_sent = TableNotSent


class TablePreviewView(_TableView):
    """`/producers/{producer_id}/tables/preview`"""

    @operation(
        "catalog_previewTable",
        request={"multipart/form-data": SendTableSerializer},
        responses=TablePlanSerializer,
    )
    def post(self, request: Request, producer_id: UUID) -> Response:
        """Says line by line what a table of products or of lots would do. Nothing is written."""
        plan = preview_table(producer_id=producer_id, sent=self.sent(request))
        counts = {state: plan.count(state) for state in ("new", "changed", "same", "wrong")}
        lines = [line.shown() for line in plan.lines]
        shown = {"kind": plan.kind, "plan": plan.fingerprint, "unknown": plan.unknown, "lines": lines} | counts
        return Response(TablePlanSerializer(shown).data)


class TablesView(_TableView):
    """`/producers/{producer_id}/tables`"""

    @operation(
        "catalog_importTable",
        request={"multipart/form-data": ImportTableSerializer},
        responses=TableImportedSerializer,
    )
    def post(self, request: Request, producer_id: UUID) -> Response:
        """Does what the preview of this table said, all of it or nothing. The same table once more does nothing more."""
        sent = self.sent(request)
        wanted = parsed(ImportTableSerializer, {"plan": request.POST.get("plan", ""), "table": request.FILES["table"]})
        done = import_table(
            actor=actor(request, producer_id), producer_id=producer_id, sent=sent, fingerprint=wanted["plan"]
        )
        return Response(TableImportedSerializer(done).data)


class ProductsFileView(View):
    """`/producers/{producer_id}/products/file`"""

    @operation("catalog_exportProducts", responses=_CSV)
    def get(self, request: Request, producer_id: UUID) -> HttpResponse:
        """The producer's products as a table for spreadsheets, which can come back changed."""
        return download(files.products_file(producer_id), content_type=_CONTENT_TYPE, name=str(_("products.csv")))


class LotsFileView(View):
    """`/producers/{producer_id}/lots/file`"""

    @operation("catalog_exportLots", responses=_CSV)
    def get(self, request: Request, producer_id: UUID) -> HttpResponse:
        """The producer's lots as a table for spreadsheets; lines that are added to it become lots."""
        return download(files.lots_file(producer_id), content_type=_CONTENT_TYPE, name=str(_("lots.csv")))

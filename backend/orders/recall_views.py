"""The list for calling goods back, for those who see whom an order goes to."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from rest_framework.request import Request

from coops import queries as coops
from lib.operations import operation
from lib.views import View, signed_in
from orders.recall import recall_list


class RecallView(View):
    """`/associations/{association_id}/lots/{lot_id}/recall.csv`"""

    @operation("orders_getRecallList", responses={(200, "text/csv"): OpenApiTypes.BINARY})
    def get(self, request: Request, association_id: UUID, lot_id: UUID) -> HttpResponse:
        """The orders that got units of the lot or of what was made of it, by number: nobody's name."""
        mine = set(coops.producers_of(signed_in(request)))
        body, lot_code = recall_list(association_id=association_id, lot_id=lot_id, mine=mine)
        response = HttpResponse(body, content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="retiro-{lot_code}.csv"'
        response["Cache-Control"] = "no-store"
        return response

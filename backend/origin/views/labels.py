"""Label sheets to print."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from rest_framework import serializers
from rest_framework.request import Request

from coops import queries as coops
from lib.helping import helping
from lib.operations import operation
from lib.views import View, parsed, signed_in
from origin.labels import MOST_SHEETS, PER_SHEET
from origin.services.labels import print_labels


class LabelsQuerySerializer(serializers.Serializer[dict[str, Any]]):
    """How many; left out, as many as units are covered."""

    count = serializers.IntegerField(min_value=1, max_value=MOST_SHEETS * PER_SHEET, required=False, default=None)


class LabelsView(View):
    """`/associations/{association_id}/lots/{lot_id}/labels.pdf`"""

    @operation(
        "origin_getLabels",
        parameters=[LabelsQuerySerializer],
        responses={(200, "application/pdf"): OpenApiTypes.BINARY},
    )
    def get(self, request: Request, association_id: UUID, lot_id: UUID) -> HttpResponse:
        """Labels of a lot with its code, three by eight on A4 sheets."""
        asked = parsed(LabelsQuerySerializer, request.query_params.dict())
        person_id, stands_in = signed_in(request), helping(request)
        mine = set(coops.producers_of(person_id)) if stands_in is None else {stands_in.producer_id}
        body, lot_code = print_labels(association_id=association_id, lot_id=lot_id, mine=mine, count=asked["count"])
        response = HttpResponse(body, content_type="application/pdf")
        response["Content-Disposition"] = f'attachment; filename="etiquetas-{lot_code}.pdf"'
        response["Cache-Control"] = "no-store"
        return response

"""What happened to a lot, for the association that sells or certifies it."""

from __future__ import annotations

from uuid import UUID

from drf_spectacular.types import OpenApiTypes
from rest_framework.request import Request
from rest_framework.response import Response

from lib.operations import operation
from lib.rendering import JSONRenderer
from lib.views import View
from origin.machine_forms import JSON_LD
from origin.queries import traceability


class JSONLDRenderer(JSONRenderer):
    """JSON that names its terms."""

    media_type = JSON_LD
    format = "jsonld"


class LotEventsView(View):
    """`/associations/{association_id}/lots/{lot_id}/epcis`"""

    renderer_classes = [JSONRenderer, JSONLDRenderer]

    @operation("origin_getLotEvents", responses={200: OpenApiTypes.OBJECT})
    def get(self, request: Request, association_id: UUID, lot_id: UUID) -> Response:
        """The events of the lot and of what it was made of, as an EPCIS 2.0 document (JSON-LD)."""
        found = traceability.of_association(association_id=association_id, lot_id=lot_id)
        return Response(found, headers={"Cache-Control": "no-store"})

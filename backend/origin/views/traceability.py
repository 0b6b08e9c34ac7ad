"""What happened to a lot, for the association that sells or certifies it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from drf_spectacular.types import OpenApiTypes
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from lib.operations import operation
from lib.rendering import JSONRenderer
from lib.views import View, parsed
from origin.machine_forms import JSON_LD
from origin.queries import traceability
from origin.queries.traceability import MOST_EVENTS


class EventsQuerySerializer(serializers.Serializer[dict[str, Any]]):
    """Which part of a long history: `after` how many events to begin, and how many at most."""

    after = serializers.IntegerField(min_value=0, max_value=1_000_000, default=0)
    limit = serializers.IntegerField(min_value=1, max_value=MOST_EVENTS, default=MOST_EVENTS)


def next_part(**asked: int) -> str:
    """This will return the Link header to the events that follow."""
    return f'<?{urlencode(asked)}>; rel="next"'


class JSONLDRenderer(JSONRenderer):
    """JSON that names its terms."""

    media_type = JSON_LD
    format = "jsonld"


class LotEventsView(View):
    """`/associations/{association_id}/lots/{lot_id}/epcis`"""

    renderer_classes = [JSONRenderer, JSONLDRenderer]

    @operation("origin_getLotEvents", parameters=[EventsQuerySerializer], responses={200: OpenApiTypes.OBJECT})
    def get(self, request: Request, association_id: UUID, lot_id: UUID) -> Response:
        """The events of the lot and of what it was made of, as an EPCIS 2.0 document (JSON-LD), oldest first.

        Of more than `limit`, the Link header with `rel="next"` leads on.
        """
        asked = parsed(EventsQuerySerializer, request.query_params.dict())
        found = traceability.of_association(association_id=association_id, lot_id=lot_id, **asked)
        headers = {"Cache-Control": "no-store"} | (
            {"Link": next_part(after=found.more, limit=asked["limit"])} if found.more else {}
        )
        return Response(found.document, headers=headers)

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, JsonResponse

from events import feed
from tests.flows.spine_app.models import Thing


def thing(request: HttpRequest, thing_id: UUID) -> JsonResponse:
    """The thing's version, and the number of the catalog's stream that it is valid for."""
    position = feed.position("catalog")
    return JsonResponse({"version": Thing.objects.get(id=thing_id).version, "position": position})

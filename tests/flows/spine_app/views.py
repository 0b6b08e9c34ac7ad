from __future__ import annotations

import time
from uuid import UUID

from django.http import HttpRequest, JsonResponse

from events import feed
from tests.flows.spine_app.models import Thing


def thing(request: HttpRequest, thing_id: UUID) -> JsonResponse:
    """The thing's version, and the number of the catalog's stream that it is valid for."""
    position = feed.position("catalog")
    return JsonResponse({"version": Thing.objects.get(id=thing_id).version, "position": position})


_cache: dict[UUID, tuple[float, int]] = {}


def stale_thing(request: HttpRequest, thing_id: UUID) -> JsonResponse:
    """What one would write first: the version from a cache, and the position read after it."""
    read_at, version = _cache.get(thing_id, (0.0, 0))
    if time.monotonic() - read_at > 3:
        version = Thing.objects.get(id=thing_id).version
        _cache[thing_id] = (time.monotonic(), version)
    return JsonResponse({"version": version, "position": feed.position("catalog")})

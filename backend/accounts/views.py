"""The account of whoever asks."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.middleware.csrf import get_token
from rest_framework.request import Request
from rest_framework.response import Response

from accounts import services
from accounts.me import parts
from accounts.models import Person
from accounts.serializers import MeSerializer, UpdateMeSerializer
from events import feed
from lib.operations import operation
from lib.views import View, actor, parsed


def _me(person: Person | None) -> dict[str, Any]:
    answer: dict[str, Any] = {
        "person": person,
        "privacy_notice_version": settings.PRIVACY_NOTICE_VERSION,
    }
    for name, part in parts().items():
        answer[name] = part.read(person.pk if person else None)
    return dict(MeSerializer(answer).data)


class MeView(View):
    """`/me`"""

    @operation("accounts_me", responses=MeSerializer)
    def get(self, request: Request) -> Response:
        """Who is signed in; a guest gets `person: null`. Sets the CSRF cookie."""
        get_token(request._request)
        if not request.user.is_authenticated:
            return Response(_me(None))
        stream = f"user:{request.user.pk}"
        positions = {stream: feed.position(stream)}
        return self.with_positions(Response(_me(request.user)), positions)

    @operation("accounts_updateMe", request=UpdateMeSerializer, responses=MeSerializer)
    def patch(self, request: Request) -> Response:
        """Changes the name or the language of the person who asks."""
        changes = parsed(UpdateMeSerializer, request.data)
        person = services.update_person(actor=actor(request), **changes)
        return Response(_me(person))

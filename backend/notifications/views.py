"""The inbox over HTTP."""

from __future__ import annotations

from uuid import UUID

from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request
from rest_framework.response import Response

from events import feed
from lib.operations import SignInNeeded, operation
from lib.pagination import CursorPage
from lib.views import View, actor, parsed
from notifications import queries, serializers, services

_PAGE = [
    OpenApiParameter("cursor", str, description="From `next` or `previous` of another page."),
    OpenApiParameter("limit", int, description="1 to 100 items; 24 if not said."),
]


def _person(request: Request) -> UUID:
    person_id = actor(request).person_id
    if person_id is None:
        raise SignInNeeded
    return person_id


class Inbox(View):
    """`/inbox`"""

    @operation("notifications_listInbox", parameters=_PAGE, responses=serializers.InboxPageSerializer)
    def get(self, request: Request) -> Response:
        """What you were told, newest first, and how much of all of it you have not read."""
        person_id = _person(request)
        stream = f"user:{person_id}"
        position = feed.position(stream)
        pages = CursorPage()
        items = pages.paginate_queryset(queries.inbox(person_id), request, view=self)
        response = pages.get_paginated_response(queries.described(items or [], person_id=person_id))
        response.data["unread"] = queries.unread_count(person_id)
        return self.with_positions(response, {stream: position})


class InboxRead(View):
    """`/inbox/read`"""

    @operation(
        "notifications_markRead", request=serializers.ReadItemsSerializer, responses=serializers.UnreadSerializer
    )
    def post(self, request: Request) -> Response:
        """Marks what you have read; saying it twice changes nothing. Answers how much is left."""
        person_id = _person(request)
        asked = parsed(serializers.ReadItemsSerializer, request.data)
        services.mark_read(person_id=person_id, item_ids=None if asked["all"] else asked["ids"])
        return Response({"unread": queries.unread_count(person_id)})

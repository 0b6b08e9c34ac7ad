"""The inbox over HTTP."""

from __future__ import annotations

from rest_framework.request import Request
from rest_framework.response import Response

from events import feed
from lib.operations import operation
from lib.paged import PAGE_PARAMETERS, page
from lib.views import View, parsed, signed_in
from notifications import queries, serializers, services


class InboxView(View):
    """`/inbox`"""

    @operation("notifications_listInbox", parameters=PAGE_PARAMETERS, responses=serializers.InboxPageSerializer)
    def get(self, request: Request) -> Response:
        """What you were told, newest first, and how much of all of it you have not read."""
        person_id = signed_in(request)
        positions = feed.positions([f"user:{person_id}"])
        response = page(self, queries.inbox(person_id), lambda items: queries.described(items, person_id=person_id))
        response.data["unread"] = queries.unread_count(person_id)
        return self.with_positions(response, positions)


class InboxReadView(View):
    """`/inbox/read`"""

    @operation(
        "notifications_markRead", request=serializers.ReadItemsSerializer, responses=serializers.UnreadSerializer
    )
    def post(self, request: Request) -> Response:
        """Marks what you have read; saying it twice changes nothing. Answers how much is left."""
        person_id = signed_in(request)
        asked = parsed(serializers.ReadItemsSerializer, request.data)
        services.mark_read(person_id=person_id, item_ids=None if asked["all"] else asked["ids"])
        return Response({"unread": queries.unread_count(person_id)})

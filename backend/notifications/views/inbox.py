"""What a person was told."""

from __future__ import annotations

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers as rest
from rest_framework.request import Request
from rest_framework.response import Response

from events import feed
from lib.operations import operation
from lib.paged import PAGE_PARAMETERS, page, page_of
from lib.views import View, parsed, signed_in
from notifications import queries, serializers, services

_LINE = OpenApiParameter("group", OpenApiTypes.UUID, required=True, description="The `group_id` of a line.")


class InboxView(View):
    """`/inbox`"""

    @operation("notifications_listInbox", parameters=PAGE_PARAMETERS, responses=serializers.InboxPageSerializer)
    def get(self, request: Request) -> Response:
        """What you were told, newest first, a day's items of one kind and subject as one line; how much is unread."""
        person_id = signed_in(request)
        positions = feed.positions([f"user:{person_id}"])
        response = page(
            self,
            queries.lines(person_id),
            lambda groups: queries.described_lines(groups, person_id=person_id),
            order=queries.NewestFirst,
        )
        response.data["unread"] = queries.unread_count(person_id)
        return self.with_positions(response, positions)


class _AskedLine(rest.Serializer[dict[str, object]]):
    group = rest.UUIDField()


class LineView(View):
    """`/inbox/items`"""

    @operation(
        "notifications_listLine",
        parameters=[_LINE, *PAGE_PARAMETERS],
        responses=page_of(serializers.InboxItemSerializer),
    )
    def get(self, request: Request) -> Response:
        """The items that a line stands for, one by one, newest first."""
        person_id = signed_in(request)
        group_id = parsed(_AskedLine, request.query_params)["group"]
        return page(
            self,
            queries.group_items(person_id, group_id),
            lambda items: queries.described(items, person_id=person_id),
        )


class InboxReadView(View):
    """`/inbox/read`"""

    @operation(
        "notifications_markRead", request=serializers.ReadItemsSerializer, responses=serializers.UnreadSerializer
    )
    def post(self, request: Request) -> Response:
        """Marks what you have read; saying it twice changes nothing. Answers how much is left."""
        person_id = signed_in(request)
        asked = parsed(serializers.ReadItemsSerializer, request.data)
        services.mark_read(
            person_id=person_id,
            item_ids=asked.get("ids"),
            group_ids=asked.get("groups"),
            newest_id=asked.get("until"),
        )
        return Response({"unread": queries.unread_count(person_id)})

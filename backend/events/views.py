"""The feed over HTTP, for those whose network lets no websocket through."""

from __future__ import annotations

from rest_framework.request import Request
from rest_framework.response import Response

from events import epoch, feed, streams
from events.serializers import FeedPage, FeedQuery
from lib.errors import NotFound
from lib.operations import operation
from lib.views import View, actor, parsed


class FeedView(View):
    @operation(
        "events_readFeed",
        parameters=[FeedQuery],
        responses=FeedPage,
        description=f"What happened in a stream after a number: up to {feed.PAGE} entries; ask again from the last.",
    )
    def get(self, request: Request) -> Response:
        query = parsed(FeedQuery, request.query_params)
        stream: str = query["stream"]
        person_id = actor(request).person_id
        links = {stream: query["link"]} if "link" in query else {}
        if not streams.readable([(person_id, stream)]) and not streams.opened_by_link(stream, links):
            raise NotFound
        head = feed.head(stream)
        after: int = query.get("after", head.seq)
        reset = not head.can_continue(after)
        entries = [] if reset else feed.entries(stream, after)
        page = {
            "epoch": epoch.current(),
            "stream": stream,
            "head": head.seq,
            "reset": reset,
            "entries": [entry.shape() for entry in entries],
        }
        return Response(page, headers={"Cache-Control": "no-store"})

"""The link in each mail: reading it changes nothing, for mail scanners read links too."""

from __future__ import annotations

from collections.abc import Mapping
from typing import IO, Any

from rest_framework.parsers import BaseParser
from rest_framework.request import Request
from rest_framework.response import Response

from lib.operations import operation
from lib.views import View
from notifications import links, queries, serializers, services
from notifications.kinds import Email


class AnyBody(BaseParser):
    """A mail program sends `List-Unsubscribe=One-Click` as a form; the address says it all, so nothing is read."""

    media_type = "*/*"

    def parse(
        self, stream: IO[bytes], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> Any:
        return {}


def _standing(link: links.Unsubscription) -> Response:
    choices = queries.unsubscribable(link.person_id, link.kinds)
    return Response({"choices": choices, "off": all(choice["email"] == Email.OFF for choice in choices)})


class UnsubscribeView(View):
    """`/unsubscribe/<token>`"""

    parser_classes = [AnyBody]

    @operation("notifications_readUnsubscription", responses=serializers.UnsubscriptionSerializer)
    def get(self, request: Request, unsubscribe_token: str) -> Response:
        """What the link of a mail would switch off, and whether it is off already."""
        return _standing(links.opened(unsubscribe_token))

    @operation("notifications_unsubscribe", request=None, responses=serializers.UnsubscriptionSerializer)
    def post(self, request: Request, unsubscribe_token: str) -> Response:
        """Switches it off, by a tap on the page or by the mail program itself (RFC 8058). Twice is as good as once."""
        link = links.opened(unsubscribe_token)
        services.unsubscribe(person_id=link.person_id, kinds=link.kinds)
        return _standing(link)


class UndoView(View):
    """`/unsubscribe/<token>/undo`"""

    parser_classes = [AnyBody]

    @operation("notifications_undoUnsubscription", request=None, responses=serializers.UnsubscriptionSerializer)
    def post(self, request: Request, unsubscribe_token: str) -> Response:
        """Gives back what the link switched off."""
        link = links.opened(unsubscribe_token)
        services.undo_by_link(person_id=link.person_id, kinds=link.kinds)
        return _standing(link)

"""Websockets: where they come from, and which address is which."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, Final
from urllib.parse import urlsplit

from django.conf import settings
from django.http.request import split_domain_port, validate_host

from events.sockets import FeedConsumer, NoSuchSocket

FEED_PATH: Final = "/ws/v1/feed"

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]

_feed = FeedConsumer.as_asgi()
_no_such_socket = NoSuchSocket.as_asgi()


async def websocket_application(scope: Scope, receive: Receive, send: Send) -> None:
    """This will refuse, before accepting, a socket that a page of another site opens with a visitor's cookie."""
    if not is_own_origin(scope):
        await receive()
        await send({"type": "websocket.close", "code": 1008})
    elif scope["path"] == FEED_PATH:
        await _feed(scope, receive, send)
    else:
        await _no_such_socket(scope, receive, send)


def is_own_origin(scope: Scope) -> bool:
    """This will say whether the Origin header is our public origin, or the very host that was asked."""
    origins = [value.decode("latin-1") for name, value in scope["headers"] if name == b"origin"]
    hosts = [value.decode("latin-1") for name, value in scope["headers"] if name == b"host"]
    if len(origins) != 1 or len(hosts) != 1:
        return False
    origin = origins[0]
    if origin == settings.PUBLIC_ORIGIN:
        return True
    domain, _port = split_domain_port(hosts[0])
    if not domain or not validate_host(domain, settings.ALLOWED_HOSTS):
        return False
    try:
        parts = urlsplit(origin)
    except ValueError:
        return False
    expected_scheme = "https" if settings.SECURE else "http"
    return (parts.scheme, parts.netloc) == (expected_scheme, hosts[0])

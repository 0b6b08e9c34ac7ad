"""HTTP and websockets on one port: what `make run` starts (`python -m config.serve`).

Django under ASGI answers two to ten times fewer requests than on threads, so HTTP goes through a WSGI bridge
and only websockets run on the event loop (docs/decisions/0002-wsgi-bridge.md has the figures).
"""

from __future__ import annotations

from typing import Any

import uvicorn
from a2wsgi import WSGIMiddleware

from config import environment
from config.asgi import application as websockets
from config.wsgi import application as wsgi

_bridge = WSGIMiddleware(wsgi, workers=environment.integer("WEB_THREADS", 12, least=1))  # type: ignore[arg-type]


async def application(scope: dict[str, Any], receive: Any, send: Any) -> None:
    """This will hand websockets to Channels and requests to the thread pool."""
    if scope["type"] == "websocket":
        await websockets(scope, receive, send)
    elif scope["type"] == "http":
        await _bridge(scope, receive, send)  # type: ignore[arg-type]


def main() -> None:
    """This will serve until it is told to stop."""
    uvicorn.run(
        application,
        host=environment.text("HOST", "127.0.0.1"),
        port=environment.integer("PORT", 8000, least=1),
        ws="websockets-sansio",
        lifespan="off",
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        ws_max_size=65_536,
        ws_per_message_deflate=False,  # an entry is 150 bytes: packing it costs more than sending it
        timeout_graceful_shutdown=3,
    )


if __name__ == "__main__":
    main()

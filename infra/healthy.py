"""Asks a server in its own container whether it does its work: `python -m infra.healthy web|live|figures|payments`."""

from __future__ import annotations

import http.client
import os
import sys

from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect
from websockets.typing import Origin

_NO_SUCH_SOCKET = 4404  # what a working hub answers to an address that it doesn't know
_FORBIDDEN = 403


def _http(port: int, path: str, expected: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=4)
    host = os.environ.get("ALLOWED_HOSTS", "localhost").split(",")[0].strip()
    connection.request("GET", path, headers={"Host": host})
    return connection.getresponse().status == expected


def _websocket(port: int) -> bool:
    try:
        origin = Origin(os.environ["PUBLIC_ORIGIN"]) if "PUBLIC_ORIGIN" in os.environ else None
        with connect(f"ws://127.0.0.1:{port}/ws/health", origin=origin, open_timeout=4) as socket:
            socket.recv(4)
    except ConnectionClosed as closed:
        return closed.rcvd is not None and closed.rcvd.code == _NO_SUCH_SOCKET
    except InvalidStatus as refused:
        return refused.response.status_code == _FORBIDDEN
    return False


CHECKS = {
    "web": lambda: _http(8000, "/readyz", http.HTTPStatus.OK),
    "live": lambda: _websocket(8000),
    "figures": lambda: _http(9100, "/metrics", http.HTTPStatus.OK),
    "payments": lambda: _http(8001, "/v1/charges", http.HTTPStatus.UNAUTHORIZED),
}

if __name__ == "__main__":
    try:
        healthy = CHECKS[sys.argv[1]]()
    except (OSError, http.client.HTTPException) as reason:
        sys.exit(f"no answer: {reason}")
    sys.exit(0 if healthy else "not ready")

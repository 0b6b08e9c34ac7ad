"""A shortcut to the wire for frames that many sockets share.

To each of a thousand sockets an ASGI send makes the same frame again: a coroutine, a dict, an encoding, a run of the
protocol's machine. What the server sends is not masked, so without compression the bytes are the same for all: they are
made once here and handed to each transport. Only for the server that we run (uvicorn with `websockets-sansio`); any
other one, and a socket that is busy, closing or compressed, gets ordinary sends. tests/unit/events/test_lines.py fails
when the server changes what this leans on.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.frames import Frame, Opcode
from websockets.protocol import OPEN


class Line:
    """The server's side of one socket, if it is one whose transport may be written to."""

    __slots__ = ("_protocol",)

    def __init__(self, protocol: WebSocketsSansIOProtocol) -> None:
        self._protocol = protocol

    def write(self, frame: bytes) -> bool:
        """This will send the frame now; False if the socket can't take it at once, and nothing was sent."""
        protocol = self._protocol
        if (
            protocol.close_sent
            or protocol.disconnected
            or not protocol.writable.is_set()
            or protocol.conn.state is not OPEN
        ):
            return False
        protocol.transport.write(frame)
        return True


def line_of(send: Callable[[Any], Awaitable[None]]) -> Line | None:
    """This will return the line behind an ASGI `send`, or None if there must be none."""
    protocol = getattr(send, "__self__", None)
    if not isinstance(protocol, WebSocketsSansIOProtocol) or not protocol.handshake_complete:
        return None
    return None if protocol.conn.extensions else Line(protocol)


def framed(text: str) -> bytes:
    """This will return a text as a server puts it on the wire."""
    return Frame(Opcode.TEXT, text.encode()).serialize(mask=False)

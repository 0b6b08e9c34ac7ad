"""The shortcut to the wire leans on the server's inside: what it writes is what an ordinary send writes."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
import uvicorn
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from uvicorn.server import ServerState
from websockets.client import ClientProtocol
from websockets.uri import parse_uri

from events.lines import framed, line_of

TEXTS = ["", "a", "ñandú 🐐", "x" * 125, "x" * 126, "x" * 70_000]


class Wire(asyncio.Transport):
    """Keeps what the server writes."""

    def __init__(self) -> None:
        super().__init__()
        self.written = b""

    def get_extra_info(self, name: str, default: Any = None) -> Any:
        return default

    def write(self, data: bytes | bytearray | memoryview) -> None:
        self.written += bytes(data)

    def is_closing(self) -> bool:
        return False

    def pause_reading(self) -> None:
        pass

    def close(self) -> None:
        pass


async def opened(*, deflate: bool = False) -> tuple[WebSocketsSansIOProtocol, Wire]:
    """A real protocol object of the server after a real handshake."""

    async def application(scope: Any, receive: Any, send: Any) -> None:
        await receive()
        await send({"type": "websocket.accept"})
        await receive()

    config = uvicorn.Config(application, ws="websockets-sansio", ws_per_message_deflate=deflate, log_config=None)
    config.load()
    protocol, wire = WebSocketsSansIOProtocol(config, ServerState(), {}), Wire()
    protocol.connection_made(wire)
    from websockets.extensions.permessage_deflate import ClientPerMessageDeflateFactory

    client = ClientProtocol(parse_uri("ws://localhost/"), extensions=[ClientPerMessageDeflateFactory()])
    client.send_request(client.connect())
    protocol.data_received(b"".join(client.data_to_send()))
    async with asyncio.timeout(60):
        while not wire.written:  # noqa: ASYNC110  it tells nobody
            await asyncio.sleep(0.01)
    wire.written = b""
    return protocol, wire


def test_the_bytes_are_those_of_an_ordinary_send() -> None:
    async def story() -> None:
        protocol, wire = await opened()
        line = line_of(protocol.send)
        assert line is not None
        for text in TEXTS:
            await protocol.send({"type": "websocket.send", "text": text})
            ordinary, wire.written = wire.written, b""
            assert line.write(framed(text))
            assert wire.written == ordinary
            wire.written = b""

    asyncio.run(story())


def test_a_compressed_socket_gets_ordinary_sends() -> None:
    async def story() -> None:
        protocol, _wire = await opened(deflate=True)
        assert line_of(protocol.send) is None

    asyncio.run(story())


def test_another_server_gets_ordinary_sends() -> None:
    async def send(message: Any) -> None:
        pass

    assert line_of(send) is None


@pytest.mark.parametrize("state", ["full", "closing", "gone"])
def test_a_socket_that_can_take_nothing_is_not_written_to(state: str) -> None:
    async def story() -> None:
        protocol, wire = await opened()
        line = line_of(protocol.send)
        assert line is not None
        if state == "full":
            protocol.pause_writing()
        elif state == "closing":
            await protocol.send({"type": "websocket.close", "code": 1000})
            wire.written = b""
        else:
            protocol.connection_lost(ConnectionResetError())
        assert not line.write(framed("a"))
        assert wire.written == b""

    asyncio.run(story())

"""Many websocket clients in one process that do nothing but note when something arrived."""

from __future__ import annotations

import asyncio
import base64
import json
import os
import struct
import time
from collections.abc import Callable


class Client(asyncio.Protocol):
    """One socket: its handshake, and then a time for each read. The parsing is as thin as the measuring allows."""

    def __init__(self, host: str, path: str, origin: str, hello: str | None, arrived: Callable[[float, bytes], None]):
        self._host, self._path, self._origin, self._hello, self._arrived = host, path, origin, hello, arrived
        self.ready = asyncio.get_running_loop().create_future()
        self._open = False
        self._buffer = b""
        self.transport: asyncio.Transport

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport  # type: ignore[assignment]
        key = base64.b64encode(os.urandom(16)).decode()
        self.transport.write(
            f"GET {self._path} HTTP/1.1\r\nHost: {self._host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            f"Origin: {self._origin}\r\nSec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n".encode()
        )

    def data_received(self, data: bytes) -> None:
        now = time.time()
        if self._open:
            self._arrived(now, data)
            return
        self._buffer += data
        if b"\r\n\r\n" not in self._buffer:
            return
        head, rest = self._buffer.split(b"\r\n\r\n", 1)
        if b" 101 " not in head:
            self.ready.set_exception(ConnectionError(head.decode(errors="replace")))
            return
        if self._hello is None or b"welcome" in rest:
            self._open = True
            self.ready.set_result(None)
        elif not getattr(self, "_greeted", False):
            self._greeted = True
            self.send(self._hello)

    def send(self, text: str) -> None:
        body = text.encode()
        mask = os.urandom(4)
        size = (
            struct.pack("!BB", 0x81, 0x80 | len(body))
            if len(body) < 126
            else struct.pack("!BBH", 0x81, 0xFE, len(body))
        )
        masked = bytes(byte ^ mask[index % 4] for index, byte in enumerate(body))
        self.transport.write(size + mask + masked)

    def connection_lost(self, exc: Exception | None) -> None:
        if not self.ready.done():
            self.ready.set_exception(ConnectionError("closed"))


async def connect(
    count: int, address: str, path: str, hello: dict | None, arrived: Callable[[float, bytes], None]
) -> list[Client]:
    """This will open that many sockets and return them once all are ready."""
    host, port = address.rsplit(":", 1)
    text = json.dumps(hello) if hello else None
    clients: list[Client] = []
    loop = asyncio.get_running_loop()
    for start in range(0, count, 50):
        batch = []
        for _ in range(min(50, count - start)):
            _transport, client = await loop.create_connection(
                lambda: Client(address, path, f"http://{address}", text, arrived), host, int(port)
            )
            batch.append(client)
        await asyncio.wait_for(asyncio.gather(*(client.ready for client in batch)), 30)
        clients += batch
    return clients

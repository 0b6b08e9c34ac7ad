"""The yardstick: the `websockets` library broadcasting to all its connections when one of them asks for it."""

from __future__ import annotations

import asyncio
import sys
import time

import uvloop
from websockets.asyncio.server import ServerConnection, broadcast, serve

PADDING = "x" * 120


async def main(port: int) -> None:
    connections: set[ServerConnection] = set()

    async def handle(connection: ServerConnection) -> None:
        connections.add(connection)
        try:
            async for _message in connection:
                broadcast(connections, f"{time.time():.6f} {PADDING}")
        finally:
            connections.discard(connection)

    async with serve(handle, "127.0.0.1", port, compression=None):
        await asyncio.get_running_loop().create_future()


if __name__ == "__main__":
    uvloop.run(main(int(sys.argv[1])))

"""The ASGI application: reads a request whole, hands it to the room that answers, sends the answer or loses it."""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, MutableMapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from infra.stripe_mock import checkout
from infra.stripe_mock.api import Api
from infra.stripe_mock.clock import Clock
from infra.stripe_mock.controls import Controls
from infra.stripe_mock.errors import ResourceMissing, TooLarge
from infra.stripe_mock.faults import Faults
from infra.stripe_mock.hosted.pages import Hosted
from infra.stripe_mock.messages import Request, Response, json_response
from infra.stripe_mock.store import Store
from infra.stripe_mock.webhooks import Courier
from infra.stripe_mock.work import Profile, Work

log = logging.getLogger("stripe_mock")

LARGEST_BODY = 256 * 1024
SWEEP_SECONDS = 1.0

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]


class Server:
    """Everything behind one port: `/v1/…` the API, `/c/…` the hosted pages, `/_test/…` the control desk."""

    def __init__(
        self, *, state: Path, profile: Profile, secret_keys: Sequence[str], test_controls: bool = False
    ) -> None:
        self.store = Store(state)
        self.clock = Clock(int(self.store.setting("clock_offset_seconds") or 0))
        self.profile = profile
        self.faults = Faults()
        self.courier: Courier | None = None
        self.loop: asyncio.AbstractEventLoop | None = None
        self.threads = ThreadPoolExecutor(32, thread_name_prefix="request")
        self.api = Api(self.store, self.clock, profile, secret_keys, self.faults, self.committed)
        self.hosted = Hosted(self.store, self.clock, profile, self.committed)
        self.controls = Controls(self.store, self.clock, self.faults) if test_controls else None

    def committed(self) -> None:
        """Called from any thread after each transaction: there may be webhooks to send."""
        if self.loop is not None and self.courier is not None:
            self.loop.call_soon_threadsafe(self.courier.wake)

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif scope["type"] == "http":
            await self._serve(scope, receive, send)

    async def _live(self, receive: Receive, send: Send) -> None:
        await receive()
        self.loop = asyncio.get_running_loop()
        tasks = [asyncio.create_task(self._sweep())]
        if self.profile.webhook_url is not None:
            self.courier = Courier(self.store, self.profile.webhook_url, self.profile.webhook_secret, self.faults)
            tasks.append(asyncio.create_task(self.courier.run()))
        await send({"type": "lifespan.startup.complete"})
        await receive()
        for task in tasks:
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task
        self.threads.shutdown(wait=False, cancel_futures=True)
        self.store.close()
        await send({"type": "lifespan.shutdown.complete"})

    async def _sweep(self) -> None:
        """Expire the sessions whose time is over, although nobody asks for them."""
        while True:
            await asyncio.sleep(SWEEP_SECONDS)
            try:
                if await self._thread(self._expire_due):
                    self.committed()
            except Exception:
                log.exception("expiring sessions failed")

    def _expire_due(self) -> int:
        with self.store.transaction():
            return checkout.expire_due(Work(self.store, self.profile, self.clock.now()))

    async def _thread(self, call: Callable[..., Any], *values: Any) -> Any:
        return await asyncio.get_running_loop().run_in_executor(self.threads, call, *values)

    async def _serve(self, scope: Message, receive: Receive, send: Send) -> None:
        body = await _read(receive)
        if body is None:
            await _send(send, json_response(413, TooLarge("The request is too large.").document()))
            return
        request = Request(
            method=scope["method"],
            path=scope["path"],
            query=scope["query_string"].decode("latin-1"),
            headers={name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]},
            body=body,
            client=(scope.get("client") or ("",))[0],
        )
        response: Response = await self._thread(self._answer, request)
        if response.loss is not None:
            await asyncio.sleep(response.loss.seconds)
            # A length that never comes: the server then closes the connection in the middle of the answer.
            await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"1")]})
            return
        await _send(send, response, head=request.method == "HEAD")

    def _answer(self, request: Request) -> Response:
        if request.path.startswith("/v1/"):
            return self.api.handle(request)
        if request.path.startswith("/c/"):
            return self.hosted.handle(request)
        if request.path.startswith("/_test/") and self.controls is not None:
            return self.controls.handle(request)
        if request.path == "/healthz":
            return json_response(200, {"status": "ok"})
        return json_response(404, ResourceMissing(f"Unrecognized request URL ({request.path[:200]}).").document())


async def _read(receive: Receive) -> bytes | None:
    """None when it is too large; the rest is still taken in, or the client never hears why."""
    parts: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return b""
        size += len(message.get("body", b""))
        if size <= LARGEST_BODY:
            parts.append(message.get("body", b""))
        if not message.get("more_body", False):
            return b"".join(parts) if size <= LARGEST_BODY else None


async def _send(send: Send, response: Response, *, head: bool = False) -> None:
    headers = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in response.headers]
    headers.append((b"content-length", str(len(response.body)).encode()))
    await send({"type": "http.response.start", "status": response.status, "headers": headers})
    await send({"type": "http.response.body", "body": b"" if head else response.body})

"""What a web process counts: requests by operation, and how many connections to the database are in use."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any, Final

from django.db import connection
from django.http import HttpRequest, HttpResponse
from prometheus_client import Counter, Gauge, Histogram

REQUESTS: Final = Counter("minga_http_requests", "Requests by operation and status.", ["operation", "status"])
SECONDS: Final = Histogram(
    "minga_http_request_seconds",
    "How long a request took, by operation.",
    ["operation"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1, 2.5, 5, 10),
)
CONNECTIONS: Final = Gauge(
    "minga_database_connections", "Pooled connections, `used` and `free`.", ["state"], multiprocess_mode="livesum"
)
WAITING: Final = Gauge("minga_database_waiting", "Requests that wait for a connection.", multiprocess_mode="livesum")
REFUSED: Final = Counter("minga_database_refused", "Requests that got no connection in time.")


class RequestMeter:
    """Counts and times each request. A path is never a label: there are too many, and some hold tokens."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        began = time.perf_counter()
        response = self.get_response(request)
        operation = operation_of(request, response)
        SECONDS.labels(operation).observe(time.perf_counter() - began)
        REQUESTS.labels(operation, response.status_code).inc()
        return response


def operation_of(request: HttpRequest, response: HttpResponse) -> str:
    """This will return the operationId; for what is no operation, the name of the view that answered."""
    match = request.resolver_match
    if match is None:  # nothing was looked up: a built file, or a refusal before that
        return "file" if response.status_code < 400 else "nowhere"
    method = "get" if request.method == "HEAD" else str(request.method).lower()
    handler = getattr(getattr(match.func, "view_class", None), method, None)
    return getattr(handler, "operation_id", None) or match.view_name


_noting: Final = threading.Lock()
_refused = 0


def note_pool(**_signal: Any) -> None:
    """This will note how the pool is doing; connect it to `request_finished`, when the request's own is given back."""
    global _refused  # noqa: PLW0603  the pool only tells its sum
    stats = connection.pool.get_stats() if connection.pool is not None else {}  # type: ignore[attr-defined]
    free = stats.get("pool_available", 0)
    CONNECTIONS.labels("free").set(free)
    CONNECTIONS.labels("used").set(max(0, stats.get("pool_size", 0) - free))
    WAITING.set(stats.get("requests_waiting", 0))
    with _noting:
        now = stats.get("requests_errors", 0)
        REFUSED.inc(max(0, now - _refused))
        _refused = now

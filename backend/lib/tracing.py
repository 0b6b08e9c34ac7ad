"""Traces by OpenTelemetry, where OTEL_EXPORTER_OTLP_ENDPOINT is set; else nothing is loaded and nothing is spent.

One trace goes from a command over the outbox to relay, consumers and hubs: the `traceparent` (W3C) of the recording
stands in the outbox row and in the message. It begins at our door; what a stranger sends is not continued. A span
carries names of operations, events and groups: no path, no text of an error, nothing that a person typed.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse

from lib import meters

if TYPE_CHECKING:
    from opentelemetry.context import Context
    from opentelemetry.trace import Span, SpanKind, Tracer

Kind = Literal["server", "internal", "producer", "consumer"]
Value = str | int

_NOTHING: Final = nullcontext()


def on() -> bool:
    """This will say whether traces are wanted."""
    return bool(settings.OTEL_EXPORTER_OTLP_ENDPOINT)


def current() -> str:
    """This will return the `traceparent` of what is being done; empty where nothing is traced."""
    if not on():
        return ""
    from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator  # noqa: PLC0415

    carrier: dict[str, str] = {}
    TraceContextTextMapPropagator().inject(carrier)
    return carrier.get("traceparent", "")


def span(
    name: str, *, kind: Kind = "internal", parent: str | None = None, **attributes: Value
) -> AbstractContextManager[Span | None]:
    """This will trace the block. `parent` is a `traceparent`, empty to begin a trace; None continues the current one."""
    return _span(name, kind, parent, attributes) if on() else _NOTHING


def note(name: str, *, kind: Kind, parent: str, began: int, **attributes: Value) -> None:
    """This will trace what `began` at `time.time_ns()` and is over now; nothing without a parent."""
    if parent and on():
        _tracer(os.getpid()).start_span(
            name, context=_context(parent), kind=_kind(kind), attributes=_named(attributes), start_time=began
        ).end()


def now() -> int:
    """This will return the time for `note`, in nanoseconds; 0 where nothing is traced."""
    return time.time_ns() if on() else 0


def fail(error: BaseException) -> None:
    """This will mark what is being done as failed, by the kind of the error only."""
    if on():
        from opentelemetry.trace import get_current_span  # noqa: PLC0415

        _mark(get_current_span(), error)


def _mark(begun: Span, error: BaseException) -> None:
    from opentelemetry.trace import Status, StatusCode  # noqa: PLC0415

    begun.set_status(Status(StatusCode.ERROR, type(error).__name__))


@contextmanager
def _span(name: str, kind: Kind, parent: str | None, attributes: dict[str, Value]) -> Iterator[Span]:
    with _tracer(os.getpid()).start_as_current_span(
        name,
        context=None if parent is None else _context(parent),
        kind=_kind(kind),
        attributes=_named(attributes),
        # The library would send the error's text, and a row that was refused may stand in it.
        record_exception=False,
        set_status_on_exception=False,
    ) as begun:
        try:
            yield begun
        except BaseException as error:
            _mark(begun, error)
            raise


def _named(attributes: dict[str, Value]) -> dict[str, Value]:
    return {f"minga.{name}": value for name, value in attributes.items()}


def _context(parent: str) -> Context:
    from opentelemetry.context import Context  # noqa: PLC0415
    from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator  # noqa: PLC0415

    return TraceContextTextMapPropagator().extract({"traceparent": parent}, context=Context())


def _kind(kind: Kind) -> SpanKind:
    from opentelemetry.trace import SpanKind  # noqa: PLC0415

    return SpanKind[kind.upper()]


@cache
def _tracer(_process: int) -> Tracer:
    """One for each process: a forked one has neither the thread that sends nor its queue."""
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter  # noqa: PLC0415
    from opentelemetry.sdk.resources import Resource  # noqa: PLC0415
    from opentelemetry.sdk.trace import TracerProvider  # noqa: PLC0415
    from opentelemetry.sdk.trace.export import BatchSpanProcessor  # noqa: PLC0415

    named = {} if os.environ.get("OTEL_SERVICE_NAME") else {"service.name": _service()}
    provider = TracerProvider(resource=Resource.create(named))
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    return provider.get_tracer("minga")


def _service() -> str:
    program = Path(sys.argv[0]).name
    if program == "manage.py":
        return f"minga-{sys.argv[1]}"
    return "minga-live" if program == "uvicorn" else "minga-web"


def check() -> None:
    """This will see that what traces need is installed.

    :raises ImproperlyConfigured: if it isn't, and traces are wanted.
    """
    if not on():
        return
    try:
        _tracer(os.getpid())
    except ImportError as error:
        raise ImproperlyConfigured(
            "OTEL_EXPORTER_OTLP_ENDPOINT is set, but OpenTelemetry is not installed: use requirements/tracing.txt."
        ) from error


class TraceRequests:
    """A trace for each request; in the middleware only where traces are wanted."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with span("request", kind="server", parent="") as begun:
            response = self.get_response(request)
            if begun is not None:
                operation = meters.operation_of(request, response)
                begun.update_name(operation)
                begun.set_attribute("http.request.method", _method(request))
                begun.set_attribute("http.response.status_code", response.status_code)
                begun.set_attribute("minga.operation", operation)
                begun.set_attribute("minga.request_id", response.headers.get("X-Request-Id", ""))
            return response


def _method(request: HttpRequest) -> str:
    known = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
    return request.method if request.method in known else "_OTHER"

"""Structured logs: one JSON object a line, with the request id. What a person typed never goes in."""

from __future__ import annotations

import logging
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

from lib import request_id


def _with_request_id(_logger: object, _name: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    if current := request_id.current():
        event.setdefault("request_id", current)
    return event


class _RouteOnly(logging.Filter):
    """Django names the whole path of a refused request; a token may stand in it, so the route takes its place."""

    def filter(self, record: logging.LogRecord) -> bool:
        request = getattr(record, "request", None)
        if request is not None and isinstance(record.args, tuple) and len(record.args) == 2:
            match = getattr(request, "resolver_match", None)
            record.args = (record.args[0], match.route if match else "no route")
        return True


def configure(settings: dict[str, str]) -> None:
    """This will send all logging of the process to standard error as JSON lines, from `settings["level"]` up."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        _with_request_id,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.format_exc_info,
                structlog.processors.JSONRenderer(),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(settings["level"])
    logging.getLogger("django.request").addFilter(_RouteOnly())
    # These repeat, at INFO, whole addresses of requests: an invitation's token stands in one.
    for name in ("httpx", "httpcore", "uvicorn.access", "kafka", "django.channels.server", "procrastinate.blueprints"):
        logging.getLogger(name).setLevel(logging.WARNING)

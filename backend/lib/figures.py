"""Figures for Prometheus, of two kinds.

What a process counts itself stands in its own registry (prometheus_client's default one) and is asked of each process.
What the database knows is the same wherever it is asked: `known` registers it, and only web's /metrics shows it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError
from prometheus_client import REGISTRY, CollectorRegistry, disable_created_metrics, generate_latest, start_http_server
from prometheus_client.core import Metric
from prometheus_client.multiprocess import MultiProcessCollector, mark_process_dead
from prometheus_client.registry import Collector

disable_created_metrics()  # one more series for each, that nobody asks for

KNOWN: Final = CollectorRegistry(auto_describe=False)


class _Known(Collector):
    def __init__(self, read: Callable[[], Iterable[Metric]]) -> None:
        self._read = read

    def describe(self) -> Iterable[Metric]:
        return []

    def collect(self) -> Iterable[Metric]:
        try:
            return list(self._read())
        except DatabaseError:  # said by its absence: an alert looks for that
            return []


def known(read: Callable[[], Iterable[Metric]]) -> Callable[[], Iterable[Metric]]:
    """This will show what `read` finds in the database, or nothing while that does not answer."""
    KNOWN.register(_Known(read))
    return read


def shown() -> bytes:
    """This will return this process's figures, or those of all workers of this server, and what the database knows."""
    return generate_latest(_own()) + generate_latest(KNOWN)


def _own() -> CollectorRegistry:
    folder = os.environ.get("PROMETHEUS_MULTIPROC_DIR", "")
    if not folder:
        return REGISTRY
    for file in Path(folder).glob("gauge_live*_*.db"):  # a worker that died has no sockets and no connections
        process = int(file.stem.rsplit("_", 1)[1])
        if not Path(f"/proc/{process}").exists():
            mark_process_dead(process, folder)
    together = CollectorRegistry()
    MultiProcessCollector(together, path=folder)
    return together


def serve() -> None:
    """This will show the process's own figures at METRICS_PORT, if that is set, to whoever reaches METRICS_HOST.

    :raises ImproperlyConfigured: if the port is taken.
    """
    if not settings.METRICS_PORT:
        return
    try:
        start_http_server(settings.METRICS_PORT, addr=settings.METRICS_HOST)
    except OSError as error:
        raise ImproperlyConfigured(f"METRICS_PORT {settings.METRICS_PORT} can't be used: {error.strerror}.") from error

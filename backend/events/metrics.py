"""Figures of the spine for Prometheus, read from the database when somebody asks web."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from prometheus_client import Histogram
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric

from events import status, tasks
from lib import figures

DELAY: Final = Histogram(
    "minga_event_delay_seconds",
    "From the recording of an event to its effects in a group; counts the events too.",
    ["group"],
    buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15, 60, 300),
)


def _spine() -> Iterator[Metric]:
    outbox, groups = status.outbox(), status.groups()
    yield CounterMetricFamily("minga_outbox_events", "Events recorded so far, by their numbers.", value=outbox.total)
    yield GaugeMetricFamily("minga_outbox_waiting", "Events that are not published yet.", value=outbox.waiting)
    yield GaugeMetricFamily(
        "minga_outbox_lag_seconds", "Age of the oldest unpublished event.", value=outbox.oldest_seconds
    )
    lag = GaugeMetricFamily("minga_consumer_lag", "Events that a group has still to read.", labels=["group"])
    parked = GaugeMetricFamily("minga_parked_events", "Events that a group set aside.", labels=["group"])
    silent = GaugeMetricFamily(
        "minga_consumer_silent_seconds", "How long ago a member of the group was heard of.", labels=["group"]
    )
    for group in groups:
        lag.add_metric([group.name], group.lag)
        parked.add_metric([group.name], group.parked)
        if group.silent_seconds is not None:
            silent.add_metric([group.name], group.silent_seconds)
    yield from (lag, parked, silent)


def _queue() -> Iterator[Metric]:
    counts = GaugeMetricFamily(
        "minga_tasks", "Queued tasks: waiting, doing, or failed for good.", labels=["task", "state"]
    )
    late = GaugeMetricFamily(
        "minga_task_lateness_seconds", "How long ago the oldest waiting task was due.", labels=["task"]
    )
    for queue in tasks.queues():
        counts.add_metric([queue.name, "waiting"], queue.waiting)
        counts.add_metric([queue.name, "doing"], queue.doing)
        counts.add_metric([queue.name, "failed"], queue.failed)
        late.add_metric([queue.name], queue.late_seconds)
    yield from (counts, late)
    if (silent := tasks.worker_silent_seconds()) is not None:
        yield GaugeMetricFamily("minga_worker_silent_seconds", "How long ago a worker was heard of.", value=silent)


def register() -> None:
    """This will add the figures to those that the database knows."""
    figures.known(_spine)
    figures.known(_queue)

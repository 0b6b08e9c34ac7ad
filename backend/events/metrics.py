"""Figures of the spine for Prometheus, read from the database when somebody asks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.db import DatabaseError
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import REGISTRY, Collector

from events import status


class SpineCollector(Collector):
    """Outbox lag, consumer lag and parked events; nothing at all while the database does not answer."""

    def describe(self) -> Iterable[GaugeMetricFamily]:
        return []

    def collect(self) -> Iterator[GaugeMetricFamily]:
        try:
            outbox, groups = status.outbox(), status.groups()
        except DatabaseError:
            return
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


def register() -> None:
    """This will add the figures to the process's registry, once."""
    if not any(isinstance(collector, SpineCollector) for collector in list(REGISTRY._collector_to_names)):
        REGISTRY.register(SpineCollector())

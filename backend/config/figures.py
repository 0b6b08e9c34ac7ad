"""Figures of several rooms for Prometheus: what waits for somebody outside, and what came to nothing."""

from __future__ import annotations

from collections.abc import Iterator

from prometheus_client.core import GaugeMetricFamily, Metric

from accounts import queries as accounts
from lib import figures
from payments import queries as payments


def _mail() -> Iterator[Metric]:
    mail = accounts.waiting_mail()
    yield GaugeMetricFamily("minga_mail_waiting", "Letters that are not sent yet.", value=mail.count)
    yield GaugeMetricFamily("minga_mail_lateness_seconds", "Age of the oldest of them.", value=mail.oldest_seconds)


def _payments() -> Iterator[Metric]:
    backlog = payments.backlog()
    yield GaugeMetricFamily(
        "minga_webhooks_waiting", "Webhooks of the provider that are not handled yet.", value=backlog.webhooks
    )
    yield GaugeMetricFamily(
        "minga_webhook_lateness_seconds", "Age of the oldest of them.", value=backlog.webhook_seconds
    )
    yield GaugeMetricFamily(
        "minga_payments_unknown",
        "Attempts that the provider was asked to open and never answered.",
        value=backlog.unknown,
    )
    yield GaugeMetricFamily(
        "minga_payment_lateness_seconds",
        "How long ago the oldest unfinished attempt should have ended.",
        value=backlog.overdue_seconds,
    )
    refunds = GaugeMetricFamily("minga_refunds", "Refunds under way, and those that failed for good.", labels=["state"])
    refunds.add_metric(["pending"], backlog.refunds_pending)
    refunds.add_metric(["failed"], backlog.refunds_failed)
    yield refunds
    yield GaugeMetricFamily(
        "minga_refund_lateness_seconds", "Age of the oldest pending refund.", value=backlog.refund_seconds
    )


def register() -> None:
    """This will add the figures to those that the database knows."""
    figures.known(_mail)
    figures.known(_payments)

"""Figures of stewards' own doings for Prometheus, read from the database when somebody asks web."""

from __future__ import annotations

from collections.abc import Iterator

from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric

from accounts import queries as accounts
from lib import figures
from lib.clock import database_now
from stewards.models import Act, Reading


def _stewards() -> Iterator[Metric]:
    from stewards.queries import last_backup  # noqa: PLC0415  the apps must be ready

    yield GaugeMetricFamily(
        "minga_readings", "Associations that a steward may read now.", value=Reading.objects.live().count()
    )
    newest = Act.objects.order_by("-number").values_list("number", flat=True).first()
    yield CounterMetricFamily("minga_steward_acts", "Lines of the record of stewards' acts.", value=newest or 0)
    yield GaugeMetricFamily("minga_mails_failed", "Letters that were given up.", value=accounts.failed_mail_count())
    waiting = sum(trouble.letters for trouble in accounts.mail_troubles())
    yield GaugeMetricFamily(
        "minga_mails_refused", "Letters whose last try failed; they are tried again.", value=waiting
    )
    backup = last_backup(database_now())
    if backup is not None:
        yield GaugeMetricFamily(
            "minga_backup_age_seconds", "Age of the last backup that was noted.", value=backup.seconds
        )


def register() -> None:
    """This will add the figures to those that the database knows."""
    figures.known(_stewards)

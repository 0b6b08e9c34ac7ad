"""Lengths, and what rows with a start, an end or an expiry share."""

from __future__ import annotations

from typing import Any, Self

from django.contrib.postgres.fields import DateTimeRangeField
from django.db import models
from django.db.models import Func, Q
from django.db.models.functions import Now

LOCALITY_LENGTH = 120
STORY_LENGTH = 2_000
PURPOSE_LENGTH = 1_000
STATUTES_LENGTH = 200_000
CHANGES_LENGTH = 1_000
REASON_LENGTH = 1_000

# None, or digits and a check digit, as they are stored.
RUT = r"^(\d{7,8}[\dK])?$"


class Period(Func):
    """The range of time between two columns, without its end."""

    function = "TSTZRANGE"
    output_field = DateTimeRangeField()


class PeriodQuerySet(models.QuerySet[Any]):
    """Rows with a start and perhaps an end."""

    def live(self) -> Self:
        """This will keep the rows that hold at this statement, by the database's clock."""
        return self.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=Now()), starts_at__lte=Now())


class WaitingQuerySet(models.QuerySet[Any]):
    """What waits for somebody's answer until it expires."""

    def waiting(self) -> Self:
        """This will keep what can still be answered at this statement, by the database's clock."""
        return self.filter(
            used_at__isnull=True, revoked_at__isnull=True, declined_at__isnull=True, expires_at__gt=Now()
        )

"""Before a consent runs out: the helper and the member are told, in time to write a new one down."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.db.models import DateTimeField, DurationField, ExpressionWrapper, F, QuerySet, Value
from django.db.models.functions import Least, Now

from coops import queries as coops
from events import outbox
from helpers import events, letters
from helpers.models import Helper
from helpers.services import streams
from lib.clock import database_now
from lib.jobs import record_lateness

BEFORE: Final = timedelta(days=14)


def remind_of_ends(limit: int) -> int:
    """This will tell of consents that run out in two weeks (a sweep), once for each; returns how many.

    Of one that was given for less than four weeks it tells when half of its time is over.
    """
    now = database_now()
    waiting: list[tuple[UUID, datetime]] = list(
        _due(now).order_by("ends_at", "pk").values_list("pk", "remind_at")[:limit]
    )
    late = max((now - remind_at for _id, remind_at in waiting), default=timedelta())
    record_lateness("helpers.remind_of_ends", late.total_seconds())
    for helper_id, _remind_at in waiting:
        with transaction.atomic():
            # Whoever ends or renews it at this moment is waited for, and then nothing is due any more.
            helper = _due(now).select_for_update(no_key=True, of=("self",)).filter(pk=helper_id).first()
            if helper is not None:
                _tell(helper)
    return len(waiting)


def _due(now: datetime) -> QuerySet[Any]:
    half = ExpressionWrapper((F("ends_at") - F("created_at")) / Value(2), output_field=DurationField())
    ahead = Least(Value(BEFORE, output_field=DurationField()), half)
    return (
        Helper.objects.live()
        .annotate(remind_at=ExpressionWrapper(F("ends_at") - ahead, output_field=DateTimeField()))
        .filter(end_told_at__isnull=True, remind_at__lte=now)
    )


def _tell(helper: Helper) -> None:
    Helper.objects.filter(pk=helper.pk).update(end_told_at=Now())
    assert helper.person_id is not None
    people = coops.people_of(helper.producer_id)
    outbox.record(
        events.ConsentEndsSoon(
            helper_id=helper.pk,
            association_id=helper.association_id,
            producer_id=helper.producer_id,
            person_id=helper.person_id,
            ends_at=helper.ends_at,
            people=people,
        ),
        key=helper.pk,
        streams=streams.of(helper),
    )
    # Who has no account reads no notices.
    if helper.member_email and not people:
        letters.send_reminder(helper)

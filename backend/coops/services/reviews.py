"""The day on which the board looks at the statutes again: set by the board, remembered by a sweep."""

from __future__ import annotations

from datetime import date, datetime, time
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from coops import events
from coops.models import Association, Statutes
from coops.queries import current_statutes
from coops.services import locks
from coops.services.statutes import StatutesChanged, check_review
from events import outbox
from lib.actor import Actor
from lib.clock import database_now
from lib.errors import NotFound
from lib.jobs import record_lateness


@transaction.atomic
def set_review(*, actor: Actor, association_id: UUID, statutes_id: UUID, review_on: date | None) -> Statutes:
    """This will say on which day the board looks at the statutes that rule again; None: it isn't reminded.

    :raises NotFound: if the association has no such version.
    :raises StatutesChanged: if that isn't the current one.
    :raises ReviewDate: if the day has passed, or is too far away.
    """
    association = locks.open_association(association_id)
    person_id = locks.person(actor)
    statutes = current_statutes(association_id)
    if statutes.pk != statutes_id:
        known = Statutes.objects.filter(pk=statutes_id, association=association).exists()
        raise StatutesChanged if known else NotFound
    check_review(review_on)
    if statutes.review_on == review_on:
        return statutes
    statutes.review_on = review_on
    statutes.save(update_fields=["review_on"])
    outbox.record(
        events.StatutesReviewSet(
            association_id=association.pk, statutes_id=statutes.pk, review_on=review_on, person_id=person_id
        ),
        key=association.pk,
        streams=[f"association:{association.pk}"],
    )
    return statutes


def remind_of_reviews(limit: int) -> int:
    """This will tell the boards whose day of review has come (a sweep), once for each day; returns how many."""
    now = database_now()
    newer = Statutes.objects.filter(association=OuterRef("association"), version__gt=OuterRef("version"))
    due = Q(review_on__lte=timezone.localdate(now)) & (
        Q(review_told_for__isnull=True) | ~Q(review_told_for=F("review_on"))
    )
    waiting = list(
        Statutes.objects.filter(due, ~Exists(newer))
        .exclude(association__status=Association.Status.DISSOLVED)
        .order_by("review_on", "pk")
        .values_list("pk", "association_id", "review_on")[:limit]
    )
    days = [day for *_ids, day in waiting if day is not None]
    since = timezone.make_aware(datetime.combine(min(days), time.min)) if days else now
    record_lateness("coops.remind_of_reviews", (now - since).total_seconds())
    for statutes_id, association_id, review_on in waiting:
        assert review_on is not None
        with transaction.atomic():
            locks.association(association_id)
            if not Statutes.objects.filter(due, pk=statutes_id).update(review_told_for=review_on):
                continue
            outbox.record(
                events.StatutesReviewDue(association_id=association_id, statutes_id=statutes_id, review_on=review_on),
                key=association_id,
                streams=[f"association:{association_id}"],
            )
    return len(waiting)

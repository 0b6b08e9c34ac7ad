"""Suspensions that ended by themselves: nothing changes then, for the clock decides; but it is told, once."""

from __future__ import annotations

from django.db import transaction
from django.db.models.functions import Now

from coops import events
from coops.models import Membership, MembershipSuspension
from coops.queries import people_of
from coops.services import locks
from events import outbox
from lib.clock import database_now
from lib.jobs import record_lateness


def tell_of_ends(limit: int) -> int:
    """This will tell of suspensions whose end has come (a sweep), once for each; returns how many it looked at."""
    now = database_now()
    due = MembershipSuspension.objects.filter(until__lte=now, lifted_at__isnull=True, end_told_at__isnull=True)
    waiting = list(due.order_by("until", "pk").values_list("pk", "association_id", "membership_id", "until")[:limit])
    ends = [until for *_ids, until in waiting if until is not None]
    record_lateness("coops.tell_of_ended_suspensions", (now - min(ends)).total_seconds() if ends else 0.0)
    for suspension_id, association_id, membership_id, until in waiting:
        with transaction.atomic():
            locks.association(association_id)
            if not due.filter(pk=suspension_id).update(end_told_at=Now()):
                continue
            # Whoever left meanwhile, or was suspended anew, does not take part again.
            ended = Membership.objects.active().filter(pk=membership_id, suspended_until=until).first()
            if ended is not None:
                _tell(ended)
    return len(waiting)


def _tell(membership: Membership) -> None:
    people = people_of(membership.producer_id)
    outbox.record(
        events.SuspensionEnded(
            association_id=membership.association_id,
            membership_id=membership.pk,
            producer_id=membership.producer_id,
            people=people,
        ),
        key=membership.association_id,
        streams=[
            f"association:{membership.association_id}",
            f"producer:{membership.producer_id}",
            *(f"user:{person}" for person in people),
        ],
    )

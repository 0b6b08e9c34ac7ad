"""A person's own address of an association's assemblies."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.db.models import F

from coops.services import locks
from decisions.models import CalendarFeed
from lib.actor import Actor


@transaction.atomic
def renew_feed(*, actor: Actor, association_id: UUID) -> CalendarFeed:
    """This will give the person an address for her calendar. If she had one, that opens nothing any more."""
    person_id = locks.person(actor)
    feed, is_new = CalendarFeed.objects.get_or_create(association_id=association_id, person_id=person_id)
    if not is_new:
        CalendarFeed.objects.filter(pk=feed.pk).update(renewals=F("renewals") + 1)
        feed.refresh_from_db()
    return feed

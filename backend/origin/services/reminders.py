"""Before a certificate's time is over, those who can renew it are told."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from django.db import transaction
from django.db.models import F, Q

from coops import queries as coops
from lib.clock import database_now
from lib.jobs import record_lateness
from origin import events
from origin.models import Certificate
from origin.services import records

BEFORE: Final = timedelta(days=30)


def remind_of_ends(limit: int) -> int:
    """This will tell of certificates that end within a month (a sweep), once for each end; returns how many."""
    now = database_now()
    untold = Q(end_told_for__isnull=True) | ~Q(end_told_for=F("valid_until"))
    due = Certificate.objects.filter(
        untold, status=Certificate.Status.ISSUED, valid_until__gt=now, valid_until__lte=now + BEFORE
    )
    waiting = list(
        due.order_by("valid_until", "pk").values_list("pk", "association_id", "valid_until", "issued_at")[:limit]
    )
    # One that was issued for less than a month is due from then on.
    since = [max(until - BEFORE, issued) for _id, _association, until, issued in waiting if until and issued]
    record_lateness("origin.remind_of_ends", (now - min(since)).total_seconds() if since else 0.0)
    for certificate_id, association_id, *_times in waiting:
        with transaction.atomic():
            certificate = records.locked(association_id, certificate_id)
            if certificate.valid_until is None or certificate.end_told_for == certificate.valid_until:
                continue
            if certificate.status != Certificate.Status.ISSUED:
                continue
            certificate.end_told_for = certificate.valid_until
            certificate.save(update_fields=["end_told_for"])
            event = events.CertificateEndsSoon(
                **records.ids(certificate),
                valid_until=certificate.valid_until,
                people=coops.people_of(certificate.producer_id),
            )
            records.tell(certificate, event)
    return len(waiting)

"""The files of applications that were refused or withdrawn are let go after a month; their names and hashes stay."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from django.db import transaction

from lib.clock import database_now
from lib.jobs import record_lateness
from origin.models import Certificate, CertificateStep, Evidence

AFTER: Final = timedelta(days=30)
_NOTHING: Final = (Certificate.Status.REFUSED, Certificate.Status.WITHDRAWN)


def drop_papers(limit: int) -> int:
    """This will let go of the files of what was refused or withdrawn a month ago (a sweep); returns of how many."""
    now = database_now()
    ended = CertificateStep.objects.filter(
        certificate__status__in=_NOTHING, certificate__papers_dropped_at__isnull=True,
        kind__in=[CertificateStep.Kind.REFUSED, CertificateStep.Kind.WITHDRAWN], at__lte=now - AFTER,
    )  # fmt: skip
    due = list(ended.order_by("at", "pk").values_list("certificate_id", "at")[:limit])
    record_lateness("origin.drop_papers", (now - due[0][1] - AFTER).total_seconds() if due else 0.0)
    with transaction.atomic():
        ids = [certificate_id for certificate_id, _at in due]
        Evidence.objects.filter(certificate__in=ids).update(content=b"")
        Certificate.objects.filter(pk__in=ids).update(papers_dropped_at=now)
    return len(due)

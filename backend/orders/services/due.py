"""When the time to pay is over, the attempt is closed at the provider; its last event then frees the units."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.db.models import Q

from lib.clock import database_now
from lib.jobs import record_lateness
from orders.models import OrderGroup
from payments import services as payments

# A closing that nobody answered is asked for again.
ASK_AGAIN = timedelta(minutes=1)


def close_due_payments(limit: int) -> int:
    """This will ask payments to close the attempts of up to `limit` groups that are over time; returns how many.

    The units stay pinned until orders has heard how the attempt ended: it may have been paid in the last second.
    """
    with transaction.atomic():
        now = database_now()
        due = OrderGroup.objects.filter(
            Q(close_asked_at=None) | Q(close_asked_at__lte=now - ASK_AGAIN),
            status=OrderGroup.Status.PENDING,
            pay_by__lte=now,
        ).order_by("pay_by")
        groups = list(due.select_for_update(no_key=True, skip_locked=True)[:limit])
        record_lateness("orders.close_due_payments", (now - groups[0].pay_by).total_seconds() if groups else 0)
        for group in groups:
            if group.attempt_id is not None:
                payments.close_attempt(group.attempt_id)
        OrderGroup.objects.filter(pk__in=[group.pk for group in groups]).update(close_asked_at=now)
    return len(groups)

"""Paid order groups that a certificate concerns are looked at a few at a time, each once it is due.

The certificate's event writes one row for each group, in one statement. Each transaction takes some of them, locks what
is theirs, brings their goods in line with how the certificate stands then, and removes the rows: whoever is killed in
between leaves the rest for the next, and nothing is done twice. A row that is asked for again while somebody works on it
is written anew after that, so that no change of a certificate is missed.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final
from uuid import UUID

from django.db import transaction

from catalog import queries as catalog_queries
from lib.clock import database_now
from lib.jobs import record_lateness
from lib.retries import retried
from orders.models import GoodsReview, Shortage
from orders.services import shortages

# As many groups as hold their offers' rows for well under a second.
_AT_ONCE: Final = 20
# What can't be done is tried again, and holds up nobody until then.
_TRY_AGAIN: Final = timedelta(minutes=1)


def ask_for_reviews(*, cover_id: UUID) -> None:
    """This will have all groups looked at whose paid goods the cover concerns. Safe to run twice."""
    documents = {UUID(document) for _cover_id, document, _lot_id in catalog_queries.uses_of([cover_id])}
    waiting = Shortage.objects.filter(cover_id=cover_id, status=Shortage.Status.WAITING)
    groups = set(shortages.still_here().filter(line__in=documents).values_list("line__order__group", flat=True))
    groups |= set(waiting.values_list("allocation__line__order__group", flat=True))
    now = database_now()
    GoodsReview.objects.bulk_create(
        # In one order, so that two who ask don't wait for each other in a circle.
        [GoodsReview(group_id=group_id, cover_id=cover_id, due_at=now) for group_id in sorted(groups)],
        update_conflicts=True, unique_fields=["group", "cover_id"], update_fields=["due_at"],
    )  # fmt: skip


def review_goods(limit: int) -> int:
    """This will look at up to `limit` groups that are due and return how many. Safe to run anywhere and twice.

    One that fails is put off for a minute, so that it holds up no other; the sweep fails all the same.
    """
    done, at_once, failure = 0, _AT_ONCE, None
    while done < limit:
        try:
            looked_at = _review_next(min(at_once, limit - done))
        except Exception as error:
            if at_once == 1:
                failure = error
                _put_off()
            at_once = 1
            continue
        if not looked_at:
            break
        done += looked_at
    if failure is not None:
        raise failure
    return done


@retried
def _review_next(most: int) -> int:
    """Looks at groups of one cover in one transaction."""
    with transaction.atomic():
        now = database_now()
        due = GoodsReview.objects.filter(due_at__lte=now).order_by("due_at", "pk")
        first = due.first()
        record_lateness("orders.review_goods", (now - first.due_at).total_seconds() if first else 0)
        if first is None:
            return 0
        taken = due.filter(cover_id=first.cover_id).select_for_update(no_key=True, skip_locked=True)
        reviews = {review.group_id: review for review in taken[:most]}
        again = shortages.bring_in_line(cover_id=first.cover_id, group_ids=set(reviews))
        for group_id, due_at in again.items():
            reviews[group_id].due_at = due_at
        GoodsReview.objects.bulk_update([reviews[group_id] for group_id in again], ["due_at"])
        done = [review.pk for group_id, review in reviews.items() if group_id not in again]
        GoodsReview.objects.filter(pk__in=done).delete()
    return len(reviews)


def _put_off() -> None:
    with transaction.atomic():
        now = database_now()
        due = GoodsReview.objects.select_for_update(no_key=True, skip_locked=True).filter(due_at__lte=now)
        for review in due.order_by("due_at", "pk")[:1]:
            GoodsReview.objects.filter(pk=review.pk).update(due_at=now + _TRY_AGAIN)

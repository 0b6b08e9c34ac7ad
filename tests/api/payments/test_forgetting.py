"""What the provider told us of a payer is kept for two days, and looking for what is old stays cheap."""

from __future__ import annotations

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from lib.clock import database_now
from payments import jobs
from payments.models import WebhookEvent


def test_webhooks_are_emptied_two_days_after_they_were_handled(shop):
    attempt = shop.opened()
    shop.stripe.pay(attempt.url)
    for body in shop.news():
        shop.hear(body)
    assert jobs.forget_webhook_bodies(10) == 0
    long_ago = database_now() - timedelta(days=3)
    WebhookEvent.objects.update(received_at=long_ago)
    assert jobs.forget_webhook_bodies(10) == 0, "not handled yet"
    shop.work()
    WebhookEvent.objects.update(handled_at=long_ago)
    told = WebhookEvent.objects.count()
    assert jobs.forget_webhook_bodies(1) == 1
    assert jobs.forget_webhook_bodies(10) == told - 1
    assert {bytes(event.body) for event in WebhookEvent.objects.all()} == {b""}
    assert jobs.forget_webhook_bodies(10) == 0
    for body in shop.news():
        shop.hear(body)
    assert WebhookEvent.objects.count() == told, "heard before, though emptied"


def test_the_sweeps_find_what_is_old_by_an_index(db):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    for sweep, index in (
        (jobs.forget_webhook_bodies, "webhook_body_kept"),
        (jobs.forget_request_bodies, "attempt_body_kept"),
    ):
        with CaptureQueriesContext(
            connection,
        ) as captured:
            sweep(10)
        query = next(query["sql"] for query in captured if query["sql"].startswith('SELECT "payments_'))
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN {query}")
            plan = "\n".join(row[0] for row in cursor.fetchall())
        assert index in plan

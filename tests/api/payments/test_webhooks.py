"""Webhooks: only signed ones, each stored before it is answered, in any order and any number."""

from __future__ import annotations

import json
import random
import time

import pytest
from django.db import connection

from lib.clock import database_now
from payments import jobs, services
from payments.models import WebhookEvent

URL = "/api/v1/payments/webhooks/stripe"


def test_a_payment_is_heard_and_fetched(shop):
    attempt = shop.opened()
    shop.stripe.pay(attempt.url)
    for body in shop.news():
        answer = shop.hear(body)
        assert (answer.status_code, answer.json()) == (200, {"received": True})
    assert shop.state(attempt) == "open"  # stored only; the work is queued
    shop.work()
    assert shop.state(attempt) == "succeeded"
    assert shop.events(attempt) == ["payments.payment_succeeded"]
    assert not WebhookEvent.objects.filter(handled_at=None).exists()


def test_twice_reordered_and_late_have_one_effect(shop):
    for seed in range(4):
        attempt = shop.opened()
        shop.stripe.pay(attempt.url, "4000000000000002")
        shop.stripe.pay(attempt.url)
        news = shop.news() * 3
        random.Random(seed).shuffle(news)
        for place, body in enumerate(news):
            assert shop.hear(body).status_code == 200
            if place % 3 == 0:
                shop.work()
        shop.work()
        assert shop.state(attempt) == "succeeded"
        assert shop.events(attempt) == ["payments.payment_succeeded"]
        assert WebhookEvent.objects.filter(body=news[0]).count() == 1


def test_old_news_does_not_undo_what_is_true(shop):
    attempt = shop.opened()
    stale = {
        "id": "evt_stale",
        "type": "checkout.session.expired",
        "data": {"object": {**shop.sessions(attempt)[0], "status": "expired"}},
    }
    shop.stripe.pay(attempt.url)
    services.look_up(attempt.pk)
    shop.hear(json.dumps(stale).encode())
    shop.work()
    assert shop.state(attempt) == "succeeded"
    assert shop.events(attempt) == ["payments.payment_succeeded"]


def test_a_lie_in_a_signed_body_is_not_believed(shop):
    attempt = shop.opened()
    claim = {**shop.sessions(attempt)[0], "status": "complete", "payment_status": "paid"}
    shop.hear(json.dumps({"id": "evt_claim", "type": "checkout.session.completed", "data": {"object": claim}}).encode())
    shop.work()
    assert shop.state(attempt) == "open"


def test_a_webhook_tells_the_session_of_an_attempt_whose_answer_was_lost(shop):
    attempt = shop.attempt()
    shop.stripe.fail("drop_after", "POST /v1/checkout/sessions", times=3)
    with pytest.raises(services.PaymentPageUnavailable):
        services.open_session(attempt.pk)
    shop.stripe.pay(shop.sessions(attempt)[0]["url"])
    for body in shop.news():
        shop.hear(body)
    shop.work()
    assert shop.events(attempt) == ["payments.payment_succeeded"]


BODY = b'{"id":"evt_x","type":"checkout.session.completed","data":{"object":{}}}'


HEADERS = ("", "t=,v1=", "t=1", "v1=00", "t=abc,v1=00", "t=1,t=2,v1=00", "t=" + "9" * 500, "x" * 5000, "t=\xb2,v1=\xe9")


def test_without_a_good_signature_nothing_is_stored(shop):
    for header in HEADERS:
        answer = shop.hear(BODY, header=header)
        assert answer.status_code == 400, header
        assert answer.headers["Content-Type"].startswith("application/problem+json")
        assert answer.json()["code"] == "signature_invalid"
    assert not WebhookEvent.objects.exists()


def test_forged_changed_too_old_and_too_early_are_refused(shop):
    now = time.time()
    assert shop.hear(BODY, secret="whsec_forged").status_code == 400
    good = shop.hear(BODY)
    assert good.status_code == 200
    header = good.wsgi_request.headers["Stripe-Signature"]
    assert shop.hear(BODY.replace(b"evt_x", b"evt_y"), header=header).status_code == 400
    for seconds, status in ((-400, 400), (400, 400), (-200, 200), (200, 200)):
        assert shop.hear(BODY, at=now + seconds).status_code == status, seconds


def test_two_secrets_are_good_while_they_are_exchanged(shop):
    assert shop.hear(BODY, secret="whsec_the_next_one").status_code == 200
    mixed = f"t={int(time.time())},v1=00,v0=11"
    assert shop.hear(BODY, header=mixed).status_code == 400


RUBBISH = (
    b"",
    b"[]",
    b"null",
    b"{",
    b"[" * 100_000,
    b'{"id":1,"type":"x","data":{"object":{}}}',
    b'{"id":"evt_1","type":"x"}',
    b'{"id":"evt_1","type":"x","data":{"object":[]}}',
    b'{"id":"\\u0000","type":"x","data":{"object":{}}}',
    b"\xff\xfe",
    b'{"id":"' + b"e" * 300 + b'","type":"x","data":{"object":{}}}',
    b'{"id":"\\ud800","type":"x","data":{"object":{}}}',
)


def test_signed_rubbish_is_refused(shop):
    for body in RUBBISH:
        answer = shop.hear(body)
        assert answer.status_code == 400, body[:80]
        assert answer.json()["code"] == "webhook_unreadable"


def test_ten_megabytes_are_refused(shop):
    assert shop.hear(b"x" * 10_000_000).status_code == 413


NOBODY = "0199a1b2-0000-7000-8000-000000000000"
NOT_OURS = (
    {},
    {"object": "checkout.session"},
    {"object": "checkout.session", "id": "cs_none", "client_reference_id": "no uuid"},
    {"object": "checkout.session", "id": "cs_none", "client_reference_id": NOBODY},
    {"object": "payment_intent", "metadata": None},
    {"object": "payment_intent", "metadata": {"attempt": 7}},
    {"object": "refund", "metadata": {"refund": NOBODY}},
    {"object": "radar.early_fraud_warning"},
)


def test_events_about_what_is_not_ours_are_put_aside(shop):
    for number, subject in enumerate(NOT_OURS):
        body = json.dumps({"id": f"evt_{number}", "type": "some.kind", "data": {"object": subject}}).encode()
        assert shop.hear(body).status_code == 200
    assert shop.work() == ["payments.handle_webhook"] * len(NOT_OURS)
    assert not WebhookEvent.objects.filter(handled_at=None).exists()


def test_only_post_is_answered(shop):
    assert shop.client.get(URL).status_code == 405


def test_what_a_dead_worker_left_is_taken_up_again(shop):
    attempt = shop.opened()
    shop.stripe.pay(attempt.url)
    for body in shop.news():
        shop.hear(body)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")
    assert jobs.take_up_webhooks(10) == 0
    WebhookEvent.objects.update(look_at=database_now())
    assert jobs.take_up_webhooks(10) == WebhookEvent.objects.count()
    shop.work()
    assert shop.state(attempt) == "succeeded"


def test_a_provider_that_is_silent_while_a_webhook_is_handled_is_asked_again(shop):
    attempt = shop.opened()
    shop.stripe.pay(attempt.url)
    news = [body for body in shop.news() if b'"type": "checkout.session.completed"' in body]
    shop.hear(news[0])
    shop.stripe.fail("unavailable", "GET /v1/checkout/sessions")
    assert shop.work() == []
    assert shop.work() == ["payments.handle_webhook"]
    assert shop.state(attempt) == "succeeded"

"""An attempt ends once: paid, expired, failed or canceled; what was paid in the last second counts as paid."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from django.db import connection, transaction

from lib.clock import database_now
from payments import jobs, services
from payments.models import Attempt
from payments.provider import Unanswered

EXPIRE = "POST /v1/checkout/sessions/"
GET = "GET /v1/checkout/sessions/"


def test_closing_ends_the_session_at_the_provider(shop):
    attempt = shop.opened()
    with transaction.atomic():
        services.close_attempt(attempt.pk)
    assert shop.state(attempt) == "open"
    shop.work()
    assert shop.state(attempt) == "expired"
    assert shop.sessions(attempt)[0]["status"] == "expired"
    services.close_attempt(attempt.pk)
    services.look_up(attempt.pk)
    assert shop.events(attempt) == ["payments.attempt_closed"]
    assert shop.queued() == []


def test_paid_in_the_last_second_counts_as_paid(shop):
    attempt = shop.opened()
    services.close_attempt(attempt.pk)
    shop.stripe.pay(attempt.url)
    shop.work()
    assert shop.state(attempt) == "succeeded"
    assert shop.events(attempt) == ["payments.payment_succeeded"]


def test_closed_before_it_was_sent_it_never_is(shop):
    attempt = shop.attempt()
    services.close_attempt(attempt.pk)
    with pytest.raises(services.AttemptOver):
        services.open_session(attempt.pk)
    shop.work()
    assert (shop.state(attempt), shop.sessions(attempt)) == ("canceled", [])
    assert shop.events(attempt) == ["payments.attempt_closed"]


def test_closed_while_the_outcome_is_unknown_it_is_looked_up_and_ended(shop):
    attempt = shop.attempt()
    shop.stripe.fail("drop_after", "POST /v1/checkout/sessions", times=3)
    with pytest.raises(services.PaymentPageUnavailable):
        services.open_session(attempt.pk)
    services.close_attempt(attempt.pk)
    shop.work()
    assert shop.state(attempt) == "expired"
    assert [session["status"] for session in shop.sessions(attempt)] == ["expired"]


@pytest.mark.parametrize("kind", ["hang_after", "drop_before", "fail_before", "fail_after", "unavailable"])
def test_closing_is_repeated_until_it_is_known_to_be_done(shop, impatient, kind):
    attempt = shop.opened()
    services.close_attempt(attempt.pk)
    shop.stripe.fail(kind, EXPIRE, seconds=60)
    if kind == "hang_after":
        impatient()
    assert shop.work() == []
    assert shop.work() == ["payments.look_up"]
    assert shop.state(attempt) == "expired"
    assert shop.events(attempt) == ["payments.attempt_closed"]


def test_an_attempt_that_nobody_closes_is_closed_a_minute_after_its_time(shop):
    attempt = shop.opened(minutes=-2)
    Attempt.objects.filter(pk=attempt.pk).update(look_at=database_now())
    assert jobs.look_up_attempts(10) == 1
    shop.work()
    assert shop.state(attempt) == "expired"


def test_the_reconciler_finds_a_payment_that_no_webhook_told(shop):
    attempt = shop.opened()
    shop.stripe.pay(attempt.url)
    Attempt.objects.filter(pk=attempt.pk).update(look_at=database_now())
    jobs.look_up_attempts(10)
    shop.work()
    assert shop.events(attempt) == ["payments.payment_succeeded"]


def test_the_reconciler_asks_every_ten_minutes_and_in_time(shop):
    attempt = shop.opened(minutes=30)
    waits = []
    for _ in range(7):
        now = database_now()
        Attempt.objects.filter(pk=attempt.pk).update(look_at=now)
        jobs.look_up_attempts(10)
        shop.state(attempt)
        waits.append(round((attempt.look_at - now) / timedelta(minutes=1)))
    assert waits == [1, 2, 4, 8, 10, 10, 10]
    Attempt.objects.filter(pk=attempt.pk).update(look_at=now, expires_at=now + timedelta(minutes=3))
    jobs.look_up_attempts(10)
    shop.state(attempt)
    assert timedelta(minutes=3) < attempt.look_at - now < timedelta(minutes=4)
    assert jobs.look_up_attempts(10) == 0


def test_a_late_close_against_a_late_payment(shop):
    """Both at the same moment, again and again: goods or an end, exactly one of them."""
    outcomes = set()
    for _ in range(12):
        attempt = shop.opened()
        services.close_attempt(attempt.pk)
        payer = threading.Thread(target=shop.stripe.pay, args=(attempt.url,))
        closer = threading.Thread(target=close, args=(attempt.pk,))
        for thread in (payer, closer):
            thread.start()
        for thread in (payer, closer):
            thread.join()
        state = services.look_up(attempt.pk).state
        outcomes.add(state)
        session = shop.sessions(attempt)[0]
        assert (state, session["payment_status"]) in {("succeeded", "paid"), ("expired", "unpaid")}
        assert len(shop.events(attempt)) == 1
    assert outcomes <= {"succeeded", "expired"}


def close(attempt_id) -> None:
    try:
        services.look_up(attempt_id)
    finally:
        connection.close()


def test_a_silent_provider_leaves_the_attempt_open(shop):
    attempt = shop.opened()
    shop.stripe.fail("fail_before", GET)
    with pytest.raises(Unanswered):
        services.look_up(attempt.pk)
    assert shop.state(attempt) == "open"

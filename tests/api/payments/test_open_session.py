"""An attempt is stored, sent under its own id, and never made twice, whatever the provider does."""

from __future__ import annotations

import threading
from datetime import timedelta
from urllib.parse import parse_qs

import pytest
from django.db import connection, transaction

from lib.clock import database_now
from payments import jobs, services
from payments.models import Attempt
from payments.provider import InsideTransaction

CREATE = "POST /v1/checkout/sessions"


def test_the_request_is_stored_and_opens_a_page(shop):
    attempt = shop.attempt()
    assert shop.sessions(attempt) == []
    body = parse_qs(attempt.request_body)
    assert body["metadata[attempt]"] == [str(attempt.pk)]
    assert "Paga antes de las" in body["custom_text[submit][message]"][0]
    opened = services.open_session(attempt.pk)
    assert (opened.state, opened.url) == ("open", shop.sessions(attempt)[0]["url"])
    assert services.open_session(attempt.pk).url == opened.url
    assert len(shop.sessions(attempt)) == 1
    assert shop.events(attempt) == []


def test_one_unfinished_attempt_per_purpose(shop):
    first = shop.attempt()
    with pytest.raises(services.PaymentUnderWay):
        shop.attempt(purpose=first.purpose_id)
    services.close_attempt(first.pk)
    shop.work()
    assert shop.attempt(purpose=first.purpose_id).pk != first.pk


def test_two_at_once_get_one_attempt(shop):
    purpose = shop.attempt().purpose_id
    Attempt.objects.all().delete()
    results: list[str] = []

    def start() -> None:
        try:
            shop.attempt(purpose=purpose)
            results.append("started")
        except services.PaymentUnderWay:
            results.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=start) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(results) == ["refused"] * 7 + ["started"]


@pytest.mark.parametrize("amounts", [{"amount_clp": 15_981}, {"amount_clp": 0, "line_items": []}])
def test_amounts_must_add_up(shop, amounts):
    with pytest.raises(ValueError, match="worth"):
        shop.attempt(**amounts)


def test_an_attempt_goes_with_the_transaction_that_wanted_it(shop):
    with transaction.atomic():
        shop.attempt()
        transaction.set_rollback(True)
    assert Attempt.objects.count() == 0


def test_the_provider_is_never_called_inside_a_transaction(shop):
    attempt = shop.attempt()
    with pytest.raises(InsideTransaction), transaction.atomic():
        services.open_session(attempt.pk)


@pytest.mark.parametrize("kind", ["hang_after", "drop_after", "drop_before", "unavailable"])
def test_an_answer_that_is_lost_is_asked_for_again_at_once(shop, impatient, kind):
    attempt = shop.attempt()
    shop.stripe.fail(kind, CREATE, seconds=60)
    if kind == "hang_after":
        impatient()
    assert services.open_session(attempt.pk).state == "open"
    assert len(shop.sessions(attempt)) == 1


def test_a_provider_that_stays_silent_leaves_the_outcome_unknown_until_it_is_looked_up(shop):
    attempt = shop.attempt()
    shop.stripe.fail("drop_after", CREATE, times=3)
    with pytest.raises(services.PaymentPageUnavailable):
        services.open_session(attempt.pk)
    assert shop.state(attempt) == "prepared"
    Attempt.objects.filter(pk=attempt.pk).update(look_at=database_now())
    assert jobs.look_up_attempts(10) == 1
    assert shop.work() == ["payments.look_up"]
    assert shop.state(attempt) == "open"
    assert len(shop.sessions(attempt)) == 1


def test_a_provider_that_is_down_is_asked_when_it_is_back(shop):
    attempt = shop.attempt()
    shop.stripe.kill()
    try:
        with pytest.raises(services.PaymentPageUnavailable) as refused:
            services.open_session(attempt.pk)
        assert refused.value.status == 503
    finally:
        shop.stripe.start()
    assert services.open_session(attempt.pk).state == "open"
    assert len(shop.sessions(attempt)) == 1


def test_killed_between_the_row_and_the_call_the_attempt_is_taken_up(shop):
    attempt = shop.attempt()  # and the process dies here
    assert jobs.look_up_attempts(10) == 0
    Attempt.objects.filter(pk=attempt.pk).update(look_at=database_now())
    jobs.look_up_attempts(10)
    shop.work()
    assert shop.state(attempt) == "open"


def test_killed_between_the_call_and_its_answer_the_same_session_is_found(shop):
    attempt = shop.attempt()
    services.open_session(attempt.pk)
    # What a process that died before storing the answer leaves behind.
    Attempt.objects.filter(pk=attempt.pk).update(state="prepared", session_id=None, url="")
    assert services.look_up(attempt.pk).session_id == shop.sessions(attempt)[0]["id"]
    assert len(shop.sessions(attempt)) == 1


def test_a_kept_500_with_the_work_done_is_found_by_its_metadata(shop):
    attempt = shop.attempt()
    shop.stripe.fail("fail_after", CREATE)
    assert services.open_session(attempt.pk).state == "open"
    assert len(shop.sessions(attempt)) == 1


def test_a_kept_500_with_nothing_done_fails_after_a_while_and_a_new_attempt_may_begin(shop):
    attempt = shop.attempt()
    shop.stripe.fail("fail_before", CREATE)
    with pytest.raises(services.PaymentPageUnavailable):
        services.open_session(attempt.pk)
    assert shop.state(attempt) == "prepared"
    Attempt.objects.filter(pk=attempt.pk).update(sent_at=database_now() - timedelta(minutes=2))
    with pytest.raises(services.AttemptOver):
        services.open_session(attempt.pk)
    assert (shop.state(attempt), shop.events(attempt)) == ("failed", ["payments.attempt_closed"])
    assert shop.opened(purpose=attempt.purpose_id).state == "open"


@pytest.mark.parametrize("made", [True, False])
def test_after_a_day_the_key_is_forgotten_and_the_list_decides(shop, made):
    attempt = shop.attempt()
    if made:
        services.open_session(attempt.pk)
    day_ago = database_now() - timedelta(hours=25)
    Attempt.objects.filter(pk=attempt.pk).update(state="prepared", session_id=None, url="", sent_at=day_ago)
    Attempt.objects.filter(pk=attempt.pk).update(expires_at=database_now() + timedelta(hours=1))
    assert services.look_up(attempt.pk).state == ("open" if made else "failed")
    assert len(shop.sessions(attempt)) == (1 if made else 0)


def test_what_the_provider_refuses_is_over(shop):
    attempt = shop.attempt(success_url="gracias")
    with pytest.raises(services.AttemptOver):
        services.open_session(attempt.pk)
    assert (shop.state(attempt), shop.events(attempt)) == ("failed", ["payments.attempt_closed"])
    assert attempt.last_error == "400 url_invalid"


def test_a_wrong_key_of_ours_is_not_the_payment_s_fault(shop, settings):
    attempt = shop.attempt()
    settings.STRIPE_SECRET_KEY = "sk_test_wrong"
    with pytest.raises(services.PaymentPageUnavailable):
        services.open_session(attempt.pk)
    settings.STRIPE_SECRET_KEY = shop.stripe.secret_key
    assert services.open_session(attempt.pk).state == "open"


def test_a_session_over_another_amount_is_not_believed(shop):
    attempt = shop.opened()
    Attempt.objects.filter(pk=attempt.pk).update(amount_clp=99)
    shop.stripe.pay(attempt.url)
    with pytest.raises(Exception, match="amount_total"):
        services.look_up(attempt.pk)
    assert shop.events(attempt) == []


def test_stored_requests_are_emptied_two_days_after_the_end(shop):
    attempt, other = shop.paid(), shop.opened()
    assert jobs.forget_request_bodies(10) == 0
    Attempt.objects.filter(pk=attempt.pk).update(ended_at=database_now() - timedelta(days=3))
    assert jobs.forget_request_bodies(10) == 1
    shop.state(attempt)
    shop.state(other)
    assert (attempt.request_body == "", other.request_body == "") == (True, False)

"""Refunds: one per reason, never more than was paid, sent until the provider has decided."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection, transaction

from lib.clock import database_now
from payments import jobs, services
from payments.models import Refund

CREATE = "POST /v1/refunds"


def ask(attempt, amount: int = 15_980, reason: str = "too_late") -> Refund:
    with transaction.atomic():
        return services.request_refund(attempt_id=attempt.pk, amount_clp=amount, reason_key=reason)


def refunds(shop, attempt) -> list[dict]:
    return shop.stripe.get("/v1/refunds", payment_intent=attempt.payment_intent_id)["data"]


def test_a_refund_is_queued_sent_and_told(shop):
    attempt = shop.paid()
    refund = ask(attempt)
    assert refunds(shop, attempt) == []
    assert shop.work() == ["payments.send_refund"]
    assert shop.state(refund) == "succeeded"
    assert [document["amount"] for document in refunds(shop, attempt)] == [15_980]
    assert shop.events(attempt) == ["payments.payment_succeeded", "payments.refund_succeeded"]


def test_the_same_reason_is_the_same_refund(shop):
    attempt = shop.paid()
    assert ask(attempt, 1_000, "line-1").pk == ask(attempt, 1_000, "line-1").pk
    with pytest.raises(services.RefundDiffers):
        ask(attempt, 1_001, "line-1")
    ask(attempt, 14_980, "line-2")
    with pytest.raises(services.RefundNotPossible):
        ask(attempt, 1, "line-3")
    shop.work()
    assert sorted(document["amount"] for document in refunds(shop, attempt)) == [1_000, 14_980]


@pytest.mark.parametrize("amount", [0, -5, 15_981])
def test_never_more_than_was_paid(shop, amount):
    with pytest.raises(services.RefundNotPossible):
        ask(shop.paid(), amount)


def test_what_is_not_paid_is_not_refunded(shop):
    with pytest.raises(services.RefundNotPossible):
        ask(shop.opened())


@pytest.mark.parametrize("kind", ["hang_after", "drop_after", "drop_before", "unavailable"])
def test_an_unanswered_refund_is_sent_again_and_made_once(shop, impatient, kind):
    attempt = shop.paid()
    refund = ask(attempt)
    shop.stripe.fail(kind, CREATE, seconds=60)
    if kind == "hang_after":
        impatient()
    assert shop.work() == []
    assert shop.work() == ["payments.send_refund"]
    assert shop.state(refund) == "succeeded"
    assert len(refunds(shop, attempt)) == 1


def test_the_answer_is_heard_by_webhook_too(shop):
    attempt = shop.paid()
    shop.news()
    refund = ask(attempt)
    shop.stripe.fail("drop_after", CREATE)
    shop.work()
    for body in shop.news():
        shop.hear(body)
    shop.work()
    assert shop.state(refund) == "succeeded"
    assert shop.events(attempt).count("payments.refund_succeeded") == 1
    assert len(refunds(shop, attempt)) == 1


@pytest.mark.parametrize("kind", ["fail_before", "fail_after"])
def test_a_kept_500_is_looked_into_before_it_is_sent_under_another_key(shop, kind):
    attempt = shop.paid()
    refund = ask(attempt)
    shop.stripe.fail(kind, CREATE)
    assert shop.work() == []
    assert shop.work() == []  # the failure is kept under the key
    Refund.objects.filter(pk=refund.pk).update(sent_at=database_now() - timedelta(minutes=2))
    for _ in range(2):
        shop.work()
    assert shop.state(refund) == "succeeded"
    assert len(refunds(shop, attempt)) == 1


def test_after_a_day_without_an_answer_the_list_decides(shop):
    attempt = shop.paid()
    refund = ask(attempt)
    shop.stripe.fail("drop_after", CREATE)
    shop.work()
    Refund.objects.filter(pk=refund.pk).update(sent_at=database_now() - timedelta(hours=25))
    shop.work()
    assert (shop.state(refund), refund.key_number) == ("succeeded", 0)
    assert len(refunds(shop, attempt)) == 1


def test_money_that_went_back_by_another_hand_fails_and_is_told(shop):
    attempt = shop.paid()
    other = shop.paid()
    first = ask(attempt, reason="first")
    shop.work()
    # Somebody at the provider's desk was faster: our books don't know of it.
    Refund.objects.filter(pk=first.pk).update(attempt=other)
    second = ask(attempt, reason="second")
    shop.work()
    assert shop.state(second) == "failed"
    assert second.last_error == "400 charge_already_refunded"
    assert shop.events(attempt)[-1] == "payments.refund_failed"


def test_a_refund_that_the_queue_lost_is_taken_up(shop):
    attempt = shop.paid()
    refund = ask(attempt)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")
    assert jobs.look_up_refunds(10) == 0
    Refund.objects.filter(pk=refund.pk).update(look_at=database_now())
    assert jobs.look_up_refunds(10) == 1
    shop.work()
    assert shop.state(refund) == "succeeded"


def test_a_rolled_back_request_leaves_nothing(shop):
    attempt = shop.paid()
    with transaction.atomic():
        services.request_refund(attempt_id=attempt.pk, amount_clp=5, reason_key="x")
        transaction.set_rollback(True)
    assert (Refund.objects.count(), shop.queued()) == (0, [])

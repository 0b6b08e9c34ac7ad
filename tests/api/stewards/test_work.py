"""Tasks, letters, webhooks and refunds that stopped, and the button that sends them on."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.db.models.functions import Now

from accounts import services as accounts
from accounts.models import OutgoingMail
from events import tasks
from payments import services as payments
from payments.models import Attempt, Refund, WebhookEvent
from stewards.models import Act
from tests.support.people import Api

pytestmark = pytest.mark.django_db
BASE = "/api/v1/stewards"


def fail_all() -> None:
    """What the worker writes when a task was tried as often as it may be."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing', attempts = 10")
        cursor.execute("UPDATE procrastinate_jobs SET status = 'failed'")
        cursor.execute(
            "INSERT INTO events_taskfailure SELECT id, 'Unanswered: nadie', clock_timestamp() FROM procrastinate_jobs"
        )


def test_failed_tasks_stand_with_their_cause_and_are_tried_again_once(client: Api):
    payments_task(uuid4())
    fail_all()
    seen = client.get(f"{BASE}/tasks").json()
    (failed,) = seen["failed"]
    assert (failed["name"], failed["error"]) == ("payments.look_up", "Unanswered: nadie")
    body = {"ids": [failed["id"]]}
    assert client.post(f"{BASE}/tasks/retry", body).json() == {"retried": 1}
    assert client.post(f"{BASE}/tasks/retry", body).json() == {"retried": 0}
    act = Act.objects.get()
    assert (act.kind, act.details) == ("tasks_retried", {"tasks": [failed["id"]], "count": 1})


def payments_task(attempt_id: object) -> None:
    from payments import jobs

    jobs.look_up.defer(attempt_id=str(attempt_id))


def test_a_failed_letter_is_shown_without_its_recipient_and_sent_again(client: Api):
    mail = accounts.send_letter(recipient="rosa.tabilo@example.cl", subject="Tu pedido", text="Hola")
    OutgoingMail.objects.filter(pk=mail.pk).update(failed_at=Now(), attempts=12, cause="SMTPServerDisconnected: no")
    fail_all()
    answer = client.get(f"{BASE}/mails")
    (failed,) = answer.json()["failed"]
    assert (failed["recipient"], failed["cause"]) == ("r…@example.cl", "SMTPServerDisconnected: no")
    assert b"tabilo" not in answer.content
    assert client.post(f"{BASE}/mails/{mail.pk}/resend").status_code == 204
    assert client.post(f"{BASE}/mails/{mail.pk}/resend").status_code == 404
    seen = client.get(f"{BASE}/mails").json()
    assert (seen["waiting"]["count"], seen["failed"]) == (1, [])
    assert [queue.waiting for queue in tasks.queues() if queue.name == "accounts.send_mail"] == [1]
    assert Act.objects.get().kind == "mail_resent"


def test_letters_that_the_mail_server_refuses_say_why_and_are_tried_at_once(client: Api):
    for number in range(3):
        mail = accounts.send_letter(recipient=f"rosa{number}@example.cl", subject="Hola", text="Hola")
        OutgoingMail.objects.filter(pk=mail.pk).update(attempts=1, cause="ConnectionRefusedError: nadie")
    accounts.send_letter(recipient="elsa@example.cl", subject="Hola", text="Hola")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET scheduled_at = clock_timestamp() + interval '1 hour'")
    assert client.get(f"{BASE}/mails").json()["troubles"] == [{"cause": "ConnectionRefusedError: nadie", "letters": 3}]
    needs = {need["alarm"]: need for need in client.get(f"{BASE}/overview").json()["needs"]}
    assert (needs["MingaMailRefused"]["count"], needs["MingaMailRefused"]["error"]) == (
        3,
        "ConnectionRefusedError: nadie",
    )
    assert client.post(f"{BASE}/mails/hurry").json() == {"retried": 3}
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE scheduled_at <= clock_timestamp()")
        assert cursor.fetchone()[0] == 3
    assert Act.objects.get().details == {"count": 3}


def test_a_webhook_that_came_to_nothing_is_fetched_again(client: Api):
    webhook = WebhookEvent.objects.create(
        provider_id="evt_1", kind="refund.updated", body=b"{}", look_at=Now() + timedelta(minutes=9)
    )
    WebhookEvent.objects.update(received_at=Now() - timedelta(minutes=5))
    (seen,) = client.get(f"{BASE}/payments").json()["webhooks"]
    assert (seen["provider_id"], seen["kind"]) == ("evt_1", "refund.updated")
    assert client.post(f"{BASE}/payments/webhooks/{webhook.pk}/retry").status_code == 204
    assert [queue.waiting for queue in tasks.queues() if queue.name == "payments.handle_webhook"] == [1]
    WebhookEvent.objects.update(handled_at=Now())
    assert client.post(f"{BASE}/payments/webhooks/{webhook.pk}/retry").status_code == 404
    assert client.get(f"{BASE}/payments").json()["webhooks"] == []


def refund(state: str = "failed") -> Refund:
    attempt = Attempt.objects.create(
        purpose_type="order", purpose_id=uuid4(), amount_clp=9_000, state="succeeded", payment_intent_id="pi_1",
        request_body="", streams=[], expires_at=Now(), look_at=Now(), ended_at=Now(),
    )  # fmt: skip
    return Refund.objects.create(
        attempt=attempt, reason_key="too_late", amount_clp=9_000, state=state, request_body="", look_at=Now(),
        provider_id="re_1", ended_at=Now(), last_error="expired_or_canceled_card",
    )  # fmt: skip


def test_a_failed_refund_is_asked_for_anew_under_another_key(client: Api):
    row = refund()
    (seen,) = client.get(f"{BASE}/payments").json()["refunds"]
    assert (seen["amount_clp"], seen["error"], seen["order"]) == (9_000, "expired_or_canceled_card", None)
    before = row.provider_key
    assert client.post(f"{BASE}/payments/refunds/{row.pk}/retry").status_code == 204
    again = client.post(f"{BASE}/payments/refunds/{row.pk}/retry")
    assert (again.status_code, again.json()["code"]) == (409, "refund_not_failed")
    row.refresh_from_db()
    assert (row.state, row.provider_id, row.former_ids) == ("pending", None, ["re_1"])
    assert row.provider_key != before
    assert [queue.waiting for queue in tasks.queues() if queue.name == "payments.send_refund"] == [1]
    assert Act.objects.get().kind == "refund_retried"


def test_late_news_of_the_former_try_says_nothing_of_the_new_one():
    from payments.services.refunds import take_over

    row = refund()
    payments.retry_refund(refund_id=row.pk)
    row.refresh_from_db()
    take_over(row, {"id": "re_1", "status": "failed", "failure_reason": "lost_or_stolen_card"})
    row.refresh_from_db()
    assert (row.state, row.provider_id) == ("pending", None)
    take_over(row, {"id": "re_2", "status": "succeeded"})
    row.refresh_from_db()
    assert (row.state, row.provider_id) == ("succeeded", "re_2")


def test_no_more_than_was_paid_goes_back(client: Api):
    row = refund()
    Refund.objects.create(
        attempt=row.attempt, reason_key="paid_twice", amount_clp=1, state="succeeded", request_body="", look_at=Now()
    )
    refused = client.post(f"{BASE}/payments/refunds/{row.pk}/retry")
    assert (refused.status_code, refused.json()["code"]) == (409, "refund_not_possible")

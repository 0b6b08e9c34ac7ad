"""What runs later."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db.models.functions import Now

from accounts import jobs, services
from accounts.models import IdempotencyKey, OutgoingMail, RateWindow


@pytest.fixture
def letter(db):
    return services.send_letter(recipient="a@example.cl", subject="Hola\nBcc: b@example.cl", text="Un secreto")


def test_a_sent_letter_keeps_no_text(letter):
    jobs.send_mail(str(letter.pk))
    letter.refresh_from_db()
    assert (letter.text, letter.sent_at is not None) == ("", True)
    assert mail.outbox[0].subject == "Hola Bcc: b@example.cl"
    jobs.send_mail(str(letter.pk))
    assert len(mail.outbox) == 1


def test_a_letter_that_could_not_leave_waits(letter, monkeypatch):
    monkeypatch.setattr("django.core.mail.EmailMessage.send", lambda _self: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        jobs.send_mail(str(letter.pk))
    assert OutgoingMail.objects.get().text == "Un secreto"


def test_a_letter_that_is_gone(db):
    jobs.send_mail("01a00000-0000-7000-8000-000000000000")
    assert not mail.outbox


def test_answers_are_kept_seven_days(db):
    for key, days in (("old", 8), ("older", 9), ("new", 6)):
        IdempotencyKey.objects.create(
            principal="person:x", key=key, operation="x", fingerprint=b"x", created_at=Now() - timedelta(days=days)
        )
    assert jobs.forget_idempotency_keys(1) == 1
    assert jobs.forget_idempotency_keys(10) == 1
    assert jobs.forget_idempotency_keys(10) == 0
    assert IdempotencyKey.objects.get().key == "new"


def test_windows_of_tries_are_forgotten_when_they_are_over(db):
    RateWindow.objects.create(key=b"over", used=1, ends_at=Now() - timedelta(seconds=1))
    RateWindow.objects.create(key=b"runs", used=1, ends_at=Now() + timedelta(minutes=1))
    assert jobs.forget_rate_windows(10) == 1
    assert jobs.forget_rate_windows(10) == 0
    assert bytes(RateWindow.objects.get().key) == b"runs"

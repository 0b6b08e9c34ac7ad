"""What runs later."""

import smtplib
from datetime import timedelta

import pytest
from django.core import mail
from django.db.models.functions import Now

from accounts import jobs, queries, services
from accounts.models import IdempotencyKey, OutgoingMail, RateWindow
from lib.errors import NotFound


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
    assert OutgoingMail.objects.get().text.startswith("Un secreto")


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


def test_a_letter_goes_out_as_text_and_html_with_its_own_message_id(letter):
    jobs.send_mail(str(letter.pk))
    (sent,) = mail.outbox
    assert sent.body.startswith("Un secreto")
    assert "<p>Un secreto</p>" in sent.alternatives[0][0]
    assert sent.extra_headers["Message-ID"].startswith(f"<{letter.pk}@")


def test_a_letter_that_another_worker_is_sending_is_left_to_it_for_a_minute(letter):
    OutgoingMail.objects.update(began_at=Now() - timedelta(seconds=5))
    with pytest.raises(jobs.StillSending):
        jobs.send_mail(str(letter.pk))
    assert not mail.outbox
    OutgoingMail.objects.update(began_at=Now() - timedelta(seconds=61))
    jobs.send_mail(str(letter.pk))
    assert len(mail.outbox) == 1


def failing(monkeypatch, error: Exception) -> None:
    def fail(_self):
        raise error

    monkeypatch.setattr("django.core.mail.EmailMessage.send", fail)


def test_an_address_that_is_refused_for_good_is_not_tried_again_and_shown_to_stewards(letter, monkeypatch):
    failing(monkeypatch, smtplib.SMTPRecipientsRefused({"a@example.cl": (550, b"no a@example.cl here")}))
    with pytest.raises(jobs.MailRefused):
        jobs.send_mail(str(letter.pk))
    (failed,) = queries.failed_mails()
    assert (failed.id, failed.recipient, failed.attempts) == (letter.pk, "a…@example.cl", 1)
    assert "550" in failed.cause
    assert "a@example.cl" not in failed.cause
    assert queries.waiting_mail().count == 0


def test_a_letter_is_tried_twelve_times_and_can_be_sent_again(letter, monkeypatch):
    with monkeypatch.context() as broken:
        failing(broken, smtplib.SMTPServerDisconnected("gone"))
        for _ in range(jobs.MAIL_ATTEMPTS):
            assert not queries.failed_mails()
            with pytest.raises(smtplib.SMTPServerDisconnected):
                jobs.send_mail(str(letter.pk))
    (failed,) = queries.failed_mails()
    assert (failed.attempts, failed.cause) == (12, "SMTPServerDisconnected: gone")
    services.resend_mail(mail_id=letter.pk)
    assert not queries.failed_mails()
    jobs.send_mail(str(letter.pk))
    assert mail.outbox[0].body.startswith("Un secreto")
    with pytest.raises(NotFound):
        services.resend_mail(mail_id=letter.pk)

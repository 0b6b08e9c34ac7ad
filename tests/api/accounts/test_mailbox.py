"""The mailbox page: on loopback, without a mail server, never in production."""

import pytest
from django.core.mail import EmailMessage
from django.test import Client

from accounts.mailbox import MailboxBackend
from accounts.models import MailboxMessage

PATH = "/dev/mailbox/"


@pytest.fixture
def letters(db):
    message = EmailMessage("Hola <b>", "Abre https://example.cl/x y <script>alert(1)</script>", to=["a@example.cl"])
    MailboxBackend().send_messages([message, EmailMessage("Otra", "Texto", to=["b@example.cl"], cc=["a@example.cl"])])
    return MailboxMessage.objects.all()


def test_letters_arrive_for_each_recipient(letters):
    assert sorted(letter.recipient for letter in letters) == ["a@example.cl", "a@example.cl", "b@example.cl"]


def test_the_page_shows_text_as_text(letters):
    page = Client().get(PATH, SERVER_NAME="localhost").content.decode()
    assert "Hola &lt;b&gt;" in page
    letter = letters.get(subject="Hola <b>")
    page = Client().get(f"{PATH}{letter.pk}/", SERVER_NAME="localhost").content.decode()
    assert '<a href="https://example.cl/x"' in page
    assert "<script>" not in page


def test_for_programs_and_by_address(letters):
    answer = Client().get(f"{PATH}?format=json&to=B@example.cl", SERVER_NAME="127.0.0.1").json()
    assert [message["subject"] for message in answer["messages"]] == ["Otra"]


@pytest.mark.parametrize(
    "request_details",
    [
        {"REMOTE_ADDR": "192.0.2.7"},
        {"REMOTE_ADDR": ""},
        {"HTTP_X_FORWARDED_FOR": "192.0.2.7"},
        {"HTTP_FORWARDED": "for=192.0.2.7"},
        {"HTTP_X_REAL_IP": "192.0.2.7"},
        {"SERVER_NAME": "mailbox.example"},
    ],
)
def test_to_anybody_else_there_is_no_such_page(letters, settings, request_details):
    settings.ALLOWED_HOSTS = ["*"]
    for path in (PATH, f"{PATH}?format=json", f"{PATH}{letters[0].pk}/"):
        assert Client().get(path, **({"SERVER_NAME": "localhost"} | request_details)).status_code == 404


def test_a_letter_that_is_not_there(letters):
    assert Client().get(f"{PATH}01a00000-0000-7000-8000-000000000000/", SERVER_NAME="localhost").status_code == 404


def test_nothing_changes_anything(letters):
    assert Client().post(PATH, SERVER_NAME="localhost").status_code == 405


def test_production_has_no_mailbox(settings):
    import importlib

    from accounts import mailbox_urls

    settings.MODE = "production"
    assert importlib.reload(mailbox_urls).urlpatterns == []
    settings.MODE = "local"
    settings.EMAIL_URL = "smtp://mail.example"
    assert importlib.reload(mailbox_urls).urlpatterns == []
    settings.EMAIL_URL = ""
    assert importlib.reload(mailbox_urls).urlpatterns

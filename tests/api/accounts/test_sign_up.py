"""Signing up: a person, her address, her consent, an event and a letter, or nothing."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.cache import cache
from django.db import connections
from django.db.models.functions import Now

from accounts import limits
from accounts.models import Consent, OutgoingMail, Person, RateWindow
from tests.support.browser import ACCOUNT, AUTH, Browser, code_for
from tests.support.events import recorded
from tests.support.problems import refused


def without_request(answer):
    return {name: value for name, value in answer.json().items() if name != "request_id"}


def errors(answer):
    return [(error["attr"], error["code"]) for error in answer.json()["errors"]]


def test_a_form_and_a_code_sign_up_and_in(browser):
    answer = browser.ask_to_sign_up(" Elsa.Rivera+minga@Example.CL ")
    assert refused(answer, 401, "email_code_needed")["flows"]
    assert not browser.person
    person = Person.objects.get()
    assert not EmailAddress.objects.get().verified
    assert browser.type_code(code_for(person.email)).status_code == 200
    assert (person.email, person.name, person.locale) == ("elsa.rivera+minga@example.cl", "Elsa Rivera", "es")
    assert browser.person["id"] == str(person.pk)
    address = EmailAddress.objects.get()
    assert (address.email, address.verified, address.primary) == (person.email, True, True)
    consent = Consent.objects.get()
    assert (consent.document, consent.version, consent.given) == (
        "privacy_notice",
        settings.PRIVACY_NOTICE_VERSION,
        True,
    )
    assert consent.recorded_at is not None
    (event,) = recorded("accounts.person_registered")
    assert event["key"] == person.pk
    assert "Elsa" not in event["data"]
    assert "@" not in event["data"]
    letter = OutgoingMail.objects.get()
    assert letter.recipient == person.email
    assert code_for(person.email) in letter.subject


def test_the_language_of_the_browser_becomes_hers(browser):
    browser.credentials(HTTP_ACCEPT_LANGUAGE="en")
    browser.sign_up()
    assert Person.objects.get().locale == "en"
    assert OutgoingMail.objects.get().subject == f"{code_for('elsa@example.cl')} is your code for Minga"


@pytest.mark.parametrize("consent", [None, False, "", "false", 0, [], {}])
def test_without_consent_there_is_no_account(browser, consent):
    answer = browser.sign_up(consent=consent)
    assert answer.status_code == 400
    assert errors(answer) == [("consent", "required")]
    assert not Person.objects.exists()


@pytest.mark.parametrize(
    ("changes", "param", "code"),
    [
        ({"name": None}, "name", "required"),
        ({"name": "  "}, "name", "required"),
        ({"name": "x" * 121}, "name", "max_length"),
        ({"name": "x" * 5_000}, "name", "max_length"),
        ({"name": "Elsa\u202eariviR"}, "name", "hidden_characters"),
        ({"name": "e" + "\u0301" * 50}, "name", "too_many_marks"),
        ({"name": "e" + "\u0301" * 10_000}, "name", "max_length"),
        ({"email": "elsa"}, "email", "invalid"),
        ({"email": "josé@example.cl"}, "email", "invalid"),
        ({"email": "a@example.cl\nBcc: b@example.cl"}, "email", "invalid"),
        ({"email": "x" * 5_000 + "@example.cl"}, "email", "max_length"),
        ({"password": "corta"}, "password", "password_too_short"),
        ({"password": "1234567890"}, "password", "password_too_common"),
        ({"password": "x" * 257}, "password", "max_length"),
        ({"password": ""}, "password", "required"),
    ],
)
def test_what_is_wrong_is_named(browser, changes, param, code):
    answer = browser.sign_up(**changes)
    assert answer.status_code == 400
    assert (param, code) in errors(answer)
    assert not Person.objects.exists()
    assert not OutgoingMail.objects.exists()


def test_a_name_is_kept_in_one_form(browser):
    browser.sign_up(name=" Elsa\n Mun\u0303oz ")
    assert Person.objects.get().name == "Elsa Muñoz"


def test_markup_in_a_name_stays_text(browser):
    browser.sign_up(name="<script>alert(1)</script>")
    assert browser.person["name"] == "<script>alert(1)</script>"


@pytest.mark.parametrize("other", ["elsa@example.cl", "ELSA@example.cl", "El\u017fa@example.cl"])
def test_an_address_opens_one_account(browser, other):
    browser.sign_up("elsa@example.cl")
    answer = Browser().ask_to_sign_up(other)
    assert answer.status_code in (400, 401)
    assert Person.objects.count() == 1


def test_who_asks_does_not_learn_that_an_address_is_taken(browser):
    """Answer, cookies and what can be done next are the same; who has the address is told by a letter."""
    browser.sign_up("elsa@example.cl")
    first, second = Browser(), Browser()
    free, taken = first.ask_to_sign_up("nadie@example.cl"), second.ask_to_sign_up("elsa@example.cl")
    assert free.status_code == taken.status_code == 401
    assert without_request(free) == without_request(taken)
    assert sorted(free.headers) == sorted(taken.headers)
    assert sorted(first.cookies) == sorted(second.cookies)
    for step in (
        lambda one: one.type_code("000000"),
        lambda one: one.send(f"{AUTH}email/verify/resend"),
        lambda one: one.get(f"{AUTH}session"),
        lambda one: one.send(f"{ACCOUNT}email", method="get"),
    ):
        left, right = step(first), step(second)
        assert left.status_code == right.status_code
        assert without_request(left) == without_request(right)
    letter = OutgoingMail.objects.filter(recipient="elsa@example.cl").latest("created_at")
    assert letter.subject == "Alguien quiso registrarse con tu correo"
    assert not re.search(r"\d{6}", letter.text)


def test_a_guess_does_not_open_an_account_that_is_not_there(browser):
    browser.sign_up("elsa@example.cl")
    prober = Browser()
    prober.ask_to_sign_up("elsa@example.cl")
    state = prober.session["account_email_verification_code"]
    answer = prober.type_code(state["code"])
    assert answer.status_code in (400, 401)
    assert prober.person is None


def test_who_came_second_left_nothing(browser):
    browser.sign_up("elsa@example.cl")
    before = (Person.objects.count(), Consent.objects.count(), EmailAddress.objects.count(), len(recorded()))
    Browser().ask_to_sign_up("elsa@example.cl", name="Otra Persona")
    assert (Person.objects.count(), Consent.objects.count(), EmailAddress.objects.count(), len(recorded())) == before


def test_who_closed_the_page_signs_in_and_gets_another_code(browser):
    browser.ask_to_sign_up()
    later = Browser()
    refused(later.sign_in(), 401, "email_code_needed")
    assert later.type_code(code_for("elsa@example.cl")).status_code == 200
    assert later.person["email"] == "elsa@example.cl"


def test_who_is_signed_in_does_not_sign_up_again(browser):
    browser.sign_up()
    assert browser.sign_up("otra@example.cl").status_code == 409


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"[]",
        b"null",
        b"[" * 200_000,
        b'{"email": ' + b"[" * 5_000 + b"]" * 5_000 + b"}",
        b'{"email": ' + b"9" * 5_000 + b"}",
        b'{"email": NaN}',
        b'{"name": "\\ud800", "email": "a@example.cl", "password": "una-clave-larga", "consent": true}',
        b'{"name": "Elsa", "email": "a@example.cl", "password": "una\\ud800clave", "consent": true}',
        b'{"name": "a\\u0000b", "email": "a@example.cl", "password": "una-clave-larga", "consent": true}',
        "{}".encode("utf-16"),
        b"\xff\xfe",
    ],
)
def test_a_body_that_is_no_json_object(browser, body):
    token = browser.cookies["minga_csrf"].value
    for path in ("signup", "login", "password/request", "password/reset", "email/verify"):
        answer = browser.generic(
            "POST", f"{AUTH}{path}", body, content_type="application/json", headers={"X-CSRFToken": token}
        )
        refused(answer, 400, "parse_error")
    assert not Person.objects.exists()


def test_without_the_csrf_token_nothing_happens(browser):
    refused(browser.post(f"{AUTH}signup", {"email": "elsa@example.cl"}), 403, "csrf_failed")
    assert not Person.objects.exists()


def test_if_one_part_fails_nothing_remains(browser, monkeypatch):
    from accounts import services

    monkeypatch.setattr(services.jobs.send_mail, "defer", lambda **_: 1 / 0)
    refused(browser.sign_up(), 500, "internal_error")
    assert not Person.objects.exists()
    assert not recorded()


@pytest.mark.django_db(transaction=True)
def test_of_two_who_race_for_an_address_one_gets_it():
    together = Barrier(4)

    def sign_up(_):
        browser = Browser()
        together.wait()
        try:
            return browser.ask_to_sign_up().status_code
        finally:
            connections.close_all()

    for _ in range(3):
        cache.clear()
        Person.objects.all().delete()
        with ThreadPoolExecutor(4) as pool:
            codes = sorted(pool.map(sign_up, range(4)))
        assert codes == [401, 401, 401, 401]
        assert Person.objects.count() == 1
        assert EmailAddress.objects.count() == 1


def test_a_village_behind_one_address_signs_up():
    codes = [Browser().sign_up(f"vecina{number}@example.cl").status_code for number in range(60)]
    assert set(codes) == {200}


def test_a_machine_does_not(monkeypatch):
    monkeypatch.setitem(limits.PER_ADDRESS, "auth/signup", limits.Limit(3, timedelta(minutes=1)))
    browser = Browser()
    for _ in range(3):
        assert browser.sign_up(password="corta").status_code == 400
    answer = browser.sign_up()
    assert refused(answer, 429, "too_many_requests")["title"]
    assert answer.headers["Retry-After"]
    elsewhere = Browser(REMOTE_ADDR="192.0.2.7")
    assert elsewhere.sign_up().status_code == 200
    forged = Browser(HTTP_X_FORWARDED_FOR="192.0.2.8")
    assert forged.sign_up("otra@example.cl").status_code == 429
    RateWindow.objects.update(ends_at=Now())
    assert Browser().sign_up("otra@example.cl").status_code == 200


@pytest.mark.django_db(transaction=True)
def test_forty_neighbours_at_the_same_moment(monkeypatch):
    """Nobody waits in vain, and the limit is exact: of forty, thirty are let in."""
    monkeypatch.setitem(limits.PER_ADDRESS, "auth/signup", limits.Limit(30, timedelta(minutes=5)))
    together = Barrier(20)

    def sign_up(number):
        try:
            browsers = [Browser(), Browser()]
            together.wait()
            return [
                browser.ask_to_sign_up(f"v{number}.{turn}@example.cl").status_code
                for turn, browser in enumerate(browsers)
            ]
        finally:
            connections.close_all()

    with ThreadPoolExecutor(20) as pool:
        codes = [code for pair in pool.map(sign_up, range(20)) for code in pair]
    assert sorted(codes) == [401] * 30 + [429] * 10
    assert Person.objects.count() == 30


def test_passwords_are_kept_as_argon2():
    """Tests use a fast hasher; what runs for people is read in a process of its own."""
    environment = os.environ | {"MINGA_MODE": "local", "PYTHONPATH": os.pathsep.join(sys.path)}
    program = "from config import settings; print(settings.PASSWORD_HASHERS)"
    shown = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "['accounts.hashers.PasswordHasher']"

"""Changing a password, and choosing a new one by letter."""

import re

import pytest

from accounts.models import OutgoingMail
from tests.support import people
from tests.support.browser import ACCOUNT, AUTH, Browser

NEW = "otra-clave-larga-2027"


@pytest.fixture
def elsa(db):
    return people.person("Elsa Rivera", email="elsa@example.cl")


def key_in_letter():
    letter = OutgoingMail.objects.filter(recipient="elsa@example.cl").latest("created_at")
    return re.search(r"/cuenta/clave/(\S+)", letter.text).group(1)


def reset(browser, key, password=NEW):
    return browser.send(f"{AUTH}password/reset", {"key": key, "password": password})


def test_a_changed_password_ends_the_other_sessions(browser, elsa):
    browser.sign_in()
    other = Browser()
    other.sign_in()
    body = {"current_password": people.PASSWORD, "new_password": NEW}
    assert browser.send(f"{ACCOUNT}password/change", body).status_code == 200
    assert browser.person is not None
    assert other.person is None
    assert other.sign_in().status_code == 400
    assert other.sign_in(password=NEW).status_code == 200
    assert OutgoingMail.objects.latest("created_at").subject == "Cambió tu clave"


def test_the_present_password_is_asked_for(browser, elsa):
    browser.sign_in()
    body = {"current_password": "no-es-esta-clave", "new_password": NEW}
    assert browser.send(f"{ACCOUNT}password/change", body).status_code == 400


def test_a_letter_opens_the_way_to_a_new_password_once(browser, elsa):
    assert browser.send(f"{AUTH}password/request", {"email": "ELSA@example.cl"}).status_code == 200
    key = key_in_letter()
    assert reset(browser, key, "corta").status_code == 400
    assert reset(browser, key).status_code in (200, 401)
    assert Browser().sign_in(password=NEW).status_code == 200
    assert reset(browser, key, "una-tercera-clave").status_code == 400
    assert Browser().sign_in(password=NEW).status_code == 200


@pytest.mark.parametrize("key", ["", "x", "0-0", "a" * 5_000, "%00", "é-é", "01a2-x-y"])
def test_a_key_that_nobody_sent(browser, elsa, key):
    assert reset(browser, key).status_code == 400


def test_an_unknown_address_gets_a_letter_too(browser, db):
    answer = browser.send(f"{AUTH}password/request", {"email": "nadie@example.cl"})
    assert answer.status_code == 200
    letter = OutgoingMail.objects.get()
    assert letter.recipient == "nadie@example.cl"
    assert "/cuenta/clave/" not in letter.text


def test_the_letter_goes_to_the_stored_address(browser, elsa):
    browser.send(f"{AUTH}password/request", {"email": "el\u017fa@example.cl"})
    assert not OutgoingMail.objects.filter(recipient__startswith="el\u017f").exists()


def test_letters_are_not_asked_for_without_end(browser, elsa):
    codes = [browser.send(f"{AUTH}password/request", {"email": "elsa@example.cl"}).status_code for _ in range(7)]
    assert codes[0] == 200
    assert codes[-1] == 429

"""Signing in and out."""

import pytest

from tests.support import people
from tests.support.browser import Browser


@pytest.fixture
def elsa(db):
    return people.person("Elsa Rivera", email="elsa@example.cl")


def test_in_and_out(browser, elsa):
    assert not browser.person
    assert browser.sign_in().status_code == 200
    assert browser.person["id"] == str(elsa.pk)
    assert browser.sign_out().status_code == 401
    assert browser.person is None


@pytest.mark.parametrize("typed", ["ELSA@Example.cl", " elsa@example.cl "])
def test_the_address_in_any_case(browser, elsa, typed):
    assert browser.sign_in(typed).status_code == 200


def test_an_address_of_a_domain_with_accents(browser):
    Browser().sign_up("elsa@quesería.cl")
    assert browser.sign_in("elsa@quesería.cl").status_code == 200


@pytest.mark.parametrize("password", ["otra-clave-larga", "una\ud800clave"[:3], "x" * 10_000])
def test_a_wrong_password_and_an_unknown_address_answer_alike(browser, elsa, password):
    wrong, unknown = browser.sign_in(password=password), browser.sign_in("nadie@example.cl", password)
    assert wrong.status_code == unknown.status_code == 400
    assert wrong.json() | {"request_id": ""} == unknown.json() | {"request_id": ""}


def test_an_account_that_was_closed_stays_closed(browser, elsa):
    elsa.is_active = False
    elsa.save()
    assert browser.sign_in().status_code != 200
    assert browser.person is None


def test_a_session_ends_when_the_account_is_closed(browser, elsa):
    browser.sign_in()
    elsa.is_active = False
    elsa.save()
    assert browser.person is None


def test_one_account_is_not_guessed_at(browser, elsa):
    for _ in range(8):
        assert browser.sign_in(password="no-es-esta-clave").status_code == 400
    answer = browser.sign_in()
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["code"] == "too_many_login_attempts"
    people.person(email="vecina@example.cl")
    assert Browser().sign_in("vecina@example.cl").status_code == 200


def test_the_cookie_is_out_of_reach_of_scripts(browser, elsa):
    browser.sign_in()
    cookie = browser.cookies["minga_session"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"

"""Proving an address by the code of a letter, at signing up and when it changes."""

from __future__ import annotations

import pytest
from allauth.account.models import EmailAddress
from django.test import override_settings

from accounts.models import OutgoingMail, Person
from tests.support import people
from tests.support.browser import ACCOUNT, AUTH, Browser, code_for
from tests.support.events import recorded
from tests.support.problems import refused

EMAIL = f"{ACCOUNT}email"


@pytest.fixture
def elsa(db):
    return people.person("Elsa Rivera", email="elsa@example.cl")


def asked_again(browser):
    return browser.send(f"{AUTH}reauthenticate", {"password": people.PASSWORD})


def test_the_code_works_once(browser):
    browser.ask_to_sign_up()
    code = code_for("elsa@example.cl")
    assert browser.type_code(code).status_code == 200
    refused(browser.type_code(code), 409, "nothing_pending")


def test_a_code_with_blanks_is_the_same(browser):
    browser.ask_to_sign_up()
    code = code_for("elsa@example.cl")
    assert browser.type_code(f" {code[:3]} {code[3:]} ").status_code == 200


def test_a_code_opens_only_where_it_was_asked_for(browser):
    browser.ask_to_sign_up()
    refused(Browser().type_code(code_for("elsa@example.cl")), 409, "nothing_pending")


def test_six_wrong_codes_and_the_right_one_is_over(browser):
    browser.ask_to_sign_up()
    code = code_for("elsa@example.cl")
    wrong = "000000" if code != "000000" else "111111"
    for _ in range(6):
        assert refused(browser.type_code(wrong), 400, "validation_error")["errors"][0]["code"] == "incorrect_code"
    refused(browser.type_code(code), 409, "nothing_pending")
    assert not EmailAddress.objects.get().verified


@pytest.mark.parametrize("code", ["", "x", "0" * 5_000, "１２３４５６", "é"])
def test_what_is_no_code(browser, code):
    browser.ask_to_sign_up()
    assert browser.type_code(code).status_code == 400


def test_a_code_that_came_late(browser):
    browser.ask_to_sign_up()
    with override_settings(ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT=-1):
        refused(browser.type_code(code_for("elsa@example.cl")), 409, "nothing_pending")


def test_another_code_replaces_the_first(browser):
    browser.ask_to_sign_up()
    first = code_for("elsa@example.cl")
    assert browser.send(f"{AUTH}email/verify/resend").status_code == 200
    second = code_for("elsa@example.cl")
    if first != second:
        assert browser.type_code(first).status_code == 400
    assert browser.type_code(second).status_code == 200


def test_codes_are_not_sent_without_end(browser):
    browser.ask_to_sign_up()
    codes = [browser.send(f"{AUTH}email/verify/resend").status_code for _ in range(6)]
    assert codes[0] == 200
    assert codes[-1] in (409, 429)


def test_a_new_address_counts_when_it_is_proved_and_the_old_one_is_told(browser, elsa):
    browser.sign_in()
    refused(browser.send(EMAIL, {"email": "nueva@example.cl"}), 403, "reauthentication_needed")
    assert asked_again(browser).status_code == 200
    assert browser.send(EMAIL, {"email": "Nueva@example.cl"}).status_code == 200
    assert browser.person["email"] == "elsa@example.cl"
    assert Browser().sign_in("elsa@example.cl").status_code == 200
    assert browser.type_code(code_for("nueva@example.cl")).status_code == 200
    assert browser.person["email"] == "nueva@example.cl"
    assert Browser().sign_in("nueva@example.cl").status_code == 200
    assert Browser().sign_in("elsa@example.cl").status_code == 400
    told = OutgoingMail.objects.filter(recipient="elsa@example.cl").latest("created_at")
    assert told.subject == "Tu cuenta usa otro correo ahora"
    assert [event["key"] for event in recorded("accounts.person_changed")] == [elsa.pk]


def test_an_address_of_somebody_else_is_not_told_apart(browser, elsa):
    people.person(email="vecina@example.cl")
    browser.sign_in()
    asked_again(browser)
    free = browser.send(EMAIL, {"email": "libre@example.cl"})
    taken = browser.send(EMAIL, {"email": "vecina@example.cl"})
    assert free.status_code == taken.status_code == 200
    code = browser.session["account_email_verification_code"]["code"]
    assert browser.type_code(code).status_code == 400
    assert Person.objects.get(pk=elsa.pk).email == "elsa@example.cl"
    assert OutgoingMail.objects.filter(recipient="vecina@example.cl").count() == 1


def test_an_address_that_somebody_only_claims_is_free_for_who_proves_it(browser, elsa):
    """Somebody signed up with an address that isn't hers and never typed the code."""
    Browser().ask_to_sign_up("mia@example.cl")
    browser.sign_in()
    asked_again(browser)
    browser.send(EMAIL, {"email": "mia@example.cl"})
    assert Person.objects.get(pk=elsa.pk).email == "elsa@example.cl"

"""A second step: setting it up, signing in with it, losing its device, and stewards who must have one."""

from __future__ import annotations

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.usersessions.models import UserSession
from django.core.cache import cache
from django.core.management import call_command

from accounts import second_factors
from accounts.models import OutgoingMail
from stewards.models import Act
from tests.support import people
from tests.support.browser import ACCOUNT, AUTH, Browser
from tests.support.events import recorded
from tests.support.problems import refused

TOTP = f"{ACCOUNT}authenticators/totp"
RECOVERY = f"{ACCOUNT}authenticators/recovery-codes"
STEP = f"{AUTH}2fa/authenticate"


@pytest.fixture
def elsa(db):
    return people.person("Elsa Rivera", email="elsa@example.cl")


def code_of(secret, *, steps=0):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def again(browser):
    assert browser.send(f"{AUTH}reauthenticate", {"password": people.PASSWORD}).status_code == 200


def set_up(browser):
    """This will give the person behind the browser a second step, and return its secret."""
    again(browser)
    secret = browser.get(TOTP).json()["data"]["secret"]
    answer = browser.send(TOTP, {"code": code_of(secret)})
    assert answer.status_code == 200, answer.content
    return secret


def test_setting_it_up_needs_the_password_once_more(browser, elsa, django_capture_on_commit_callbacks):
    browser.sign_in()
    secret = browser.get(TOTP).json()["data"]["secret"]
    refused(browser.send(TOTP, {"code": code_of(secret)}), 403, "reauthentication_needed")
    with django_capture_on_commit_callbacks(execute=True):
        set_up(browser)
    assert browser.person["has_second_factor"]
    assert OutgoingMail.objects.latest("created_at").subject == "Tu cuenta tiene ahora un segundo paso"


def test_the_secret_comes_as_text_and_as_a_picture_to_draw(browser, elsa):
    browser.sign_in()
    data = browser.get(TOTP).json()["data"]
    assert data["url"].startswith("otpauth://totp/elsa%40example.cl?secret=")
    assert "issuer=Minga" in data["url"]
    assert data["picture"]["size"] > 29
    assert set(data["picture"]["path"]) <= set("Mhvz-0123456789 ")


def test_a_wrong_code_sets_nothing_up(browser, elsa):
    browser.sign_in()
    again(browser)
    browser.get(TOTP)
    for code in ("000000", "", "x" * 5_000, "é"):
        answer = refused(browser.send(TOTP, {"code": code}), 400, "validation_error")
        assert answer["errors"][0]["attr"] == "code"
    assert not Authenticator.objects.exists()


def test_the_secret_is_sealed_in_the_database(browser, elsa):
    browser.sign_in()
    secret = set_up(browser)
    stored = " ".join(str(factor.data) for factor in Authenticator.objects.all())
    assert secret not in stored


def test_signing_in_asks_for_the_step(browser, elsa):
    browser.sign_in()
    secret = set_up(browser)
    other = Browser()
    flows = refused(other.sign_in(), 401, "second_step_needed")["flows"]
    (pending,) = [flow for flow in flows if flow.get("is_pending")]
    assert set(pending["types"]) == {"totp", "recovery_codes"}
    assert not other.person
    assert (
        refused(other.send(STEP, {"code": "000000"}), 400, "validation_error")["errors"][0]["code"] == "incorrect_code"
    )
    assert other.send(STEP, {"code": code_of(secret)}).status_code == 200
    assert other.person["id"] == str(elsa.pk)


def test_a_code_opens_once_as_long_as_it_could_open(browser, elsa):
    browser.sign_in()
    secret = set_up(browser)
    code = code_of(secret, steps=1)
    first, second = Browser(), Browser()
    first.sign_in()
    second.sign_in()
    assert first.send(STEP, {"code": code}).status_code == 200
    # The library forgets a code after half a minute, while the tolerance still takes it.
    for key in list(_cached("allauth.mfa.totp.used")):
        cache.delete(key)
    assert second.send(STEP, {"code": code}).status_code == 400


def _cached(prefix):
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key FROM cache_entry")
        return [row[0].split(":", 2)[2] for row in cursor.fetchall() if prefix in row[0]]


def test_a_recovery_code_opens_once(browser, elsa):
    browser.sign_in()
    set_up(browser)
    codes = browser.get(RECOVERY).json()["data"]["unused_codes"]
    assert len(codes) == 10
    other = Browser()
    other.sign_in()
    assert other.send(STEP, {"code": codes[0]}).status_code == 200
    third = Browser()
    third.sign_in()
    assert third.send(STEP, {"code": codes[0]}).status_code == 400
    assert third.send(STEP, {"code": codes[1]}).status_code == 200


def test_new_recovery_codes_replace_the_old(browser, elsa):
    browser.sign_in()
    set_up(browser)
    before = browser.get(RECOVERY).json()["data"]["unused_codes"]
    after = browser.send(RECOVERY).json()["data"]["unused_codes"]
    assert not set(before) & set(after)


def test_the_step_is_not_guessed_at(browser, elsa):
    browser.sign_in()
    secret = set_up(browser)
    other = Browser()
    other.sign_in()
    for _ in range(8):
        assert other.send(STEP, {"code": "000000"}).status_code == 400
    answer = refused(other.send(STEP, {"code": code_of(secret)}), 400, "validation_error")
    assert answer["errors"][0]["code"] == "too_many_login_attempts"


def test_the_first_factor_ends_what_a_password_alone_had_opened(browser, elsa, django_capture_on_commit_callbacks):
    other = Browser()
    other.sign_in()
    browser.sign_in()
    with django_capture_on_commit_callbacks(execute=True):
        set_up(browser)
    assert not other.person
    assert browser.person is not None


def test_taking_it_away_is_told(browser, elsa):
    browser.sign_in()
    set_up(browser)
    assert browser.send(TOTP, method="delete").status_code == 200
    assert not browser.person["has_second_factor"]
    assert not Authenticator.objects.exists()
    assert OutgoingMail.objects.latest("created_at").subject == "Se quitó un segundo paso de tu cuenta"


def test_a_passkey_asks_for_a_name_that_is_a_name(browser, elsa):
    """Of an address in numbers no passkey can be made; the browser's test makes one."""
    browser.sign_in()
    again(browser)
    options = browser.get(f"{ACCOUNT}authenticators/webauthn").json()["data"]["creation_options"]["publicKey"]
    assert options["rp"] == {"id": "testserver", "name": "Minga"}
    assert options["user"]["displayName"] == "Elsa Rivera"
    answer = browser.send(f"{ACCOUNT}authenticators/webauthn", {"name": "x", "credential": {"id": "x"}})
    assert refused(answer, 400, "validation_error")["errors"][0]["code"] == "incorrect_code"


def test_a_steward_resets_what_was_lost(browser, elsa, settings):
    browser.sign_in()
    set_up(browser)
    steward = people.person(is_steward=True)
    answer = people.client_for(steward).post(
        f"/api/v1/stewards/people/{elsa.pk}/reset-second-factors", {"reason": "Perdió el teléfono; habló con Rosa."}
    )
    assert answer.status_code in (200, 204), answer.content
    assert not Authenticator.objects.filter(user=elsa).exists()
    assert browser.person is None
    assert not UserSession.objects.filter(user=elsa).exists()
    assert Browser().sign_in().status_code == 200
    letter = OutgoingMail.objects.filter(recipient=elsa.email).latest("created_at")
    assert letter.subject == "Se quitó tu segundo paso"
    (event,) = recorded("accounts.second_factors_reset")
    assert str(steward.pk) in event["data"]
    assert Act.objects.filter(person_id=elsa.pk, kind=Act.Kind.SECOND_FACTORS_RESET).exists()


def test_stewards_need_one_where_the_rule_is_on(settings, db):
    settings.STEWARDS_NEED_SECOND_FACTOR = True
    people.person(email="equipo@example.cl", is_steward=True)
    browser = Browser()
    browser.sign_in("equipo@example.cl")
    me = browser.get("/api/v1/me").json()
    assert me["second_factor_needed"]
    refused(browser.get("/api/v1/stewards/overview"), 403, "second_factor_needed")
    assert browser.get("/admin/").status_code == 302
    set_up(browser)
    assert not browser.get("/api/v1/me").json()["second_factor_needed"]
    assert browser.get("/api/v1/stewards/overview").status_code == 200
    assert browser.get("/admin/").status_code == 200


def test_without_the_rule_a_steward_works_with_a_password(settings, db):
    settings.STEWARDS_NEED_SECOND_FACTOR = False
    steward = people.person(is_steward=True)
    assert people.client_for(steward).get("/api/v1/stewards/overview").status_code == 200


def test_a_new_key_of_the_house_opens_what_the_former_sealed(browser, elsa, settings, capsys):
    browser.sign_in()
    secret = set_up(browser)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "y" * 60
    other = Browser()
    other.sign_in()
    assert other.send(STEP, {"code": code_of(secret, steps=1)}).status_code == 200
    call_command("seal_second_factors")
    assert "2" in capsys.readouterr().out
    assert second_factors.sealed_anew() == 0
    settings.SECRET_KEY_FALLBACKS = []
    factor = Authenticator.objects.get(type="totp")
    assert second_factors.Adapter().decrypt(factor.data["secret"]) == secret

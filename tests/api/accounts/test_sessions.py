"""Where one is signed in: told by device, ended one by one or all but this."""

from __future__ import annotations

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db.models.functions import Now

from accounts.devices import device
from accounts.sessions import forget_sessions
from events.gate import Gate
from tests.support import people
from tests.support.browser import Browser
from tests.support.problems import refused

PATH = "/api/v1/me/sessions"
PHONE = "Mozilla/5.0 (Linux; Android 14; SM-A145M) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Mobile Safari/537.36"
DESK = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:143.0) Gecko/20100101 Firefox/143.0"


@pytest.fixture
def elsa(db):
    return people.person("Elsa Rivera", email="elsa@example.cl")


@pytest.fixture
def phone(elsa):
    opened = Browser(HTTP_USER_AGENT=PHONE)
    opened.sign_in()
    return opened


@pytest.fixture
def desk(elsa):
    opened = Browser(HTTP_USER_AGENT=DESK)
    opened.sign_in()
    return opened


def test_each_session_is_told_by_its_device(phone, desk):
    found = desk.get(PATH).json()["results"]
    devices = {(row["device"]["browser"], row["device"]["system"]): row["is_this"] for row in found}
    assert devices == {("Chrome", "Android"): False, ("Firefox", "Windows"): True}
    assert set(found[0]) == {"id", "device", "signed_in_at", "last_seen_at", "is_this"}


def test_no_address_is_kept(phone):
    assert set(UserSession.objects.values_list("ip", flat=True)) == {"0.0.0.0"}


def test_one_is_ended_and_its_sockets_are_refused(phone, desk):
    (other,) = [row for row in desk.get(PATH).json()["results"] if not row["is_this"]]
    key, gate = phone.session.session_key, Gate()
    assert gate.people([key])
    assert desk.send(f"{PATH}/{other['id']}", method="delete").status_code == 204
    assert phone.person is None
    assert desk.person is not None
    assert not gate.people([key]), "an open socket would stay"
    refused(desk.send(f"{PATH}/{other['id']}", method="delete"), 404, "not_found")


def test_all_others_are_ended_at_once(phone, desk):
    assert desk.send(f"{PATH}/end-others").json() == {"ended": 1}
    assert phone.person is None
    assert desk.person is not None
    assert desk.send(f"{PATH}/end-others").json() == {"ended": 0}


def test_nobody_ends_somebody_elses(phone, desk):
    people.person(email="vecina@example.cl")
    vecina = Browser()
    vecina.sign_in("vecina@example.cl")
    session = UserSession.objects.filter(user__email="elsa@example.cl").first()
    refused(vecina.send(f"{PATH}/{session.pk}", method="delete"), 404, "not_found")
    assert vecina.send(f"{PATH}/end-others").json() == {"ended": 0}
    assert phone.person is not None


def test_use_is_noted_now_and_then(phone):
    UserSession.objects.update(last_seen_at=Now() - timedelta(hours=2))
    before = UserSession.objects.get().last_seen_at
    Browser(HTTP_USER_AGENT=PHONE)
    phone.handler._middleware_chain = None
    phone.handler.load_middleware()  # another process, which has noted nothing yet
    phone.get("/api/v1/me")
    noted = UserSession.objects.get().last_seen_at
    assert noted > before
    phone.get("/api/v1/me")
    assert UserSession.objects.get().last_seen_at == noted


def test_what_is_over_is_forgotten(phone, desk):
    Session.objects.filter(session_key=phone.session.session_key).update(expire_date=Now() - timedelta(days=1))
    assert len(desk.get(PATH).json()["results"]) == 1
    assert forget_sessions(10) == 1
    assert UserSession.objects.count() == 1


@pytest.mark.parametrize(
    ("said", "browser", "system"),
    [
        (PHONE, "Chrome", "Android"),
        (DESK, "Firefox", "Windows"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile/15E148 Safari/604.1",
            "Safari",
            "iPhone",
        ),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge", "Mac"),
        (
            "Mozilla/5.0 (Linux; Android 13) SamsungBrowser/23.0 Chrome/115.0 Mobile Safari/537.36",
            "Samsung Internet",
            "Android",
        ),
        ("curl/8.5", "", ""),
        ("", "", ""),
        ("<script>" * 50, "", ""),
    ],
)
def test_devices_in_two_words(said, browser, system):
    assert device(said) == (browser, system)

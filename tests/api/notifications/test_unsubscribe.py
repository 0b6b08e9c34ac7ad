"""The link in each mail: one click switches it off, without signing in; opening it changes nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core import signing
from django.test import Client

from notifications import links, queries, services
from notifications.models import Delivery, InboxItem
from tests.api.notifications.conftest import Clock
from tests.support import people
from tests.support.people import client_for
from tests.support.problems import refused

pytestmark = pytest.mark.django_db

Kind = InboxItem.Kind


def email_of(person: Any, kind: str) -> str:
    return queries.choices_by_kind(person.pk, [kind])[kind].email


@pytest.fixture
def sent(clock: Clock, letters: Callable[[], list[Any]]) -> tuple[Any, Any]:
    """A person, and a digest that she got about her sales and the pool."""
    rosa = people.person()
    for kind in (Kind.UNITS_SOLD, Kind.CONTRIBUTION_ADDED):
        services.tell(kind=kind, event_id=uuid4(), notices=[services.Notice(person_id=rosa.pk, params={"units": 3})])
    clock("2026-11-23T08:00:00-03:00")
    services.send_due_mail(10)
    (mail,) = letters()
    return rosa, mail


def test_one_click_of_the_mail_program_switches_just_that_off(sent: tuple[Any, Any]):
    rosa, mail = sent
    path = mail.extra_headers["List-Unsubscribe"].removeprefix("<http://127.0.0.1:8000").removesuffix(">")
    answer = Client(enforce_csrf_checks=True).post(
        path, "List-Unsubscribe=One-Click", content_type="application/x-www-form-urlencoded"
    )
    assert answer.status_code == 200
    assert answer.json()["off"] is True
    assert [email_of(rosa, kind) for kind in (Kind.UNITS_SOLD, Kind.CONTRIBUTION_ADDED)] == ["off", "off"]
    assert email_of(rosa, Kind.ROLE_GIVEN) == "now"
    boundary = Client().post(path, {"List-Unsubscribe": "One-Click"})
    assert boundary.status_code == 200, "some send multipart/form-data"


def test_opening_it_changes_nothing_and_what_was_before_can_be_had_again(sent: tuple[Any, Any]):
    rosa, mail = sent
    (token,) = re.findall(r"/baja/(\S+)", mail.body)
    client = client_for()
    for method in ("get", "head"):
        assert getattr(client, method)(f"/api/v1/unsubscribe/{token}").status_code == 200
    body = client.get(f"/api/v1/unsubscribe/{token}").json()
    assert (body["off"], [one["email"] for one in body["choices"]]) == (False, ["daily", "weekly"])
    assert str(rosa.pk) not in str(body)
    assert rosa.name not in str(body)
    for _ in range(2):
        assert client.post(f"/api/v1/unsubscribe/{token}").json()["off"] is True
    undone = client.post(f"/api/v1/unsubscribe/{token}/undo").json()
    assert (undone["off"], [one["email"] for one in undone["choices"]]) == (False, ["daily", "weekly"])


def test_what_waits_is_not_sent_any_more(clock: Clock):
    rosa = people.person()
    services.tell(kind=Kind.UNITS_SOLD, event_id=uuid4(), notices=[services.Notice(person_id=rosa.pk)])
    client_for().post(f"/api/v1/unsubscribe/{links.token_for(rosa.pk, [Kind.UNITS_SOLD])}")
    assert not Delivery.objects.exists()


def test_a_link_opens_for_half_a_year(monkeypatch: pytest.MonkeyPatch):
    token = links.token_for(people.person().pk, [Kind.UNITS_SOLD])
    monkeypatch.setattr(links, "_OPENS_FOR", timedelta(seconds=-1))
    for method in ("get", "post"):
        refused(getattr(client_for(), method)(f"/api/v1/unsubscribe/{token}"), 410, "unsubscribe_expired")


@pytest.mark.parametrize(
    "change", [lambda t: t[:-2], lambda t: "x" + t, lambda t: "a:b:c", lambda t: "%00", lambda t: "á"]
)
def test_a_link_that_was_changed_or_cut_says_so(change: Callable[[str], str]):
    token = change(links.token_for(people.person().pk, [Kind.UNITS_SOLD]))
    for path in (f"/api/v1/unsubscribe/{token}", f"/api/v1/unsubscribe/{token}/undo"):
        refused(client_for().post(path), 404, "unsubscribe_unknown")


def test_a_signature_of_another_kind_opens_nothing():
    forged = signing.dumps({"p": uuid4().hex, "k": ["units_sold"]}, salt="orders.link")
    refused(client_for().post(f"/api/v1/unsubscribe/{forged}"), 404, "unsubscribe_unknown")


def test_a_link_of_somebody_who_left_is_no_trap():
    token = links.token_for(uuid4(), [Kind.UNITS_SOLD])
    refused(client_for().post(f"/api/v1/unsubscribe/{token}"), 404, "unsubscribe_unknown")


def test_what_is_fixed_stays(letters: Any):
    rosa = people.person()
    token = links.token_for(rosa.pk, [Kind.MEMBERSHIP_ENDED])
    client_for().post(f"/api/v1/unsubscribe/{token}")
    assert email_of(rosa, Kind.MEMBERSHIP_ENDED) == "now"

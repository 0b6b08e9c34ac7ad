"""How people want to be told."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from notifications import services
from notifications.kinds import RULES, Kind, Topic
from notifications.models import Delivery, InboxItem, Preference
from tests.support import people
from tests.support.people import client_for
from tests.support.problems import refused

pytestmark = pytest.mark.django_db

SETTINGS, CHANNELS = "/api/v1/inbox/settings", "/api/v1/inbox/settings/channels"


def choice(body: dict[str, Any], kind: str) -> dict[str, Any]:
    return next(one for one in body["choices"] if one["kind"] == kind)


def test_every_kind_has_a_rule_and_every_topic_a_kind():
    assert set(RULES) == set(Kind)
    assert {rule.topic for rule in RULES.values()} == set(Topic)


def test_sales_come_in_the_daily_digest_and_what_needs_her_at_once_unless_she_says_otherwise():
    rosa = people.person()
    body = client_for(rosa).get(SETTINGS).json()
    assert (body["quiet_from"], body["quiet_until"], body["digest_at"]) == ("22:00", "07:00", "08:00")
    assert body["email_proved"] is True
    assert (choice(body, "units_sold")["email"], choice(body, "role_given")["email"]) == ("daily", "now")
    paid = choice(body, "order_refunded")
    assert (paid["fixed"], paid["email"]) == (True, "now")
    assert not Preference.objects.exists()


def test_a_choice_holds_for_the_kinds_it_names_and_what_is_left_out_stays():
    client = client_for(people.person())
    body = client.patch(CHANNELS, {"kinds": ["units_sold", "member_joined"], "email": "off"}).json()
    assert (choice(body, "units_sold")["email"], choice(body, "member_joined")["email"]) == ("off", "off")
    assert (choice(body, "units_sold")["in_app"], choice(body, "contribution_added")["email"]) == ("show", "weekly")
    body = client.patch(CHANNELS, {"kinds": ["units_sold"], "in_app": "quiet", "push": False}).json()
    assert {key: choice(body, "units_sold")[key] for key in ("in_app", "email", "push")} == {
        "in_app": "quiet", "email": "off", "push": False,
    }  # fmt: skip


def test_what_is_quiet_in_the_app_is_there_and_read():
    rosa = people.person()
    client = client_for(rosa)
    client.patch(CHANNELS, {"kinds": ["units_sold"], "in_app": "quiet"})
    services.tell(kind=Kind.UNITS_SOLD, event_id=uuid4(), notices=[services.Notice(person_id=rosa.pk)])
    body = client.get("/api/v1/inbox").json()
    assert (len(body["results"]), body["unread"]) == (1, 0)
    assert body["results"][0]["read_at"] is not None


def test_hours_are_hers_and_what_waits_moves_along():
    rosa = people.person()
    client = client_for(rosa)
    services.tell(kind=Kind.UNITS_SOLD, event_id=uuid4(), notices=[services.Notice(person_id=rosa.pk)])
    before = Delivery.objects.get().due_at
    body = client.patch(SETTINGS, {"digest_at": "19:30", "quiet": False, "discreet": True}).json()
    assert (body["digest_at"], body["quiet"], body["discreet"]) == ("19:30", False, True)
    assert Delivery.objects.get().due_at != before
    assert client_for(people.person()).get(SETTINGS).json()["digest_at"] == "08:00"


@pytest.mark.parametrize(
    "body", [{"kinds": ["order_paid"], "email": "off"}, {"kinds": ["order_refunded"], "in_app": "quiet"}]
)
def test_what_is_about_her_money_can_not_be_switched_off(body: dict[str, Any]):
    refused(client_for(people.person()).patch(CHANNELS, body), 409, "notice_fixed")


@pytest.mark.parametrize(
    "body",
    [{}, {"kinds": []}, {"kinds": ["nothing"]}, {"kinds": ["units_sold"], "email": "hourly"},
     {"kinds": ["units_sold"], "push": "perhaps"}],
)  # fmt: skip
def test_what_is_no_choice_is_refused(body: dict[str, Any]):
    refused(client_for(people.person()).patch(CHANNELS, body), 400, "validation_error")


@pytest.mark.parametrize("body", [{"digest_at": "25:00"}, {"digest_weekday": 7}, {"quiet_from": "soon"}])
def test_what_is_no_hour_is_refused(body: dict[str, Any]):
    refused(client_for(people.person()).patch(SETTINGS, body), 400, "validation_error")


def test_a_guest_chooses_nothing():
    refused(client_for().get(SETTINGS), 401, "sign_in_needed")
    refused(client_for().patch(CHANNELS, {"kinds": ["units_sold"], "push": True}), 401, "sign_in_needed")


def test_an_item_of_a_newer_release_breaks_nothing():
    rosa = people.person()
    services.tell(kind=Kind.UNITS_SOLD, event_id=uuid4(), notices=[services.Notice(person_id=rosa.pk)])
    InboxItem.objects.update(kind="vote_opened")
    services.choose_channels(person_id=rosa.pk, kinds=[Kind.UNITS_SOLD], push=True)
    assert services.send_due_mail(10) == 0

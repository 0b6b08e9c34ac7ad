"""Notices on the screens of devices: sealed, signed, discreet, and only while the person is signed in there."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.contrib.sessions.models import Session
from django.db import connection

from accounts.models import Person
from notifications import services, web_push
from notifications.models import Delivery, InboxItem, PushDevice
from notifications.services import pushing
from tests.api.notifications.conftest import Clock
from tests.support import people, push_service, trade
from tests.support.people import client_for
from tests.support.problems import refused, same_refusal
from tests.support.push_service import PushService, Subscription

# Outgoing calls refuse to be made inside a transaction.
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("clock")]

KEY = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"
DEVICES = "/api/v1/push/devices"
Kind = InboxItem.Kind


@pytest.fixture(autouse=True)
def keys(settings: Any) -> None:
    settings.VAPID_PRIVATE_KEY = KEY
    settings.PUSH_HOSTS = ["127.0.0.1", "fcm.googleapis.com"]


@pytest.fixture
def service() -> Iterator[PushService]:
    with push_service.listening() as running:
        yield running


def add(client: Any, subscription: Subscription) -> Any:
    return client.post(DEVICES, subscription.said, HTTP_USER_AGENT="Mozilla/5.0 (Android 14) Chrome/142 Safari/5")


def tell(person: Person, kind: Kind = Kind.ROLE_GIVEN, **params: Any) -> None:
    services.tell(kind=kind, event_id=uuid4(), notices=[services.Notice(person_id=person.pk, params=params)])


def run_tasks() -> None:
    """Hand on what is due, then run what is queued, as a worker does."""
    services.send_due_push(100)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs WHERE task_name = 'notifications.push' RETURNING id, args")
        rows = sorted(cursor.fetchall())
    for _id, args in rows:
        wanted = json.loads(args)
        pushing.push_to_device(UUID(wanted["device_id"]), [UUID(pk) for pk in wanted["item_ids"]])


def test_a_device_is_added_by_a_person_hears_that_it_works_and_then_what_concerns_her(service: PushService):
    pool = trade.pool()
    rosa = pool.members[0].person
    client, phone = client_for(rosa), service.subscription()
    assert client.get(DEVICES).json() == {"public_key": web_push.public_key(), "devices": []}
    made = add(client, phone)
    assert made.status_code == 201
    assert [device["called"] for device in made.json()["devices"]] == ["Chrome · Android"]
    run_tasks()
    tell(rosa, Kind.UNITS_SOLD, offer_id=pool.offer.pk, association_id=pool.cast.association.pk, units=4)
    run_tasks()
    welcome, sold = service.messages(phone)
    assert welcome["body"] == "Desde ahora los avisos llegan aquí"
    assert sold["body"] == "Vendiste 4 quesos de «Queso de cabra maduro»"
    assert sold["url"] == f"/a/{pool.cast.association.slug}/acopio/{pool.offer.pk}"
    headers = service.received[1].headers
    assert (headers["Content-Encoding"], headers["TTL"]) == ("aes128gcm", "86400")
    assert b"queso" not in service.received[1].body
    assert client.get(DEVICES).json()["devices"][0]["used_at"] is not None


def test_no_other_person_is_named_and_on_wish_nothing_is_said(service: PushService):
    pool = trade.pool()
    rosa, nelson, _ = pool.members
    phone = service.subscription()
    add(client_for(rosa.person), phone)
    services.choose_channels(person_id=rosa.person.pk, kinds=[Kind.CONTRIBUTION_ADDED], push=True)
    tell(rosa.person, Kind.CONTRIBUTION_ADDED, offer_id=pool.offer.pk, producer_id=nelson.producer.pk, units=10)
    run_tasks()
    services.choose_hours(person_id=rosa.person.pk, changes={"discreet": True})
    tell(rosa.person, Kind.CONTRIBUTION_ADDED, offer_id=pool.offer.pk, producer_id=nelson.producer.pk, units=11)
    run_tasks()
    _welcome, said, discreet = service.messages(phone)
    assert said["body"] == "Sumaron 10 quesos a «Queso de cabra maduro»"
    assert nelson.producer.name not in str(said)
    assert (discreet["body"], discreet["url"]) == ("Tienes un aviso nuevo", "/avisos")


def test_several_at_once_are_one_message_and_the_night_is_quiet(service: PushService, clock: Clock):
    rosa, phone = people.person(locale="en"), service.subscription()
    add(client_for(rosa), phone)
    run_tasks()
    clock("2026-11-22T23:00:00-03:00")
    tell(rosa, role="treasurer")
    tell(rosa, Kind.ORDER_EXPIRED, order_group_id=uuid4())
    tell(rosa, Kind.UNITS_SOLD, units=3)
    run_tasks()
    assert len(service.messages(phone)) == 1
    clock("2026-11-23T07:00:00-03:00")
    run_tasks()
    assert [message["body"] for message in service.messages(phone)][1:] == ["You have 3 new notices"]


def test_what_was_read_meanwhile_is_not_shown(service: PushService, clock: Clock):
    rosa, phone = people.person(), service.subscription()
    add(client_for(rosa), phone)
    run_tasks()
    clock("2026-11-22T23:00:00-03:00")
    tell(rosa, role="treasurer")
    services.mark_read(person_id=rosa.pk)
    clock("2026-11-23T07:00:00-03:00")
    run_tasks()
    assert len(service.messages(phone)) == 1


@pytest.mark.parametrize("status", [404, 410])
def test_a_device_that_is_gone_is_removed(service: PushService, status: int):
    add(client_for(people.person()), service.subscription())
    service.answers = [status]
    run_tasks()
    assert not PushDevice.objects.exists()


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_service_that_says_later_is_asked_again(service: PushService, status: int):
    add(client_for(people.person()), service.subscription())
    device = PushDevice.objects.get()
    service.answers = [status]
    with pytest.raises(pushing.PushUnanswered):
        pushing.push_to_device(device.pk, [])
    pushing.push_to_device(device.pk, [])
    device.refresh_from_db()
    assert (device.failures, device.cause, device.used_at is not None) == (0, "", True)


def test_a_service_that_refuses_five_times_has_its_device_removed(service: PushService):
    add(client_for(people.person()), service.subscription())
    device = PushDevice.objects.get()
    service.answers = [403] * 5
    for _ in range(5):
        assert PushDevice.objects.exists()
        pushing.push_to_device(device.pk, [])
    assert not PushDevice.objects.exists()


def test_a_service_that_is_not_there_is_asked_again():
    add(client_for(people.person()), Subscription("http://127.0.0.1:9/nobody"))
    with pytest.raises(pushing.PushUnanswered):
        pushing.push_to_device(PushDevice.objects.get().pk, [])


def test_who_signed_out_is_told_nothing_there(service: PushService):
    rosa = people.person()
    here, there = service.subscription("here"), service.subscription("there")
    client = client_for(rosa)
    add(client, here)
    add(client_for(rosa), there)
    run_tasks()
    Session.objects.filter(session_key=client.session.session_key).delete()
    tell(rosa, role="treasurer")
    run_tasks()
    assert (len(service.messages(here)), len(service.messages(there))) == (1, 2)
    assert PushDevice.objects.count() == 1


def test_a_phone_that_changes_hands_shows_nothing_of_its_former_owner(service: PushService):
    rosa, nelson, phone = people.person(), people.person(), service.subscription()
    add(client_for(rosa), phone)
    add(client_for(nelson), phone)
    run_tasks()
    tell(rosa, role="treasurer")
    run_tasks()
    assert [message["tag"] for message in service.messages(phone)] == ["welcome"]
    assert PushDevice.objects.get().person_id == nelson.pk


def test_said_again_a_device_takes_over_the_newer_keys(service: PushService):
    client, phone = client_for(people.person()), service.subscription()
    add(client, phone)
    newer = Subscription(phone.endpoint)
    assert len(add(client, newer).json()["devices"]) == 1
    run_tasks()
    assert len(service.messages(newer)) == 1


def test_another_persons_device_is_a_missing_one(service: PushService):
    rosa, stranger = people.person(), client_for(people.person())
    client = client_for(rosa)
    (device,) = add(client, service.subscription()).json()["devices"]
    foreign = stranger.delete(f"{DEVICES}/{device['id']}")
    refused(foreign, 404, "not_found")
    assert same_refusal(foreign, stranger.delete(f"{DEVICES}/{uuid4()}"))
    assert client.delete(f"{DEVICES}/{device['id']}").json()["devices"] == []


def test_without_a_device_nothing_waits_to_be_pushed():
    tell(people.person(), role="treasurer")
    assert not Delivery.objects.filter(channel="push").exists()


@pytest.mark.parametrize(
    "change",
    [
        {"endpoint": "https://evil.example/push"},
        {"endpoint": "http://169.254.169.254/latest"},
        {"endpoint": "https://fcm.googleapis.com:5432/x"},
        {"keys": {"p256dh": "AAAA", "auth": "AAAA"}},
        {"keys": {"p256dh": "ñ", "auth": "+/+/"}},
    ],
)
def test_what_is_no_device_is_refused(service: PushService, change: dict[str, Any]):
    client = client_for(people.person())
    refused(client.post(DEVICES, service.subscription().said | change), 422, "push_device_refused")
    assert not service.received


def test_twenty_devices_are_enough(service: PushService):
    client = client_for(people.person())
    for number in range(20):
        assert add(client, service.subscription(str(number))).status_code == 201
    refused(add(client, service.subscription("one-more")), 409, "too_many_devices")
    assert add(client, service.subscription("3")).status_code == 201


def test_without_a_key_push_is_off_and_says_so(service: PushService, settings: Any):
    settings.VAPID_PRIVATE_KEY = ""
    client = client_for(people.person())
    assert client.get(DEVICES).json()["public_key"] is None
    refused(add(client, service.subscription()), 409, "push_off")


def test_a_device_whose_service_is_no_longer_listed_is_let_go(service: PushService, settings: Any):
    add(client_for(people.person()), service.subscription())
    settings.PUSH_HOSTS = []
    run_tasks()
    assert not service.received
    assert not PushDevice.objects.exists()

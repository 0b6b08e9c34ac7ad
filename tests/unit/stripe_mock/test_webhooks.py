"""Webhooks arrive: signed, again after a refusal, in any order when asked to."""

from __future__ import annotations

import time

import stripe

from infra.stripe_mock.webhooks import wait_seconds
from tests.unit.stripe_mock.conftest import new_session, post

PAID = ["payment_intent.created", "charge.succeeded", "payment_intent.succeeded", "checkout.session.completed"]


def test_a_payment_is_told_signed_and_recorded(hooked, shop):
    session = new_session(hooked)
    hooked.pay(session["url"])
    assert sorted(shop.wait(4)) == sorted(PAID)
    for header, body in shop.heard:
        event = stripe.Webhook.construct_event(body, header, hooked.webhook_secret)
        assert event.api_version == "2026-10-28.endive"
    deadline = time.monotonic() + 90
    while not all(delivery["delivered"] for delivery in hooked.deliveries()) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert [len(delivery["attempts"]) for delivery in hooked.deliveries()] == [1, 1, 1, 1]
    assert {event["pending_webhooks"] for event in hooked.get("/v1/events")["data"]} == {0}


def test_a_refused_delivery_comes_again_later(hooked, shop):
    shop.answers = [500, 404]
    session = new_session(hooked)
    expire(hooked, session["id"])
    assert shop.wait(3) == ["checkout.session.expired"] * 3
    assert len({body for _, body in shop.heard}) == 1
    deadline = time.monotonic() + 90
    while len(attempts := hooked.deliveries()[0]["attempts"]) < 3 and time.monotonic() < deadline:
        time.sleep(0.02)  # what was heard is written down a moment later
    assert [attempt["status"] for attempt in attempts] == [500, 404, 200]
    assert attempts[1]["at"] - attempts[0]["at"] >= 1
    assert attempts[2]["at"] - attempts[1]["at"] >= 2


def expire(server, session_id):
    assert post(server, f"/v1/checkout/sessions/{session_id}/expire", {}).status_code == 200


def test_an_endpoint_that_is_down_hears_everything_once_it_is_up(hooked, shop):
    hooked.control("webhooks", hold=True)
    hooked.pay(new_session(hooked)["url"])
    time.sleep(0.3)
    assert shop.heard == []
    hooked.kill()
    hooked.start()  # holding back is not remembered, what is due is
    assert sorted(shop.wait(4)) == sorted(PAID)


def test_on_request_twice_and_in_reverse(hooked, shop):
    hooked.control("webhooks", hold=True)
    hooked.pay(new_session(hooked)["url"])
    hooked.control("webhooks", copies=2, order="reversed")
    assert shop.wait(8) == [kind for kind in reversed(PAID) for _ in range(2)]


def test_late_on_request_and_redelivered(hooked, shop):
    hooked.control("webhooks", delay_seconds=0.6)
    started = time.monotonic()
    session = new_session(hooked)
    expire(hooked, session["id"])
    shop.wait(1)
    assert time.monotonic() - started >= 0.5
    hooked.control("clear")
    hooked.control("redeliver", event=hooked.get("/v1/events")["data"][0]["id"])
    assert len(shop.wait(2)) == 2


def test_waits_double_up_to_ten_minutes():
    assert [wait_seconds(attempts) for attempts in (1, 2, 3, 12, 99)] == [1, 2, 4, 600, 600]

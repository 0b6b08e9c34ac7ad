"""Parked events on stewards' page: shown, tried again, given up; each deed in the record."""

from __future__ import annotations

import threading
from uuid import uuid4

import pytest
from django.db import connection

from accounts.models import Person
from events import consumers, parking
from events.consumers import EventMeta
from lib.actor import Actor
from stewards import services
from stewards.models import Act
from tests.support.parking import GROUP, park
from tests.support.people import Api

PARKED = "/api/v1/stewards/parked"


@pytest.mark.django_db(transaction=True)
def test_the_page_shows_cause_payload_and_how_many_wait(client: Api):
    first, *_ = park(3)
    seen = client.get(PARKED).json()
    (line,) = seen["lines"]
    assert (line["event_id"], line["behind"], line["error"]) == (str(first), 2, "ValueError: no hay caso")
    assert line["data"]["number"] == 1
    (cause,) = seen["causes"]
    assert (cause["group"], cause["error_kind"], cause["keys"], cause["events"]) == (GROUP, "ValueError", 1, 3)


@pytest.mark.django_db(transaction=True)
def test_one_then_all_of_a_key_are_redriven(client: Api, steward: Person):
    park(3)
    (line,) = parking.lines()
    body = {"group": GROUP, "key": str(line.key)}
    assert client.post(f"{PARKED}/redrive", body | {"only_first": True}).json() == {"worked": 1, "left": 2}
    assert client.post(f"{PARKED}/redrive", body).json() == {"worked": 2, "left": 0}
    assert client.post(f"{PARKED}/redrive", body).json() == {"worked": 0, "left": 0}
    assert [act.details["worked"] for act in Act.objects.order_by("number")] == [1, 2]
    assert {act.steward_id for act in Act.objects.all()} == {steward.pk}


@pytest.mark.django_db(transaction=True)
def test_all_of_a_cause_are_redriven_and_what_fails_again_stays(client: Api, monkeypatch: pytest.MonkeyPatch):
    park(2, error=ValueError("pedido 1"))
    park(1, error=ValueError("pedido 2"))
    park(1, error=KeyError("otra"))
    ill = parking.lines()[0].key
    known = consumers.handlers

    def handlers(group: str, event: str) -> list[consumers.Handler]:
        def fail(_event: object, meta: EventMeta) -> None:
            if meta.key == ill:
                raise ValueError("todavía no")

        return [fail, *known(group, event)]

    monkeypatch.setattr(consumers, "handlers", handlers)
    cause = parking.causes()[0]
    body = {"group": cause.group, "name": cause.name, "error_kind": cause.error_kind}
    assert client.post(f"{PARKED}/redrive", body).json() == {"worked": 1, "left": 2}
    left = {line.error_kind: line.error for line in parking.lines()}
    assert left == {"ValueError": "ValueError: todavía no", "KeyError": "KeyError: 'otra'"}


@pytest.mark.django_db(transaction=True)
def test_giving_an_event_up_takes_a_reason_and_keeps_it(client: Api):
    first, second = park(2)
    body = {"group": GROUP, "event_id": str(first)}
    refused = client.post(f"{PARKED}/set-aside", body)
    assert (refused.status_code, refused.json()["errors"][0]["attr"]) == (400, "reason")
    not_first = client.post(f"{PARKED}/set-aside", {"group": GROUP, "event_id": str(second), "reason": "porque sí"})
    assert (not_first.status_code, not_first.json()["code"]) == (409, "not_parked")
    done = client.post(f"{PARKED}/set-aside", body | {"reason": "La socia ya no existe."})
    assert [line["event_id"] for line in done.json()["lines"]] == [str(second)]
    act = Act.objects.get()
    assert (act.kind, act.reason, act.details["event_id"]) == (
        "event_set_aside",
        "La socia ya no existe.",
        str(first),
    )


@pytest.mark.django_db(transaction=True)
def test_two_stewards_who_press_at_once_have_one_effect(steward: Person):
    """The lock's own race stands in tests/api/events/test_parking.py; here both go through the command."""
    park(4)
    (line,) = parking.lines()
    begin, told = threading.Barrier(2), []

    def press() -> None:
        try:
            begin.wait(120)
            told.append(services.redrive(actor=Actor(person_id=steward.pk), group=GROUP, key=line.key))
        finally:
            connection.close()

    threads = [threading.Thread(target=press) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(told) == [(0, 0), (4, 0)]
    assert Act.objects.count() == 1


@pytest.mark.parametrize("body", [{}, {"key": str(uuid4())}, {"group": "x"}, {"group": "x", "name": "y"}, []])
def test_what_to_redrive_must_be_said(client: Api, body: object):
    assert client.post(f"{PARKED}/redrive", body).status_code == 400

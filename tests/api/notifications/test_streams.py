"""Nothing about a person reaches a stream that isn't hers, whatever kind of notice it is and whatever she does with it."""

from __future__ import annotations

import json
from typing import Any
from uuid import uuid4

import pytest

from events import streams
from events.models import OutboxEvent
from notifications import services
from notifications.kinds import Email, Kind
from notifications.models import InboxGroup, InboxItem
from tests.support import people
from tests.support.people import client_for

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

PARAMS: dict[str, Any] = {"units": 4, "amount_clp": 95_880, "role": "treasurer", "reason": "excluded"}


def told() -> list[OutboxEvent]:
    return list(OutboxEvent.objects.filter(name__startswith="notifications.").order_by("number"))


@pytest.mark.parametrize("kind", list(Kind))
def test_what_a_person_is_told_is_on_her_own_stream_and_says_nothing_of_her(kind: Kind):
    rosa, nelson, stranger = people.person("Rosa Única"), people.person("Nelson Único"), people.person()
    ids = {name: uuid4() for name in ("association_id", "offer_id", "producer_id", "order_group_id")}
    before = len(told())
    services.tell(
        kind=kind,
        event_id=uuid4(),
        notices=[services.Notice(person_id=one.pk, params={**ids, **PARAMS}) for one in (rosa, nelson)],
    )
    client = client_for(rosa)
    (item,) = InboxItem.objects.of_person(rosa.pk)
    (line,) = InboxGroup.objects.filter(person_id=rosa.pk)
    client.post("/api/v1/inbox/read", {"ids": [str(item.pk)]})
    client.post("/api/v1/inbox/read", {"groups": [str(line.pk)]})
    client.patch("/api/v1/inbox/settings", {"discreet": True})
    services.choose_channels(person_id=rosa.pk, kinds=[kind], push=True)
    services.send_due_mail(100)
    services.send_due_push(100)

    added, *others = told()[before:]
    assert set(added.streams) == {f"user:{rosa.pk}", f"user:{nelson.pk}"}
    assert set(added.data) == {"cause_id", "kind"}, "both hear it, so it speaks of neither"
    for event in others:
        assert event.streams == [f"user:{rosa.pk}"]
    for event in told()[before:]:
        words = json.dumps(event.data)
        for secret in ("Única", "Único", "@", str(nelson.pk), "95880", *(str(one) for one in ids.values())):
            assert secret not in words
        for stream in event.streams:
            owner = stream.removeprefix("user:")
            readers = streams.readable([(one, stream) for one in (rosa.pk, nelson.pk, stranger.pk, None)])
            assert {str(person) for person, _stream in readers} == {owner}


def test_nobody_reads_the_inbox_choices_or_devices_of_another():
    rosa, stranger = people.person(), people.person()
    services.tell(kind=Kind.UNITS_SOLD, event_id=uuid4(), notices=[services.Notice(person_id=rosa.pk, params=PARAMS)])
    services.choose_channels(person_id=rosa.pk, kinds=[Kind.UNITS_SOLD], email=Email.OFF)
    client = client_for(stranger)
    assert client.get("/api/v1/inbox").json()["results"] == []
    assert client.get("/api/v1/push/devices").json()["devices"] == []
    sales = [one for one in client.get("/api/v1/inbox/settings").json()["choices"] if one["kind"] == "units_sold"]
    assert sales[0]["email"] == "daily"

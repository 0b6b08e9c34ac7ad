"""Reading an inbox and saying what was read."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from accounts.models import Person
from events.models import OutboxEvent
from notifications import services
from notifications.models import InboxGroup, InboxItem
from tests.support import people, trade
from tests.support.people import client_for
from tests.support.problems import refused

pytestmark = pytest.mark.django_db


def tell(person: Person, kind: str = "units_sold", **params: Any) -> InboxItem:
    services.tell(
        kind=InboxItem.Kind(kind), event_id=uuid4(), notices=[services.Notice(person_id=person.pk, params=params)]
    )
    return InboxItem.objects.filter(person=person).latest("id")


def test_an_inbox_is_its_owners_alone_newest_first_with_names_of_today():
    pool = trade.pool()
    rosa, nelson, _ = pool.members
    ids: dict[str, Any] = {"association_id": pool.cast.association.pk, "offer_id": pool.offer.pk}
    tell(rosa.person, "contribution_added", **ids, producer_id=nelson.producer.pk, units=10)
    tell(rosa.person, **ids, units=4, order_units=12)
    tell(nelson.person, **ids, units=3, order_units=12)
    answer = client_for(rosa.person).get("/api/v1/inbox")
    body = answer.json()
    assert (len(body["results"]), body["unread"], body["next"]) == (2, 2, None)
    sold, added = body["results"]
    assert (sold["kind"], sold["units"], sold["order_units"], sold["producer"]) == ("units_sold", 4, 12, None)
    assert sold["offer"]["name"] == "Queso de cabra maduro"
    assert sold["association"]["slug"] == pool.cast.association.slug
    assert (added["producer"]["name"], added["units"]) == (nelson.producer.name, 10)
    assert answer.headers["Feed-Position"] == f"user:{rosa.person.pk}=0"


def test_who_left_reads_of_others_what_strangers_read():
    pool = trade.pool()
    rosa, nelson, _ = pool.members
    type(nelson.producer).objects.filter(pk=nelson.producer.pk).update(shows_name=False)
    tell(rosa.person, "member_joined", association_id=pool.cast.association.pk, producer_id=nelson.producer.pk)
    stranger = people.person()
    InboxItem.objects.update(person=stranger)
    InboxGroup.objects.update(person=stranger)
    (item,) = client_for(stranger).get("/api/v1/inbox").json()["results"]
    assert nelson.producer.name not in str(item)


def test_pages_by_cursor_count_all_that_is_unread():
    rosa = people.person()
    for units in range(5):
        tell(rosa, units=units)
    client = client_for(rosa)
    first = client.get("/api/v1/inbox?limit=2").json()
    second = client.get(first["next"]).json()
    assert [item["units"] for item in first["results"] + second["results"]] == [4, 3, 2, 1]
    assert first["unread"] == second["unread"] == 5


def test_the_number_of_queries_does_not_grow_with_the_page(django_assert_max_num_queries):
    pool = trade.pool()
    rosa, nelson, _ = pool.members
    ids: dict[str, Any] = {"association_id": pool.cast.association.pk, "offer_id": pool.offer.pk}
    for _ in range(10):
        tell(rosa.person, "contribution_added", **ids, producer_id=nelson.producer.pk, units=10)
    client = client_for(rosa.person)
    with django_assert_max_num_queries(12):
        client.get("/api/v1/inbox")


def test_reading_is_repeatable_and_tells_the_other_screens_once():
    rosa = people.person()
    items = [tell(rosa), tell(rosa), tell(rosa)]
    client = client_for(rosa)
    ids = {"ids": [str(items[0].pk), str(items[1].pk)]}
    for _ in range(2):
        assert client.post("/api/v1/inbox/read", ids).json() == {"unread": 1}
    for _ in range(2):
        assert client.post("/api/v1/inbox/read", {"all": True}).json() == {"unread": 0}
    told = OutboxEvent.objects.filter(name="notifications.items_read").order_by("number")
    assert [(row.data["count"], row.streams) for row in told] == [(2, [f"user:{rosa.pk}"]), (1, [f"user:{rosa.pk}"])]


def test_all_that_was_seen_is_read_and_what_came_meanwhile_is_not():
    rosa = people.person()
    tell(rosa)
    client = client_for(rosa)
    seen = client.get("/api/v1/inbox").json()["results"][0]["id"]
    later = tell(rosa)
    assert client.post("/api/v1/inbox/read", {"all": True, "until": seen}).json() == {"unread": 1}
    later.refresh_from_db()
    assert later.read_at is None


def test_nobody_reads_for_another():
    rosa, stranger = people.person(), people.person()
    item = tell(rosa)
    assert client_for(stranger).post("/api/v1/inbox/read", {"ids": [str(item.pk)]}).json() == {"unread": 0}
    item.refresh_from_db()
    assert item.read_at is None


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"ids": [], "all": True},
        {"ids": [], "groups": []},
        {"ids": "x"},
        {"ids": ["x"]},
        {"all": "maybe"},
        {"all": True, "until": "x"},
        {"ids": [], "until": "01980000-0000-7000-8000-000000000000"},
    ],
)
def test_what_is_not_said_clearly_is_refused(body: dict[str, Any]):
    refused(client_for(people.person()).post("/api/v1/inbox/read", body), 400, "validation_error")


def test_a_guest_has_no_inbox():
    refused(client_for().get("/api/v1/inbox"), 401, "sign_in_needed")
    refused(client_for().post("/api/v1/inbox/read", {"all": True}), 401, "sign_in_needed")

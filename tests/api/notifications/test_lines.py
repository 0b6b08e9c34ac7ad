"""Lines of an inbox: a day's items of one kind and subject stand together, and open with one tap."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.db.models import F
from django.db.models.functions import Now
from django.test.utils import CaptureQueriesContext

from events.models import OutboxEvent
from notifications import queries, services
from notifications.models import InboxGroup, InboxItem
from notifications.services import grouping
from tests.support import people, trade
from tests.support.people import client_for
from tests.support.problems import refused, same_refusal

pytestmark = pytest.mark.django_db


def sell(person_id: Any, offer_id: Any, units: int) -> None:
    services.tell(
        kind=InboxItem.Kind.UNITS_SOLD,
        event_id=uuid4(),
        notices=[services.Notice(person_id=person_id, params={"offer_id": offer_id, "units": units, "order_units": 9})],
    )


def test_sales_of_one_offer_on_one_day_are_one_line_and_open_into_themselves():
    pool = trade.pool()
    rosa, client = pool.members[0].person, client_for(pool.members[0].person)
    other = trade.offer(pool.cast, name="Queso fresco")
    for units in (4, 2, 6):
        sell(rosa.pk, pool.offer.pk, units)
    sell(rosa.pk, other.pk, 1)
    alone, line = client.get("/api/v1/inbox").json()["results"]
    assert (alone["count"], alone["units"], alone["order_units"]) == (1, 1, 9)
    assert (line["count"], line["unread"], line["units"], line["order_units"]) == (3, 3, 12, None)
    assert line["offer"]["name"] == "Queso de cabra maduro"
    opened = client.get(f"/api/v1/inbox/items?group={line['group_id']}&limit=2").json()
    assert [item["units"] for item in opened["results"]] == [6, 2]
    assert [item["units"] for item in client.get(opened["next"]).json()["results"]] == [4]
    assert client.post("/api/v1/inbox/read", {"ids": [opened["results"][0]["id"]]}).json() == {"unread": 3}
    assert client.get("/api/v1/inbox").json()["results"][1]["unread"] == 2
    assert client.post("/api/v1/inbox/read", {"groups": [line["group_id"]]}).json() == {"unread": 1}


def test_a_line_comes_to_the_top_when_something_is_added_and_another_day_is_another_line():
    rosa, offers = people.person(), [uuid4(), uuid4()]
    for offer in (offers[0], offers[1], offers[0]):
        sell(rosa.pk, offer, 1)
    assert [row["count"] for row in client_for(rosa).get("/api/v1/inbox").json()["results"]] == [2, 1]
    InboxItem.objects.update(day=F("day") - timedelta(days=1))
    InboxGroup.objects.update(day=F("day") - timedelta(days=1))
    sell(rosa.pk, offers[0], 1)
    assert [row["count"] for row in client_for(rosa).get("/api/v1/inbox").json()["results"]] == [1, 2, 1]


def test_a_line_of_another_is_a_missing_line():
    rosa, stranger = people.person(), people.person()
    sell(rosa.pk, uuid4(), 1)
    line = InboxGroup.objects.get()
    foreign = client_for(stranger).get(f"/api/v1/inbox/items?group={line.pk}")
    refused(foreign, 404, "not_found")
    assert same_refusal(foreign, client_for(stranger).get(f"/api/v1/inbox/items?group={uuid4()}"))
    refused(client_for(stranger).get("/api/v1/inbox/items?group=x"), 400, "validation_error")
    assert client_for(stranger).post("/api/v1/inbox/read", {"groups": [str(line.pk)]}).json() == {"unread": 0}
    assert queries.unread_count(rosa.pk) == 1


def test_items_of_a_release_that_knew_no_lines_get_theirs():
    rosa, offer = people.person(), uuid4()
    for kind in ("units_sold", "units_sold", "role_given"):
        InboxItem.objects.create(person=rosa, kind=kind, event_id=uuid4(), params={"offer_id": str(offer), "units": 5})
    assert client_for(rosa).get("/api/v1/inbox").json()["results"] == []
    assert [grouping.group_loose_items(2), grouping.group_loose_items(2), grouping.group_loose_items(2)] == [2, 1, 0]
    rows = client_for(rosa).get("/api/v1/inbox").json()["results"]
    assert [(row["kind"], row["count"], row["units"]) for row in rows] == [("role_given", 1, 5), ("units_sold", 2, 10)]


def test_read_lines_go_after_a_while_and_unread_ones_after_twice_that(settings: Any):
    settings.INBOX_KEPT_DAYS = 30
    rosa = people.person()
    for days, read in ((10, True), (40, True), (40, False), (70, False)):
        offer = uuid4()
        sell(rosa.pk, offer, days)
        old = Now() - timedelta(days=days)
        InboxGroup.objects.filter(subject=offer).update(day=old)
        InboxItem.objects.filter(subject=offer).update(day=old, read_at=Now() if read else None)
    assert grouping.forget_read(100) == 2
    assert grouping.forget_read(100) == 0
    assert sorted(InboxItem.objects.values_list("params__units", flat=True)) == [10, 40]
    assert OutboxEvent.objects.filter(name="notifications.items_read").count() == 1, "her other screens count anew"


def fill(person_id: Any, association_id: Any, producer_id: Any, offers: list[Any], count: int) -> None:
    """So many items over a year, 7 to a line, by the shortest way."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO notifications_inboxitem (id, person_id, kind, params, event_id, subject, day, created_at)"
            " SELECT uuidv7(make_interval(mins => n - %(count)s)), %(person)s, 'contribution_added', jsonb_build_object("
            "  'offer_id', offer, 'association_id', %(association)s::text, 'producer_id', %(producer)s::text, 'units', 3),"
            "  gen_random_uuid(), offer, current_date - (n / 140), now()"
            " FROM (SELECT n, (%(offers)s::uuid[])[1 + n %% 20] AS offer FROM generate_series(1, %(count)s) n) AS rows",
            {"count": count, "person": person_id, "association": association_id, "producer": producer_id,
             "offers": offers},
        )  # fmt: skip
        cursor.execute(
            "INSERT INTO notifications_inboxgroup (id, person_id, kind, subject, day, count, units, last_item)"
            " SELECT gen_random_uuid(), person_id, kind, subject, day, count(*), 3 * count(*),"
            "  (array_agg(id ORDER BY id DESC))[1] FROM notifications_inboxitem GROUP BY 2, 3, 4, 5"
        )
        cursor.execute("ANALYZE notifications_inboxitem, notifications_inboxgroup")


def test_fifty_thousand_items_cost_a_page_no_more_than_twelve_queries():
    pool = trade.pool()
    rosa, nelson, _ = pool.members
    offers = [pool.offer.pk, *(uuid4() for _ in range(19))]
    fill(rosa.person.pk, pool.cast.association.pk, nelson.producer.pk, offers, 50_000)
    services.tell(
        kind=InboxItem.Kind.ORDER_PAID,
        event_id=uuid4(),
        notices=[services.Notice(person_id=rosa.person.pk, params={"order_group_id": uuid4(), "amount_clp": 5})],
    )
    client = client_for(rosa.person)
    client.get("/api/v1/inbox")
    address, times = "/api/v1/inbox?limit=100", []
    for _ in range(3):
        with CaptureQueriesContext(connection) as asked:
            began = time.perf_counter()
            body = client.get(address).json()
            times.append(time.perf_counter() - began)
        assert len(asked) <= 12, [query["sql"][:120] for query in asked]
        assert (len(body["results"]), body["unread"]) == (100, queries.UNREAD_COUNTED)
        address = body["next"]
    print(f"a page of 100 lines of 50,000 items: {min(times) * 1000:.0f} to {max(times) * 1000:.0f} ms")
    plan = queries.lines(rosa.person.pk).order_by("-last_item")[:100].explain()
    assert "inbox_group_newest" in plan, plan
    began = time.perf_counter()
    assert client.post("/api/v1/inbox/read", {"all": True}).json() == {"unread": 0}
    print(f"all read: {(time.perf_counter() - began) * 1000:.0f} ms")

"""Every GET of the API by whoever may: what it asked of the database, and how long it took."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Person
from catalog import services as catalog
from catalog.models import Hold
from events import delivery, epoch
from events.messages import COLUMNS, from_row
from notifications.models import InboxGroup
from orders import services as orders
from orders.models import OrderGroup
from tests.contracts.openapi import Operation, operations
from tests.contracts.world import ADMINISTRATOR, MEMBER, World
from tests.support import parking, people
from tests.support.people import client_for

HIGHEST_LIMIT = 100


@dataclass(frozen=True, slots=True)
class Read:
    """One answer: `queries` in the order in which they were asked, `rows` what the database looked at for them.

    `milliseconds` is what somebody waits, `processor` what this process worked for it: a busy machine lengthens the
    first alone. `database` is the part in which it waited for the database.
    """

    operation: str
    actor: str
    queries: list[str]
    milliseconds: float
    processor: float
    database: float
    rows: int
    bytes: int


def live_in(world: World) -> Person:
    """This will let things happen in the world that its pages show, and return a steward.

    The member's order is paid, she is told of everything, something is set aside, and something is in her basket.
    """
    group = OrderGroup.objects.get(pk=world.ids["order_group_id"])
    assert group.attempt_id
    orders.settle_payment(order_group_id=group.pk, attempt_id=group.attempt_id, amount_clp=group.total_clp)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {COLUMNS} FROM events_outboxevent ORDER BY number")
        messages = [from_row(row, epoch.current()) for row in cursor.fetchall()]
    for message in messages:
        for handlers in ("notifications", "live"):
            delivery.deliver(handlers, message)
    parking.park()
    member = world.people[MEMBER]
    assert member
    basket = orders.own_basket(person_id=member.pk, guest_basket_id=None)
    orders.put_line(basket_id=basket.pk, offer_id=world.ids["offer_id"], units=2)
    assert Hold.objects.holding().exists()
    assert catalog.expire_holds(1) == 0
    return people.person("Equipo", is_steward=True)


def reads(world: World, steward: Person) -> Iterator[Read]:
    """This will call every GET as the member, the administrator and the steward, and give the answers that are 200."""
    actors = {MEMBER: world.people[MEMBER], ADMINISTRATOR: world.people[ADMINISTRATOR], "steward": steward}
    clients = {actor: client_for(person) for actor, person in actors.items()}
    for client in clients.values():
        client.get("/api/v1/me")  # every ten minutes a session notes that it was seen: not in what is counted
    for operation in operations():
        if operation.method != "get":
            continue
        for actor, person in actors.items():
            client = clients[actor]
            address = operation.path.format(**_named(operation, world))
            parameters = _parameters(operation, world, person)
            rows = _rows_looked_at()
            with CaptureQueriesContext(connection) as asked:
                began, worked = time.perf_counter(), time.process_time()
                answer = client.get(address, parameters)
                took, work = time.perf_counter() - began, time.process_time() - worked
            if answer.status_code == 200:
                yield Read(
                    operation.id,
                    actor,
                    queries=[query["sql"] for query in asked.captured_queries if not _is_bracket(query["sql"])],
                    milliseconds=took * 1000,
                    processor=work * 1000,
                    database=sum(float(query["time"]) for query in asked.captured_queries) * 1000,
                    rows=_rows_looked_at() - rows,
                    bytes=len(answer.getvalue()),
                )


def _rows_looked_at() -> int:
    """Rows of tables that this transaction has read so far, whatever became of them."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT sum(seq_tup_read + coalesce(idx_tup_fetch, 0)) FROM pg_stat_xact_user_tables")
        return int(cursor.fetchone()[0])


def _is_bracket(sql: str) -> bool:
    """Savepoints of the test itself, and limits that a middleware sets."""
    return sql.startswith(("SAVEPOINT", "RELEASE", "SET "))


def _named(operation: Operation, world: World) -> dict[str, Any]:
    return {
        name: world.ids["association_slug" if name == "slug" and "/associations/" in operation.path else name]
        for name in operation.names
    }


def _parameters(operation: Operation, world: World, person: Person | None) -> dict[str, Any]:
    """The longest page there is, and what an operation can't do without."""
    takes = {parameter["name"]: parameter for parameter in operation.described.get("parameters", [])}
    given: dict[str, Any] = {}
    if "limit" in takes:
        given["limit"] = takes["limit"]["schema"].get("maximum", HIGHEST_LIMIT)
    if operation.id == "events_readFeed":
        given |= {"stream": f"association:{world.ids['association_id']}", "after": 0}
    if operation.id == "notifications_listLine":
        line = InboxGroup.objects.filter(person=person).order_by("-last_item").first()
        given |= {"group": line.pk} if line else {}
    if operation.id == "stewards_findPerson":
        given |= {"email": person.email if person else ""}
    return given

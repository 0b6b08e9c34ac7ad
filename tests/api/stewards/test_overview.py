"""Is all well? The page says what needs a hand, by the alarms' own names and limits."""

from __future__ import annotations

import re
from typing import Any
from uuid import uuid4

import psycopg
import pytest
import yaml
from django.db import connection

from events import reports, tasks
from events.connections import dedicated
from events.consumers import groups
from events.models import ProcessReport
from events.relay import LEADER
from infra.local.postgres import CHECKOUT
from lib.actor import Actor
from stewards import services
from stewards.queries import overview as page
from tests.support.parking import park, tell
from tests.support.people import Api

pytestmark = pytest.mark.django_db(transaction=True)
OVERVIEW = "/api/v1/stewards/overview"
ALERTS = {
    rule["alert"]: rule
    for group in yaml.safe_load((CHECKOUT / "infra" / "observability" / "alerts.yml").read_text())["groups"]
    for rule in group["rules"]
}


def everybody_works() -> None:
    """What consumers, a worker and a hub leave in the database while they are well."""
    with connection.cursor() as cursor:
        for group in groups():
            cursor.execute(
                'INSERT INTO events_consumeroffset ("group", member, position, lag, seen_at)'
                " VALUES (%s, '', 1000000, 0, clock_timestamp())",
                [group],
            )
        cursor.execute("INSERT INTO procrastinate_workers DEFAULT VALUES")
    reports.tell(ProcessReport.Kind.WORKER, {"catalog.expire_holds": {"late_seconds": 0.0, "error": ""}})
    reports.tell(ProcessReport.Kind.LIVE, {"sockets": 7})


@pytest.fixture
def relay(db: None):
    """A relay that leads, and one that waits."""
    with dedicated("relay") as leader, dedicated("relay"):
        leader.execute("SELECT pg_advisory_lock(%s)", [LEADER])
        yield leader


def needs(client: Api) -> dict[str, dict[str, Any]]:
    return {need["alarm"]: need for need in client.get(OVERVIEW).json()["needs"]}


def test_a_quiet_house_needs_nobody(client: Api, relay: psycopg.Connection):
    everybody_works()
    seen = client.get(OVERVIEW).json()
    assert seen["needs"] == []
    assert [one["leads"] for one in seen["relays"]] == [True, False]
    assert [one["sockets"] for one in seen["sockets"]] == [7]
    assert {group["name"] for group in seen["groups"]} == set(groups())
    assert len(seen["minutes"]) == 60
    assert seen["backup"] is None


def test_a_dead_house_says_so(client: Api):
    found = needs(client)
    assert found["MingaProcessMissing"]["about"] == "relay"
    assert found["MingaConsumerSilent"]["seconds"] is None
    assert found["MingaWorkerSilent"]["level"] == "page"
    assert client.get(OVERVIEW).json()["needs"][0]["level"] == "page"


def test_each_trouble_has_its_name(client: Api, relay: psycopg.Connection):
    everybody_works()
    park(2)
    reports.tell(
        ProcessReport.Kind.WORKER,
        {
            "catalog.expire_holds": {"late_seconds": 90.0, "error": ""},
            "orders.close_due_payments": {"late_seconds": 0.0, "error": "KeyError: 'x'"},
        },
    )
    tell(uuid4())
    with connection.cursor() as cursor:
        cursor.execute("UPDATE events_outboxevent SET recorded_at = recorded_at - interval '5 minutes'")
        cursor.execute(
            "UPDATE events_consumeroffset SET seen_at = seen_at - interval '5 minutes' WHERE \"group\" = 'live'"
        )
    found = needs(client)
    assert found["MingaEventsParked"]["count"] == 2
    assert found["MingaSweepLate"]["about"] == "catalog.expire_holds"
    assert found["MingaSweepFails"]["error"] == "KeyError: 'x'"
    assert found["MingaOutboxLag"]["seconds"] > 60
    assert found["MingaConsumerSilent"]["about"] == "live"
    assert set(found) == {
        "MingaEventsParked", "MingaSweepLate", "MingaSweepFails", "MingaOutboxLag", "MingaConsumerSilent",
    }  # fmt: skip


def test_the_last_backup_is_told_with_its_age(client: Api):
    services.note_backup(actor=Actor(person_id=None, via="command"), megabytes=12.34)
    backup = client.get(OVERVIEW).json()["backup"]
    assert backup["megabytes"] == 12.3
    assert 0 <= backup["seconds"] < 60


@pytest.mark.parametrize(
    ("alarm", "limit"),
    [
        ("MingaOutboxLag", page.OUTBOX_SECONDS),
        ("MingaConsumerLag", page.GROUP_EVENTS),
        ("MingaConsumerSilent", page.SILENT_SECONDS),
        ("MingaWorkerSilent", page.SILENT_SECONDS),
        ("MingaSweepLate", page.SWEEP_SECONDS),
        ("MingaTasksLate", page.TASK_SECONDS),
        ("MingaMailLate", page.MAIL_SECONDS),
        ("MingaWebhooksLate", page.WEBHOOK_SECONDS),
        ("MingaPaymentsOverdue", page.OVERDUE_SECONDS),
        ("MingaRefundsLate", page.REFUND_SECONDS),
        ("MingaBackupOld", page.BACKUP_SECONDS),
    ],
)
def test_the_limits_are_those_of_the_alarms(alarm: str, limit: int):
    assert f"> {limit}" in ALERTS[alarm]["expr"]


def test_every_need_is_an_alarm_of_the_same_weight():
    source = (CHECKOUT / "backend" / "stewards" / "queries" / "overview.py").read_text()
    named = re.findall(r'alarm="(\w+)",\s+level="(\w+)"', source)
    assert len(named) >= 15
    assert dict(named) == {alarm: ALERTS[alarm]["labels"]["severity"] for alarm, _level in named}


def test_queues_of_the_page_are_those_of_the_command(client: Api):
    seen = client.get(OVERVIEW).json()
    assert [queue["name"] for queue in seen["tasks"]] == [queue.name for queue in tasks.queues()]

"""A consent that ends while its helper acts: what is done is done before the end, or not at all."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from time import monotonic, sleep
from typing import Any

import pytest
from django.db import connection, connections

from catalog.models import Lot
from coops.models import Mandate
from helpers import services
from helpers.models import Act, Helper
from helpers.services import acting
from lib.errors import DomainError
from tests.support import helping, people

pytestmark = pytest.mark.django_db(transaction=True)
PATIENCE = 60


def in_thread(pool: ThreadPoolExecutor, work: Any) -> Any:
    def run() -> Any:
        try:
            return work()
        except DomainError as refusal:
            return refusal.code
        finally:
            connections.close_all()

    return pool.submit(run)


def somebody_waits() -> bool:
    """Whether the end has come to the row that the deed holds."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            " AND wait_event_type = 'Lock' AND query LIKE '%helpers_helper%'"
        )
        return bool(cursor.fetchone()[0])


def wait_until(true: Callable[[], bool]) -> bool:
    ends = monotonic() + PATIENCE
    while not true():
        if monotonic() > ends:
            return False
        sleep(0.02)
    return True


def raced(monkeypatch: pytest.MonkeyPatch) -> tuple[Any, bool]:
    """This will end the consent while the helper's lot is being written, and say how it went and who was first."""
    cast = people.constituted_association(members=3)
    helper = helping.named(cast, cast.members[2])
    inside, go_on = Event(), Event()
    record = services.record

    def slow(*args: Any, **kwargs: Any) -> Any:
        inside.set()
        assert go_on.wait(PATIENCE)
        return record(*args, **kwargs)

    monkeypatch.setattr(services, "record", slow)
    body = {"product_name": "Queso", "category": "cheese", "units": 4, "made_on": "2026-01-02"}
    address = f"/api/v1/producers/{helper.producer_id}/lots"
    with ThreadPoolExecutor(2) as pool:
        lot = in_thread(pool, lambda: helping.client(helper).post(address, body).status_code)
        assert inside.wait(PATIENCE)
        end = in_thread(
            pool,
            lambda: services.end_by_member(
                actor=people.actor(cast.members[2].person), producer_id=helper.producer_id, helper_id=helper.pk
            ),
        )
        if acting._HOLD.endswith("FOR SHARE"):
            assert wait_until(somebody_waits)
            ended_first = False
        else:
            end.result(PATIENCE)
            ended_first = True
        go_on.set()
        return lot.result(PATIENCE), ended_first and end.result(PATIENCE) is not None


def test_what_is_being_done_is_done_before_the_end(monkeypatch):
    status, ended_first = raced(monkeypatch)
    assert (status, ended_first) == (201, False)
    act, helper = Act.objects.get(), Helper.objects.get()
    assert act.at <= helper.ended_at


def test_the_race_goes_red_without_the_lock(monkeypatch):
    """The control: nothing keeps the consent, and a deed is written down after the consent's end."""
    monkeypatch.setattr(acting, "_HOLD", "SELECT 1 FROM helpers_helper WHERE id = %s")
    status, ended_first = raced(monkeypatch)
    assert (status, ended_first) == (201, True)
    assert Act.objects.get().at > Helper.objects.get().ended_at


def test_two_of_the_board_name_the_same_helper_at_once():
    cast = people.constituted_association(members=4)
    member, person = cast.members[2], cast.members[1].person

    def name() -> Any:
        return services.name_helper(
            actor=people.actor(cast.administrator.person),
            association_id=cast.association.pk,
            membership_id=member.membership.pk,
            person_id=person.pk,
            consent=helping.consent(),
        )

    with ThreadPoolExecutor(4) as pool:
        found = [one.result(PATIENCE) for one in [in_thread(pool, name) for _ in range(4)]]
    assert {one for one in found if isinstance(one, str)} <= {"helper_already"}
    assert Helper.objects.live().filter(person=person).count() == 1
    assert Lot.objects.count() == 0
    assert Mandate.objects.filter(producer=member.producer).count() == 1

"""Notices by e-mail: at once, in the digest of a day or a week, and not in the night."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import time
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection

from accounts.models import OutgoingMail, Person
from notifications import services
from notifications.kinds import Email
from notifications.models import Delivery, InboxItem, NoticeSettings
from notifications.services import mailing
from tests.api.notifications.conftest import Clock
from tests.support import people, trade

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

Letters = Callable[[], list[Any]]
Kind = InboxItem.Kind


def tell(person: Person, kind: Kind = Kind.UNITS_SOLD, **params: Any) -> None:
    services.tell(kind=kind, event_id=uuid4(), notices=[services.Notice(person_id=person.pk, params=params)])


def test_what_is_about_her_rights_comes_at_once(letters: Letters):
    pool = trade.pool()
    rosa = pool.members[0].person
    tell(rosa, Kind.MEMBERSHIP_ENDED, association_id=pool.cast.association.pk, reason="excluded")
    assert services.send_due_mail(100) == 1
    assert services.send_due_mail(100) == 0
    (mail,) = letters()
    assert mail.to == [rosa.email]
    assert mail.subject == f"Excluyeron a tu producción de {pool.cast.association.name}"
    assert "llega siempre" in mail.body
    assert "List-Unsubscribe" not in mail.extra_headers, "it can't be switched off"


def test_a_days_sales_come_the_next_morning_in_one_mail(letters: Letters, clock: Clock):
    pool = trade.pool()
    rosa = pool.members[0].person
    for units in (4, 6):
        tell(rosa, offer_id=pool.offer.pk, association_id=pool.cast.association.pk, units=units)
    tell(rosa, offer_id=trade.offer(pool.cast, name="Queso fresco").pk, units=1)
    clock("2026-11-23T07:59:59-03:00")
    assert services.send_due_mail(100) == 0
    clock("2026-11-23T08:00:01-03:00")
    assert services.send_due_mail(100) == 1
    (mail,) = letters()
    assert mail.subject == "Pasaron 2 cosas en Minga"
    assert "* Vendiste 10 quesos de «Queso de cabra maduro» en 2 ventas" in mail.body
    assert "* Vendiste 1 queso de «Queso fresco»" in mail.body
    assert mail.body.index("Queso fresco") < mail.body.index("maduro"), "the newest first"
    assert "<h2>Tus ventas</h2>" in mail.alternatives[0][0]
    assert "List-Unsubscribe=One-Click" in mail.extra_headers["List-Unsubscribe-Post"]
    clock("2026-11-24T08:00:01-03:00")
    assert services.send_due_mail(100) == 0, "nothing happened, so nothing is said"
    assert not letters()


def test_a_weekly_one_waits_for_its_day_and_speaks_her_language(letters: Letters, clock: Clock):
    pool = trade.pool()
    nelson = pool.members[1].person
    Person.objects.filter(pk=nelson.pk).update(locale="en")
    rosa = pool.members[0].producer
    tell(nelson, Kind.CONTRIBUTION_ADDED, offer_id=pool.offer.pk, producer_id=rosa.pk, units=1200)
    tell(nelson, Kind.MEMBER_JOINED, association_id=pool.cast.association.pk, producer_id=rosa.pk)
    clock("2026-11-23T08:00:01-03:00")  # a Monday
    services.send_due_mail(100)
    (mail,) = letters()
    assert "1,200 cheeses were added to «Queso de cabra maduro»" in mail.body
    assert f"A producer joined {pool.cast.association.name}" in mail.body
    assert rosa.name not in mail.body + mail.subject, "no other person is named in a mail"


@pytest.mark.parametrize(
    ("told", "quiet_until"),
    [
        ("2026-11-22T23:10:00-03:00", "2026-11-23T07:00:00-03:00"),
        ("2026-09-05T23:30:00-04:00", "2026-09-06T07:00:00-03:00"),  # the clocks go forward in this night
        ("2026-04-04T23:30:00-03:00", "2026-04-05T07:00:00-04:00"),  # and back in this one, the first 23:30
        ("2026-04-04T23:30:00-04:00", "2026-04-05T07:00:00-04:00"),  # the second
    ],
)
def test_the_night_is_quiet_and_the_morning_brings_one_mail(
    letters: Letters, clock: Clock, told: str, quiet_until: str
):
    rosa = people.person()
    clock(told)
    tell(rosa, Kind.ROLE_GIVEN, role="treasurer")
    tell(rosa, Kind.ROLE_GIVEN, role="secretary")
    assert services.send_due_mail(100) == 0
    assert Delivery.objects.values("due_at").distinct().count() == 1
    clock(quiet_until)
    assert services.send_due_mail(100) == 1
    (mail,) = letters()
    assert mail.subject == "Pasaron 2 cosas en Minga"


def test_a_digest_that_is_due_in_an_hour_that_comes_twice_comes_once(letters: Letters, clock: Clock):
    rosa = people.person()
    clock("2026-04-04T12:00:00-03:00")
    services.choose_hours(person_id=rosa.pk, changes={"digest_at": time(23, 30)})
    tell(rosa, units=1)
    clock("2026-04-04T23:30:00-03:00")
    assert services.send_due_mail(100) == 1
    tell(rosa, units=1)
    clock("2026-04-04T23:30:00-04:00")
    assert services.send_due_mail(100) == 0
    clock("2026-04-05T23:30:00-04:00")
    assert services.send_due_mail(100) == 1
    assert len(letters()) == 2


def test_what_comes_too_late_for_a_morning_waits_for_the_next(letters: Letters, clock: Clock):
    """A slow transaction may commit what was due at eight after the mail of eight has left."""
    rosa = people.person()
    tell(rosa, units=1)
    clock("2026-11-23T08:00:00-03:00")
    services.send_due_mail(100)
    late = NoticeSettings.objects.get(pk=rosa.pk).last_digest_due
    tell(rosa, units=1)
    Delivery.objects.update(due_at=late)
    clock("2026-11-23T08:00:05-03:00")
    services.send_due_mail(100)
    clock("2026-11-24T07:59:00-03:00")
    services.send_due_mail(100)
    assert len(letters()) == 1
    clock("2026-11-24T08:00:00-03:00")
    services.send_due_mail(100)
    assert len(letters()) == 1


def test_an_address_that_nobody_proved_gets_nothing(letters: Letters):
    rosa = people.person()
    rosa.emailaddress_set.update(verified=False)
    tell(rosa, Kind.ROLE_GIVEN, role="treasurer")
    services.send_due_mail(100)
    assert not letters()
    assert not Delivery.objects.exists()


def test_orders_write_themselves_so_notices_do_not_write_again():
    rosa = people.person()
    for kind in (Kind.ORDER_PAID, Kind.ORDER_REFUNDED, Kind.INVITATION_RECEIVED):
        tell(rosa, kind, order_group_id=uuid4(), amount_clp=5)
    assert not Delivery.objects.filter(channel="email").exists()


def test_forty_lines_are_enough_for_a_mail(letters: Letters, clock: Clock):
    rosa = people.person()
    for _ in range(45):
        tell(rosa, offer_id=uuid4(), units=1)
    clock("2026-11-23T08:00:00-03:00")
    services.send_due_mail(100)
    (mail,) = letters()
    assert mail.body.count("* Vendiste 1 unidad") == 40
    assert "Y 5 más." in mail.body


def test_one_who_can_not_be_written_to_keeps_nobody_waiting(
    letters: Letters, clock: Clock, monkeypatch: pytest.MonkeyPatch
):
    first, second = sorted((people.person(), people.person()), key=lambda one: one.pk)
    for one in (first, second):
        tell(one, Kind.ROLE_GIVEN, role="treasurer")
    send = mailing._send
    with monkeypatch.context() as broken:
        broken.setattr(mailing, "_send", lambda who, *rest: 1 / 0 if who == first.pk else send(who, *rest))
        assert services.send_due_mail(100) == 1
        assert services.send_due_mail(100) == 0
    assert [mail.to for mail in letters()] == [[second.email]]
    clock("2026-11-22T10:14:01-03:00")
    assert services.send_due_mail(100) == 1
    assert [mail.to for mail in letters()] == [[first.email]]


def _race(workers: int = 4) -> None:
    start = threading.Barrier(workers)

    def work() -> None:
        start.wait()
        for _ in range(20):
            services.send_due_mail(100)
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _twenty_people_with_a_digest(clock: Clock) -> None:
    for person in [people.person() for _ in range(20)]:
        for _ in range(3):
            tell(person, offer_id=uuid4(), units=1)
    clock("2026-11-23T08:00:00-03:00")


@pytest.mark.django_db(transaction=True)
def test_of_several_workers_one_writes(clock: Clock):
    _twenty_people_with_a_digest(clock)
    _race()
    assert OutgoingMail.objects.count() == 20
    assert OutgoingMail.objects.values("recipient").distinct().count() == 20
    assert not Delivery.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_without_taking_what_is_due_several_write(clock: Clock, monkeypatch: pytest.MonkeyPatch):
    """The negative control: each worker reads what is due and nobody takes it away."""

    def only_read(hours: NoticeSettings, now: Any) -> Any:
        rows = Delivery.objects.filter(person_id=hours.pk, due_at__lte=now)
        return [], list(rows.values_list("item_id", flat=True))

    monkeypatch.setattr(mailing, "_taken", only_read)
    _twenty_people_with_a_digest(clock)
    _race(2)
    assert OutgoingMail.objects.count() > 20


@pytest.mark.parametrize(("chosen", "due"), [(Email.NOW, 1), (Email.OFF, 0), (Email.DAILY, 0)])
def test_what_waits_follows_a_new_choice(chosen: Email, due: int):
    rosa = people.person()
    tell(rosa, offer_id=uuid4(), units=1)
    services.choose_channels(person_id=rosa.pk, kinds=[Kind.UNITS_SOLD], email=chosen)
    assert services.send_due_mail(100) == due
    assert Delivery.objects.count() == (1 if chosen == Email.DAILY else 0)

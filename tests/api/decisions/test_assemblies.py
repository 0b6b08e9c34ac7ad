"""Assemblies: called, moved, cancelled, and in the calendar of whoever subscribed."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from accounts.models import IdempotencyKey
from decisions import services
from decisions.models import Assembly, CalendarFeed, Proxy
from lib.clock import database_now
from tests.support import people, votes
from tests.support.events import recorded
from tests.support.problems import refused, refused_field

pytestmark = pytest.mark.django_db
SANTIAGO = ZoneInfo("America/Santiago")


@pytest.fixture
def cast():
    return people.constituted_association()


@pytest.fixture
def board(cast):
    return people.client_for(cast.administrator.person)


def path(cast, assembly=None):
    below = f"/{assembly.pk}" if assembly else ""
    return f"/api/v1/associations/{cast.association.pk}/assemblies{below}"


def call(cast, **fields: Any):
    usual: dict[str, Any] = {
        "title": "Asamblea ordinaria",
        "place": "Sede, Combarbalá",
        "starts_at": database_now() + timedelta(days=3),
        "agenda": "1. Cuentas\n2. Varios",
    }
    return services.call_assembly(
        actor=people.actor(cast.administrator.person), association_id=cast.association.pk, **(usual | fields)
    )


def subscribe(cast, member):
    client = people.client_for(member.person)
    answer = client.post(f"/api/v1/associations/{cast.association.pk}/calendar-feed")
    assert answer.status_code == 201, answer.content
    return answer.json()["address"].removeprefix("http://127.0.0.1:8000")


def events(content):
    return Calendar.from_ical(content).walk("VEVENT")


def read(address):
    answer = people.client_for().get(address)
    assert answer.status_code == 200, answer.content
    return answer


def test_an_assembly_goes_into_a_calendar_and_out_again(cast, board):
    assembly = call(cast)
    (event,) = events(board.get(f"{path(cast, assembly)}/calendar").content)
    assert (str(event["summary"]).split(" · ")[0], event["status"]) == ("Asamblea ordinaria", "CONFIRMED")
    assert event["dtstart"].dt == assembly.starts_at.replace(microsecond=0)
    assert board.post(f"{path(cast, assembly)}/cancel").status_code == 200
    (event,) = events(board.get(f"{path(cast, assembly)}/calendar").content)
    assert (event["status"], event["sequence"]) == ("CANCELLED", 1)
    refused(board.post(f"{path(cast, assembly)}/cancel"), 409, "assembly_over")


def test_the_feed_follows_what_changes(cast, board):
    assembly, kept = call(cast), call(cast, title="Otra")
    address = subscribe(cast, cast.members[1])
    before = {str(event["uid"]): event for event in events(read(address).content)}
    assert [before[uid]["sequence"] for uid in before] == [0, 0]

    later = database_now() + timedelta(days=9)
    body = {"place": "Escuela", "starts_at": later.isoformat()}
    answer = board.patch(path(cast, assembly), body)
    assert answer.status_code == 200, answer.content
    assert answer.json()["place"] == "Escuela"
    board.post(f"{path(cast, kept)}/cancel")
    after = {str(event["uid"]): event for event in events(read(address).content)}
    assert set(after) == set(before), "a calendar knows an assembly by its uid"
    moved, cancelled = after[f"{assembly.pk}@minga"], after[f"{kept.pk}@minga"]
    assert (moved["sequence"], str(moved["location"]), moved["status"]) == (1, "Escuela", "CONFIRMED")
    assert moved["dtstart"].dt == later.replace(microsecond=0)
    assert moved["last-modified"].dt >= before[f"{assembly.pk}@minga"]["last-modified"].dt
    assert (cancelled["sequence"], cancelled["status"]) == (1, "CANCELLED")


def test_lines_are_folded_and_times_say_their_zone(cast):
    call(cast, title="Ñandú, queso; y más " * 7, agenda="Punto único\n" * 30)
    content = read(subscribe(cast, cast.members[1])).content
    lines = content.split(b"\r\n")
    assert max(len(line) for line in lines) <= 75
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert any(line.startswith(b"DTSTART;TZID=America/Santiago:") for line in lines)
    (event,) = events(content)
    assert str(event["summary"]).startswith("Ñandú, queso; y más Ñandú")
    assert str(event["description"]).count("Punto único") == 30


def test_the_zone_that_is_written_out_is_chiles_clock(cast):
    """Ten years, by the rule in the file alone, against the clock of the zone itself; every hour where it changes."""
    call(cast)
    calendar = Calendar.from_ical(read(subscribe(cast, cast.members[1])).content)
    (zone,) = calendar.walk("VTIMEZONE")
    written = zone.to_tz(lookup_tzid=False)
    for year in range(2026, 2036):
        days = [datetime(year, month, 15, 12, tzinfo=SANTIAGO) for month in range(1, 13)]
        hours = [
            datetime(year, month, 1, tzinfo=SANTIAGO) + timedelta(hours=hour)
            for month in (4, 9)
            for hour in range(9 * 24)
        ]
        for local in (*days, *hours):
            naive = local.replace(tzinfo=None)
            there = local.astimezone(UTC).astimezone(SANTIAGO).replace(tzinfo=None) == naive
            twice = local.replace(fold=1).utcoffset() != local.utcoffset()
            # A time of day alone can't tell the hour that comes twice from itself, and names no hour that is skipped.
            if there and not twice:
                assert naive.replace(tzinfo=written).utcoffset() == local.utcoffset(), local


def evening_before_the_clock_changes() -> datetime:
    """Half past eleven in the evening of the next Saturday at whose end the clock is put on: before a Sunday from 2 September on."""
    now = datetime.now(SANTIAGO)
    for year in (now.year, now.year + 1):
        sunday = datetime(year, 9, 2, 23, 30, tzinfo=SANTIAGO)
        sunday += timedelta(days=6 - sunday.weekday())
        if sunday - timedelta(days=1) > now:
            break
    return sunday - timedelta(days=1)


def test_two_hours_are_two_hours_when_the_clock_changes(cast):
    before = evening_before_the_clock_changes()
    assert before.utcoffset() != (before + timedelta(days=1)).utcoffset()
    call(cast, starts_at=before)
    (event,) = events(read(subscribe(cast, cast.members[1])).content)
    assert event["dtend"].to_ical().decode().endswith("T023000")
    assert event["dtend"].dt.astimezone(UTC) - event["dtstart"].dt.astimezone(UTC) == timedelta(hours=2)


def test_a_renewed_address_opens_and_the_old_one_does_not(cast):
    call(cast)
    member = cast.members[1]
    old = subscribe(cast, member)
    mine = f"/api/v1/associations/{cast.association.pk}/calendar-feed"
    client = people.client_for(member.person)
    assert client.get(mine).json()["address"].endswith(old)
    assert people.client_for(cast.members[2].person).get(mine).json() == {"address": None}
    new = subscribe(cast, member)
    assert new != old
    # No answer with the secret is kept: the same key again gives another.
    keyed = [client.post(mine, headers={"Idempotency-Key": "one"}).json()["address"] for _ in range(2)]
    assert keyed[0] != keyed[1]
    assert not IdempotencyKey.objects.filter(principal=f"person:{member.person.pk}").exists()
    new = subscribe(cast, member)
    read(new)
    refused(people.client_for().get(old), 404, "not_found")
    assert CalendarFeed.objects.count() == 1


def test_nobody_makes_an_address_up(cast):
    call(cast)
    address = subscribe(cast, cast.members[1])
    token = re.search(r"calendars/(.+)\.ics", address).group(1)
    feed, renewals, signature = token.split(".")
    for made_up in (
        f"{feed}.{int(renewals) + 1}.{signature}",
        f"{feed}.{renewals}.{signature[:-1]}",
        f"{feed}.{renewals}",
        "a",
        "..",
        "%00",
        "ñ.0.x",
    ):
        refused(people.client_for().get(f"/api/v1/calendars/{made_up}.ics"), 404, "not_found")


def test_who_has_left_reads_no_more(cast):
    call(cast)
    member = cast.members[1]
    address = subscribe(cast, member)
    from coops.services import end_membership

    end_membership(
        actor=people.actor(member.person), association_id=cast.association.pk, membership_id=member.membership.pk
    )
    refused(people.client_for().get(address), 404, "not_found")


def test_a_calendar_that_has_it_is_not_sent_it_again(cast):
    call(cast)
    address = subscribe(cast, cast.members[1])
    tag = read(address).headers["ETag"]
    assert people.client_for().get(address, headers={"If-None-Match": tag}).status_code == 304


def test_the_agenda_leads_to_its_proposals(cast, board):
    assembly = call(cast)
    proposal = votes.propose(cast, assembly_id=assembly.pk)
    (row,) = board.get(path(cast)).json()["results"]
    assert row["proposals"] == [
        {"id": str(proposal.pk), "number": 1, "title": "Comprar un estanque de frío", "status": "debate"}
    ]
    (event,) = events(read(subscribe(cast, cast.members[1])).content)
    assert f"/a/{cast.association.slug}/decisiones/{proposal.pk}" in str(event["description"])


def test_a_new_date_takes_its_proxies_with_it(cast, board):
    assembly = call(cast)
    giver, holder = cast.members[1:3]
    services.give_proxy(
        actor=people.actor(giver.person),
        association_id=cast.association.pk,
        giver_id=giver.membership.pk,
        holder_id=holder.membership.pk,
        assembly_id=assembly.pk,
    )
    later = database_now() + timedelta(days=100)
    board.patch(path(cast, assembly), {"starts_at": later.isoformat()})
    assert Proxy.objects.get().ends_at == later + services.assemblies.AFTER_ASSEMBLY


def test_what_can_t_be_changed(cast, board):
    assembly = call(cast)
    member = people.client_for(cast.members[1].person)
    refused(member.patch(path(cast, assembly), {"place": "Aquí"}), 403, "role_missing")
    past = (database_now() - timedelta(days=1)).isoformat()
    refused(board.patch(path(cast, assembly), {"starts_at": past}), 400, "date_in_the_past")
    # In Chile the clock jumps from 0:00 to 1:00 that night; without an offset nobody knows what was meant.
    refused_field(board.patch(path(cast, assembly), {"starts_at": "2027-09-05T00:30:00"}), "starts_at", "no_such_hour")
    refused_field(board.patch(path(cast, assembly), {"starts_at": "2027-02-30T10:00:00Z"}), "starts_at", "invalid")
    Assembly.objects.update(starts_at=database_now() - timedelta(hours=1))
    refused(board.patch(path(cast, assembly), {"place": "Aquí"}), 409, "assembly_over")


def test_nothing_new_is_no_change(cast, board):
    assembly = call(cast)
    assert board.patch(path(cast, assembly), {"place": "Sede, Combarbalá"}).status_code == 200
    assembly.refresh_from_db()
    assert (assembly.sequence, recorded("decisions.assembly_changed")) == (0, [])

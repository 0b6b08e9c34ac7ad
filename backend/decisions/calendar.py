"""Assemblies as iCalendar (RFC 5545): one as a file, all of an association's as a feed, for the calendar of a phone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Calendar, Component, Event

from coops.models import Association
from decisions.models import Assembly, Proposal

_USUAL_LENGTH: Final = timedelta(hours=2)
_ASKED_AGAIN: Final = timedelta(hours=4)
_ZONE: Final = ZoneInfo("America/Santiago")
# Continental Chile's clock since 2023: it changes at the end of the first Saturday of April and of September, which is
# not always before the first Sunday. Written out: a calendar may know no zone by its name, and libraries put the
# change of September an hour late.
_VTIMEZONE: Final = """BEGIN:VTIMEZONE
TZID:America/Santiago
BEGIN:DAYLIGHT
DTSTART:20230903T000000
RRULE:FREQ=YEARLY;BYMONTH=9;BYMONTHDAY=2,3,4,5,6,7,8;BYDAY=SU
TZOFFSETFROM:-0400
TZOFFSETTO:-0300
TZNAME:-03
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:20230402T000000
RRULE:FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=2,3,4,5,6,7,8;BYDAY=SU
TZOFFSETFROM:-0300
TZOFFSETTO:-0400
TZNAME:-04
END:STANDARD
END:VTIMEZONE
"""


def ics(association: Association, assembly: Assembly, proposals: Sequence[Proposal]) -> bytes:
    """This will return one assembly with the proposals on its agenda."""
    return _written(_calendar(association), [_event(association, assembly, proposals)])


def feed(association: Association, assemblies: Iterable[Assembly]) -> bytes:
    """This will return the assemblies, their proposals read before, as a calendar to subscribe to."""
    calendar = _calendar(association)
    # What calendars show as its name, and how often they should ask: one property of the standard, one of the field.
    calendar.add("name", association.name)
    calendar.add("x-wr-calname", association.name)
    calendar.add("refresh-interval", _ASKED_AGAIN, parameters={"VALUE": "DURATION"})
    events = [_event(association, assembly, list(assembly.proposals.all())) for assembly in assemblies]
    return _written(calendar, events)


def _calendar(association: Association) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", "-//Minga//es")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    return calendar


def _written(calendar: Calendar, events: Iterable[Event]) -> bytes:
    calendar.add_component(Component.from_ical(_VTIMEZONE))
    for event in events:
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _event(association: Association, assembly: Assembly, proposals: Sequence[Proposal]) -> Event:
    """A cancelled assembly says so, so that calendars strike it out; who changed it counts up, so that they believe it."""
    changed = max(filter(None, (assembly.cancelled_at, assembly.changed_at, assembly.called_at)))
    event = Event()
    event.add("uid", f"{assembly.pk}@minga")
    event.add("dtstamp", changed)
    event.add("last-modified", changed)
    event.add("sequence", assembly.sequence)
    event.add("dtstart", assembly.starts_at.astimezone(_ZONE))
    # Counted in UTC: two hours across a change of the clock are two hours.
    event.add("dtend", (assembly.starts_at.astimezone(UTC) + _USUAL_LENGTH).astimezone(_ZONE))
    event.add("summary", f"{assembly.title} · {association.name}")
    event.add("location", assembly.place)
    event.add("status", "CANCELLED" if assembly.cancelled_at else "CONFIRMED")
    event.add("url", f"{settings.PUBLIC_ORIGIN}/a/{association.slug}/decisiones/asambleas")
    if description := _description(association, assembly, proposals):
        event.add("description", description)
    return event


def _description(association: Association, assembly: Assembly, proposals: Sequence[Proposal]) -> str:
    parts = [assembly.agenda] if assembly.agenda else []
    parts += [
        _("Proposal %(number)s: %(title)s") % {"number": proposal.number, "title": proposal.title}
        + f"\n{settings.PUBLIC_ORIGIN}/a/{association.slug}/decisiones/{proposal.pk}"
        for proposal in proposals
    ]
    return "\n\n".join(parts)

"""An assembly as an iCalendar file (RFC 5545), for the calendar of a phone."""

from __future__ import annotations

from datetime import timedelta

from icalendar import Calendar, Event

from decisions.models import Assembly

_USUAL_LENGTH = timedelta(hours=2)


def ics(assembly: Assembly) -> bytes:
    """This will return one event; a cancelled assembly says so, so that calendars take it out."""
    event = Event()
    event.add("uid", f"{assembly.pk}@minga")
    event.add("dtstamp", assembly.cancelled_at or assembly.called_at)
    event.add("dtstart", assembly.starts_at)
    event.add("dtend", assembly.starts_at + _USUAL_LENGTH)
    event.add("summary", assembly.title)
    event.add("location", assembly.place)
    event.add("sequence", 1 if assembly.cancelled_at else 0)
    event.add("status", "CANCELLED" if assembly.cancelled_at else "CONFIRMED")
    if assembly.agenda:
        event.add("description", assembly.agenda)
    calendar = Calendar()
    calendar.add("prodid", "-//Minga//es")
    calendar.add("version", "2.0")
    calendar.add_component(event)
    return bytes(calendar.to_ical())

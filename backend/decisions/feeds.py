"""The secret address of a person's calendar: the feed's id and how often it was renewed, signed."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from django.conf import settings
from django.core.signing import BadSignature, Signer

from decisions.models import CalendarFeed

_PARTS: Final = 2


def _signer() -> Signer:
    return Signer(salt="decisions.calendar", sep=".")


def token_of(feed: CalendarFeed) -> str:
    """This will return the token that opens the feed until it is renewed."""
    return _signer().sign(f"{feed.pk.hex}.{feed.renewals}")


def address_of(feed: CalendarFeed) -> str:
    """This will return the address to subscribe to."""
    return f"{settings.PUBLIC_ORIGIN}/api/v1/calendars/{token_of(feed)}.ics"


def opened_by(token: str) -> CalendarFeed | None:
    """This will return the feed that a token opens now, with its association, or None."""
    try:
        said = _signer().unsign(token).split(".")
    except BadSignature:
        return None
    if len(said) != _PARTS:
        return None
    return CalendarFeed.objects.filter(pk=UUID(said[0]), renewals=int(said[1])).select_related("association").first()

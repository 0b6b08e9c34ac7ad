"""Where a person is signed in: a row of the list for every session, told by its device. Addresses are not kept."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Now
from django.http import HttpRequest

from accounts.devices import Device, device
from lib import jobs
from lib.actor import Actor
from lib.errors import NotFound

# The library wants an address in every row; ours say nothing.
NOWHERE: Final = "0.0.0.0"  # noqa: S104  nothing listens here
_SEEN_EVERY: Final = timedelta(minutes=10)
_REMEMBERED: Final = 10_000


@dataclass(frozen=True, slots=True)
class SignedIn:
    """One session, as its person sees it."""

    id: int
    device: Device
    signed_in_at: datetime
    last_seen_at: datetime
    is_this: bool


def sessions_of(person_id: UUID, *, this: str | None) -> list[SignedIn]:
    """This will list the sessions that still open something, the newest use first; `this` is the asking one's key."""
    return [
        SignedIn(
            id=row.pk,
            device=device(row.user_agent),
            signed_in_at=row.created_at,
            last_seen_at=row.last_seen_at,
            is_this=row.session_key == this,
        )
        for row in _alive(person_id).order_by("-last_seen_at", "-pk")
    ]


@transaction.atomic
def end_session(*, actor: Actor, session_id: int) -> None:
    """This will sign a person out on one device. Its sockets close within seconds.

    :raises NotFound: if the session isn't hers, or is over.
    """
    row = UserSession.objects.filter(pk=session_id, user_id=actor.person_id).first()
    if row is None:
        raise NotFound
    _end([row.session_key])


@transaction.atomic
def end_sessions(*, person_id: UUID, but: str | None = None) -> int:
    """This will sign a person out everywhere, except in the session with the key `but`; returns how many ended."""
    keys = list(
        UserSession.objects.filter(user_id=person_id).exclude(session_key=but).values_list("session_key", flat=True)
    )
    _end(keys)
    return len(keys)


def _end(keys: Collection[str]) -> None:
    Session.objects.filter(session_key__in=keys).delete()
    UserSession.objects.filter(session_key__in=keys).delete()


def _alive(person_id: UUID) -> QuerySet[UserSession]:
    alive = Session.objects.filter(expire_date__gt=Now()).values("session_key")
    return UserSession.objects.filter(user_id=person_id, session_key__in=alive)


@jobs.sweep("accounts.forget_sessions")
def forget_sessions(limit: int) -> int:
    """This will delete up to `limit` sessions that are over, with their rows of the list."""
    over = Session.objects.filter(expire_date__lt=Now()).order_by("expire_date")[:limit]
    keys = list(over.values_list("session_key", flat=True))
    _end(keys)
    return len(keys)


class LastSeen:
    """Notes every ten minutes that a session is used: one row each, and nothing at all in between."""

    def __init__(self) -> None:
        self._noted: dict[str, datetime] = {}

    def note(self, request: HttpRequest, now: datetime) -> None:
        """This will note the request's session, if anybody is signed in by it."""
        key = request.session.session_key
        if not key or ((before := self._noted.get(key)) and now - before < _SEEN_EVERY):
            return
        if len(self._noted) >= _REMEMBERED:
            self._noted.clear()
        # Guests too, or each of their requests would read the session; who signs in gets another key.
        self._noted[key] = now
        if not request.user.is_authenticated:
            return
        # Another process may have noted it a moment ago.
        UserSession.objects.filter(session_key=key, last_seen_at__lt=now - _SEEN_EVERY).update(last_seen_at=now)

"""What must hold whatever the sign-in library does: no address in the list of sessions, no session from before a factor."""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added
from allauth.usersessions.models import UserSession
from django.db.models.signals import pre_save
from django.http import HttpRequest

from accounts import sessions
from accounts.models import Person


def connect() -> None:
    """This will listen to the library."""
    pre_save.connect(_forget_address, sender=UserSession, dispatch_uid="accounts.forget_address")
    authenticator_added.connect(_end_sessions_without, dispatch_uid="accounts.end_sessions_without")


def _forget_address(instance: UserSession, **_more: Any) -> None:
    instance.ip = sessions.NOWHERE


def _end_sessions_without(request: HttpRequest, user: Person, authenticator: Authenticator, **_more: Any) -> None:
    # A session that asked for a password alone must not outlive the first second factor; this one has just shown it.
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        sessions.end_sessions(person_id=user.pk, but=request.session.session_key)

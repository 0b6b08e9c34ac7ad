"""How one account stands, and what stewards may do to it: shut it, open it, take its second factors away."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models.functions import Now

from accounts.models import Person
from lib.errors import NotFound


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """An account as those see it who help its owner. `second_factors` are kinds: totp, webauthn, recovery_codes."""

    id: UUID
    name: str
    email: str
    locale: str
    joined_at: datetime
    is_active: bool
    is_steward: bool
    verified: bool
    second_factors: list[str]
    sessions: int


def of_person(person_id: UUID) -> Standing | None:
    """This will return how the account with this id stands; None if there is none."""
    person = Person.objects.filter(pk=person_id).first()
    return None if person is None else _standing(person)


def of_address(email: str) -> Standing | None:
    """This will return how the account with exactly this address (in lower case) stands; None if there is none."""
    person = Person.objects.filter(email=email).first()
    return None if person is None else _standing(person)


def names(person_ids: Collection[UUID]) -> dict[UUID, str]:
    """This will return what these people call themselves, by id."""
    return dict(Person.objects.filter(pk__in=person_ids).values_list("pk", "name"))


def _standing(person: Person) -> Standing:
    address = EmailAddress.objects.filter(user=person, email=person.email, verified=True)
    factors = Authenticator.objects.filter(user=person).order_by("type").values_list("type", flat=True)
    return Standing(
        id=person.pk,
        name=person.name,
        email=person.email,
        locale=person.locale,
        joined_at=person.joined_at,
        is_active=person.is_active,
        is_steward=person.is_steward,
        verified=address.exists(),
        second_factors=list(factors),
        sessions=_sessions(person.pk).count(),
    )


def _sessions(person_id: UUID):  # type: ignore[no-untyped-def]  # a queryset of a library without types
    keys = UserSession.objects.filter(user_id=person_id).values("session_key")
    return Session.objects.filter(session_key__in=keys, expire_date__gt=Now())


@transaction.atomic
def block(*, person_id: UUID) -> None:
    """This will keep the person from signing in; her sessions end at the next request, her sockets within seconds.

    :raises NotFound: if there is no such person, or she is blocked.
    """
    _turn(person_id, active=False)
    _sessions(person_id).delete()


@transaction.atomic
def unblock(*, person_id: UUID) -> None:
    """This will let the person sign in again.

    :raises NotFound: if there is no such person, or she isn't blocked.
    """
    _turn(person_id, active=True)


def _turn(person_id: UUID, *, active: bool) -> None:
    person = Person.objects.select_for_update(no_key=True).filter(pk=person_id).exclude(is_active=active).first()
    if person is None:
        raise NotFound
    person.is_active = active
    person.save(update_fields=["is_active"])


@transaction.atomic
def reset_second_factors(*, person_id: UUID) -> int:
    """This will take the person's second factors away, and end her sessions; it returns how many factors there were.

    :raises NotFound: if there is no such person.
    """
    if not Person.objects.select_for_update(no_key=True).filter(pk=person_id).exists():
        raise NotFound
    removed, _rows = Authenticator.objects.filter(user_id=person_id).delete()
    _sessions(person_id).delete()
    return removed

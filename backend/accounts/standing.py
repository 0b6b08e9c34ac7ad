"""How one account stands, and what stewards may do to it: shut it, open it, take its second factors away."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models.functions import Now
from django.utils import translation
from django.utils.translation import gettext as _

from accounts import events, services, sessions
from accounts.models import Person
from events import outbox
from lib.actor import Actor
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
    sessions.end_sessions(person_id=person_id)


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
def reset_second_factors(*, actor: Actor, person_id: UUID) -> int:
    """This will take the person's second factors away, end her sessions, and tell her by a letter; it returns how many
    factors there were.

    :raises NotFound: if there is no such person.
    """
    person = Person.objects.select_for_update(no_key=True).filter(pk=person_id).first()
    if person is None:
        raise NotFound
    removed, _rows = Authenticator.objects.filter(user_id=person_id).delete()
    sessions.end_sessions(person_id=person_id)
    outbox.record(
        events.SecondFactorsReset(person_id=person_id, steward_id=actor.person_id),
        key=person_id,
        streams=[f"user:{person_id}"],
    )
    with translation.override(person.locale):
        services.send_letter(
            recipient=person.email,
            subject=_("Your second step was taken off"),
            text=_(
                "Hello:\n\nA steward of Minga took the second step from your account, because somebody told us that its "
                "device is lost. You sign in with your password again; set up a new second step in your account. If it "
                "wasn't you who asked, choose a new password and answer this letter right away:\n\n%(link)s"
            )
            % {"link": f"{settings.PUBLIC_ORIGIN}/cuenta/clave"},
        )
    return removed

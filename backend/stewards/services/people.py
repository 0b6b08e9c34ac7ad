"""What stewards do for, or against, one person; each with a reason on record."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts import standing
from lib.actor import Actor
from lib.errors import DomainError, NotFound
from lib.text import TextRefused, clean_email
from stewards.models import Act
from stewards.services.record import record

# Reading the same person's page again is the same look.
_SAME_LOOK = timedelta(minutes=10)


class NotOneself(DomainError):
    """A steward can't lock herself out, nor take her own second factors away on the quiet."""

    code = "not_oneself"
    title = _("You can't do this to your own account: ask another steward.")


def look_up(*, actor: Actor, wanted: str) -> standing.Standing:
    """This will return how the account of exactly this e-mail address or id stands, and keep that it was looked at.

    :raises NotFound: if there is none.
    """
    found = _found(wanted)
    if found is None:
        raise NotFound
    looked = Act.objects.filter(
        kind=Act.Kind.PERSON_LOOKED_UP, steward_id=actor.person_id, person_id=found.id, at__gt=Now() - _SAME_LOOK
    )
    if not looked.exists():
        record(Act.Kind.PERSON_LOOKED_UP, actor=actor, person_id=found.id)
    return found


def _found(wanted: str) -> standing.Standing | None:
    try:
        return standing.of_person(UUID(wanted.strip()))
    except ValueError:
        pass
    try:
        return standing.of_address(clean_email(wanted))
    except TextRefused:
        return None


@transaction.atomic
def reset_second_factors(*, actor: Actor, person_id: UUID, reason: str) -> int:
    """This will take away a person's second factors, so that she signs in by password and sets up new ones.

    Returns how many there were.

    :raises NotOneself: as it says.
    :raises NotFound: if there is no such person.
    """
    _refuse_oneself(actor, person_id)
    removed = standing.reset_second_factors(actor=actor, person_id=person_id)
    record(Act.Kind.SECOND_FACTORS_RESET, actor=actor, person_id=person_id, reason=reason, removed=removed)
    return removed


@transaction.atomic
def block(*, actor: Actor, person_id: UUID, reason: str) -> None:
    """This will keep a person from signing in, and end her sessions.

    :raises NotOneself: as it says.
    :raises NotFound: if there is no such person, or she is blocked.
    """
    _refuse_oneself(actor, person_id)
    standing.block(person_id=person_id)
    record(Act.Kind.PERSON_BLOCKED, actor=actor, person_id=person_id, reason=reason)


@transaction.atomic
def unblock(*, actor: Actor, person_id: UUID, reason: str) -> None:
    """This will let a blocked person sign in again.

    :raises NotFound: if there is no such person, or she isn't blocked.
    """
    standing.unblock(person_id=person_id)
    record(Act.Kind.PERSON_UNBLOCKED, actor=actor, person_id=person_id, reason=reason)


def _refuse_oneself(actor: Actor, person_id: UUID) -> None:
    if actor.person_id == person_id:
        raise NotOneself

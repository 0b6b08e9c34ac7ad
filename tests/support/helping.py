"""Helpers for tests: a member's consent on record, and a client that acts by it."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from accounts.models import Person
from helpers import services
from helpers.models import Helper
from tests.support import people
from tests.support.people import Api, Cast, Member

EVERYTHING = ("lots", "pool", "statutes", "profile")


def consent(**fields: Any) -> services.Consent:
    """This will make a consent on paper of today, for everything, unless told otherwise."""
    fields.setdefault("scopes", EVERYTHING)
    fields.setdefault("given", "paper")
    fields.setdefault("reference", "Carpeta 2026, hoja 14")
    fields.setdefault("given_on", timezone.localdate())
    return services.Consent(**fields)


def named(cast: Cast, member: Member, *, person: Person | None = None, **fields: Any) -> Helper:
    """This will make the person (else another member's) the helper of the member."""
    return services.name_helper(
        actor=people.actor(cast.administrator.person),
        association_id=cast.association.pk,
        membership_id=member.membership.pk,
        person_id=(person or cast.members[1].person).pk,
        consent=consent(**fields),
    )


def client(helper: Helper) -> Api:
    """This will return a client of the helper that acts for the member."""
    acting = people.client_for(helper.person)
    acting.defaults["HTTP_MINGA_HELPING"] = str(helper.pk)
    return acting

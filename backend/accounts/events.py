"""What happened to people. No names and no addresses: whoever may know them asks the API."""

from __future__ import annotations

from uuid import UUID

from events.registry import Event


class PersonRegistered(Event):
    """Somebody signed up."""

    name = "accounts.person_registered"
    version = 1

    person_id: UUID
    locale: str


class PersonChanged(Event):
    """Somebody changed her own name or language; her other screens read her account anew."""

    name = "accounts.person_changed"
    version = 1

    person_id: UUID
    locale: str


class PersonClosed(Event):
    """Somebody's account was deleted on her own wish; what must stay, stays without her name."""

    name = "accounts.person_closed"
    version = 1

    person_id: UUID


class SecondFactorsReset(Event):
    """A steward took the second factors from somebody who lost her device; her sessions ended."""

    name = "accounts.second_factors_reset"
    version = 1

    person_id: UUID
    steward_id: UUID | None

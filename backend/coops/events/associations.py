"""Associations: how they begin, stand still and end, and who holds an office."""

from __future__ import annotations

from uuid import UUID

from events.registry import Event


class AssociationFounded(Event):
    """A producer started an association; it is forming until enough founders have accepted its statutes."""

    name = "coops.association_founded"

    association_id: UUID
    producer_id: UUID
    person_id: UUID
    kind: str
    founders_required: int


class AssociationChanged(Event):
    """An association's purpose, story or comuna was changed: its public page says something else."""

    name = "coops.association_changed"

    association_id: UUID
    person_id: UUID


class AssociationConstituted(Event):
    """Enough founders accepted the same statutes: the association exists and may sell."""

    name = "coops.association_constituted"

    association_id: UUID
    statutes_id: UUID
    founders: list[UUID]


class AssociationSuspended(Event):
    """A steward suspended an association: it sells nothing until that is lifted."""

    name = "coops.association_suspended"

    association_id: UUID


class AssociationReinstated(Event):
    """An association's suspension was lifted: it may sell again."""

    name = "coops.association_reinstated"

    association_id: UUID


class AssociationDissolved(Event):
    """The members dissolved the association."""

    name = "coops.association_dissolved"

    association_id: UUID


class AssociationMakesGoods(Event):
    """An association makes goods itself from now on: `producer_id` is its own producer, which is a member of nothing."""

    name = "coops.association_makes_goods"

    association_id: UUID
    producer_id: UUID
    person_id: UUID


class RutChanged(Event):
    """An association's tax number was written down, changed or taken away; the number stands in no event."""

    name = "coops.rut_changed"

    association_id: UUID
    person_id: UUID


class RegisterExported(Event):
    """Somebody of the board took the register of members with her, as `csv` or `pdf`."""

    name = "coops.register_exported"

    association_id: UUID
    person_id: UUID
    form: str


class RoleGiven(Event):
    """A person holds an office in an association from now on."""

    name = "coops.role_given"

    association_id: UUID
    role_id: UUID
    person_id: UUID
    role: str


class RoleEnded(Event):
    """A person no longer holds an office in an association."""

    name = "coops.role_ended"

    association_id: UUID
    role_id: UUID
    person_id: UUID
    role: str

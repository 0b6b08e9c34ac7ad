"""Meetings of the members."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coops.models import Association
from coops.services import locks
from decisions import events
from decisions.models import Assembly, Proxy
from events import outbox
from lib.actor import Actor
from lib.clock import database_now
from lib.errors import DomainError, NotFound

# What was put to the vote at an assembly is voted on for some weeks after it.
AFTER_ASSEMBLY: Final = timedelta(days=30)


class DateInThePast(DomainError):
    """A meeting or a vote can't begin in the past."""

    status = 400
    code = "date_in_the_past"
    title = _("Choose a date and time that is still to come.")


class AssemblyOver(DomainError):
    """The assembly was cancelled, or has begun."""

    code = "assembly_over"
    title = _("This assembly was cancelled or has taken place.")


@transaction.atomic
def call_assembly(
    *, actor: Actor, association_id: UUID, title: str, place: str, starts_at: datetime, agenda: str = ""
) -> Assembly:
    """This will call the members to an assembly.

    :raises AssociationClosed: if the association isn't active.
    :raises DateInThePast: if it would have begun.
    """
    association = locks.open_association(association_id)
    if starts_at <= database_now():
        raise DateInThePast
    assembly = Assembly.objects.create(
        association=association,
        title=title,
        place=place,
        agenda=agenda,
        starts_at=starts_at,
        called_by_id=locks.person(actor),
    )
    outbox.record(
        events.AssemblyCalled(association_id=association.pk, assembly_id=assembly.pk, starts_at=starts_at),
        key=assembly.pk,
        streams=[f"association:{association.pk}"],
    )
    return assembly


@transaction.atomic
def change_assembly(*, actor: Actor, association_id: UUID, assembly_id: UUID, changes: Mapping[str, Any]) -> Assembly:
    """This will change title, place, agenda or starts_at of an assembly that has not begun; what isn't given stays.

    Who heard of the date hears of a new one. Powers that were given for it last with it; its proposals keep their
    own times.

    :raises NotFound: if the association has no such assembly.
    :raises AssociationClosed: if the association isn't active.
    :raises AssemblyOver: if it was cancelled or has begun.
    :raises DateInThePast: if it would have begun.
    """
    association = locks.open_association(association_id)
    assembly = _still_to_come(association, assembly_id)
    locks.person(actor)
    wanted = {name: value for name, value in changes.items() if getattr(assembly, name) != value}
    if not wanted:
        return assembly
    now = database_now()
    if wanted.get("starts_at", assembly.starts_at) <= now:
        raise DateInThePast
    for name, value in wanted.items():
        setattr(assembly, name, value)
    assembly.sequence += 1
    assembly.changed_at = now
    assembly.save(update_fields=[*wanted, "sequence", "changed_at"])
    if "starts_at" in wanted:
        given = Proxy.objects.filter(assembly=assembly, revoked_at__isnull=True)
        given.update(ends_at=assembly.starts_at + AFTER_ASSEMBLY)
    outbox.record(
        events.AssemblyChanged(
            association_id=association.pk,
            assembly_id=assembly.pk,
            starts_at=assembly.starts_at,
            moved=not wanted.keys().isdisjoint({"starts_at", "place"}),
        ),
        key=assembly.pk,
        streams=[f"association:{association.pk}"],
    )
    return assembly


@transaction.atomic
def cancel_assembly(*, actor: Actor, association_id: UUID, assembly_id: UUID) -> Assembly:
    """This will cancel an assembly that has not begun. Its proposals keep their own times.

    :raises NotFound: if the association has no such assembly.
    :raises AssemblyOver: if it was cancelled or has begun.
    """
    association = locks.association(association_id)
    assembly = _still_to_come(association, assembly_id)
    assembly.cancelled_at = database_now()
    assembly.sequence += 1
    assembly.save(update_fields=["cancelled_at", "sequence"])
    outbox.record(
        events.AssemblyCancelled(association_id=association.pk, assembly_id=assembly.pk),
        key=assembly.pk,
        streams=[f"association:{association.pk}"],
    )
    return assembly


def _still_to_come(association: Association, assembly_id: UUID) -> Assembly:
    assembly = Assembly.objects.select_for_update(no_key=True).filter(pk=assembly_id, association=association).first()
    if assembly is None:
        raise NotFound
    if assembly.cancelled_at or assembly.starts_at <= database_now():
        raise AssemblyOver
    return assembly

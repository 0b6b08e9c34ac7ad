"""Meetings of the members."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coops.services import locks
from decisions import events
from decisions.models import Assembly
from events import outbox
from lib.actor import Actor
from lib.clock import database_now
from lib.errors import DomainError, NotFound


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
def cancel_assembly(*, actor: Actor, association_id: UUID, assembly_id: UUID) -> Assembly:
    """This will cancel an assembly that has not begun. Its proposals keep their own times.

    :raises NotFound: if the association has no such assembly.
    :raises AssemblyOver: if it was cancelled or has begun.
    """
    association = locks.association(association_id)
    assembly = Assembly.objects.select_for_update(no_key=True).filter(pk=assembly_id, association=association).first()
    if assembly is None:
        raise NotFound
    now = database_now()
    if assembly.cancelled_at or assembly.starts_at <= now:
        raise AssemblyOver
    assembly.cancelled_at = now
    assembly.save(update_fields=["cancelled_at"])
    outbox.record(
        events.AssemblyCancelled(association_id=association.pk, assembly_id=assembly.pk),
        key=assembly.pk,
        streams=[f"association:{association.pk}"],
    )
    return assembly

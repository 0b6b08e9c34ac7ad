"""Roles under the association's lock: an office ends with the membership it rests on, and one administrator stays."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from coops import events
from coops.models import Association, Membership, Role
from events import outbox
from lib.clock import database_now
from lib.errors import DomainError


class LastAdministrator(DomainError):
    """Without this person nobody could administer the association."""

    code = "last_administrator"
    title = _("The last administrator can't go: name another one first.")


def lock_associations_of(producer_id: UUID) -> list[Association]:
    """This will lock, in ascending order, the associations in which the producer is a member."""
    member_of = Membership.objects.belonging().filter(producer_id=producer_id).values("association_id")
    return list(Association.objects.select_for_update(no_key=True).filter(pk__in=member_of).order_by("pk"))


def give(association: Association, *, person_id: UUID, role: str, given_by: UUID | None) -> Role:
    """This will start a role; the association must be locked and the person must not hold it."""
    started = Role.objects.create(association=association, person_id=person_id, role=role, given_by_id=given_by)
    outbox.record(
        events.RoleGiven(association_id=association.pk, role_id=started.pk, person_id=person_id, role=role),
        key=association.pk,
        streams=[f"association:{association.pk}", f"user:{person_id}"],
    )
    return started


def end(association: Association, roles: Iterable[Role]) -> None:
    """This will end roles now; the association must be locked.

    :raises LastAdministrator: if no live administrator remains.
    """
    now = database_now()
    for role in roles:
        role.ends_at = now
        role.save(update_fields=["ends_at"])
        outbox.record(
            events.RoleEnded(association_id=association.pk, role_id=role.pk, person_id=role.person_id, role=role.role),
            key=association.pk,
            streams=[f"association:{association.pk}", f"user:{role.person_id}"],
        )
    administrators = Role.objects.live().filter(association=association, role=Role.Name.ADMINISTRATOR)
    if not administrators.exists():
        raise LastAdministrator


def end_roles_without_membership(association: Association, people: Iterable[UUID]) -> None:
    """This will end the roles of those people who act for no active member any more.

    :raises LastAdministrator: if no live administrator remains.
    """
    gone = [
        person_id
        for person_id in people
        if not Membership.objects.active().of_person(person_id).filter(association=association).exists()
    ]
    end(association, list(Role.objects.live().filter(association=association, person_id__in=gone)))

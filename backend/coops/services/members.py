"""Members who leave, and offices given and taken."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coops import events
from coops.models import Association, Mandate, Membership, Role
from coops.queries import people_of
from coops.services import locks, offices
from events import outbox
from lib.access import RoleMissing
from lib.actor import Actor
from lib.clock import database_now
from lib.errors import DomainError, NotFound


class RoleHeld(DomainError):
    """The person holds the office."""

    code = "role_held"
    title = _("This person holds that role already.")


@transaction.atomic
def end_membership(*, actor: Actor, association_id: UUID, membership_id: UUID) -> Membership:
    """This will end a membership at once, with the offices and the access that rest on it.

    Who acts for the member leaves; an administrator who doesn't excludes it.

    :raises NotFound: if the association has no such membership, or it has ended.
    :raises RoleMissing: if the actor neither acts for the member nor administers the association.
    :raises LastAdministrator: if the association would be left without an administrator.
    """
    association = locks.association(association_id)
    membership = (
        Membership.objects.belonging()
        .filter(pk=membership_id, association=association)
        .select_related("producer")
        .first()
    )
    if membership is None:
        raise NotFound
    return end_locked(association, membership, reason=_end_reason(actor, membership))


def end_locked(association: Association, membership: Membership, *, reason: str) -> Membership:
    """This will end a membership and the offices that rest on it; the association must be locked.

    :raises LastAdministrator: if the association would be left without an administrator.
    """
    people = people_of(membership.producer_id)
    membership.status = Membership.Status.ENDED
    membership.suspended_until = None
    membership.left_at = database_now()
    membership.end_reason = reason
    membership.save(update_fields=["status", "suspended_until", "left_at", "end_reason"])
    offices.end_roles_without_membership(association, people)
    outbox.record(
        events.MembershipEnded(
            association_id=association.pk,
            membership_id=membership.pk,
            producer_id=membership.producer_id,
            reason=reason,
            people=people,
        ),
        key=association.pk,
        # The association's stream closes for those who left; their own streams tell them why.
        streams=[
            f"association:{association.pk}",
            f"producer:{membership.producer_id}",
            *(f"user:{person}" for person in people),
        ],
    )
    return membership


def _end_reason(actor: Actor, membership: Membership) -> str:
    person_id = locks.person(actor)
    acts_for = Mandate.objects.live().filter(person_id=person_id, producer_id=membership.producer_id)
    if acts_for.exists():
        return Membership.EndReason.LEFT
    administers = Role.objects.live().filter(
        person_id=person_id, association_id=membership.association_id, role=Role.Name.ADMINISTRATOR
    )
    if administers.exists():
        return Membership.EndReason.EXCLUDED
    raise RoleMissing


@transaction.atomic
def give_role(*, actor: Actor, association_id: UUID, person_id: UUID, role: str) -> Role:
    """This will give an office to a person who acts for a member; it holds at once.

    :raises NotFound: if the person acts for no active member.
    :raises RoleHeld: if she holds it.
    """
    association = locks.open_association(association_id)
    if not Membership.objects.active().of_person(person_id).filter(association=association).exists():
        raise NotFound
    if Role.objects.live().filter(association=association, person_id=person_id, role=role).exists():
        raise RoleHeld
    return offices.give(association, person_id=person_id, role=role, given_by=actor.person_id)


@transaction.atomic
def end_role(*, actor: Actor, association_id: UUID, role_id: UUID) -> Role:
    """This will end an office at once.

    :raises NotFound: if the association has no such live role.
    :raises LastAdministrator: if it is the last administrator's.
    """
    association = locks.association(association_id)
    role = Role.objects.live().filter(pk=role_id, association=association).first()
    if role is None:
        raise NotFound
    offices.end(association, [role])
    return role

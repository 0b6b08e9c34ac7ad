"""Members who may read and not take part, for a while: by the board, with a reason."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coops import events
from coops.models import Association, Membership, MembershipSuspension
from coops.queries import people_of
from coops.services import locks, offices
from events import outbox
from lib.actor import Actor
from lib.clock import database_now
from lib.errors import DomainError, NotFound

LONGEST: Final = timedelta(days=2 * 366)


class SuspensionEnd(DomainError):
    """The end has come already, or is years away."""

    status = 400
    code = "suspension_end_invalid"
    title = _("The end has to be later than now, and within two years. Leave it open to lift it yourselves.")


class AlreadySuspended(DomainError):
    """The member is suspended now."""

    code = "already_suspended"
    title = _("This member is suspended already. Lift that first to decide anew.")


class NotSuspended(DomainError):
    """The member takes part: nothing is to be lifted."""

    code = "not_suspended"
    title = _("This is not suspended any more.")


class SuspendedWhileForming(DomainError):
    """Founders are gathered by their yes to the statutes; there is nothing yet to take part in."""

    code = "suspension_while_forming"
    title = _("Members can be suspended once the association is constituted.")


@transaction.atomic
def suspend_member(
    *, actor: Actor, association_id: UUID, membership_id: UUID, reason: str, until: datetime | None = None
) -> Membership:
    """This will keep a member from taking part at once, until `until` or until that is lifted; its people's offices end.

    It goes on reading. What it has in the pools goes on selling; a participation in a running vote stays, uncast.

    :raises NotFound: if the association has no such member.
    :raises AssociationClosed: if the association isn't active. :raises SuspendedWhileForming: while it forms.
    :raises AlreadySuspended: as it says. :raises SuspensionEnd: if `until` has come, or is too far.
    :raises LastAdministrator: if the association would be left without an administrator.
    """
    association = locks.open_association(association_id)
    if association.is_forming:
        raise SuspendedWhileForming
    membership = _member(association, membership_id)
    now = database_now()
    if until is not None and not now < until <= now + LONGEST:
        raise SuspensionEnd
    if Membership.objects.suspended().filter(pk=membership.pk).exists():
        raise AlreadySuspended
    membership.status = Membership.Status.SUSPENDED
    membership.suspended_until = until
    membership.save(update_fields=["status", "suspended_until"])
    MembershipSuspension.objects.create(
        association=association,
        membership=membership,
        reason=reason,
        starts_at=now,
        until=until,
        suspended_by_id=locks.person(actor),
    )
    people = people_of(membership.producer_id)
    offices.end_roles_without_membership(association, people)
    _tell(
        events.MemberSuspended(
            association_id=association.pk,
            membership_id=membership.pk,
            producer_id=membership.producer_id,
            until=until,
            people=people,
        )
    )
    return membership


@transaction.atomic
def lift_suspension(*, actor: Actor, association_id: UUID, membership_id: UUID) -> Membership:
    """This will let a suspended member take part again at once. Offices that ended are not given back.

    :raises NotFound: if the association has no such member. :raises NotSuspended: if it takes part.
    """
    association = locks.association(association_id)
    membership = _member(association, membership_id)
    if not Membership.objects.suspended().filter(pk=membership.pk).exists():
        raise NotSuspended
    membership.status = Membership.Status.ACTIVE
    membership.suspended_until = None
    membership.save(update_fields=["status", "suspended_until"])
    newest = MembershipSuspension.objects.filter(membership=membership).latest("starts_at")
    newest.lifted_at = database_now()
    newest.lifted_by_id = locks.person(actor)
    newest.save(update_fields=["lifted_at", "lifted_by"])
    _tell(
        events.MemberReinstated(
            association_id=association.pk,
            membership_id=membership.pk,
            producer_id=membership.producer_id,
            people=people_of(membership.producer_id),
        )
    )
    return membership


def _member(association: Association, membership_id: UUID) -> Membership:
    found = Membership.objects.belonging().filter(pk=membership_id, association=association).first()
    if found is None:
        raise NotFound
    return found


def _tell(event: events.MemberSuspended | events.MemberReinstated) -> None:
    outbox.record(
        event,
        key=event.association_id,
        streams=[
            f"association:{event.association_id}",
            f"producer:{event.producer_id}",
            *(f"user:{person}" for person in event.people),
        ],
    )

"""Invitations: a link that works once, for a while, until it is revoked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.queries import person_with_address
from accounts.services import send_letter
from coops import events
from coops.letters import invitation_letter
from coops.models import Invitation, Membership
from coops.queries import current_statutes
from coops.services import locks
from coops.services.founding import admit
from coops.services.statutes import StatutesChanged
from coops.tokens import new_token, token_hash
from events import outbox
from lib.actor import Actor
from lib.clock import database_now
from lib.errors import DomainError, NotFound

VALID_FOR: Final = timedelta(days=14)
MOST_OPEN: Final = 100
MOST_A_DAY: Final = 200


class AlreadyInvited(DomainError):
    """An invitation to the address is open."""

    code = "already_invited"
    title = _("There is an open invitation to this address. Revoke it to send another.")


class TooManyInvitations(DomainError):
    """A hundred invitations of the association are open, or two hundred were made within a day."""

    status = 429
    code = "too_many_invitations"
    title = _("Too many invitations are waiting for an answer. Revoke some, or wait a day.")


class InvitationUsed(DomainError):
    """The link has let a member in."""

    code = "invitation_used"
    title = _("This invitation was used already.")


class InvitationExpired(DomainError):
    """The link's time is over."""

    code = "invitation_expired"
    title = _("This invitation has expired: ask for a new one.")


class InvitationRevoked(DomainError):
    """The association took the invitation back."""

    code = "invitation_revoked"
    title = _("This invitation was taken back: ask the association.")


class InvitationDeclined(DomainError):
    """Whom it went to said no."""

    code = "invitation_declined"
    title = _("This invitation was declined: ask for a new one.")


@dataclass(frozen=True, slots=True)
class Invited:
    """An invitation and its link, which can't be read again."""

    invitation: Invitation
    link: str


@transaction.atomic
def invite(*, actor: Actor, association_id: UUID, email: str) -> Invited:
    """This will invite the address (clean already) into the association, by a letter with a link valid 14 days.

    :raises AssociationClosed: if the association is suspended or dissolved.
    :raises AlreadyInvited: if an invitation to the address is open.
    :raises TooManyInvitations: if too many are open, or were made within a day.
    """
    association = locks.open_association(association_id)
    now = database_now()
    mine = Invitation.objects.filter(association=association)
    waiting = mine.waiting()
    if waiting.filter(email=email).exists():
        raise AlreadyInvited
    if waiting.count() >= MOST_OPEN or mine.filter(created_at__gt=now - timedelta(days=1)).count() >= MOST_A_DAY:
        raise TooManyInvitations
    token = new_token()
    invitation = Invitation.objects.create(
        association=association,
        email=email,
        token_hash=token_hash(token),
        invited_by_id=locks.person(actor),
        expires_at=now + VALID_FOR,
    )
    link = f"{settings.PUBLIC_ORIGIN}/invitacion/{token}"
    letter = invitation_letter(invitation, link)
    send_letter(recipient=email, subject=letter.subject, text=letter.text)
    outbox.record(
        events.MemberInvited(association_id=association.pk, invitation_id=invitation.pk, person_id=locks.person(actor)),
        key=association.pk,
        streams=[f"association:{association.pk}"],
    )
    return Invited(invitation, link)


@transaction.atomic
def revoke_invitation(*, actor: Actor, association_id: UUID, invitation_id: UUID) -> Invitation:
    """This will make an unused link open nothing any more. Revoking twice changes nothing.

    :raises NotFound: if the association has no such invitation.
    :raises InvitationUsed: if it has let a member in.
    """
    association = locks.association(association_id)
    invitation = Invitation.objects.filter(pk=invitation_id, association=association).first()
    if invitation is None:
        raise NotFound
    if invitation.used_at:
        raise InvitationUsed
    if invitation.revoked_at or invitation.declined_at:
        return invitation
    invitation.revoked_at = database_now()
    invitation.save(update_fields=["revoked_at"])
    outbox.record(
        events.InvitationRevoked(
            association_id=association.pk, invitation_id=invitation.pk, person_id=locks.person(actor)
        ),
        key=association.pk,
        streams=[f"association:{association.pk}"],
    )
    return invitation


@transaction.atomic
def accept_invitation(*, actor: Actor, token: str, producer_id: UUID, statutes_id: UUID) -> Membership:
    """This will make the producer a member who has accepted the statutes it was shown, and spend the invitation.

    :raises NotFound: if no invitation has this token, or the actor doesn't act for the producer.
    :raises InvitationUsed: if the link was used.
    :raises InvitationRevoked: if it was taken back.
    :raises InvitationExpired: if its time is over, by the database's clock.
    :raises StatutesChanged: if the association has newer statutes.
    :raises AlreadyMember: if the producer belongs to it.
    """
    association_id = (
        Invitation.objects.filter(token_hash=token_hash(token)).values_list("association_id", flat=True).first()
    )
    if association_id is None:
        raise NotFound
    return _accept(
        actor=actor,
        association_id=association_id,
        producer_id=producer_id,
        statutes_id=statutes_id,
        token_hash=token_hash(token),
    )


@transaction.atomic
def accept_own_invitation(*, actor: Actor, invitation_id: UUID, producer_id: UUID, statutes_id: UUID) -> Membership:
    """This will do the same without the link, for the person who has proved the address that it went to.

    :raises NotFound: if the invitation isn't hers, or the actor doesn't act for the producer. Else as `accept_invitation`.
    """
    association_id = _own(actor, invitation_id).association_id
    return _accept(
        actor=actor,
        association_id=association_id,
        producer_id=producer_id,
        statutes_id=statutes_id,
        pk=invitation_id,
    )


@transaction.atomic
def decline_invitation(*, actor: Actor, invitation_id: UUID) -> Invitation:
    """This will say no, for the person who has proved the address that the invitation went to. Twice changes nothing.

    :raises NotFound: if the invitation isn't hers. :raises InvitationUsed, InvitationRevoked, InvitationExpired: as they say.
    """
    locks.association(_own(actor, invitation_id).association_id)
    invitation = _own(actor, invitation_id)
    if invitation.declined_at:
        return invitation
    refuse_unless_open(invitation)
    invitation.declined_at = database_now()
    invitation.save(update_fields=["declined_at"])
    outbox.record(
        events.InvitationDeclined(association_id=invitation.association_id, invitation_id=invitation.pk),
        key=invitation.association_id,
        streams=[f"association:{invitation.association_id}", f"user:{locks.person(actor)}"],
    )
    return invitation


def _own(actor: Actor, invitation_id: UUID) -> Invitation:
    invitation = Invitation.objects.filter(pk=invitation_id).first()
    if invitation is None or person_with_address(invitation.email) != locks.person(actor):
        raise NotFound
    return invitation


def _accept(*, actor: Actor, association_id: UUID, producer_id: UUID, statutes_id: UUID, **which: object) -> Membership:
    association = locks.open_association(association_id)
    person_id = locks.acting_person(actor, producer_id)
    # Read again under the lock: another acceptance or a revocation may have come first.
    invitation = Invitation.objects.get(**which)
    refuse_unless_open(invitation)
    statutes = current_statutes(association_id)
    if statutes.pk != statutes_id:
        raise StatutesChanged
    membership = admit(association, producer_id=producer_id, acceptance=(person_id, statutes))
    invitation.used_at = database_now()
    invitation.membership = membership
    invitation.save(update_fields=["used_at", "membership"])
    return membership


def refuse_unless_open(invitation: Invitation) -> None:
    """This will pass if the link still opens the door now.

    :raises InvitationUsed: if it was used.
    :raises InvitationRevoked: if it was taken back.
    :raises InvitationExpired: if its time is over.
    :raises InvitationDeclined: if whom it went to said no.
    """
    match invitation.state(database_now()):
        case Invitation.State.USED:
            raise InvitationUsed
        case Invitation.State.REVOKED:
            raise InvitationRevoked
        case Invitation.State.EXPIRED:
            raise InvitationExpired
        case Invitation.State.DECLINED:
            raise InvitationDeclined

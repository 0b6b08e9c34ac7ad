"""Saying yes to being a helper, and every way in which it ends."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from accounts.queries import names_of, person_with_address
from coops import queries as coops
from coops.services import locks
from events import outbox
from helpers import events
from helpers.models import Helper
from helpers.services import streams
from lib.actor import Actor
from lib.clock import database_now
from lib.errors import DomainError, NotFound


class HelperOfIt(DomainError):
    """The person acts for the member already, wrote the consent down, or is its witness."""

    code = "cannot_help"
    title = _("You can't be this member's helper: you act for it already, or wrote down or witnessed its consent.")


@transaction.atomic
def accept(*, actor: Actor, helper_id: UUID) -> Helper:
    """This will let the person who was asked by her address act for the member from now on.

    :raises NotFound: if she wasn't asked, has answered, or the consent is over.
    :raises HelperOfIt: if she may not be the helper of this member.
    """
    helper = _locked(pk=helper_id)
    person_id = locks.person(actor)
    if helper.person_id is not None or person_with_address(helper.email) != person_id:
        raise NotFound
    if not Helper.objects.waiting().filter(pk=helper.pk).exists():
        raise NotFound
    if person_id == helper.recorded_by_id or person_id in coops.people_of(helper.producer_id):
        raise HelperOfIt
    if is_witness(person_id, helper.given, helper.reference):
        raise HelperOfIt
    # What names her by her person, over or not, gives way to what she says yes to now.
    former = Helper.objects.filter(producer_id=helper.producer_id, person_id=person_id, ended_at__isnull=True)
    for older in former.select_for_update(no_key=True).order_by("pk"):
        end_locked(older, by=person_id, reason=Helper.EndReason.RENEWED)
    helper.person_id = person_id
    try:
        with transaction.atomic():
            helper.save(update_fields=["person"])
    except IntegrityError:
        raise HelperOfIt from None
    outbox.record(
        events.HelperAccepted(
            helper_id=helper.pk,
            association_id=helper.association_id,
            producer_id=helper.producer_id,
            person_id=person_id,
        ),
        key=helper.pk,
        streams=streams.of(helper),
    )
    return helper


@transaction.atomic
def end_helper(*, actor: Actor, association_id: UUID, helper_id: UUID) -> Helper:
    """This will end a consent at once, by the board. What is being done in this moment is done first.

    :raises NotFound: if the association has no such helper, or it has ended.
    """
    helper = _locked(pk=helper_id, association_id=association_id)
    return end_locked(helper, by=locks.person(actor), reason=Helper.EndReason.BOARD)


@transaction.atomic
def end_by_member(*, actor: Actor, producer_id: UUID, helper_id: UUID) -> Helper:
    """This will end a consent at once, by an owner of the member.

    :raises NotFound: if nobody such helps the producer, or it has ended.
    """
    helper = _locked(pk=helper_id, producer_id=producer_id)
    return end_locked(helper, by=locks.person(actor), reason=Helper.EndReason.MEMBER)


@transaction.atomic
def decline_or_end(*, actor: Actor, helper_id: UUID) -> Helper:
    """This will end it by the helper herself, also before she has said yes.

    :raises NotFound: if it isn't hers, or has ended.
    """
    helper = _locked(pk=helper_id)
    person_id = locks.person(actor)
    if person_id not in (helper.person_id, person_with_address(helper.email) if helper.email else None):
        raise NotFound
    return end_locked(helper, by=person_id, reason=Helper.EndReason.HELPER)


@transaction.atomic
def end_of_membership(membership_id: UUID) -> int:
    """This will end the consents that rested on a membership that is over; they opened nothing since then.

    Nothing more is told to the member, so where the receipts went is forgotten.
    """
    found = Helper.objects.select_for_update(no_key=True, of=("self",)).filter(membership_id=membership_id)
    ended = [
        end_locked(helper, by=None, reason=Helper.EndReason.MEMBERSHIP)
        for helper in found.order_by("pk")
        if helper.ended_at is None
    ]
    Helper.objects.filter(membership_id=membership_id).update(member_phone="", member_email="")
    return len(ended)


@transaction.atomic
def end_of_person(person_id: UUID) -> int:
    """This will end what a person does for others and what waits for her yes: her account is closed.

    Her addresses leave the record, also as those to which a member's receipts went.
    """
    proved = list(EmailAddress.objects.filter(user_id=person_id, verified=True).values_list("email", flat=True))
    open_ones = Helper.objects.select_for_update(no_key=True, of=("self",)).filter(ended_at__isnull=True)
    # What waits goes first, as when she says yes to it (`accept`).
    asked = list(open_ones.filter(person__isnull=True, email__in=proved).order_by("pk"))
    hers = list(open_ones.filter(person_id=person_id).order_by("pk"))
    for helper in [*asked, *hers]:
        end_locked(helper, by=person_id, reason=Helper.EndReason.HELPER)
    for helper in Helper.objects.filter(email__in=proved):
        helper.email = "" if helper.person_id else helper.forgotten_email
        helper.save(update_fields=["email"])
    Helper.objects.filter(member_email__in=proved).update(member_email="")
    return len(asked) + len(hers)


def is_witness(person_id: UUID, given: str, reference: str) -> bool:
    """This will say whether the person bears the name of the witness before whom the member said yes."""
    if given != Helper.Given.WITNESS:
        return False
    return names_of([person_id]).get(person_id, "").strip().casefold() == reference.strip().casefold()


def end_locked(helper: Helper, *, by: UUID | None, reason: str) -> Helper:
    """This will end a consent; its row must be locked. An address that was asked and never answered is forgotten."""
    helper.ended_at = database_now()
    helper.ended_by_id = by
    helper.end_reason = reason
    if helper.person_id is None:
        helper.email = helper.forgotten_email
    helper.save(update_fields=["ended_at", "ended_by", "end_reason", "email"])
    outbox.record(
        events.HelperEnded(
            helper_id=helper.pk,
            association_id=helper.association_id,
            producer_id=helper.producer_id,
            person_id=helper.person_id,
            reason=reason,
        ),
        key=helper.pk,
        streams=streams.of(helper),
    )
    return helper


def _locked(**which: Any) -> Helper:
    helper = Helper.objects.select_for_update(no_key=True, of=("self",)).filter(**which, ended_at__isnull=True).first()
    if helper is None:
        raise NotFound
    return helper

"""Who acts for a producer: owners ask, the person says yes, and either ends it.

What is asked goes to an address. Only who has proved that the address is hers sees it and answers; the owner does not
learn whether an account stands behind an address.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Final
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.queries import person_with_address
from accounts.services import send_letter
from coops import events
from coops.letters import mandate_letter
from coops.models import Mandate, MandateOffer
from coops.services import locks, offices
from events import outbox
from lib.actor import Actor
from lib.clock import database_now
from lib.errors import DomainError, NotFound

VALID_FOR: Final = timedelta(days=14)
MOST_ASKED: Final = 10


class MandateExists(DomainError):
    """The person acts for the producer already."""

    code = "mandate_exists"
    title = _("This person acts for the producer already.")


class LastOwner(DomainError):
    """Without this mandate nobody could decide for the producer."""

    code = "last_owner"
    title = _("The last owner can't leave the producer: name another one first.")


class MandateAsked(DomainError):
    """The address was asked and has not answered yet."""

    code = "mandate_asked"
    title = _("This address was asked already and has not answered yet.")


class TooManyMandateOffers(DomainError):
    """Ten addresses were asked within a day."""

    status = 429
    code = "too_many_mandate_offers"
    title = _("You have asked many people today. Wait for their answers, or until tomorrow.")


class MandateOfferOver(DomainError):
    """It was answered, taken back, or its time is over."""

    code = "mandate_offer_over"
    title = _("This was answered or taken back already, or its time is over.")


class OwnershipBarred(DomainError):
    """Whoever helped a member, or wrote its consent down, can't become its owner."""

    code = "ownership_barred"
    title = _("Who helps this member, or wrote its consent down, can't become its owner.")


# Says whether a person may not own a producer; asked when an address is asked to, and again when it answers.
Bar = Callable[[UUID, UUID], bool]
_bars: list[Bar] = []


def register_bar(bar: Bar) -> None:
    """This will let a room above keep persons from owning producers."""
    _bars.append(bar)


@transaction.atomic
def offer_mandate(*, actor: Actor, producer_id: UUID, email: str, kind: str = Mandate.Kind.AGENT) -> MandateOffer:
    """This will ask whoever owns the address (clean already) to act for the producer, by letter and on her Home.

    :raises NotFound: if the actor doesn't own the producer.
    :raises MandateAsked: if the address has been asked and may still answer.
    :raises MandateExists: if a person who acts for the producer has proved the address.
    :raises TooManyMandateOffers: if ten were asked within a day.
    """
    locks.producer(producer_id)
    _require_owner(actor, producer_id)
    return _ask(actor=actor, producer_id=producer_id, email=email, kind=kind)


@transaction.atomic
def offer_ownership(*, actor: Actor, producer_id: UUID, email: str) -> MandateOffer:
    """This will ask whoever owns the address to own a producer that nobody owns. What was asked before is taken back.

    Whether the actor may is for the caller to know.

    :raises NotFound: if somebody owns it.
    :raises OwnershipBarred: if the address is the actor's own, or a helper's of the producer.
    """
    locks.producer(producer_id)
    if _is_owned(producer_id):
        raise NotFound
    asked = person_with_address(email)
    if asked is not None and (asked == actor.person_id or _barred(producer_id, asked)):
        raise OwnershipBarred
    for older in MandateOffer.objects.waiting().filter(producer_id=producer_id):
        older.revoked_at = database_now()
        older.save(update_fields=["revoked_at"])
        _tell_of_end(older, because="revoked")
    return _ask(actor=actor, producer_id=producer_id, email=email, kind=Mandate.Kind.OWNER)


def _is_owned(producer_id: UUID) -> bool:
    return Mandate.objects.live().filter(producer_id=producer_id, kind=Mandate.Kind.OWNER).exists()


def _barred(producer_id: UUID, person_id: UUID) -> bool:
    return any(bar(producer_id, person_id) for bar in _bars)


def _ask(*, actor: Actor, producer_id: UUID, email: str, kind: str) -> MandateOffer:
    offers = MandateOffer.objects.filter(producer_id=producer_id)
    if offers.waiting().filter(email=email).exists():
        raise MandateAsked
    now = database_now()
    if offers.filter(created_at__gt=now - timedelta(days=1)).count() >= MOST_ASKED:
        raise TooManyMandateOffers
    asked = person_with_address(email)
    if asked is not None and Mandate.objects.live().filter(producer_id=producer_id, person_id=asked).exists():
        raise MandateExists
    offer = MandateOffer.objects.create(
        producer_id=producer_id,
        email=email,
        kind=kind,
        offered_by_id=locks.person(actor),
        expires_at=now + VALID_FOR,
    )
    letter = mandate_letter(offer, f"{settings.PUBLIC_ORIGIN}/inicio")
    send_letter(recipient=email, subject=letter.subject, text=letter.text)
    outbox.record(
        events.MandateOffered(mandate_offer_id=offer.pk, producer_id=producer_id, person_id=locks.person(actor)),
        key=producer_id,
        streams=[f"producer:{producer_id}", *([f"user:{asked}"] if asked else [])],
    )
    return offer


@transaction.atomic
def revoke_mandate_offer(*, actor: Actor, producer_id: UUID, mandate_offer_id: UUID) -> MandateOffer:
    """This will take back what was asked. Doing it twice changes nothing.

    :raises NotFound: if the actor doesn't own the producer, or it asked nothing such.
    :raises MandateOfferOver: if it was answered.
    """
    locks.producer(producer_id)
    _require_owner(actor, producer_id)
    offer = MandateOffer.objects.filter(pk=mandate_offer_id, producer_id=producer_id).first()
    if offer is None:
        raise NotFound
    if offer.revoked_at:
        return offer
    if offer.used_at or offer.declined_at:
        raise MandateOfferOver
    offer.revoked_at = database_now()
    offer.save(update_fields=["revoked_at"])
    _tell_of_end(offer, because="revoked")
    return offer


@transaction.atomic
def accept_mandate_offer(*, actor: Actor, mandate_offer_id: UUID) -> Mandate:
    """This will let the person who was asked act for the producer from now on.

    :raises NotFound: if she wasn't asked.
    :raises MandateOfferOver: if it was answered or taken back, or its time is over.
    :raises MandateExists: if she acts for the producer already.
    :raises OwnershipBarred: if nobody owns it and she is one of those who helped it or asked.
    """
    offer = _locked_offer(actor, mandate_offer_id)
    if offer.kind == Mandate.Kind.OWNER and not _is_owned(offer.producer_id):
        person_id = locks.person(actor)
        if person_id == offer.offered_by_id or _barred(offer.producer_id, person_id):
            raise OwnershipBarred
    mandate = _start(
        producer_id=offer.producer_id, person_id=locks.person(actor), kind=offer.kind, given_by=offer.offered_by_id
    )
    offer.used_at = database_now()
    offer.mandate = mandate
    offer.save(update_fields=["used_at", "mandate"])
    return mandate


@transaction.atomic
def decline_mandate_offer(*, actor: Actor, mandate_offer_id: UUID) -> MandateOffer:
    """This will say no to what was asked.

    :raises NotFound: if the person wasn't asked.
    :raises MandateOfferOver: if it was answered or taken back, or its time is over.
    """
    offer = _locked_offer(actor, mandate_offer_id)
    offer.declined_at = database_now()
    offer.save(update_fields=["declined_at"])
    _tell_of_end(offer, because="declined")
    return offer


@transaction.atomic
def give_mandate(*, actor: Actor, producer_id: UUID, person_id: UUID, kind: str = Mandate.Kind.AGENT) -> Mandate:
    """This will let a person act for a producer; only an owner may.

    :raises NotFound: if the actor doesn't own the producer.
    :raises MandateExists: if the person acts for it already.
    """
    locks.producer(producer_id)
    _require_owner(actor, producer_id)
    return _start(producer_id=producer_id, person_id=person_id, kind=kind, given_by=actor.person_id)


@transaction.atomic
def end_mandate(*, actor: Actor, mandate_id: UUID, producer_id: UUID | None = None) -> Mandate:
    """This will end a person's right to act for a producer at once, and the offices that rest on it alone.

    The owner may end any mandate, and everybody her own. `producer_id` is whose mandate it must be, if that is known.

    :raises NotFound: if the actor may not, or the mandate has ended.
    :raises LastOwner: if nobody would own the producer.
    :raises LastAdministrator: if an association would be left without one.
    """
    mandate = Mandate.objects.live().filter(pk=mandate_id).first()
    if mandate is None or producer_id not in (None, mandate.producer_id):
        raise NotFound
    associations = offices.lock_associations_of(mandate.producer_id)
    locks.producer(mandate.producer_id)
    mandate.refresh_from_db()
    if mandate.person_id != actor.person_id:
        _require_owner(actor, mandate.producer_id)
    now = database_now()
    if mandate.ends_at is not None and mandate.ends_at <= now:
        raise NotFound
    mandate.ends_at = now
    mandate.save(update_fields=["ends_at"])
    owners = Mandate.objects.filter(producer_id=mandate.producer_id, kind=Mandate.Kind.OWNER, ends_at__isnull=True)
    if not owners.exists():
        raise LastOwner
    for association in associations:
        offices.end_roles_without_membership(association, [mandate.person_id])
    outbox.record(
        events.MandateEnded(mandate_id=mandate.pk, producer_id=mandate.producer_id, person_id=mandate.person_id),
        key=mandate.producer_id,
        streams=[f"producer:{mandate.producer_id}", f"user:{mandate.person_id}"],
    )
    return mandate


def _require_owner(actor: Actor, producer_id: UUID) -> None:
    owners = Mandate.objects.live().filter(producer_id=producer_id, kind=Mandate.Kind.OWNER)
    if not owners.filter(person_id=locks.person(actor)).exists():
        raise NotFound


def _start(*, producer_id: UUID, person_id: UUID, kind: str, given_by: UUID | None) -> Mandate:
    """Starts a mandate; the producer must be locked."""
    if Mandate.objects.live().filter(person_id=person_id, producer_id=producer_id).exists():
        raise MandateExists
    mandate = Mandate.objects.create(person_id=person_id, producer_id=producer_id, kind=kind, given_by_id=given_by)
    outbox.record(
        events.MandateGiven(mandate_id=mandate.pk, producer_id=producer_id, person_id=person_id, kind=kind),
        key=producer_id,
        streams=[f"producer:{producer_id}", f"user:{person_id}"],
    )
    return mandate


def _locked_offer(actor: Actor, mandate_offer_id: UUID) -> MandateOffer:
    """Locks the producer and returns what the person was asked and may still answer."""
    producer_id = MandateOffer.objects.filter(pk=mandate_offer_id).values_list("producer_id", flat=True).first()
    if producer_id is None:
        raise NotFound
    locks.producer(producer_id)
    offer = MandateOffer.objects.get(pk=mandate_offer_id)
    if person_with_address(offer.email) != locks.person(actor):
        raise NotFound
    if offer.used_at or offer.revoked_at or offer.declined_at or offer.expires_at <= database_now():
        raise MandateOfferOver
    return offer


def _tell_of_end(offer: MandateOffer, *, because: str) -> None:
    asked = person_with_address(offer.email)
    outbox.record(
        events.MandateOfferEnded(mandate_offer_id=offer.pk, producer_id=offer.producer_id, because=because),
        key=offer.producer_id,
        streams=[f"producer:{offer.producer_id}", *([f"user:{asked}"] if asked else [])],
    )

"""Producers, and who acts for them."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coops import events
from coops.models import Mandate, Membership, Producer
from coops.services import locks, offices
from coops.territory import comuna as known_comuna
from events import outbox
from lib.actor import Actor
from lib.clock import database_now
from lib.errors import DomainError, NotFound
from lib.text import initials

# A family, a company, a workshop: more is a mistake or a machine.
MOST_PRODUCERS_OF_A_PERSON: Final = 20


class TooManyProducers(DomainError):
    """One person acts for twenty producers already."""

    code = "too_many_producers"
    title = _("One person can act for at most twenty producers.")


class MandateExists(DomainError):
    """The person acts for the producer already."""

    code = "mandate_exists"
    title = _("This person acts for the producer already.")


class LastOwner(DomainError):
    """Without this mandate nobody could decide for the producer."""

    code = "last_owner"
    title = _("The last owner can't leave the producer: name another one first.")


@transaction.atomic
def create_producer(
    *, actor: Actor, name: str, comuna: str, locality: str = "", story: str = "", shows_name: bool = True
) -> Producer:
    """This will register a producer that the acting person owns. `comuna` is a CUT code; texts are clean already.

    :raises ComunaUnknown: if the code is none of the region.
    :raises TooManyProducers: if the person acts for twenty already.
    """
    person_id = locks.person(actor)
    known_comuna(comuna)
    if Mandate.objects.live().filter(person_id=person_id).count() >= MOST_PRODUCERS_OF_A_PERSON:
        raise TooManyProducers
    producer = Producer.objects.create(
        name=name,
        initials=initials(name),
        comuna=comuna,
        locality=locality,
        story=story,
        shows_name=shows_name,
    )
    Mandate.objects.create(person_id=person_id, producer=producer, kind=Mandate.Kind.OWNER, given_by_id=person_id)
    outbox.record(
        events.ProducerCreated(producer_id=producer.pk, person_id=person_id),
        key=producer.pk,
        streams=[f"producer:{producer.pk}", f"user:{person_id}"],
    )
    return producer


@transaction.atomic
def update_producer(*, actor: Actor, producer_id: UUID, **changes: Any) -> Producer:
    """This will change a producer's name, comuna, locality, story or shows_name; what isn't given stays.

    :raises NotFound: if the actor doesn't act for it.
    :raises ComunaUnknown: if the new code is none of the region.
    """
    locks.acting_person(actor, producer_id)
    producer = locks.producer(producer_id)
    if "comuna" in changes:
        known_comuna(changes["comuna"])
    if "name" in changes:
        changes["initials"] = initials(changes["name"])
    changed = [field for field, value in changes.items() if getattr(producer, field) != value]
    if not changed:
        return producer
    for field in changed:
        setattr(producer, field, changes[field])
    producer.save(update_fields=changed)
    associations = Membership.objects.active().filter(producer_id=producer_id).values_list("association_id", flat=True)
    outbox.record(
        events.ProducerChanged(producer_id=producer.pk),
        key=producer.pk,
        streams=[f"producer:{producer.pk}", *(f"association:{association}" for association in associations)],
    )
    return producer


@transaction.atomic
def give_mandate(*, actor: Actor, producer_id: UUID, person_id: UUID, kind: str = Mandate.Kind.AGENT) -> Mandate:
    """This will let a person act for a producer; only an owner may.

    :raises NotFound: if the actor doesn't own the producer.
    :raises MandateExists: if the person acts for it already.
    """
    locks.producer(producer_id)
    _require_owner(actor, producer_id)
    if Mandate.objects.live().filter(person_id=person_id, producer_id=producer_id).exists():
        raise MandateExists
    mandate = Mandate.objects.create(
        person_id=person_id, producer_id=producer_id, kind=kind, given_by_id=actor.person_id
    )
    outbox.record(
        events.MandateGiven(mandate_id=mandate.pk, producer_id=producer_id, person_id=person_id, kind=kind),
        key=producer_id,
        streams=[f"producer:{producer_id}", f"user:{person_id}"],
    )
    return mandate


@transaction.atomic
def end_mandate(*, actor: Actor, mandate_id: UUID) -> Mandate:
    """This will end a person's right to act for a producer at once, and the offices that rest on it alone.

    The owner may end any mandate, and everybody her own.

    :raises NotFound: if the actor may not, or the mandate has ended.
    :raises LastOwner: if nobody would own the producer.
    :raises LastAdministrator: if an association would be left without one.
    """
    mandate = Mandate.objects.live().filter(pk=mandate_id).first()
    if mandate is None:
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

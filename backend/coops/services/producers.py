"""Producers: who registers one owns it."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coops import events
from coops.models import Mandate, Membership, Producer
from coops.services import locks
from coops.territory import comuna as known_comuna
from events import outbox
from lib.actor import Actor
from lib.errors import DomainError
from lib.text import initials

# A family, a company, a workshop: more is a mistake or a machine.
MOST_PRODUCERS_OF_A_PERSON: Final = 20


class TooManyProducers(DomainError):
    """One person acts for twenty producers already."""

    code = "too_many_producers"
    title = _("One person can act for at most twenty producers.")


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
    associations = (
        Membership.objects.belonging().filter(producer_id=producer_id).values_list("association_id", flat=True)
    )
    outbox.record(
        events.ProducerChanged(producer_id=producer.pk),
        key=producer.pk,
        streams=[f"producer:{producer.pk}", *(f"association:{association}" for association in associations)],
    )
    return producer

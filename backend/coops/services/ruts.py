"""Tax numbers: an association's by its board, a producer's by its owners. Events say whose changed and by whom, never the number."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from coops import events
from coops.services import locks
from events import outbox
from lib.actor import Actor


@transaction.atomic
def set_association_rut(*, actor: Actor, association_id: UUID, rut: str) -> str:
    """This will keep the association's RUT (clean already; empty takes it away) and return it.

    :raises NotFound: if there is no such association.
    """
    association = locks.association(association_id)
    if association.rut != rut:
        association.rut = rut
        association.save(update_fields=["rut"])
        outbox.record(
            events.RutChanged(association_id=association.pk, person_id=locks.person(actor)),
            key=association.pk,
            streams=[f"association:{association.pk}"],
        )
    return rut


@transaction.atomic
def set_producer_rut(*, actor: Actor, producer_id: UUID, rut: str) -> str:
    """This will keep the producer's RUT (clean already; empty takes it away) and return it.

    :raises NotFound: if the actor doesn't act for it.
    """
    person_id = locks.acting_person(actor, producer_id)
    producer = locks.producer(producer_id)
    if producer.rut != rut:
        producer.rut = rut
        producer.save(update_fields=["rut"])
        outbox.record(
            events.ProducerRutChanged(producer_id=producer.pk, person_id=person_id),
            key=producer.pk,
            streams=[f"producer:{producer.pk}"],
        )
    return rut

"""Producers, and who may act for them."""

from __future__ import annotations

from uuid import UUID

from events.registry import Event


class ProducerCreated(Event):
    """A person registered a producer and owns it."""

    name = "coops.producer_created"

    producer_id: UUID
    person_id: UUID


class ProducerChanged(Event):
    """A producer's name, place or story was changed."""

    name = "coops.producer_changed"

    producer_id: UUID


class ProducerRutChanged(Event):
    """A producer's tax number was written down, changed or taken away; the number stands in no event."""

    name = "coops.producer_rut_changed"

    producer_id: UUID
    person_id: UUID


class MandateGiven(Event):
    """A person may act for a producer from now on, as `owner` or `agent`."""

    name = "coops.mandate_given"

    mandate_id: UUID
    producer_id: UUID
    person_id: UUID
    kind: str


class MandateEnded(Event):
    """A person may no longer act for a producer."""

    name = "coops.mandate_ended"

    mandate_id: UUID
    producer_id: UUID
    person_id: UUID


class MandateOffered(Event):
    """An owner asked somebody to act for a producer; to whom it went stands in no event."""

    name = "coops.mandate_offered"

    mandate_offer_id: UUID
    producer_id: UUID
    person_id: UUID


class MandateOfferEnded(Event):
    """What was asked won't be answered with a yes any more: `declined` by the person, or `revoked` by an owner."""

    name = "coops.mandate_offer_ended"

    mandate_offer_id: UUID
    producer_id: UUID
    because: str

"""Members who are let in on paper: a producer that nobody owns at the web yet."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from coops import events
from coops.models import Membership, Producer
from coops.services import locks
from coops.services.founding import admit
from coops.territory import comuna as known_comuna
from events import outbox
from lib.actor import Actor
from lib.text import initials


@transaction.atomic
def admit_on_paper(*, actor: Actor, association_id: UUID, name: str, comuna: str, locality: str = "") -> Membership:
    """This will make a member of somebody who has no account. The statutes wait to be accepted, and nobody owns it.

    The board may invite whom it wants; this is the same, with the answer on paper.

    :raises AssociationClosed: if the association is suspended or dissolved.
    :raises ComunaUnknown: if the code is none of the region.
    """
    person_id = locks.person(actor)
    association = locks.open_association(association_id)
    known_comuna(comuna)
    producer = Producer.objects.create(name=name, initials=initials(name), comuna=comuna, locality=locality)
    outbox.record(
        events.ProducerCreated(producer_id=producer.pk, person_id=person_id),
        key=producer.pk,
        streams=[f"producer:{producer.pk}"],
    )
    return admit(association, producer_id=producer.pk)
